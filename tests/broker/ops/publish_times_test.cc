#include "broker/publish_times.h"

#include <gtest/gtest.h>

#include <chrono>

#include "tests/support/sample_log.h"

namespace sotto::broker {
namespace {

using protocol::UnixTime;

UnixTime utc(int year, unsigned month, unsigned day, int hour, int minute) {
  const std::chrono::sys_days date{std::chrono::year{year} / static_cast<int>(month) /
                                   static_cast<int>(day)};
  return static_cast<UnixTime>(date.time_since_epoch().count()) * 86'400 +
         static_cast<UnixTime>(hour * 3600 + minute * 60);
}

protocol::Policy publishing_at(std::vector<std::uint16_t> minutes,
                               const char* zone = "Europe/London") {
  protocol::Policy out = testing::sample_policy();
  out.time_zone = zone;
  out.publish_every = 0;
  out.publish_at = std::move(minutes);
  return out;
}

const std::vector<std::uint16_t> kThreeTimes{6 * 60, 12 * 60, 18 * 60};

TEST(PublishTimes, AreLocalInWinterAndSummer) {
  const auto policy = publishing_at(kThreeTimes);
  EXPECT_EQ(next_publishing(policy, utc(2027, 1, 11, 5, 59)), utc(2027, 1, 11, 6, 0));
  EXPECT_EQ(next_publishing(policy, utc(2027, 7, 12, 4, 59)), utc(2027, 7, 12, 5, 0));
}

TEST(PublishTimes, ComeAfterATimeAndNotAtIt) {
  const auto policy = publishing_at(kThreeTimes);
  EXPECT_EQ(next_publishing(policy, utc(2027, 1, 11, 6, 0)), utc(2027, 1, 11, 12, 0));
  EXPECT_EQ(next_publishing(policy, utc(2027, 1, 11, 18, 0)), utc(2027, 1, 12, 6, 0));
}

TEST(PublishTimes, FollowTheClockChanges) {
  const auto policy = publishing_at(kThreeTimes);
  // 2027-03-28: one o'clock becomes two o'clock. 2027-10-31: two o'clock becomes one o'clock.
  EXPECT_EQ(next_publishing(policy, utc(2027, 3, 27, 18, 0)), utc(2027, 3, 28, 5, 0));
  EXPECT_EQ(next_publishing(policy, utc(2027, 10, 30, 17, 0)), utc(2027, 10, 31, 6, 0));
}

TEST(PublishTimes, ATimeThatIsLeftOutIsTheMomentOfTheChange) {
  const auto policy = publishing_at({90});  // 01:30
  EXPECT_EQ(next_publishing(policy, utc(2027, 3, 27, 12, 0)), utc(2027, 3, 28, 1, 0));
  EXPECT_EQ(next_publishing(policy, utc(2027, 3, 28, 1, 0)), utc(2027, 3, 29, 0, 30));
}

TEST(PublishTimes, ATimeThatComesTwiceCountsTheFirstTime) {
  const auto policy = publishing_at({90});  // 01:30
  EXPECT_EQ(next_publishing(policy, utc(2027, 10, 30, 12, 0)), utc(2027, 10, 31, 0, 30));
  EXPECT_EQ(next_publishing(policy, utc(2027, 10, 31, 0, 30)), utc(2027, 11, 1, 1, 30));
}

TEST(PublishTimes, HoldFarFromGreenwich) {
  EXPECT_EQ(next_publishing(publishing_at({0}, "Pacific/Kiritimati"), utc(2027, 1, 11, 9, 0)),
            utc(2027, 1, 11, 10, 0));
  EXPECT_EQ(next_publishing(publishing_at({1439}, "Pacific/Pago_Pago"), utc(2027, 1, 11, 10, 0)),
            utc(2027, 1, 11, 10, 59));
}

TEST(PublishTimes, MayBeEverySoManySeconds) {
  protocol::Policy policy = testing::sample_policy();
  policy.publish_every = 10;
  EXPECT_EQ(next_publishing(policy, 100), 110u);
  EXPECT_EQ(next_publishing(policy, 109), 110u);
}

TEST(PublishTimes, KnowsWhichZonesThereAre) {
  EXPECT_TRUE(is_time_zone("Europe/London"));
  EXPECT_FALSE(is_time_zone("Europe/Nowhere"));
  EXPECT_FALSE(is_time_zone(""));
}

}  // namespace
}  // namespace sotto::broker
