// Visiting is visible, contacting is not: two worlds with the same visits and the same troubles,
// one in which nobody says anything and one with contact, look the same to the broker. Compared are
// every exchange (time, method, path, sizes, status), after every visit the shape of the whole disk
// (rows with the lengths of keys and values, files with names and sizes; not LMDB's data file,
// whose size depends on the random keys of its rows), and what is said on standard error.

#include <gtest/gtest.h>

#include <chrono>
#include <cstdio>

#include "tests/story/worlds.h"

namespace sotto::testing {
namespace {

class Seconds {
 public:
  ~Seconds() {
    const std::chrono::duration<double> passed = std::chrono::steady_clock::now() - begin_;
    std::printf("%.1f s\n", passed.count());
  }

 private:
  std::chrono::steady_clock::time_point begin_ = std::chrono::steady_clock::now();
};

void expect_equal(const WorldPlan& plan, const World& silent, const World& talking) {
  EXPECT_EQ(difference(silent.seen, talking.seen), "");
  EXPECT_EQ(silent.told.applied, 0u);
  const Told& told = talking.told;
  // Every supporter has reported the quarter before, in both: zeros in one, what happened in the
  // other.
  EXPECT_EQ(silent.told.reports, plan.supporters);
  EXPECT_EQ(told.reports, plan.supporters);
  // Enough for quarters to be closed in the log.
  EXPECT_EQ(told.closings, silent.told.closings);
  EXPECT_EQ(told.closings > 0, plan.supporters >= 8);
  std::printf(
      "%zu + %zu people, %zu exchanges, %zu looks at the disk; enquiries %u, contacts %u, "
      "meetings %u, three held %u, cannot %u, ended %u, blocked %u, intents %u and %u "
      "refused, conflicts %u, most redemptions %u\n",
      plan.colleagues, plan.supporters, talking.seen.transcript.size(), talking.seen.disk.size(),
      told.supporters.enquiries, told.supporters.contacts, told.supporters.meetings, told.full,
      told.cannot, told.ended, told.blocked, told.applied, told.refused, told.stale,
      told.most_redemptions);
}

void tell_two_worlds(const WorldPlan& plan) {
  const Seconds seconds;
  const World silent = live(plan, Talk::kNobody);
  const World talking = live(plan, Talk::kStory);
  expect_equal(plan, silent, talking);
  EXPECT_GE(talking.told.full, 1u);
  EXPECT_GE(talking.told.supporters.meetings, 3u);
  EXPECT_GE(talking.told.cannot, 1u);
  EXPECT_GE(talking.told.ended, 1u);
  EXPECT_GE(talking.told.blocked, 1u);
  EXPECT_GE(talking.told.stale, 3u);
}

TEST(TwoWorlds, LookTheSameOverTwoChangesOfEpoch) {
  tell_two_worlds({});
}

TEST(TwoWorldsLong, LookTheSameOverAMonth) {
  tell_two_worlds({.colleagues = 20, .supporters = 8, .days = 30, .seed = 7});
}

TEST(TwoWorlds, LookTheSameToTheEndOfEveryAllotment) {
  const Seconds seconds;
  const WorldPlan plan{.colleagues = 2, .supporters = 1, .seed = 3, .visits = 125};
  const World silent = live(plan, Talk::kNobody);
  const World talking = live(plan, Talk::kStory);
  expect_equal(plan, silent, talking);
  EXPECT_EQ(talking.told.most_redemptions, 200u);
  EXPECT_GE(talking.told.no_pack_left, 1u);
  EXPECT_GE(talking.told.cannot, 4u);
  // Redeemed were 200 at most; some were refused, and not fewer for being real.
  EXPECT_LT(talking.told.spent, 200u);
  EXPECT_EQ(talking.told.spent, silent.told.spent);
}

// Whatever a person's state is, equal Known gives equal visits.
class Anyhow : public ::testing::TestWithParam<std::uint64_t> {};

TEST_P(Anyhow, LooksTheSameWhateverIsTried) {
  const Seconds seconds;
  const WorldPlan plan{.colleagues = 3, .supporters = 2, .days = 8, .seed = GetParam()};
  const World silent = live(plan, Talk::kNobody);
  const World talking = live(plan, Talk::kAnyhow);
  expect_equal(plan, silent, talking);
  EXPECT_GT(talking.told.applied, 5u);
}

INSTANTIATE_TEST_SUITE_P(TwoWorlds, Anyhow, ::testing::Values(11, 12, 13));

// The comparison finds clients that are weaker than ours.
class WeakerClient : public ::testing::TestWithParam<Weakness> {};

TEST_P(WeakerClient, IsFound) {
  const Seconds seconds;
  const WorldPlan plan{.colleagues = 2, .supporters = 1, .days = 2, .weakness = GetParam()};
  const World silent = live(plan, Talk::kNobody);
  const World talking = live(plan, Talk::kStory);
  EXPECT_GT(talking.told.applied, 0u);
  const std::string found = difference(silent.seen, talking.seen);
  EXPECT_NE(found, "");
  std::printf("found: %s\n", found.substr(0, found.find('\n')).c_str());
}

INSTANTIATE_TEST_SUITE_P(TwoWorlds, WeakerClient,
                         ::testing::Values(Weakness::kNoCover, Weakness::kCountdown,
                                           Weakness::kTwoSizes),
                         [](const auto& each) {
                           switch (each.param) {
                             case Weakness::kNoCover:
                               return "WithoutCover";
                             case Weakness::kCountdown:
                               return "WithACountdown";
                             default:
                               return "WithTwoSizes";
                           }
                         });

// The same plan with our own client: what is found above is the weakness and nothing else.
TEST(TwoWorlds, LookTheSameInTheSmallWorldOfTheWeakerClients) {
  const WorldPlan plan{.colleagues = 2, .supporters = 1, .days = 2};
  EXPECT_EQ(difference(live(plan, Talk::kNobody).seen, live(plan, Talk::kStory).seen), "");
}

}  // namespace
}  // namespace sotto::testing
