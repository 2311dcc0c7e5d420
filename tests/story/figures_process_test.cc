// A quarter's figures from end to end through real processes: leads, trustees, eight supporters and
// a broker, over two quarters that the clock is put ahead for.

#include <gtest/gtest.h>

#include <boost/json/array.hpp>
#include <boost/json/value_to.hpp>
#include <ctime>

#include "tests/story/by_hand.h"
#include "tests/story/process_world.h"

namespace sotto::testing {
namespace {

namespace json = boost::json;

constexpr protocol::Calendar kCalendar{.day_seconds = 3600, .epoch_days = 14};

std::string text_at(const json::value& of, const char* name) {
  return json::value_to<std::string>(of.at(name));
}

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
  static std::string trustee(int number) { return "trustee-" + std::to_string(number); }
  static std::string supporter(int number) { return "supporter-" + std::to_string(number); }

  void appoint(int number) {
    const std::string file = run().home() / (trustee(number) + ".hex");
    const auto proposed = run().must(
        trustee(number), {"trustee", "propose", std::to_string(number), "--title",
                          "Trustee " + std::to_string(number), "--out", file, "--words-out",
                          (run().home() / (trustee(number) + ".words")).string()});
    for (const std::string lead : {"lead-1", "lead-2"}) {
      const std::string key = (run().home() / (lead + ".key")).string();
      run().must(lead, {"lead", "add-trustee", file, "--key", key},
                 text_at(proposed, "six_words") + "\n");
    }
  }
  json::value visit(int number) { return run().must(trustee(number), {"trustee", "visit"}); }

  std::optional<ProcessWorld> world;
  std::optional<ShiftedClock> clock;
  protocol::Epoch quarter = 0;
};

TEST_F(FiguresProcessesLong, TwoOfThreeTrusteesPublishThem) {
  go_to(kCalendar.first_day_of_epoch(quarter));
  for (const int number : {1, 2, 3}) appoint(number);
  for (int round = 0; round < 2; ++round) {
    for (const int number : {1, 2, 3}) visit(number);
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
  const auto first = visit(1).at("figures");
  EXPECT_EQ(text_at(first, "did"), "sent");
  EXPECT_EQ(text_at(first, "state"), "wait");
  EXPECT_EQ(first.at("reports").as_int64(), 8);
  EXPECT_TRUE(first.at("not_reported").as_array().empty());
  const auto second = visit(3).at("figures");
  EXPECT_EQ(text_at(second, "did"), "signed");
  EXPECT_EQ(text_at(visit(1).at("figures"), "state"), "released");
  EXPECT_EQ(visit(2).as_object().count("figures"), 0u);

  const auto shown = run().must("anybody", {"figures"});
  const auto& quarters = shown.at("quarters").as_array();
  ASSERT_FALSE(quarters.empty());
  EXPECT_EQ(text_at(quarters.back(), "state"), "released");
  EXPECT_EQ(quarters.back().at("quarter").as_int64(), quarter);
  EXPECT_TRUE(quarters.back().as_object().contains("meetings"));
  EXPECT_NE(text_at(shown, "note").find("approximate on purpose"), std::string::npos);
  run().stop();
  EXPECT_EQ(run().broker({"check", "--data", run().data().string()}).exit, 0);
}

}  // namespace
}  // namespace sotto::testing
