// A quarter's figures from end to end through real processes: leads, trustees, eight supporters and
// a broker, over two quarters that the clock is put ahead for.

#include <gtest/gtest.h>

#include <boost/json/array.hpp>
#include <ctime>

#include "tests/story/by_hand.h"
#include "tests/story/process_world.h"
#include "tests/story/trustee_processes.h"

namespace sotto::testing {
namespace {

namespace json = boost::json;

constexpr protocol::Calendar kCalendar{.day_seconds = 3600, .epoch_days = 14};

class FiguresProcessesLong : public ::testing::Test {
 protected:
  void SetUp() override {
    world.emplace(SchemeChanges{{"day_seconds = 4", "day_seconds = 3600"},
                                {"epoch_days = 400", "epoch_days = 14"}});
    quarter = kCalendar.epoch(kCalendar.day(now())) + 1;
  }
  Processes& run() { return world->run; }
  static protocol::UnixTime now() { return static_cast<protocol::UnixTime>(std::time(nullptr)); }

  // The broker, and everybody else, ten minutes into a day.
  void go_to(protocol::Day day) {
    if (clock) run().stop();
    clock.reset();
    clock.emplace(static_cast<std::int64_t>(kCalendar.start(day) + 600) -
                  static_cast<std::int64_t>(now()));
    run().start();
  }
  static std::string supporter(int number) { return "supporter-" + std::to_string(number); }

  json::value visit(int number) { return TrusteePeople(run()).visit(number); }
  json::value open(int number) { return visit(number).at("figures"); }

  // Trustees 1 to n make their key, and eight supporters are listed, for the whole of the quarter;
  // then these report, and it is closed.
  void report_under_key_of(int n) {
    go_to(kCalendar.first_day_of_epoch(quarter));
    for (int number = 1; number <= n; ++number) TrusteePeople(run()).appoint(number, number);
    for (int round = 0; round < 2; ++round) {
      for (int number = 1; number <= n; ++number) visit(number);
    }
    const auto slips = run().make_slips(8);
    for (int i = 0; i < 8; ++i) {
      run().enrol(supporter(i), "supporter", slips[static_cast<std::size_t>(i)]);
      run().list(supporter(i), "Dr Example " + std::to_string(i));
    }
    EXPECT_TRUE(run().must("anybody", {"figures"}).at("quarters").as_array().empty());

    go_to(kCalendar.first_day_of_epoch(quarter + 1));
    for (int i = 0; i < 8; ++i) run().must(supporter(i), {"show"});
    EXPECT_EQ(visit(1).as_object().count("figures"), 0u) << "it is not closed";
    go_to(kCalendar.closing_day(quarter));
  }
  void expect_published() {
    const auto shown = run().must("anybody", {"figures"});
    const auto& quarters = shown.at("quarters").as_array();
    ASSERT_FALSE(quarters.empty());
    EXPECT_EQ(text_at(quarters.back(), "state"), "released");
    EXPECT_EQ(quarters.back().at("quarter").as_int64(), quarter);
    EXPECT_TRUE(quarters.back().as_object().contains("meetings"));
    EXPECT_NE(text_at(shown, "note").find("approximate on purpose"), std::string::npos);
    run().must("auditor", {"log", "verify"});
    run().stop();
    EXPECT_EQ(run().broker({"check", "--data", run().data().string()}).exit, 0);
  }

  std::optional<ProcessWorld> world;
  std::optional<ShiftedClock> clock;
  protocol::Epoch quarter = 0;
};

TEST_F(FiguresProcessesLong, TwoOfThreeTrusteesPublishThem) {
  report_under_key_of(3);
  const auto first = open(1);
  EXPECT_EQ(text_at(first, "did"), "sent");
  EXPECT_EQ(text_at(first, "state"), "wait");
  EXPECT_EQ(first.at("reports").as_int64(), 8);
  EXPECT_TRUE(first.at("not_reported").as_array().empty());
  EXPECT_EQ(text_at(open(3), "did"), "signed");
  EXPECT_EQ(text_at(open(1), "state"), "released");
  EXPECT_EQ(visit(2).as_object().count("figures"), 0u);
  expect_published();
}

TEST_F(FiguresProcessesLong, ThreeOfFiveTrusteesPublishThem) {
  report_under_key_of(5);
  for (const int number : {4, 2}) {
    const auto done = open(number);
    EXPECT_EQ(text_at(done, "did"), "sent") << "two of five open nothing";
    EXPECT_EQ(text_at(done, "state"), "wait");
  }
  EXPECT_EQ(open(2).at("missing").as_array().size(), 3u);
  EXPECT_EQ(text_at(open(5), "did"), "signed");
  EXPECT_EQ(text_at(open(4), "did"), "signed");
  EXPECT_EQ(text_at(open(2), "state"), "released");
  expect_published();
}

}  // namespace
}  // namespace sotto::testing
