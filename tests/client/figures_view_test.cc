#include "client/core/figures_view.h"

#include <gtest/gtest.h>

#include "tests/support/sample_trustees.h"

namespace sotto::client {
namespace {

using protocol::Day;
using protocol::Epoch;
using sotto::testing::kSampleDay;
using sotto::testing::kSampleEpoch;
using sotto::testing::SampleFigures;
using sotto::testing::SampleLog;

class FiguresViewTest : public ::testing::Test {
 protected:
  FiguresView seen(Day today) const {
    return figures_of(figures_.log.replay, figures_.log.policy.calendar, today);
  }
  Day first_of(Epoch quarter) const {
    return figures_.log.policy.calendar.first_day_of_epoch(quarter);
  }
  SampleFigures figures_;
};

TEST_F(FiguresViewTest, WithoutAKeyThereIsNothingToShow) {
  const SampleLog bare;
  const auto view = figures_of(bare.replay, bare.policy.calendar, first_of(kSampleEpoch + 9));
  EXPECT_TRUE(view.quarters.empty());
  EXPECT_TRUE(view.years.empty());
}

TEST_F(FiguresViewTest, AQuarterIsShownWhenItIsOver) {
  EXPECT_TRUE(seen(kSampleDay).quarters.empty());
  EXPECT_TRUE(seen(first_of(kSampleEpoch + 1) - 1).quarters.empty());
  const auto quarters = seen(first_of(kSampleEpoch + 1)).quarters;
  ASSERT_EQ(quarters.size(), 1u);
  EXPECT_EQ(quarters[0].quarter, kSampleEpoch);
  EXPECT_EQ(quarters[0].first, first_of(kSampleEpoch));
  EXPECT_EQ(quarters[0].last, first_of(kSampleEpoch + 1) - 1);
  EXPECT_EQ(quarters[0].state, QuarterState::kWaits);
}

TEST_F(FiguresViewTest, OnlyTheLastQuarterThatIsOverCanStillCome) {
  figures_.release(kSampleEpoch + 1, {25, 20, 0});
  figures_.release(kSampleEpoch + 3, {10, 0, 40});
  const auto quarters = seen(first_of(kSampleEpoch + 6)).quarters;
  ASSERT_EQ(quarters.size(), 6u);
  const QuarterState states[] = {QuarterState::kNever, QuarterState::kReleased,
                                 QuarterState::kNever, QuarterState::kReleased,
                                 QuarterState::kNever, QuarterState::kWaits};
  for (std::size_t i = 0; i < 6; ++i) {
    EXPECT_EQ(quarters[i].quarter, kSampleEpoch + i);
    EXPECT_EQ(quarters[i].state, states[i]) << i;
  }
  EXPECT_EQ(quarters[1].figures, (std::array<figures::Figure, 3>{25, 20, 0}));
  EXPECT_EQ(quarters[3].figures, (std::array<figures::Figure, 3>{10, 0, 40}));
}

TEST_F(FiguresViewTest, AYearIsTheSumOfItsReleasedQuartersAndFewerThanTenCountsAsFive) {
  figures_.release(kSampleEpoch, {25, 20, 0});
  figures_.release(kSampleEpoch + 2, {0, 0, 40});
  figures_.release(kSampleEpoch + 4, {15, 10, 30});
  const auto years = seen(first_of(kSampleEpoch + 5)).years;
  ASSERT_EQ(years.size(), 2u);
  EXPECT_EQ(years[0].year, kSampleEpoch / 4);
  EXPECT_EQ(years[0].released, 2u);
  EXPECT_EQ(years[0].about, (std::array<std::uint32_t, 3>{30, 25, 45}));
  EXPECT_EQ(years[1].released, 1u);
  EXPECT_EQ(years[1].about, (std::array<std::uint32_t, 3>{15, 10, 30}));
}

TEST_F(FiguresViewTest, AYearWithoutAReleaseSumsToNothingAndSaysSo) {
  const auto years = seen(first_of(kSampleEpoch + 2)).years;
  ASSERT_EQ(years.size(), 1u);
  EXPECT_EQ(years[0].released, 0u);
  EXPECT_EQ(years[0].about, (std::array<std::uint32_t, 3>{0, 0, 0}));
}

}  // namespace
}  // namespace sotto::client
