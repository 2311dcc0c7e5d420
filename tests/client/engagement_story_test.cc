// Two clients that visit at random and exchange cells over boards that lose, repeat, delay and
// replay them: whatever happens, an engagement reaches its three meetings or ends cleanly.

#include <gtest/gtest.h>

#include <algorithm>

#include "crypto/primitives/random_testing.h"
#include "tests/client/two_sides.h"

namespace sotto::client {
namespace {

constexpr protocol::Day kEpochDays = 30;  // shorter than a quarter: epochs change in mid-engagement
// Quiet people have time enough to get through any losses.
constexpr std::uint8_t kQuietWeeks = 60;

bool one_in(std::uint32_t n) {
  return random_below(n) == 0;
}

// What a board does to cells on their way.
class RoughBoard {
 public:
  void post(Bytes cell) {
    all_.push_back(cell);
    if (one_in(5)) return;  // lost
    if (one_in(5)) waiting_.push_back(cell);
    waiting_.push_back(std::move(cell));
  }
  // What a visit finds, in any order: some cells stay for later, old ones come again.
  std::vector<Bytes> fetch() {
    std::vector<Bytes> out;
    std::vector<Bytes> later;
    for (Bytes& cell : waiting_) (one_in(4) ? later : out).push_back(std::move(cell));
    waiting_ = std::move(later);
    if (!all_.empty() && one_in(3)) {
      out.push_back(all_[random_below(static_cast<std::uint32_t>(all_.size()))]);
    }
    for (std::size_t i = out.size(); i > 1; --i) {
      std::swap(out[i - 1], out[random_below(static_cast<std::uint32_t>(i))]);
    }
    return out;
  }

 private:
  std::vector<Bytes> all_;
  std::vector<Bytes> waiting_;
};

class Story {
 public:
  // restless: people also end and decline, and passes are refused now and then.
  explicit Story(bool restless) : restless_(restless) {
    colleague_.draw(broker_);
    colleague_.enquire(supporter_.contact_key.public_key, today_);
    send_from_colleague();
  }

  void run() {
    const protocol::Day last = kMonday + 7 * weeks() + 2 * kTombstoneDays + 28;
    for (; today_ < last; ++today_) {
      broker_.epoch = 100 + (today_ - kMonday) / kEpochDays;
      if (one_in(2)) visit_of_colleague();
      if (one_in(2)) visit_of_supporter();
      if (erased() && held_here_ + held_there_ > 0) return;
    }
  }

  std::uint8_t agreed() const { return agreed_; }
  std::uint8_t held_here() const { return held_here_; }
  std::uint8_t held_there() const { return held_there_; }
  bool erased() const { return !colleague_.engagement && !supporter_.engagement; }
  std::uint32_t put_back() const { return colleague_.put_back + supporter_.put_back; }

 private:
  std::uint8_t weeks() const { return restless_ ? kWeeks : kQuietWeeks; }

  void visit_of_colleague() {
    if (!colleague_.engagement) return;
    if (colleague_.packs.epoch() != broker_.epoch) colleague_.draw(broker_);
    begin(colleague_);
    for (const Bytes& cell : replies_.fetch()) read(colleague_, cell);
    Engagement& engagement = *colleague_.engagement;
    if (!engagement.view().slots.empty()) {
      (void)engagement.choose(static_cast<std::uint8_t>(1 + random_below(3)));
    }
    if (one_in(4)) (void)engagement.held(today_);
    if (restless_ && one_in(60)) (void)engagement.end(today_);
    held_here_ = std::max(held_here_, engagement.view().held);
    check(colleague_);
    send_from_colleague();
    erase_if_finished(colleague_);
  }

  void visit_of_supporter() {
    if (supporter_.engagement) begin(supporter_);
    for (const Bytes& cell : enquiries_.fetch()) {
      if (supporter_.engagement) {
        read(supporter_, cell);
      } else {
        take_enquiry(cell);
      }
    }
    if (!supporter_.engagement) return;
    Engagement& engagement = *supporter_.engagement;
    redeem();
    if (!one_in(3))
      (void)(restless_ && one_in(10) ? engagement.cannot(today_) : engagement.accept());
    if (!one_in(3)) offer();
    if (one_in(4)) (void)engagement.held(today_);
    if (restless_ && one_in(60)) (void)engagement.end(today_);
    const EngagementView view = engagement.view();
    agreed_ = std::max(agreed_, view.agreed);
    held_there_ = std::max(held_there_, view.held);
    check(supporter_);
    if (const auto cell = supporter_.send(today_)) replies_.post(*cell);
    erase_if_finished(supporter_);
  }

  void begin(OneSide& side) {
    side.engagement = stored(*side.engagement);
    side.engagement->tick(today_, weeks(), broker_.epoch, broker_.generation);
  }

  void read(OneSide& side, const Bytes& cell) {
    const Phase before = side.engagement->phase();
    const std::uint8_t held = side.engagement->view().held;
    side.read(cell, today_);
    EXPECT_TRUE(before != Phase::kEnded || side.engagement->phase() == Phase::kEnded);
    EXPECT_GE(side.engagement->view().held, held);
    if (side.engagement->role() == protocol::Role::kColleague) return;
    const auto enquiry = supporter_.open(cell);
    EXPECT_TRUE(!enquiry || side.engagement->repeats(*enquiry));
  }

  void take_enquiry(const Bytes& cell) {
    const auto enquiry = supporter_.open(cell);
    if (!enquiry || marks_.contains(enquiry_mark(enquiry->secret))) return;
    EXPECT_TRUE(supporter_.take_enquiry(cell, today_));
  }

  void redeem() {
    if (!supporter_.engagement->pass_to_redeem() || one_in(4)) return;
    if (restless_ && one_in(8)) {
      supporter_.engagement->pass_redeemed(false);
      return;
    }
    supporter_.redeem(broker_);
  }

  void offer() {
    std::vector<Slot> slots(1 + random_below(3));
    for (Slot& slot : slots) slot = {.start = random_below(1000), .place = "Room"};
    const EngagementView view = supporter_.engagement->view();
    if (view.slots.empty() || one_in(8)) (void)supporter_.engagement->offer(std::move(slots));
  }

  void check(const OneSide& side) const {
    const EngagementView view = side.engagement->view();
    EXPECT_LE(view.held, view.agreed);
    EXPECT_LE(view.agreed, 3);
    EXPECT_LE(side.engagement->trials(kOrigin).size(), 2u);
  }

  void send_from_colleague() {
    // The supporter's key lives for as long as the story: what is tried here is the loss of cells.
    const Contact contact{.key = supporter_.contact_key.public_key,
                          .week = protocol::Calendar::week(today_)};
    const auto cell = colleague_.send(today_, contact);
    if (cell) enquiries_.post(*cell);
  }

  void erase_if_finished(OneSide& side) {
    if (!side.engagement->finished()) return;
    if (side.engagement->role() == protocol::Role::kSupporter &&
        side.engagement->view().end != EndReason::kNone) {
      marks_.insert(side.engagement->mark());
    }
    side.engagement.reset();
  }

  bool restless_;
  protocol::Day today_ = kMonday;
  FakeBroker broker_;
  Colleague colleague_;
  Supporter supporter_;
  RoughBoard enquiries_, replies_;
  std::set<EnquiryMark> marks_;
  std::uint8_t agreed_ = 0, held_here_ = 0, held_there_ = 0;
};

class Stories : public ::testing::TestWithParam<std::uint64_t> {};
constexpr std::uint64_t kStories = 60;  // of each kind and parameter

TEST_P(Stories, WithQuietPeopleReachThreeMeetings) {
  for (std::uint64_t seed = 0; seed < kStories; ++seed) {
    SCOPED_TRACE(GetParam() * kStories + seed);
    const SeededRandom seeded(GetParam() * kStories + seed);
    Story story(false);
    story.run();
    EXPECT_EQ(story.agreed(), 3);
    EXPECT_EQ(story.held_here(), 3);
    EXPECT_EQ(story.held_there(), 3);
    EXPECT_TRUE(story.erased());
    EXPECT_EQ(story.put_back(), 0u);
    if (HasFailure()) return;
  }
}

TEST_P(Stories, WithRestlessPeopleEndCleanly) {
  std::size_t complete = 0;
  for (std::uint64_t seed = 0; seed < kStories; ++seed) {
    SCOPED_TRACE(GetParam() * kStories + seed);
    const SeededRandom seeded(10'000 + GetParam() * kStories + seed);
    Story story(true);
    story.run();
    EXPECT_LE(story.agreed(), 3);
    EXPECT_TRUE(story.erased());
    EXPECT_EQ(story.put_back(), 0u);
    if (story.held_there() == 3) ++complete;
    if (HasFailure()) return;
  }
  EXPECT_GT(complete, kStories / 20);
  EXPECT_LT(complete, kStories);
}

INSTANTIATE_TEST_SUITE_P(Seeds, Stories, ::testing::Range<std::uint64_t>(0, 4));

}  // namespace
}  // namespace sotto::client
