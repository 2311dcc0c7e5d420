#include "crypto/protocol/calendar.h"

#include <gtest/gtest.h>

#include <limits>

namespace sotto::protocol {
namespace {

constexpr Calendar kReal{};
constexpr Calendar kQuick{.day_seconds = 2, .epoch_days = 10};

TEST(Calendar, DaysAreUtcDaysInARealScheme) {
  EXPECT_EQ(kReal.day(0), 0u);
  EXPECT_EQ(kReal.day(1767571199), 20457u);  // 2026-01-04T23:59:59Z
  EXPECT_EQ(kReal.day(1767571200), 20458u);
  EXPECT_EQ(kReal.start(20458), 1767571200u);
}

TEST(Calendar, WeeksBeginOnMonday) {
  EXPECT_EQ(Calendar::week(20457), 2922u);  // Sunday, 2026-01-04
  EXPECT_EQ(Calendar::week(20458), 2923u);
  EXPECT_EQ(Calendar::week(20464), 2923u);
  EXPECT_EQ(Calendar::first_day_of_week(2923), 20458u);
  EXPECT_EQ(Calendar::week(0), 0u);  // Thursday, 1970-01-01
  EXPECT_EQ(Calendar::first_day_of_week(0), 0u);
}

TEST(Calendar, EpochsOfARealSchemeAreQuarters) {
  EXPECT_EQ(kReal.epoch(20453), 2025u * 4 + 3);  // 2025-12-31
  EXPECT_EQ(kReal.epoch(20454), 2026u * 4);
  EXPECT_EQ(kReal.epoch(20543), 2026u * 4);  // 2026-03-31
  EXPECT_EQ(kReal.epoch(20544), 2026u * 4 + 1);
  EXPECT_EQ(kReal.first_day_of_epoch(2026 * 4 + 1), 20544u);
}

TEST(Calendar, EveryEpochBeginsWithItsFirstDay) {
  for (Day day = 1; day < 60'000; ++day) {
    for (const Calendar& calendar : {kReal, kQuick}) {
      const Epoch epoch = calendar.epoch(day);
      const bool begins = calendar.first_day_of_epoch(epoch) == day;
      ASSERT_EQ(begins, calendar.epoch(day - 1) + 1 == epoch) << day;
      ASSERT_TRUE(begins || calendar.epoch(day - 1) == epoch) << day;
    }
  }
}

TEST(Calendar, QuickSchemesCountDays) {
  EXPECT_EQ(kQuick.day(41), 20u);
  EXPECT_EQ(kQuick.epoch(20), 2u);
  EXPECT_EQ(kQuick.first_day_of_epoch(2), 20u);
}

TEST(Calendar, AQuarterIsClosedWhenAThirdOfTheNextIsOver) {
  const Epoch first = 2026 * 4;
  EXPECT_EQ(kReal.closing_day(first), kReal.first_day_of_epoch(first + 1) + 30);
  EXPECT_EQ(kReal.closing_day(first + 3), kReal.first_day_of_epoch(first + 4) + 30);
  EXPECT_EQ(kQuick.closing_day(2), 33u);
  constexpr std::uint32_t kMax = std::numeric_limits<std::uint32_t>::max();
  for (const Epoch never : {kMax, kMax - 1, kMax - 2}) {
    EXPECT_EQ(kReal.closing_day(never), kMax);
    EXPECT_EQ(kQuick.closing_day(never), kMax);
  }
}

TEST(Calendar, DaysAndEpochsBeyondTheCalendarNeverWrapAround) {
  constexpr std::uint32_t kMax = std::numeric_limits<std::uint32_t>::max();
  EXPECT_EQ(kReal.epoch(kMax), 32000u * 4);
  EXPECT_EQ(kReal.first_day_of_epoch(kMax), kMax);
  EXPECT_EQ(kReal.first_day_of_epoch(0), 0u);
  EXPECT_EQ(kQuick.first_day_of_epoch(kMax), kMax);
  EXPECT_EQ(Calendar::week(kMax), 613566756u);
}

}  // namespace
}  // namespace sotto::protocol
