#include "client/cli/commands.h"

#include "crypto/base/panic.h"

namespace sotto::client::cli {

Exit run(Host& host, const Arguments& arguments) {
  switch (arguments.command) {
    case Command::kEnrol:
      return enrol(host, arguments);
    case Command::kVisit:
      return visit(host, arguments);
    case Command::kNewWords:
      return new_words(host, arguments);
    case Command::kExtend:
      return extend(host, arguments);
    case Command::kListing:
      return listing(host, arguments);
    case Command::kSixWords:
      return six_words(host, arguments);
    case Command::kCalendar:
      return calendar(host, arguments);
    case Command::kLeadKey:
      return lead_key(host, arguments);
    case Command::kLeadSignGenesis:
      return lead_sign_genesis(host, arguments);
    case Command::kLeadProposals:
      return lead_proposals(host, arguments);
    case Command::kLeadSign:
      return lead_sign(host, arguments);
    case Command::kLeadDrop:
      return lead_drop(host, arguments);
    case Command::kLeadRemove:
      return lead_remove(host, arguments);
    case Command::kCodes:
      return codes(host, arguments);
    case Command::kLogVerify:
      return log_verify(host, arguments);
  }
  panic("commands: not a command");
}

}  // namespace sotto::client::cli
