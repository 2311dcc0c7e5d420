#pragma once
// A supporter who takes enquiries. A listing counts from the week after the one in which it was
// signed, so the clocks of all programs are set to a Wednesday first, and to the next one then:
// days are real ones, which no visit outlasts however busy the machine is.

#include <ctime>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "tests/story/by_hand.h"
#include "tests/story/process_world.h"

namespace sotto::testing {

inline const SchemeChanges kRealDays = {{"day_seconds = 4", "day_seconds = 86400"}};

class Wednesdays {
 public:
  static constexpr std::int64_t kDay = 86'400, kWeek = 7 * kDay;

  Wednesdays() { clock_.emplace(ahead_); }
  void next_week() { clock_.emplace(ahead_ += kWeek); }

 private:
  // To the next Wednesday's noon, in UTC: 1970 began on a Thursday.
  std::int64_t ahead_ =
      kWeek - (static_cast<std::int64_t>(std::time(nullptr)) + kDay - kDay / 2) % kWeek;
  std::optional<ShiftedClock> clock_;
};

// Others who have to be there before the week turns, and how many slips they need.
struct MorePeople {
  int slips = 0;
  std::function<void(const std::vector<std::string>& slips)> come = [](const auto&) {};
};

// A supporter who takes enquiries from next week on.
inline void enrol_listed(Processes& run, const std::string& supporter, const std::string& name,
                         const std::string& slip) {
  run.enrol(supporter, "supporter", slip);
  run.list(supporter, name);
  run.must(supporter, {"visit", "--unattended"});  // brings next week's key
}

// The broker runs, and is started again with these options. Enrols "supporter" and these
// colleagues.
inline void begin_with_supporter(Processes& run, const std::vector<std::string>& options,
                                 const std::vector<std::string>& colleagues, Wednesdays& clock,
                                 const MorePeople& more = {}) {
  auto slips = run.make_slips(static_cast<int>(colleagues.size()) + 1 + more.slips);
  const auto take = [&] {
    const std::string slip = slips.back();
    slips.pop_back();
    return slip;
  };
  enrol_listed(run, "supporter", "Dr Rowan Example", take());
  for (const std::string& colleague : colleagues) run.enrol(colleague, "colleague", take());
  more.come(slips);
  run.stop();
  clock.next_week();
  run.start(options);
}

}  // namespace sotto::testing
