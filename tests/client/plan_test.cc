#include "client/core/plan.h"

#include <gtest/gtest.h>

#include <map>
#include <tuple>

#include "crypto/primitives/random.h"
#include "crypto/primitives/random_testing.h"

namespace sotto::client {
namespace {

using protocol::Role;

constexpr protocol::Epoch kEpoch = 8107;

Known supporter() {
  return {.role = Role::kSupporter, .listed = true, .epoch_drawn = kEpoch, .generation_drawn = 1};
}

TEST(Plan, DrawsOnceForEveryKeyOfAnEpoch) {
  Known known = supporter();
  EXPECT_FALSE(draws(known, kEpoch, 1));
  EXPECT_TRUE(draws(known, kEpoch, 2));
  EXPECT_TRUE(draws(known, kEpoch + 1, 1));
  EXPECT_FALSE(draws(known, kEpoch - 1, 9));
  known.epoch_drawn = 0;
  EXPECT_TRUE(draws(known, kEpoch, 1));
}

TEST(Plan, DrawsOnlyForWhoIsEligibleAndListed) {
  Known known = supporter();
  known.listed = false;
  EXPECT_FALSE(draws(known, kEpoch + 1, 1));
  known.role = Role::kColleague;
  EXPECT_TRUE(draws(known, kEpoch + 1, 1));
  known.eligible = false;
  EXPECT_FALSE(draws(known, kEpoch + 1, 1));
}

TEST(Plan, HasTheCellsOfTheRole) {
  EXPECT_EQ(plan_commit(supporter(), kEpoch, 1).cells, 6u);
  EXPECT_EQ(plan_commit({.role = Role::kColleague}, kEpoch, 1),
            (CommitPlan{.cells = 1, .pass = PassPlace::kNone}));
}

TEST(Plan, RedeemsInTheFirstTwoCommitsOfASupportersVisit) {
  Known known = supporter();
  for (known.commits = 0; known.commits < protocol::kMaxCommitsPerVisit; ++known.commits) {
    EXPECT_EQ(plan_commit(known, kEpoch, 1).pass,
              known.commits < 2 ? PassPlace::kPass : PassPlace::kNone);
  }
}

TEST(Plan, FillsThePlaceWithRandomBytesWhenNothingCanBeRedeemed) {
  Known known = supporter();
  known.redemptions = 199;
  EXPECT_EQ(plan_commit(known, kEpoch, 1).pass, PassPlace::kPass);
  known.redemptions = 200;
  EXPECT_EQ(plan_commit(known, kEpoch, 1).pass, PassPlace::kRandom);
  EXPECT_EQ(plan_commit(supporter(), kEpoch, 2).pass, PassPlace::kRandom);
  EXPECT_EQ(plan_commit(supporter(), kEpoch + 1, 1).pass, PassPlace::kRandom);
}

TEST(Plan, ReportsAQuarterThatIsDueAndWasNotReported) {
  Known known = supporter();
  EXPECT_EQ(plan_commit(known, kEpoch, 1).report, 0u);
  known.quarter_due = kEpoch - 1;
  EXPECT_EQ(plan_commit(known, kEpoch, 1).report, kEpoch - 1);
  known.commits = 4;  // the first that there is, whichever it is
  EXPECT_EQ(plan_commit(known, kEpoch, 1).report, kEpoch - 1);
  known.quarter_reported = kEpoch - 2;
  EXPECT_EQ(plan_commit(known, kEpoch, 1).report, kEpoch - 1);
  known.quarter_reported = kEpoch - 1;
  EXPECT_EQ(plan_commit(known, kEpoch, 1).report, 0u);
  known = {.role = Role::kColleague, .quarter_due = kEpoch - 1};
  EXPECT_EQ(plan_commit(known, kEpoch, 1).report, 0u);
}

TEST(Plan, CommitsAtADrawnMomentAndThenEveryInterval) {
  const protocol::Policy policy;
  EXPECT_EQ(commit_time(policy, 1000, 0, 0), 1010u);
  EXPECT_EQ(commit_time(policy, 1000, 0, 0xffffffff), 1040u);
  EXPECT_EQ(commit_time(policy, 1000, 1, 0), 1310u);
  EXPECT_EQ(commit_time(policy, 1000, 4, 0), 2210u);
  EXPECT_FALSE(commit_time(policy, 1000, 5, 0));  // only leaving is left
}

TEST(Plan, DrawsEverySecondOfTheRangeAboutEquallyOften) {
  const protocol::Policy policy;
  const SeededRandom seeded(5);
  std::map<protocol::UnixTime, int> seconds;
  for (int i = 0; i < 31000; ++i) {
    const auto draw = static_cast<std::uint32_t>(random_below(0xffffffff));
    ++seconds[*commit_time(policy, 0, 0, draw)];
  }
  ASSERT_EQ(seconds.size(), 31u);
  for (const auto& [second, times] : seconds) EXPECT_NEAR(times, 1000, 200) << second;
}

// Nothing but its arguments decides a plan: not what was planned before, nor randomness.
TEST(Plan, IsEqualForEqualKnown) {
  using Key = std::tuple<Role, bool, bool, std::uint32_t, std::uint32_t>;
  std::map<Key, std::pair<CommitPlan, bool>> plans;
  std::size_t repeated = 0;
  for (int i = 0; i < 20000; ++i) {
    const Known known{.role = random_below(2) == 0 ? Role::kColleague : Role::kSupporter,
                      .listed = random_below(2) == 0,
                      .eligible = random_below(2) == 0,
                      .epoch_drawn = kEpoch,
                      .generation_drawn = 1,
                      .redemptions = random_below(210),
                      .commits = random_below(6)};
    const std::pair plan(plan_commit(known, kEpoch, 1), draws(known, kEpoch, 1));
    const auto [found, fresh] = plans.try_emplace(
        {known.role, known.listed, known.eligible, known.redemptions, known.commits}, plan);
    EXPECT_EQ(found->second, plan);
    if (!fresh) ++repeated;
    // A shape is one for each role, and for whether there is a place for a pass.
    EXPECT_EQ(plan.first.cells, known.role == Role::kColleague ? 1u : 6u);
    EXPECT_EQ(plan.first.pass == PassPlace::kNone,
              known.role == Role::kColleague || known.commits >= 2);
  }
  EXPECT_GT(repeated, 1000u);
}

}  // namespace
}  // namespace sotto::client
