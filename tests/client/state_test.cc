#include "client/core/state.h"

#include <gtest/gtest.h>

#include "crypto/primitives/random.h"
#include "crypto/primitives/random_testing.h"
#include "tests/support/sample_log.h"

namespace sotto::client {
namespace {

using protocol::kLockerPlaintextSize;
using protocol::Role;

std::vector<Secret<64>> authenticators(std::size_t count) {
  std::vector<Secret<64>> out;
  for (std::size_t i = 0; i < count; ++i) out.push_back(random_secret<64>());
  return out;
}

ReceiptMark mark(std::size_t cells) {
  return {.day = 7, .batch = 9, .cells = std::vector<Hash256>(cells, random_array<32>())};
}

BoardMarks fourteen_days() {
  BoardMarks out;
  for (protocol::Day day = 1; day <= protocol::kBoardDays; ++day) {
    out.read.add({day, day, random_array<32>()});
    out.written.add({day, day + 1, random_array<32>()});
  }
  return out;
}

// Everything that a supporter's locker can hold.
State full_supporter() {
  State state = State::fresh(Role::kSupporter);
  SupporterState& own = *state.supporter;
  state.epoch_drawn = 8104;
  own.cover.refill(8104, 0, random_secret<32>(), authenticators(protocol::kCoverPasses));
  const ByteArray<32> token_key = voprf::KeyPair::generate().public_key.bytes();
  for (; state.redemptions <= CoverPasses::kGivenMax; ++state.redemptions) {
    const SentPass pass{8104, 0, random_secret<32>(), 1, random_secret<64>(), {}};
    (void)own.cover.take_given(pass, token_key, "o");
  }
  for (protocol::Week week = 1; week < 8; ++week) (void)own.key_of(week);
  for (int i = 0; i < 80; ++i) own.marks.add(random_array<8>());
  protocol::ListingText text = testing::sample_text();
  text.fields.emplace_back("about", std::string(1900, 'x'));
  own.published = {3, random_array<32>(), text.encode()};
  own.listed = 2;
  state.seen = fourteen_days();
  for (int i = 0; i < 30; ++i) state.receipts.add(mark(6), 7);
  state.in_flight = InFlight{random_secret<32>(), mark(6), PassUse::kEngagement, 4, {}, true};
  own.quarters = {8104, {1, 2, 3}, {4, 5, 6}, 8102};
  for (std::uint32_t id = 1; id <= protocol::kMaxEngagements; ++id) {
    Enquiry enquiry{.reply_key = X25519KeyPair::generate().public_key,
                    .secret = random_secret<32>(),
                    .pass = {},
                    .means = protocol::Means::kPhone,
                    .value = std::string(protocol::kMeansValueMax, '1'),
                    .log = {}};
    enquiry.pass.index = 1;
    state.engagements.push_back(
        *Engagement::from_enquiry(id, {}, X25519PublicKey{}, std::move(enquiry), 7));
  }
  state.next_engagement = 7;
  return state;
}

State full_colleague() {
  State state = State::fresh(Role::kColleague);
  state.seen = fourteen_days();
  state.packs.refill(8104, 0, voprf::KeyPair::generate().public_key.bytes(), random_secret<32>(),
                     authenticators(3 * kMaxPacks));
  for (int i = 0; i < 30; ++i) state.receipts.add(mark(1), 7);
  state.in_flight = InFlight{random_secret<32>(), mark(1), PassUse::kNone, 0, {}};
  state.counts = {1, 2, 3};
  state.last_opened = 1'700'000'000;
  return state;
}

TEST(State, HasExactlyTheSizeOfALockersPlaintextAndReadsAsItWas) {
  const SeededRandom seeded(1);
  const State states[] = {State::fresh(Role::kColleague), State::fresh(Role::kSupporter),
                          full_colleague(), full_supporter()};
  for (const State& state : states) {
    const SecretBytes wire = state.encode();
    EXPECT_EQ(wire.size(), kLockerPlaintextSize);
    const auto again = State::parse(wire.expose());
    ASSERT_TRUE(again);
    EXPECT_TRUE(equal(again->encode().expose(), wire.expose()));
  }
}

TEST(State, ReadsNothingOfAnotherSizeOrVersion) {
  const SecretBytes wire = State::fresh(Role::kColleague).encode();
  for (std::size_t size : {std::size_t{0}, std::size_t{1}, kLockerPlaintextSize - 1}) {
    EXPECT_FALSE(State::parse(wire.expose().first(size)));
  }
  Bytes other = to_bytes(wire.expose());
  other[0] = 1;
  EXPECT_FALSE(State::parse(other));
  other = to_bytes(wire.expose());
  other.push_back(0);
  EXPECT_FALSE(State::parse(other));
}

TEST(State, HasOneEncodingForWhateverReads) {
  const SeededRandom seeded(2);
  const State states[] = {full_colleague(), full_supporter()};
  for (const State& state : states) {
    const Bytes wire = to_bytes(state.encode().expose());
    std::size_t read = 0;
    for (std::size_t i = 1; i < wire.size(); i += 13) {  // all but the version
      Bytes changed = wire;
      changed[i] ^= 1;
      const auto parsed = State::parse(changed);
      if (!parsed) continue;
      ++read;
      EXPECT_TRUE(equal(parsed->encode().expose(), changed)) << i;
    }
    EXPECT_GT(read, 0u);
  }
}

TEST(State, ReadsNoSupporterWithTooFewCoverPasses) {
  State state = full_supporter();
  --state.redemptions;
  EXPECT_FALSE(State::parse(state.encode().expose()));
  ++state.redemptions;
  EXPECT_TRUE(State::parse(state.encode().expose()));
}

// What was written before given passes were kept: the same without their count (and version 6 is in
// tests/upgrade).
TEST(State, ReadsWhatVersionSevenWrote) {
  const State state = State::fresh(Role::kSupporter);
  const Bytes wire = to_bytes(state.encode().expose());
  Bytes earlier = wire;
  earlier[0] = 7;
  const auto identity = std::ranges::search(earlier, state.supporter->identity.seed.expose());
  ASSERT_FALSE(identity.empty());
  earlier.erase(identity.begin() + 32 + 4 + 1 + 32 + 1 + 1 + protocol::kCoverPasses / 8);
  earlier.push_back(0);
  const auto read = State::parse(earlier);
  ASSERT_TRUE(read);
  EXPECT_TRUE(equal(read->encode().expose(), wire));
}

TEST(QuarterCounts, MoveOnWithTheQuarterAndAreForgottenAfterTheNext) {
  QuarterCounts counts;
  counts.turn(8104);
  counts.now += {1, 2, 3};
  counts.turn(8104);
  EXPECT_EQ(counts.now, (OwnCounts{1, 2, 3}));
  counts.turn(8105);
  EXPECT_EQ(counts.before, (OwnCounts{1, 2, 3}));
  EXPECT_EQ(counts.now, OwnCounts{});
  counts.turn(8104);  // a clock that went back
  EXPECT_EQ(counts.quarter, 8105u);
  counts.now += {4, 0, 0};
  counts.turn(8107);
  EXPECT_EQ(counts.before, OwnCounts{}) << "8106 had no visit";
}

TEST(DayMarks, ReadOnlyDaysThatRise) {
  const auto reads = [](std::vector<protocol::Day> days) {
    SecretWriter out(1024);
    out.u8(static_cast<std::uint8_t>(days.size()));
    for (const protocol::Day day : days) out.u32(day).u32(1).bytes(Hash256{});
    const SecretBytes wire = out.take();
    Reader in(wire.expose());
    return DayMarks::read(in).has_value();
  };
  EXPECT_TRUE(reads({}));
  EXPECT_TRUE(reads({3, 5}));
  EXPECT_FALSE(reads({3, 3}));
  EXPECT_FALSE(reads({5, 3}));
  EXPECT_TRUE(reads({1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14}));
  EXPECT_FALSE(reads({1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15}));
}

TEST(EnquiryMarks, KeepTheLastSixtyFour) {
  EnquiryMarks marks;
  for (std::uint8_t i = 0; i < 65; ++i) marks.add(testing::filled<8>(i));
  EXPECT_FALSE(marks.contains(testing::filled<8>(0)));
  EXPECT_TRUE(marks.contains(testing::filled<8>(1)));
  EXPECT_TRUE(marks.contains(testing::filled<8>(64)));
}

TEST(WeekKeys, AreMadeOnceAWeekAndErasedAfterTwentyOneDays) {
  State state = State::fresh(Role::kSupporter);
  SupporterState& own = *state.supporter;
  const protocol::Week week = testing::kSampleWeek;
  const X25519PublicKey key = own.key_of(week).pair.public_key;
  EXPECT_EQ(own.key_of(week).pair.public_key, key);
  EXPECT_NE(own.key_of(week + 1).pair.public_key, key);
  own.erase_old_keys(testing::kSampleDay + 20);
  EXPECT_EQ(own.week_keys.size(), 2u);
  own.erase_old_keys(testing::kSampleDay + 21);
  ASSERT_EQ(own.week_keys.size(), 1u);
  EXPECT_EQ(own.week_keys[0].week, week + 1);
}

}  // namespace
}  // namespace sotto::client
