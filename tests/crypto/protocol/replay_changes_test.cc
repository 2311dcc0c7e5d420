#include <gtest/gtest.h>

#include "crypto/protocol/replay.h"
#include "tests/crypto/protocol/on_log.h"

namespace sotto::protocol {
namespace {

using sotto::testing::filled;
using sotto::testing::kSampleDay;
using sotto::testing::kSampleWeek;
using sotto::testing::sample_key;
using sotto::testing::sample_policy;

class ChangesTest : public OnLog {
 protected:
  SigningKey new_ = sample_key(30);
};

constexpr auto kPlanned = ChangeReason::kPlanned;
constexpr auto kLost = ChangeReason::kLost;

// --- a lead's key ---

TEST_F(ChangesTest, APlannedChangeOfALeadPutsTheNewKeyInTheirPlace) {
  EXPECT_EQ(refusal(log_.lead_change(1, new_, kPlanned)), std::nullopt);
  EXPECT_EQ(log_.replay.leads()[0], log_.leads[0].public_key);
  EXPECT_EQ(log_.replay.leads()[1], new_.public_key);
  EXPECT_EQ(log_.replay.genesis().leads[1], log_.leads[1].public_key) << "genesis stays";
}

TEST_F(ChangesTest, WhatTheKeyThatWentSignsIsRefusedAndTheNewOnesIsTaken) {
  const Listing by_old = log_.listing(sample_key(31), 1);
  ASSERT_EQ(refusal(log_.lead_change(1, new_, kLost)), std::nullopt);
  EXPECT_EQ(refusal(by_old), ReplayRefusal::kLeadSignatures);
  EXPECT_EQ(refusal(log_.signed_pass_key(sotto::testing::kSampleEpoch + 2, 0)),
            ReplayRefusal::kPassKeySignature);
  log_.leads[1] = sample_key(30);
  EXPECT_EQ(refusal(log_.listing(sample_key(31), 1)), std::nullopt);
}

TEST_F(ChangesTest, APlannedChangeNeedsBothLeadsAndTheNewKey) {
  const LeadChange good = log_.lead_change(0, new_, kPlanned);
  for (std::size_t lead : {0, 1}) {
    LeadChange bad = good;
    bad.signatures.erase(bad.signatures.begin() + static_cast<std::ptrdiff_t>(lead));
    EXPECT_EQ(refusal(bad), ReplayRefusal::kChangeSignature);
    bad = good;
    bad.signatures[lead].signature[0] ^= 1;
    EXPECT_EQ(refusal(bad), ReplayRefusal::kChangeSignature);
  }
  LeadChange unproven = good;
  unproven.key_signature[0] ^= 1;
  EXPECT_EQ(refusal(unproven), ReplayRefusal::kChangeSignature);
  EXPECT_EQ(refusal(good), std::nullopt);
}

TEST_F(ChangesTest, ALostKeyIsReplacedByTheOtherLeadAloneAndNeverByItself) {
  const LeadChange good = log_.lead_change(0, new_, kLost);
  LeadChange bad = good;
  bad.signatures.clear();
  EXPECT_EQ(refusal(bad), ReplayRefusal::kChangeSignature) << "by nobody";
  bad.signatures = {
      log_.by_leads(kLeadChangeLabel, lead_change_message(log_.replay.genesis_hash(), good))[0]};
  EXPECT_EQ(refusal(bad), ReplayRefusal::kChangeSignature) << "by the key that is lost";
  bad.signatures.push_back(good.signatures[0]);
  EXPECT_EQ(refusal(bad), ReplayRefusal::kChangeSignature) << "by both";
  bad = good;
  bad.signatures[0].signature[0] ^= 1;
  EXPECT_EQ(refusal(bad), ReplayRefusal::kChangeSignature);
  EXPECT_EQ(refusal(good), std::nullopt);
}

TEST_F(ChangesTest, AReasonIsPartOfWhatIsSigned) {
  LeadChange lost = log_.lead_change(0, new_, kPlanned);
  lost.reason = kLost;
  lost.signatures.erase(lost.signatures.begin());
  EXPECT_EQ(refusal(lost), ReplayRefusal::kChangeSignature);
}

TEST_F(ChangesTest, AChangeOfALeadCountsForOnce) {
  const LeadChange first = log_.lead_change(0, new_, kPlanned);
  LeadChange later = first;
  later.number = 2;
  EXPECT_EQ(refusal(later), ReplayRefusal::kChangeNumber);
  ASSERT_EQ(refusal(first), std::nullopt);
  EXPECT_EQ(refusal(first), ReplayRefusal::kChangeNumber);
  EXPECT_EQ(log_.replay.next_lead_number(0), 2u);
  EXPECT_EQ(log_.replay.next_lead_number(1), 1u);
}

TEST_F(ChangesTest, ALeadsNewKeyIsNobodysInThisLog) {
  for (const SigningKey* known : {&log_.leads[0], &log_.leads[1], &log_.log_key}) {
    EXPECT_EQ(refusal(log_.lead_change(0, *known, kPlanned)), ReplayRefusal::kKeyTaken);
  }
  const SigningKey old = sample_key(3);
  ASSERT_EQ(refusal(log_.lead_change(0, new_, kPlanned)), std::nullopt);
  log_.leads[0] = sample_key(30);
  EXPECT_EQ(refusal(log_.lead_change(0, old, kPlanned)), ReplayRefusal::kKeyTaken) << "it was one";
}

// --- the log's key ---

TEST_F(ChangesTest, TheLogsKeyChangesByTheOldOneAndBothLeads) {
  const LogKeyChange good = log_.log_key_change(new_, kPlanned);
  for (std::size_t lead : {0, 1}) {
    LogKeyChange bad = good;
    bad.signatures.erase(bad.signatures.begin() + static_cast<std::ptrdiff_t>(lead));
    EXPECT_EQ(refusal(bad), ReplayRefusal::kChangeSignature);
    bad = good;
    bad.signatures[lead].signature[0] ^= 1;
    EXPECT_EQ(refusal(bad), ReplayRefusal::kChangeSignature);
  }
  LogKeyChange bad = good;
  bad.key_signature[0] ^= 1;
  EXPECT_EQ(refusal(bad), ReplayRefusal::kChangeSignature) << "the new key does not sign";
  bad = good;
  bad.old_signature[0] ^= 1;
  EXPECT_EQ(refusal(bad), ReplayRefusal::kChangeSignature) << "nor does the old";
  EXPECT_EQ(refusal(good), std::nullopt);
  EXPECT_EQ(log_.replay.log_key(), new_.public_key);
}

TEST_F(ChangesTest, ALostLogKeyTakesBothLeads) {
  const LogKeyChange good = log_.log_key_change(new_, kLost);
  LogKeyChange bad = good;
  bad.signatures.pop_back();
  EXPECT_EQ(refusal(bad), ReplayRefusal::kChangeSignature);
  EXPECT_EQ(refusal(good), std::nullopt);
  EXPECT_EQ(log_.replay.log_key(), new_.public_key);
}

TEST_F(ChangesTest, AChangeOfTheLogsKeyCountsForOnceAndTakesAKeyThatIsNew) {
  EXPECT_EQ(refusal(log_.log_key_change(log_.log_key, kPlanned)), ReplayRefusal::kKeyTaken);
  EXPECT_EQ(refusal(log_.log_key_change(log_.leads[0], kPlanned)), ReplayRefusal::kKeyTaken);
  const LogKeyChange first = log_.log_key_change(new_, kLost);
  ASSERT_EQ(refusal(first), std::nullopt);
  EXPECT_EQ(refusal(first), ReplayRefusal::kChangeNumber);
}

// --- the gateway's key ---

GatewayChange gateway_change(std::uint8_t id, std::uint8_t seed) {
  return {.id = id,
          .key = X25519KeyPair::from_secret(Secret<32>::from(filled<32>(seed))).public_key};
}

TEST_F(ChangesTest, TheGatewaysKeyBeforeIsAnsweredFor14Days) {
  EXPECT_FALSE(log_.replay.old_gateway(kSampleDay));
  ASSERT_EQ(refusal(gateway_change(2, 40)), std::nullopt);
  EXPECT_EQ(log_.replay.gateway(), (Replay::Gateway{2, gateway_change(2, 40).key}));
  ASSERT_TRUE(log_.replay.old_gateway(kSampleDay + 13));
  EXPECT_EQ(*log_.replay.old_gateway(kSampleDay + 13),
            (Replay::Gateway{1, log_.gateway.public_key}));
  EXPECT_FALSE(log_.replay.old_gateway(kSampleDay + 14));
}

TEST_F(ChangesTest, NeverAreMoreThanTwoGatewayKeysAnswered) {
  ASSERT_EQ(refusal(gateway_change(2, 40)), std::nullopt);
  EXPECT_EQ(refusal(kSampleDay + 13, gateway_change(3, 41)), ReplayRefusal::kGatewayKeyEarly);
  EXPECT_EQ(refusal(kSampleDay + 14, gateway_change(3, 41)), std::nullopt);
}

TEST_F(ChangesTest, AGatewayKeyIsAnotherOneUnderTheNextId) {
  for (std::uint8_t id : {0, 1, 3}) {
    EXPECT_EQ(refusal(gateway_change(id, 40)), ReplayRefusal::kGatewayKeyInvalid) << int{id};
  }
  EXPECT_EQ(refusal(GatewayChange{.id = 2, .key = log_.gateway.public_key}),
            ReplayRefusal::kGatewayKeyInvalid);
  EXPECT_EQ(refusal(GatewayChange{.id = 2, .key = {}}), ReplayRefusal::kGatewayKeyInvalid);
  EXPECT_EQ(refusal(gateway_change(2, 40)), std::nullopt);
}

TEST_F(ChangesTest, After255TheIdsOfGatewayKeysBeginAgain) {
  Day day = kSampleDay;
  for (int id = 2; id <= 256; ++id, day += kGatewayOverlapDays) {
    const auto seed = static_cast<std::uint8_t>(id % 2 == 0 ? 40 : 41);
    ASSERT_EQ(refusal(day, gateway_change(static_cast<std::uint8_t>(id), seed)), std::nullopt);
  }
  EXPECT_EQ(log_.replay.gateway().id, 0);
}

// --- the policy ---

Policy other_policy(const std::string& title) {
  Policy out = sample_policy();
  out.title = title;
  return out;
}

TEST_F(ChangesTest, APolicyTakesForceWithTheDayAfter) {
  const Hash256 before = log_.replay.genesis().policy_hash;
  const Policy next = other_policy("Next");
  const Hash256 hash = Policy::hash(next.encode());
  EXPECT_FALSE(log_.replay.has_named_policy(hash));
  ASSERT_EQ(refusal(log_.policy_change(next)), std::nullopt);
  EXPECT_EQ(log_.replay.policy_hash(kSampleDay), before);
  EXPECT_EQ(log_.replay.policy_hash(kSampleDay + 1), hash);
  EXPECT_EQ(log_.replay.newest_policy_hash(), hash);
  EXPECT_TRUE(log_.replay.has_named_policy(hash));
  EXPECT_TRUE(log_.replay.has_named_policy(before));
}

TEST_F(ChangesTest, APolicyIsServedAMomentLongerThanItsDay) {
  const Hash256 before = log_.replay.genesis().policy_hash;
  const Policy next = other_policy("Next");
  const Hash256 hash = Policy::hash(next.encode());
  ASSERT_EQ(refusal(log_.policy_change(next)), std::nullopt);
  EXPECT_FALSE(log_.replay.names_policy(hash, kSampleDay - 1)) << "not in force for long";
  EXPECT_TRUE(log_.replay.names_policy(hash, kSampleDay)) << "by a clock that is behind";
  EXPECT_TRUE(log_.replay.names_policy(before, kSampleDay + 1));
  EXPECT_TRUE(log_.replay.names_policy(hash, kSampleDay + 1));
  EXPECT_FALSE(log_.replay.names_policy(before, kSampleDay + 2)) << "over for a day";
}

TEST_F(ChangesTest, ASecondPolicyOnOneDayTakesTheFirstsPlace) {
  ASSERT_EQ(refusal(log_.policy_change(other_policy("First"))), std::nullopt);
  ASSERT_EQ(refusal(log_.policy_change(other_policy("Second"))), std::nullopt);
  EXPECT_EQ(log_.replay.policy_hash(kSampleDay + 1), Policy::hash(other_policy("Second").encode()));
  EXPECT_FALSE(log_.replay.has_named_policy(Policy::hash(other_policy("First").encode())));
}

TEST_F(ChangesTest, APolicyNeedsBothLeadsANumberAndSomethingNew) {
  const PolicyChange good = log_.policy_change(other_policy("Next"));
  for (std::size_t lead : {0, 1}) {
    PolicyChange bad = good;
    bad.signatures.erase(bad.signatures.begin() + static_cast<std::ptrdiff_t>(lead));
    EXPECT_EQ(refusal(bad), ReplayRefusal::kLeadSignatures);
    bad = good;
    bad.signatures[lead].signature[0] ^= 1;
    EXPECT_EQ(refusal(bad), ReplayRefusal::kLeadSignatures);
  }
  EXPECT_EQ(refusal(log_.policy_change(sample_policy())), ReplayRefusal::kPolicyUnchanged);
  ASSERT_EQ(refusal(good), std::nullopt);
  EXPECT_EQ(refusal(good), ReplayRefusal::kChangeNumber);
  EXPECT_EQ(refusal(log_.policy_change(other_policy("Next"))), ReplayRefusal::kPolicyUnchanged);
}

TEST_F(ChangesTest, AnyPolicyOfThisOriginMayBeAssumedForTheReplay) {
  EXPECT_TRUE(log_.replay.assume_policy(other_policy("Next")));
  Policy foreign = sample_policy();
  foreign.origin = "sotto.example/other";
  EXPECT_FALSE(log_.replay.assume_policy(foreign));
  foreign = sample_policy();
  foreign.title.clear();
  EXPECT_FALSE(log_.replay.assume_policy(foreign));
}

// --- the pages ---

TEST_F(ChangesTest, ABuildIsSignedByOneLeadAndItsNumberRises) {
  EXPECT_FALSE(log_.replay.build());
  Build by_one = log_.build("1.0");
  by_one.signatures.pop_back();
  Build bad = by_one;
  bad.signatures.clear();
  EXPECT_EQ(refusal(bad), ReplayRefusal::kLeadSignatures);
  bad = by_one;
  bad.signatures[0].signature[0] ^= 1;
  EXPECT_EQ(refusal(bad), ReplayRefusal::kLeadSignatures);
  EXPECT_EQ(refusal(by_one), std::nullopt);
  EXPECT_EQ(refusal(by_one), ReplayRefusal::kChangeNumber);
  EXPECT_EQ(log_.replay.build()->version, "1.0");
  EXPECT_EQ(refusal(log_.build("1.1")), std::nullopt);
}

}  // namespace
}  // namespace sotto::protocol
