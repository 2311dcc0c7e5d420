#pragma once
// A supporter who takes enquiries. A listing counts from the week after the one in which it was
// signed, so the clocks of all programs are set to a Wednesday first, and to the next one then:
// days are real ones, which no visit outlasts however busy the machine is.

#include <ctime>
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

// The broker runs, and is started again with these options. Enrols "supporter" and these
// colleagues.
inline void begin_with_supporter(Processes& run, const std::vector<std::string>& options,
                                 const std::vector<std::string>& colleagues, Wednesdays& clock) {
  auto slips = run.make_slips(static_cast<int>(colleagues.size()) + 1);
  const auto enrol = [&](const std::string& person, const char* role) {
    run.enrol(person, role, slips.back());
    slips.pop_back();
  };
  enrol("supporter", "supporter");
  for (const std::string& colleague : colleagues) enrol(colleague, "colleague");
  run.list("supporter", "Dr Rowan Example");
  run.must("supporter", {"visit", "--unattended"});  // brings next week's key
  run.stop();
  clock.next_week();
  run.start(options);
}

}  // namespace sotto::testing
