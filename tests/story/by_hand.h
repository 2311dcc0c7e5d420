#pragma once
// A scheme that people can click through by hand: real days, short waits, two supporters who can be
// chosen at once (broker/schemes/demo-by-hand.toml).

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "tests/story/processes.h"

namespace sotto::testing {

// While it lives, the programs that are started have a clock so many seconds ahead of the
// machine's; behind when negative. One at a time.
class ShiftedClock {
 public:
  explicit ShiftedClock(std::int64_t seconds);
  ~ShiftedClock();
  ShiftedClock(const ShiftedClock&) = delete;
  ShiftedClock& operator=(const ShiftedClock&) = delete;
};

// Its people, by the names of the files with their words.
inline constexpr const char* kHandSupporters[] = {"rowan", "ash"};
inline constexpr const char* kHandColleague = "quill";
inline constexpr const char* kHandLeads[] = {"lead-1", "lead-2"};

struct Slips {
  std::vector<std::string> typed;  // unused
  // What the square of such a slip leads to.
  std::string link(const std::string& slip, const std::string& site) const;
  std::string genesis;  // hash, in hex
};

// Founds the scheme and leaves it served with these options. A listing counts from the next week on
// and a contact key is made a week ahead, so two weeks are played first, with clocks that are
// behind: the listings are signed in the one, the supporters visit in the next. Then the clock is
// `present` seconds ahead of the machine's. Waits when a week is about to end.
Slips found_by_hand(Processes& scheme, const std::vector<std::string>& options = {},
                    std::int64_t present = 0);

}  // namespace sotto::testing
