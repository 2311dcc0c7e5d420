#include <gtest/gtest.h>

#include "client/cli/zone.h"

namespace sotto::client::cli {
namespace {

const std::string kLondon = "Europe/London";

TEST(CliZone, WinterIsUtcAndSummerAnHourAhead) {
  EXPECT_EQ(to_utc("2026-12-01T17:00", kLondon), 1796144400u);
  EXPECT_EQ(to_utc("2026-07-01T17:00", kLondon), 1782921600u);
  EXPECT_EQ(to_utc("2026-07-01T17:00", "UTC"), 1782925200u);
}

TEST(CliZone, ATimeThatTheClocksGoForwardOverDoesNotExist) {
  // 2027-03-28: 01:00 becomes 02:00.
  EXPECT_EQ(to_utc("2027-03-28T00:59", kLondon), 1806195540u);
  EXPECT_EQ(to_utc("2027-03-28T01:00", kLondon).error(), ZoneProblem::kSkipped);
  EXPECT_EQ(to_utc("2027-03-28T01:59", kLondon).error(), ZoneProblem::kSkipped);
  EXPECT_EQ(to_utc("2027-03-28T02:00", kLondon), 1806195600u);
}

TEST(CliZone, ATimeThatComesTwiceIsRefused) {
  // 2026-10-25: 02:00 becomes 01:00.
  EXPECT_EQ(to_utc("2026-10-25T00:59", kLondon), 1792886340u);
  EXPECT_EQ(to_utc("2026-10-25T01:00", kLondon).error(), ZoneProblem::kTwice);
  EXPECT_EQ(to_utc("2026-10-25T01:59", kLondon).error(), ZoneProblem::kTwice);
  EXPECT_EQ(to_utc("2026-10-25T02:00", kLondon), 1792893600u);
}

TEST(CliZone, HasOneWayToWriteATime) {
  for (const char* text :
       {"", "2026-12-01", "2026-12-01 17:00", "2026-12-01T17:00Z", "2026-12-01T7:00",
        "2026-12-01T24:00", "2026-12-01T17:60", "2026-13-01T17:00", "2026-02-29T17:00",
        "2026-00-01T17:00", "2026-12-00T17:00", "+026-12-01T17:00", "1969-12-01T17:00",
        "2026-12-01T17:0x"}) {
    EXPECT_FALSE(is_local_time(text)) << text;
    EXPECT_EQ(to_utc(text, kLondon).error(), ZoneProblem::kNotATime) << text;
  }
  EXPECT_TRUE(is_local_time("2028-02-29T00:00"));
}

TEST(CliZone, AnUnknownZoneIsSaidSo) {
  EXPECT_EQ(to_utc("2026-12-01T17:00", "Europe/Nowhere").error(), ZoneProblem::kUnknownZone);
  EXPECT_EQ(local_text(1796144400, "Europe/Nowhere"), "Tuesday 1 December 2026, 17:00 UTC");
}

TEST(CliZone, WritesTimesAsPeopleReadThem) {
  EXPECT_EQ(local_text(1796144400, kLondon), "Tuesday 1 December 2026, 17:00");
  EXPECT_EQ(local_text(1782921600, kLondon), "Wednesday 1 July 2026, 17:00");
  EXPECT_EQ(local_text(1792893600, kLondon), "Sunday 25 October 2026, 02:00");
  EXPECT_EQ(utc_text(1782921600), "2026-07-01T16:00:00Z");
}

TEST(CliZone, FindsTheNextVisitingDay) {
  // Tuesday 2026-12-01, 17:00; Monday, Wednesday and Friday are visiting days.
  EXPECT_EQ(next_weekday(1796144400, kLondon, 0b0010101), "20261202");
  EXPECT_EQ(next_weekday(1796144400, kLondon, 0b0000010), "20261201");
  EXPECT_EQ(next_weekday(1796144400, kLondon, 0b0000001), "20261207");
  // 23:30 UTC is the next day already where clocks are ahead.
  EXPECT_EQ(next_weekday(1782948600, kLondon, 0x7f), "20260702");
}

}  // namespace
}  // namespace sotto::client::cli
