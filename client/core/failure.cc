#include "client/core/failure.h"

#include "crypto/base/panic.h"

namespace sotto::client {

const char* describe(Failure failure) {
  switch (failure) {
    case Failure::kNoAnswer:
      return "no_answer";
    case Failure::kNotSotto:
      return "not_sotto";
    case Failure::kWrongLog:
      return "wrong_log";
    case Failure::kLogInvalid:
      return "log_invalid";
    case Failure::kLogRolledBack:
      return "log_rolled_back";
    case Failure::kLogForked:
      return "log_forked";
    case Failure::kNotCosigned:
      return "not_cosigned";
    case Failure::kCosignedLongAgo:
      return "cosigned_long_ago";
    case Failure::kPolicyMismatch:
      return "policy_mismatch";
    case Failure::kNotTheRelay:
      return "not_the_relay";
    case Failure::kNoPassKey:
      return "no_pass_key";
    case Failure::kDrawInvalid:
      return "draw_invalid";
    case Failure::kDirectoryInvalid:
      return "directory_invalid";
    case Failure::kBoardInvalid:
      return "board_invalid";
    case Failure::kLockerUnreadable:
      return "locker_unreadable";
    case Failure::kLockerOutdated:
      return "locker_outdated";
    case Failure::kRefused:
      return "refused";
    case Failure::kStaleVersion:
      return "stale_version";
    case Failure::kGatewayKeyChanged:
      return "gateway_key_changed";
  }
  panic("failure: not a value");
}

}  // namespace sotto::client
