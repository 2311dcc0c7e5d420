#pragma once
// Whether a statement was signed by whoever was the programme director on its day of issue, from a
// copy of the log and the policy alone (docs/spec/near-peer.md, "Statement").

#include "client/core/near_peer/statement.h"

namespace sotto::client {

enum class StatementFinding {
  kGood,
  kNotSigned,       // its signature is not by the key that it names
  kNotALog,         // the copies are not a log of a near-peer scheme with its policy
  kOtherScheme,     // of another log than the copy
  kNotTheDirector,  // the log did not have this key at the director's place on that day
};
const char* describe(StatementFinding finding);

// log, policy: as GET /log and GET /policy answer.
StatementFinding check_statement(const SignedStatement& statement, ByteView log, ByteView policy);

}  // namespace sotto::client
