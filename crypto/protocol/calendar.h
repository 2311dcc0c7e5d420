#pragma once
// Days, weeks and epochs of a scheme (docs/spec/conventions.md, "Time"). The protocol knows UTC
// alone.

#include <cstdint>

namespace sotto::protocol {

using UnixTime = std::uint64_t;  // seconds since 1970-01-01T00:00:00Z
using Day = std::uint32_t;       // UnixTime / day_seconds
using Week = std::uint32_t;      // (Day + 3) / 7: weeks begin on Monday
using Epoch = std::uint32_t;     // a calendar quarter, or Day / epoch_days

// How a scheme counts. Real schemes have 86,400 and 0; demonstrations and tests run faster.
struct Calendar {
  std::uint32_t day_seconds = 86400;
  std::uint32_t epoch_days = 0;  // 0: calendar quarters (UTC), numbered year * 4 + quarter 0..3

  Day day(UnixTime time) const { return static_cast<Day>(time / day_seconds); }
  UnixTime start(Day day) const { return UnixTime{day} * day_seconds; }
  static constexpr Week week(Day day) { return static_cast<Week>((std::uint64_t{day} + 3) / 7); }
  static constexpr Day first_day_of_week(Week week) { return week == 0 ? 0 : week * 7 - 3; }
  Epoch epoch(Day day) const;
  // The largest Day for an epoch that begins after it.
  Day first_day_of_epoch(Epoch epoch) const;
  // When the reports of a quarter are closed at the earliest: a third of the next one is over.
  Day closing_day(Epoch quarter) const;
};

}  // namespace sotto::protocol
