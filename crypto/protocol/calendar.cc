#include "crypto/protocol/calendar.h"

#include <algorithm>
#include <chrono>
#include <limits>

namespace sotto::protocol {
namespace {

namespace chrono = std::chrono;

// Days come from peers; the civil calendar of the library ends with the year 32767, ours before.
constexpr int kLastYear = 32000;
constexpr Day kNever = std::numeric_limits<Day>::max();

Day first_of(int year, unsigned month) {
  const chrono::sys_days day{chrono::year{year} / chrono::month{month} / 1};
  return static_cast<Day>(day.time_since_epoch().count());
}

}  // namespace

Epoch Calendar::epoch(Day day) const {
  if (epoch_days != 0) return day / epoch_days;
  const Day clamped = std::min(day, first_of(kLastYear, 1));
  const chrono::year_month_day date{chrono::sys_days{chrono::days{clamped}}};
  const unsigned quarter = (static_cast<unsigned>(date.month()) - 1) / 3;
  return static_cast<Epoch>(static_cast<int>(date.year())) * 4 + quarter;
}

Day Calendar::first_day_of_epoch(Epoch epoch) const {
  if (epoch_days != 0) {
    return static_cast<Day>(std::min<std::uint64_t>(std::uint64_t{epoch} * epoch_days, kNever));
  }
  if (epoch / 4 < 1970) return 0;
  if (epoch / 4 > kLastYear) return kNever;
  return first_of(static_cast<int>(epoch / 4), epoch % 4 * 3 + 1);
}

Day Calendar::closing_day(Epoch quarter) const {
  if (quarter > std::numeric_limits<Epoch>::max() - 2) return kNever;
  const Day from = first_day_of_epoch(quarter + 1);
  const Day to = first_day_of_epoch(quarter + 2);
  return to > from ? from + (to - from) / 3 : kNever;
}

}  // namespace sotto::protocol
