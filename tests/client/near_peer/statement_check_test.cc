#include "client/core/near_peer/statement_check.h"

#include <gtest/gtest.h>

#include "tests/client/near_peer/sample_desk.h"
#include "tests/support/sample_log.h"

namespace sotto::client {
namespace {

using testing::kSampleDay;
using testing::sample_key;
using testing::SampleLog;

// The director is the recipient at place 2; somebody takes over ten days later and leaves after
// twenty.
class StatementCheck : public ::testing::Test {
 protected:
  StatementCheck() : log_(policy()) {
    log_.append(kSampleDay, log_.recipient(0, 1, other_, log_.gateway.public_key));
    log_.append(kSampleDay + 1, log_.recipient(1, 1, director_, log_.gateway.public_key));
    log_.append(kSampleDay + 10, log_.recipient(1, 2, successor_, log_.gateway.public_key));
    log_.append(kSampleDay + 20, log_.recipient_removal(1, 3));
  }
  static protocol::Policy policy() {
    protocol::Policy out = testing::sample_policy();
    out.near_peer = testing::sample_near_peer();
    out.near_peer->director = 1;
    return out;
  }
  StatementFinding check(const SigningKey& key, protocol::Date issued) const {
    return check_statement(made(key, issued), log_.file(), log_.policy.encode());
  }
  SignedStatement made(const SigningKey& key, protocol::Date issued) const {
    return sign_statement(
        {log_.policy.origin, log_.replay.genesis_hash(), StatementKind::kSupporter,
         "Invented Supporter", 1, 2, issued, Hours::kUpTo5},
        key);
  }

  SampleLog log_;
  SigningKey director_ = sample_key(50), successor_ = sample_key(51), other_ = sample_key(52);
};

using F = StatementFinding;

TEST_F(StatementCheck, CountsWhileTheKeyIsTheDirectors) {
  EXPECT_EQ(check(director_, kSampleDay), F::kNotTheDirector) << "not yet";
  EXPECT_EQ(check(director_, kSampleDay + 1), F::kGood);
  EXPECT_EQ(check(director_, kSampleDay + 10), F::kGood) << "the day of the change is both's";
  EXPECT_EQ(check(director_, kSampleDay + 11), F::kNotTheDirector);
  EXPECT_EQ(check(successor_, kSampleDay + 9), F::kNotTheDirector);
  EXPECT_EQ(check(successor_, kSampleDay + 10), F::kGood);
  EXPECT_EQ(check(successor_, kSampleDay + 20), F::kGood);
  EXPECT_EQ(check(successor_, kSampleDay + 21), F::kNotTheDirector) << "has left";
  EXPECT_EQ(check(other_, kSampleDay + 5), F::kNotTheDirector) << "of another place";
}

TEST_F(StatementCheck, IsOfThisSchemeAndSigned) {
  SignedStatement statement = made(director_, kSampleDay + 2);
  const Bytes log = log_.file(), policy = log_.policy.encode();
  statement.statement.name = "Somebody Else";
  EXPECT_EQ(check_statement(statement, log, policy), F::kNotSigned);
  Statement other = made(director_, kSampleDay + 2).statement;
  other.genesis[0] ^= 1;
  EXPECT_EQ(check_statement(sign_statement(other, director_), log, policy), F::kOtherScheme);
  other = made(director_, kSampleDay + 2).statement;
  other.origin = "sotto.example/other";
  EXPECT_EQ(check_statement(sign_statement(other, director_), log, policy), F::kOtherScheme);
}

TEST_F(StatementCheck, NeedsALogAndThePolicyThatItNames) {
  const SignedStatement statement = made(director_, kSampleDay + 2);
  const Bytes log = log_.file(), policy = log_.policy.encode();
  EXPECT_EQ(check_statement(statement, log, policy), F::kGood);
  EXPECT_EQ(check_statement(statement, ByteView(log).first(log.size() - 1), policy), F::kNotALog);
  EXPECT_EQ(check_statement(statement, {}, policy), F::kNotALog);
  EXPECT_EQ(check_statement(statement, log, ByteView(policy).first(5)), F::kNotALog);
  protocol::Policy other = log_.policy;
  other.near_peer->director = 0;
  EXPECT_EQ(check_statement(statement, log, other.encode()), F::kNotALog)
      << "a policy that names another place";
  EXPECT_EQ(check_statement(statement, log, testing::sample_policy().encode()), F::kNotALog);
  Bytes forged = log;
  forged.back() ^= 1;
  EXPECT_EQ(check_statement(statement, forged, policy), F::kNotALog);
}

}  // namespace
}  // namespace sotto::client
