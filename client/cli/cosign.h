#pragma once
// Looking at all of a scheme's log and bringing its broker a cosignature, once (docs/cli.md, "A
// witness"). Everything here says what is wrong before it returns an exit.

#include <expected>
#include <string>
#include <string_view>

#include "client/cli/arguments.h"
#include "client/cli/host.h"
#include "client/core/public_view.h"

namespace sotto::client::cli {

// The checkpoint that waits for cosignatures, and the log up to it: replayed, and shown to nobody
// else as long as there is no quorum.
struct NextLog {
  std::string note;
  PublicView view;
};
std::expected<NextLog, Exit> fetch_next_log(Host& host, const Arguments& arguments);

// key_text: as witness_key_text writes it. Nothing is signed when the log does not begin with what
// the state file has seen of it.
Exit cosign_next(Host& host, const NextLog& next, const std::string& state_file,
                 std::string_view key_text);

}  // namespace sotto::client::cli
