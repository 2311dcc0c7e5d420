// The scheme for the hands (by_hand.h): what a person who comes to it finds, on whatever date.

#include "tests/story/by_hand.h"

#include <gtest/gtest.h>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/value_to.hpp>
#include <ctime>

#include "tests/story/rig.h"

namespace sotto::testing {
namespace {

namespace json = boost::json;

class ByHand : public ::testing::Test {
 protected:
  ByHand() : scheme(SOTTO_BUILD_DIR, folder.path() / "hands", SOTTO_HANDS_SCHEME) {}

  std::vector<std::string> offered(const std::string& person) {
    std::vector<std::string> out;
    const auto shown = scheme.must(person, {"show", "--directory"});
    for (const json::value& line : shown.at("directory").as_array()) {
      if (line.at("offered").as_bool()) out.push_back(json::value_to<std::string>(line.at("name")));
    }
    std::ranges::sort(out);
    return out;
  }

  // The colleague whose locker is there already, and one who comes with a code; both ask.
  void expect_enquiries_arrive(const Slips& slips) {
    const std::vector<std::string> both = {"Dr Ash Example", "Dr Rowan Example"};
    EXPECT_EQ(offered(kHandColleague), both);
    scheme.enrol("reed", "colleague", slips.link(slips.typed.at(0), scheme.address()));
    EXPECT_EQ(offered("reed"), both);
    for (const auto& [person, name] :
         {std::pair{kHandColleague, "Dr Rowan Example"}, std::pair{"reed", "Dr Ash Example"}}) {
      scheme.must(person, {"enquire", name, "--means", "phone"}, "01632 960123\n");
    }
    scheme.enrol("hazel", "supporter", slips.typed.at(1));
    for (const char* supporter : kHandSupporters) expect_enquiry(supporter);
    EXPECT_TRUE(scheme.must("hazel", {"show"}).at("engagements").as_array().empty());
  }

  void expect_enquiry(const std::string& supporter) {
    // It is shown once its pass is accepted, which is a visit later here.
    for (int visit = 0; visit < 4; ++visit) {
      const auto shown = scheme.must(supporter, {"show"});
      const json::array& seen = shown.at("engagements").as_array();
      if (seen.empty()) continue;
      ASSERT_EQ(seen.size(), 1u);
      EXPECT_EQ(seen[0].at("phase"), "enquired");
      EXPECT_EQ(seen[0].at("value"), "01632 960123");
      const std::string id = std::to_string(seen[0].at("id").to_number<int>());
      scheme.must(supporter, {"accept", id});
      return;
    }
    ADD_FAILURE() << supporter << " saw no enquiry";
  }

  TestFolder folder;
  Processes scheme;
};

TEST_F(ByHand, SupportersCanBeChosenAtOnceWithTheRealClock) {
  const Slips slips = found_by_hand(scheme);
  EXPECT_EQ(slips.typed.size(), 3u);
  expect_enquiries_arrive(slips);
}

// Its fourth day: everybody came to the scheme in the quarter before, and drew with a key that is
// over.
TEST_F(ByHand, SupportersCanBeChosenInTheFirstDaysOfAQuarter) {
  const protocol::Calendar calendar;
  const auto now = static_cast<protocol::UnixTime>(std::time(nullptr));
  const auto next = calendar.epoch(calendar.day(now)) + 1;
  const protocol::Day first = calendar.first_day_of_epoch(next);
  // Not in the last minutes of a day, nor of a week.
  const auto then = calendar.start(first + 3) + 3600;
  const auto ahead = static_cast<std::int64_t>(then) - static_cast<std::int64_t>(now);
  const Slips slips = found_by_hand(scheme, {}, ahead);
  const ShiftedClock clock(ahead);
  expect_enquiries_arrive(slips);
}

}  // namespace
}  // namespace sotto::testing
