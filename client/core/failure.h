#pragma once
// Why a visit stopped. Every one has a plain sentence in the host's texts.

#include <cstdint>

namespace sotto::client {

enum class Failure : std::uint8_t {
  kNoAnswer,           // the broker could not be reached before the visit was open
  kNotSotto,           // what came back is not this protocol
  kWrongLog,           // another log than the slip's or the locker's
  kLogInvalid,         // an entry's rules do not hold, or the checkpoint is not the log's
  kLogRolledBack,      // shorter than the locker remembers
  kLogForked,          // another history than the locker remembers
  kNotCosigned,        // the policy's witnesses have not confirmed this log
  kCosignedLongAgo,    // they have, but not within two days
  kPolicyMismatch,     // the policy is not the one that genesis names
  kNotTheRelay,        // the policy names a relay, and the host asks elsewhere
  kNoPassKey,          // no pass key of this epoch in the log
  kDrawInvalid,        // the passes do not belong to the logged key
  kDirectoryInvalid,   // the directory says what the log does not
  kBoardInvalid,       // a board's file does not parse or does not match the logged root
  kLockerUnreadable,   // the answer is no version of this locker
  kLockerOutdated,     // no version that its person keeps is the broker's
  kRefused,            // by the broker; its status says why
  kStaleVersion,       // opened elsewhere in the meantime; open again
  kGatewayKeyChanged,  // the log has another gateway key by now; open again
};

// A name for logs of tests and for --json: "log_forked".
const char* describe(Failure failure);

}  // namespace sotto::client
