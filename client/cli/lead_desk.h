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
  bool cosigned = true;  // by a quorum of the witnesses, lately; in a scheme without them, too
};

// All of these say why there is nothing.
// The key of --key, opened with its words, whether it is a lead's of this log or not.
std::expected<SigningKey, Exit> read_key(Host& host, const Arguments& arguments);
// A log that no quorum of witnesses has confirmed lately stops every client. A lead may look at it
// all the same and sign a policy that names other witnesses: the leads are who names them.
enum class NoQuorum { kStops, kIsLookedAt };
std::expected<Desk, Exit> sit_down(Host& host, const Arguments& arguments,
                                   NoQuorum no_quorum = NoQuorum::kStops);
std::expected<std::vector<protocol::Proposal>, Exit> carry(Host& host,
                                                           const std::optional<RosterCall>& call);

}  // namespace sotto::client::cli
