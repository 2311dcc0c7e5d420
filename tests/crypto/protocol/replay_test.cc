#include "crypto/protocol/replay.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "crypto/voprf/token.h"
#include "tests/crypto/protocol/on_log.h"

namespace sotto::protocol {
namespace {

using sotto::testing::filled;
using sotto::testing::kSampleDay;
using sotto::testing::kSampleEpoch;
using sotto::testing::kSampleWeek;
using sotto::testing::sample_key;
using sotto::testing::sample_pass_key;
using sotto::testing::sample_policy;
using sotto::testing::SampleLog;

class ReplayTest : public OnLog {
 protected:
  const RosterEntry& supporter() const {
    return log_.replay.roster().find(supporter_id(log_.supporter.public_key))->second;
  }

  SigningKey other_ = sample_key(20);
};

std::optional<ReplayRefusal> first_refusal(const Genesis& genesis) {
  Replay replay;
  const auto result = replay.append(Entry{.day = kSampleDay, .body = genesis}.encode());
  return result ? std::nullopt : std::optional(result.error());
}

TEST_F(ReplayTest, TheSampleLogIsWhatItsEntriesSay) {
  const Replay& replay = log_.replay;
  EXPECT_EQ(replay.size(), 4u);
  EXPECT_EQ(replay.genesis().origin, log_.policy.origin);
  EXPECT_EQ(replay.genesis_hash(), tlog::leaf_hash(log_.entries[0]));
  std::vector<Hash256> leaves;
  for (const Bytes& entry : log_.entries) leaves.push_back(tlog::leaf_hash(entry));
  EXPECT_EQ(replay.root(), tlog::root(leaves));
  EXPECT_EQ(replay.last_day(), kSampleDay);
  EXPECT_EQ(replay.pass_key(kSampleEpoch)->key, sample_pass_key(kSampleEpoch).public_key.bytes());
  EXPECT_TRUE(replay.pass_key(kSampleEpoch + 1));
  EXPECT_FALSE(replay.pass_key(kSampleEpoch + 2));
  EXPECT_FALSE(replay.day_root(Board::kReplies, kSampleDay));
  EXPECT_EQ(replay.roster().size(), 1u);
}

TEST_F(ReplayTest, RefusesWhatIsNotAnEntry) {
  EXPECT_EQ(log_.replay.append(Bytes{1}).error(), ReplayRefusal::kNotAnEntry);
  Bytes longer = Entry{.day = kSampleDay, .body = Restored{}}.encode();
  longer.push_back(0);
  EXPECT_EQ(log_.replay.append(longer).error(), ReplayRefusal::kNotAnEntry);
}

TEST_F(ReplayTest, RefusesGenesisAnywhereElseAndAnythingElseFirst) {
  EXPECT_EQ(refusal(kSampleDay, log_.genesis(kSampleDay)), ReplayRefusal::kFirstNotGenesis);
  Replay empty;
  EXPECT_EQ(empty.append(log_.entries[1]).error(), ReplayRefusal::kFirstNotGenesis);
}

TEST_F(ReplayTest, RefusesAGenesisWithoutBothLeads) {
  const Genesis good = log_.genesis(kSampleDay);
  EXPECT_EQ(first_refusal(good), std::nullopt);
  for (std::size_t lead : {0, 1}) {
    Genesis bad = good;
    bad.signatures[lead][0] ^= 1;
    EXPECT_EQ(first_refusal(bad), ReplayRefusal::kGenesisSignature);
  }
  Genesis changed = good;
  changed.gateway_key[0] ^= 1;
  EXPECT_EQ(first_refusal(changed), ReplayRefusal::kGenesisSignature);
  Genesis one_lead = good;
  one_lead.leads[1] = one_lead.leads[0];
  log_.sign_genesis(kSampleDay, one_lead);
  one_lead.signatures[1] = one_lead.signatures[0];
  EXPECT_EQ(first_refusal(one_lead), ReplayRefusal::kGenesisSignature);
}

TEST_F(ReplayTest, RefusesDaysThatGoBackwards) {
  EXPECT_EQ(refusal(kSampleDay - 1, Restored{}), ReplayRefusal::kDayBackwards);
  EXPECT_EQ(refusal(kSampleDay, Restored{}), std::nullopt);
}

TEST_F(ReplayTest, TakesTheNamedPolicyAndNoOther) {
  Policy other = sample_policy();
  other.title += "!";
  EXPECT_FALSE(log_.replay.set_policy(other));
  other.title.clear();
  EXPECT_FALSE(log_.replay.set_policy(other));
  EXPECT_TRUE(log_.replay.set_policy(sample_policy()));
}

TEST(ReplayDeathTest, EntriesBeforeThePolicyAreABug) {
  const SampleLog log;
  Replay replay;
  ASSERT_TRUE(replay.append(log.entries[0]));
  EXPECT_DEATH((void)replay.append(log.entries[1]), "panic: replay: an entry before the policy");
  EXPECT_DEATH((void)Replay().genesis_hash(), "panic: replay: no genesis");
}

TEST_F(ReplayTest, APassKeyIsAnnounced14DaysAheadOrSignedByBothLeads) {
  const Epoch epoch = kSampleEpoch + 2;  // 2026-07-01
  const Day first = log_.policy.calendar.first_day_of_epoch(epoch);
  const PassKey key = log_.pass_key(epoch);
  PassKey late = log_.signed_pass_key(epoch, 0);
  EXPECT_EQ(refusal(first - 13, key), ReplayRefusal::kPassKeySignature);
  for (std::size_t lead : {0, 1}) {
    PassKey by_one = late;
    by_one.signatures.erase(by_one.signatures.begin() + static_cast<std::ptrdiff_t>(lead));
    EXPECT_EQ(refusal(first - 13, by_one), ReplayRefusal::kPassKeySignature);
    PassKey forged = late;
    forged.signatures[lead].signature[0] ^= 1;
    EXPECT_EQ(refusal(first - 13, forged), ReplayRefusal::kPassKeySignature);
    EXPECT_EQ(refusal(first - 14, forged), ReplayRefusal::kPassKeySignature) << "though not needed";
  }
  EXPECT_EQ(refusal(first - 14, key), std::nullopt);
}

TEST_F(ReplayTest, ALatePassKeyWithBothLeadsIsTaken) {
  const Epoch epoch = kSampleEpoch + 2;
  const Day first = log_.policy.calendar.first_day_of_epoch(epoch);
  EXPECT_EQ(refusal(first + 3, log_.signed_pass_key(epoch, 0)), std::nullopt);
  EXPECT_TRUE(log_.replay.pass_key(epoch));
}

TEST_F(ReplayTest, OnlyTheFirstDayIsExceptedFromTheNotice) {
  Replay replay;
  ASSERT_TRUE(replay.append(log_.entries[0]));
  ASSERT_TRUE(replay.set_policy(log_.policy));
  const auto append = [&](Day day, Epoch epoch) {
    return replay.append(Entry{.day = day, .body = log_.pass_key(epoch)}.encode());
  };
  EXPECT_EQ(append(kSampleDay, kSampleEpoch - 1).error(), ReplayRefusal::kPassKeySignature);
  EXPECT_EQ(append(kSampleDay + 1, kSampleEpoch).error(), ReplayRefusal::kPassKeySignature);
  EXPECT_TRUE(append(kSampleDay, kSampleEpoch));
}

TEST_F(ReplayTest, RefusesASecondPassKeyOfAnEpochAndASkippedGeneration) {
  EXPECT_EQ(refusal(kSampleDay, log_.signed_pass_key(kSampleEpoch, 0)),
            ReplayRefusal::kPassKeyRepeated);
  EXPECT_EQ(refusal(kSampleDay, log_.signed_pass_key(kSampleEpoch, 1)),
            ReplayRefusal::kPassKeyRepeated);
  EXPECT_EQ(refusal(kSampleDay, log_.signed_pass_key(kSampleEpoch + 3, 1)),
            ReplayRefusal::kPassKeyRepeated);
}

TEST_F(ReplayTest, RestoringRevokesPassKeysOfThisAndLaterEpochs) {
  const Day day = log_.policy.calendar.first_day_of_epoch(kSampleEpoch + 1);
  log_.append(day, Restored{.from_size = 3});
  EXPECT_TRUE(log_.replay.pass_key(kSampleEpoch)) << "past: nobody uses it";
  EXPECT_FALSE(log_.replay.pass_key(kSampleEpoch + 1));
  EXPECT_EQ(log_.replay.next_generation(kSampleEpoch + 1), 1);
  EXPECT_EQ(log_.replay.next_generation(kSampleEpoch + 2), 0);

  EXPECT_EQ(refusal(day, log_.signed_pass_key(kSampleEpoch + 1, 0)),
            ReplayRefusal::kPassKeyRepeated);
  EXPECT_EQ(refusal(day, log_.pass_key(kSampleEpoch + 1, 1)), ReplayRefusal::kPassKeySignature);
  EXPECT_EQ(refusal(day, log_.signed_pass_key(kSampleEpoch + 1, 1)), std::nullopt);
  EXPECT_EQ(log_.replay.pass_key(kSampleEpoch + 1)->generation, 1);
}

TEST_F(ReplayTest, RefusesARestorationFromMoreThanTheLogHas) {
  EXPECT_EQ(refusal(kSampleDay, Restored{.from_size = 5}), ReplayRefusal::kRestoredAhead);
  EXPECT_EQ(refusal(kSampleDay, Restored{.from_size = 4}), std::nullopt);
}

TEST_F(ReplayTest, RefusesPassKeysThatAreNoGroupElement) {
  for (std::uint8_t byte : {0x00, 0xff, 0x01}) {
    PassKey key = log_.pass_key(kSampleEpoch + 2);
    key.key = filled<32>(byte);
    EXPECT_EQ(refusal(kSampleDay, key), ReplayRefusal::kPassKeyMalformed) << int{byte};
  }
}

TEST_F(ReplayTest, RefusesPassKeysWithTheShortIdOfALiveKeyNearby) {
  const auto short_id = [](const voprf::KeyPair& key) {
    return voprf::truncated(voprf::token_key_id(key.public_key));
  };
  PassKey clash = log_.pass_key(kSampleEpoch + 2);
  for (std::uint32_t i = 0;; ++i) {
    const voprf::KeyPair key = sample_pass_key(i);
    if (short_id(key) != short_id(sample_pass_key(kSampleEpoch + 1))) continue;
    clash.key = key.public_key.bytes();
    break;
  }
  EXPECT_EQ(refusal(kSampleDay, clash), ReplayRefusal::kPassKeyMalformed);
  clash.epoch = kSampleEpoch + 3;
  EXPECT_EQ(refusal(kSampleDay, clash), std::nullopt) << "never live together";
}

TEST_F(ReplayTest, AListingIsInForceFromTheNextWeek) {
  EXPECT_FALSE(supporter().in_force(kSampleWeek));
  EXPECT_TRUE(supporter().in_force(kSampleWeek + 1));
  EXPECT_TRUE(supporter().in_force(kSampleWeek + 100));
}

TEST_F(ReplayTest, RefusesAListingWithoutItsSupportersSignature) {
  Listing listing = log_.listing(other_, 1);
  listing.signature[0] ^= 1;
  EXPECT_EQ(refusal(kSampleDay, listing), ReplayRefusal::kListingSignature);
  listing = log_.listing(other_, 1);
  listing.commitment[0] ^= 1;
  EXPECT_EQ(refusal(kSampleDay, listing), ReplayRefusal::kListingSignature);
  EXPECT_EQ(log_.replay.roster().size(), 1u);
}

TEST_F(ReplayTest, RefusesAListingWithTooFewOrWrongLeads) {
  const Listing good = log_.listing(other_, 1);
  for (std::size_t lead : {0, 1}) {
    Listing listing = good;
    listing.signatures[lead].signature[0] ^= 1;
    EXPECT_EQ(refusal(kSampleDay, listing), ReplayRefusal::kLeadSignatures);
    listing = good;
    listing.signatures.erase(listing.signatures.begin() + static_cast<std::ptrdiff_t>(lead));
    EXPECT_EQ(refusal(kSampleDay, listing), ReplayRefusal::kLeadSignatures);
  }
  Listing swapped = good;
  std::swap(swapped.signatures[0].signature, swapped.signatures[1].signature);
  EXPECT_EQ(refusal(kSampleDay, swapped), ReplayRefusal::kLeadSignatures);
  EXPECT_EQ(refusal(kSampleDay, good), std::nullopt);
}

TEST(ReplayOfAPolicyWithOneSignature, TakesOneLeadAndNotNone) {
  Policy policy = sample_policy();
  policy.lead_signatures = 1;
  SampleLog log(policy);
  Listing listing = log.listing(sample_key(20), 1);
  listing.signatures.erase(listing.signatures.begin());
  EXPECT_TRUE(log.replay.append(Entry{.day = kSampleDay, .body = listing}.encode()));
  Removal removal = log.removal(sample_key(20), 2);
  removal.signatures.clear();
  EXPECT_EQ(log.replay.append(Entry{.day = kSampleDay, .body = removal}.encode()).error(),
            ReplayRefusal::kLeadSignatures);
}

TEST_F(ReplayTest, ALeadsSignatureOnAListingIsNoneOfItsSupporters) {
  // The same message under two labels: a lead who is a supporter too signs twice.
  Listing listing = log_.listing(log_.leads[0], 1);
  std::swap(listing.signature, listing.signatures[0].signature);
  EXPECT_EQ(refusal(kSampleDay, listing), ReplayRefusal::kListingSignature);
}

TEST_F(ReplayTest, RefusesNumbersThatDoNotRise) {
  EXPECT_EQ(refusal(kSampleDay, log_.listing(other_, 0)), ReplayRefusal::kNumberNotRising);
  EXPECT_EQ(refusal(kSampleDay, log_.listing(log_.supporter, 1)), ReplayRefusal::kNumberNotRising);
  EXPECT_EQ(refusal(kSampleDay, log_.removal(log_.supporter, 1)), ReplayRefusal::kNumberNotRising);
  log_.append(kSampleDay, log_.removal(log_.supporter, 5));
  EXPECT_EQ(refusal(kSampleDay, log_.listing(log_.supporter, 5)), ReplayRefusal::kNumberNotRising);
}

TEST_F(ReplayTest, AReplacedListingIsInForceFromTheNextWeekAndTheOldOneUntilThen) {
  const Hash256 old = supporter().commitment;
  log_.append(kSampleDay + 7, log_.listing(log_.supporter, 2, filled<32>(1)));
  log_.append(kSampleDay + 8, log_.listing(log_.supporter, 3, filled<32>(2)));
  EXPECT_TRUE(supporter().in_force(kSampleWeek + 1));
  EXPECT_EQ(supporter().commitment_in(kSampleWeek + 1), old);
  EXPECT_EQ(supporter().commitment_in(kSampleWeek + 2), filled<32>(2));
  log_.append(kSampleDay + 14, log_.listing(log_.supporter, 4, filled<32>(3)));
  EXPECT_EQ(supporter().commitment_in(kSampleWeek + 2), filled<32>(2));
  EXPECT_EQ(supporter().commitment_in(kSampleWeek + 3), filled<32>(3));
}

TEST_F(ReplayTest, AListingReplacedBeforeItWasInForceWasNeverThere) {
  log_.append(kSampleDay, log_.listing(log_.supporter, 2, filled<32>(1)));
  EXPECT_FALSE(supporter().in_force(kSampleWeek));
  EXPECT_EQ(supporter().commitment_in(kSampleWeek + 1), filled<32>(1));
}

TEST_F(ReplayTest, ARemovalIsInForceFromTheNextWeek) {
  log_.append(kSampleDay + 7, log_.removal(log_.supporter, 2));
  EXPECT_TRUE(supporter().in_force(kSampleWeek + 1));
  EXPECT_FALSE(supporter().in_force(kSampleWeek + 2));
}

TEST_F(ReplayTest, ASupporterMayBeListedAgainAfterARemoval) {
  const Hash256 old = supporter().commitment;
  log_.append(kSampleDay + 7, log_.removal(log_.supporter, 2));
  log_.append(kSampleDay + 7, log_.listing(log_.supporter, 3, filled<32>(1)));
  EXPECT_EQ(supporter().commitment_in(kSampleWeek + 1), old);
  EXPECT_TRUE(supporter().in_force(kSampleWeek + 2)) << "the same week";
  log_.append(kSampleDay + 14, log_.removal(log_.supporter, 4));
  log_.append(kSampleDay + 28, log_.listing(log_.supporter, 5, filled<32>(2)));
  EXPECT_FALSE(supporter().in_force(kSampleWeek + 4));
  EXPECT_TRUE(supporter().in_force(kSampleWeek + 5));
}

TEST_F(ReplayTest, AListingRemovedBeforeItWasInForceNeverIs) {
  log_.append(kSampleDay, log_.removal(log_.supporter, 2));
  for (Week week = kSampleWeek; week < kSampleWeek + 3; ++week) {
    EXPECT_FALSE(supporter().in_force(week));
  }
}

TEST_F(ReplayTest, RefusesTheRemovalOfNobodyAndOfTheRemoved) {
  EXPECT_EQ(refusal(kSampleDay, log_.removal(other_, 1)), ReplayRefusal::kUnknownSupporter);
  log_.append(kSampleDay, log_.removal(log_.supporter, 2));
  EXPECT_EQ(refusal(kSampleDay, log_.removal(log_.supporter, 3)), ReplayRefusal::kUnknownSupporter);
}

TEST_F(ReplayTest, RefusesARemovalWithTooFewOrWrongLeads) {
  Removal removal = log_.removal(log_.supporter, 2);
  removal.signatures[1].signature[0] ^= 1;
  EXPECT_EQ(refusal(kSampleDay, removal), ReplayRefusal::kLeadSignatures);
  removal.signatures.pop_back();
  EXPECT_EQ(refusal(kSampleDay, removal), ReplayRefusal::kLeadSignatures);
}

TEST_F(ReplayTest, KeepsOneRootForEachBoardAndDayThatIsOver) {
  const auto root = [](Board board, Day day) {
    return DayRoot{.board = board, .board_day = day, .cells = 7, .root = filled<32>(1)};
  };
  EXPECT_EQ(refusal(kSampleDay, root(Board::kReplies, kSampleDay)), ReplayRefusal::kDayRootEarly);
  log_.append(kSampleDay + 1, root(Board::kReplies, kSampleDay));
  EXPECT_EQ(refusal(kSampleDay + 1, root(Board::kReplies, kSampleDay)),
            ReplayRefusal::kDayRootRepeated);
  log_.append(kSampleDay + 1, root(Board::kEnquiries, kSampleDay));
  EXPECT_EQ(log_.replay.day_root(Board::kReplies, kSampleDay)->cells, 7u);
  EXPECT_FALSE(log_.replay.day_root(Board::kReplies, kSampleDay + 1));
}

TEST_F(ReplayTest, TakesRecipientsAtOnceAndInThePlaceOfWhoeverHadIt) {
  const X25519KeyPair sealing = X25519KeyPair::generate();
  log_.append(kSampleDay, log_.recipient(3, 1, other_, sealing.public_key));
  ASSERT_EQ(log_.replay.recipients().size(), 1u);
  EXPECT_EQ(log_.replay.recipients().at(3).signing_key, other_.public_key);
  EXPECT_EQ(log_.replay.recipients().at(3).sealing_key, sealing.public_key);
  log_.append(kSampleDay, log_.recipient(3, 2, sample_key(21), sealing.public_key));
  EXPECT_EQ(log_.replay.recipients().at(3).signing_key, sample_key(21).public_key);
  log_.append(kSampleDay, log_.recipient_removal(3, 5));
  EXPECT_TRUE(log_.replay.recipients().empty());
  EXPECT_EQ(log_.replay.recipient_number(3), 5u);
  EXPECT_EQ(log_.replay.recipient_number(4), 0u);
  log_.append(kSampleDay, log_.recipient(3, 6, other_, sealing.public_key));
  EXPECT_EQ(log_.replay.recipients().size(), 1u);
}

TEST_F(ReplayTest, RefusesARecipientThatIsNotSignedNewOrAKey) {
  const X25519PublicKey sealing = X25519KeyPair::generate().public_key;
  const Recipient good = log_.recipient(0, 1, other_, sealing);
  Recipient bad = good;
  bad.signature[0] ^= 1;
  EXPECT_EQ(refusal(kSampleDay, bad), ReplayRefusal::kRecipientSignature);
  bad = good;
  bad.title = "Medical director";
  EXPECT_EQ(refusal(kSampleDay, bad), ReplayRefusal::kRecipientSignature);
  bad = good;
  bad.signatures.pop_back();
  EXPECT_EQ(refusal(kSampleDay, bad), ReplayRefusal::kLeadSignatures);
  bad = good;
  bad.signatures[1].signature[0] ^= 1;
  EXPECT_EQ(refusal(kSampleDay, bad), ReplayRefusal::kLeadSignatures);
  EXPECT_EQ(refusal(kSampleDay, log_.recipient(0, 1, other_, {})),
            ReplayRefusal::kRecipientMalformed);
  EXPECT_EQ(refusal(kSampleDay, log_.recipient(0, 0, other_, sealing)),
            ReplayRefusal::kNumberNotRising);
  EXPECT_EQ(refusal(kSampleDay, good), std::nullopt);
  EXPECT_EQ(refusal(kSampleDay, good), ReplayRefusal::kNumberNotRising);
  const SampleLog other_log([] {
    Policy policy = sample_policy();
    policy.title = "Another";
    return policy;
  }());
  EXPECT_EQ(refusal(kSampleDay, other_log.recipient(0, 2, other_, sealing)),
            ReplayRefusal::kRecipientSignature);
}

TEST_F(ReplayTest, RefusesTheRemovalOfARecipientThatIsNotSignedNewOrThere) {
  EXPECT_EQ(refusal(kSampleDay, log_.recipient_removal(0, 1)), ReplayRefusal::kUnknownRecipient);
  log_.append(kSampleDay, log_.recipient(0, 4, other_, X25519KeyPair::generate().public_key));
  EXPECT_EQ(refusal(kSampleDay, log_.recipient_removal(1, 5)), ReplayRefusal::kUnknownRecipient);
  EXPECT_EQ(refusal(kSampleDay, log_.recipient_removal(0, 4)), ReplayRefusal::kNumberNotRising);
  RecipientRemoval bad = log_.recipient_removal(0, 5);
  bad.signatures.pop_back();
  EXPECT_EQ(refusal(kSampleDay, bad), ReplayRefusal::kLeadSignatures);
  bad = log_.recipient_removal(0, 5);
  bad.number = 6;
  EXPECT_EQ(refusal(kSampleDay, bad), ReplayRefusal::kLeadSignatures);
  EXPECT_EQ(refusal(kSampleDay, log_.recipient_removal(0, 5)), std::nullopt);
  EXPECT_EQ(refusal(kSampleDay, log_.recipient_removal(0, 6)), ReplayRefusal::kUnknownRecipient);
}

TEST_F(ReplayTest, KeepsEveryOpeningWithItsPlaceInTheLog) {
  const std::uint64_t size = log_.replay.size();
  log_.append(kSampleDay, Opening{filled<32>(1), filled<32>(2)});
  log_.append(kSampleDay + 1, Opening{filled<32>(3), filled<32>(4)});
  const auto& openings = log_.replay.openings();
  ASSERT_EQ(openings.size(), 2u);
  EXPECT_EQ(openings[0].entry, size);
  EXPECT_EQ(openings[1].entry, size + 1);
  EXPECT_EQ(openings[1].day, kSampleDay + 1);
  EXPECT_EQ(openings[1].opening.commitment, filled<32>(3));
  EXPECT_EQ(openings[1].opening.note, filled<32>(4));
}

TEST_F(ReplayTest, TakesTheNextConcernsKeyFromBothLeadsAlone) {
  EXPECT_EQ(log_.replay.concerns_key(), log_.concerns.public_key);
  const X25519PublicKey next = X25519KeyPair::generate().public_key;
  for (const std::uint32_t number : {0u, 2u}) {
    EXPECT_EQ(refusal(kSampleDay, log_.concerns_key(number, next)),
              ReplayRefusal::kNumberNotRising);
  }
  ConcernsKey bad = log_.concerns_key(1, next);
  bad.signatures.pop_back();
  EXPECT_EQ(refusal(kSampleDay, bad), ReplayRefusal::kConcernsKeySignature);
  bad = log_.concerns_key(1, next);
  bad.key[0] ^= 1;
  EXPECT_EQ(refusal(kSampleDay, bad), ReplayRefusal::kConcernsKeySignature);
  EXPECT_EQ(refusal(kSampleDay, log_.concerns_key(1, {})), ReplayRefusal::kConcernsKeyMalformed);
  EXPECT_EQ(refusal(kSampleDay, log_.concerns_key(1, log_.concerns.public_key)),
            ReplayRefusal::kConcernsKeyMalformed);
  log_.append(kSampleDay + 3, log_.concerns_key(1, next));
  EXPECT_EQ(log_.replay.concerns_key(), next);
  ASSERT_EQ(log_.replay.concerns_keys().size(), 2u);
  EXPECT_EQ(log_.replay.concerns_keys()[0].from, kSampleDay);
  EXPECT_EQ(log_.replay.concerns_keys()[1].from, kSampleDay + 3);
}

TEST_F(ReplayTest, RefusesAGenesisWithAConcernsKeyOfSmallOrder) {
  Genesis genesis = log_.genesis(kSampleDay);
  genesis.concerns_key = {};
  log_.sign_genesis(kSampleDay, genesis);
  EXPECT_EQ(first_refusal(genesis), ReplayRefusal::kConcernsKeyMalformed);
}

TEST_F(ReplayTest, SignaturesOfAnotherLogAreRefused) {
  Policy policy = sample_policy();
  policy.title = "Another";
  const SampleLog other_log(policy);
  EXPECT_EQ(refusal(kSampleDay, other_log.listing(other_, 1)), ReplayRefusal::kListingSignature);
  EXPECT_EQ(refusal(kSampleDay, other_log.removal(log_.supporter, 2)),
            ReplayRefusal::kLeadSignatures);
  EXPECT_EQ(refusal(kSampleDay, other_log.signed_pass_key(kSampleEpoch + 2, 0)),
            ReplayRefusal::kPassKeySignature);
}

TEST_F(ReplayTest, TheFileReplaysToTheSameHead) {
  const Bytes file = log_.file();
  const auto entries = split_log(file);
  ASSERT_TRUE(entries);
  Replay again;
  for (ByteView entry : *entries) {
    ASSERT_TRUE(again.append(entry));
    ASSERT_TRUE(again.set_policy(log_.policy));
  }
  EXPECT_EQ(again.head(), log_.replay.head());
}

TEST_F(ReplayTest, EveryFlippedBitOfASignedEntryIsRefused) {
  const Bytes good = Entry{.day = kSampleDay, .body = log_.listing(other_, 1)}.encode();
  for (std::size_t i = 6; i < good.size(); ++i) {  // the day before it is nobody's signature
    Bytes bad = good;
    bad[i] ^= 0x04;
    ASSERT_FALSE(log_.replay.append(bad)) << i;
  }
  EXPECT_TRUE(log_.replay.append(good));
}

TEST(ReplayRefusals, EachHasItsOwnText) {
  std::vector<std::string_view> texts;
  for (int i = 0; i <= static_cast<int>(ReplayRefusal::kPolicyUnchanged); ++i) {
    texts.push_back(describe(static_cast<ReplayRefusal>(i)));
  }
  std::ranges::sort(texts);
  EXPECT_EQ(std::ranges::adjacent_find(texts), texts.end());
}

}  // namespace
}  // namespace sotto::protocol
