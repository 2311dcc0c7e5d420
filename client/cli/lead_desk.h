#pragma once
// A lead in front of the log: their key, what everybody sees, and a request to the broker.

#include <expected>
#include <vector>

#include "client/cli/arguments.h"
#include "client/cli/host.h"
#include "client/core/roster.h"

namespace sotto::client::cli {

struct Desk {
  PublicView everybody;
  LeadKey lead;
};

// All of these say why there is nothing.
// The key of --key, opened with its words, whether it is a lead's of this log or not.
std::expected<SigningKey, Exit> read_key(Host& host, const Arguments& arguments);
std::expected<Desk, Exit> sit_down(Host& host, const Arguments& arguments);
std::expected<std::vector<protocol::Proposal>, Exit> carry(Host& host,
                                                           const std::optional<RosterCall>& call);

}  // namespace sotto::client::cli
