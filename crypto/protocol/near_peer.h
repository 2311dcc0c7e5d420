#pragma once
// What a policy says of a near-peer scheme (docs/spec/policy.md, "Near-peer").

#include <optional>
#include <string>
#include <vector>

#include "crypto/base/wire.h"
#include "crypto/protocol/date.h"

namespace sotto::protocol {

struct NearPeer {
  static constexpr std::size_t kGradesMax = 16;
  static constexpr std::size_t kGradeMax = 40;  // bytes
  static constexpr std::size_t kCyclesMax = 40;
  static constexpr std::uint8_t kCapMax = 20;  // what client/allocate takes

  std::uint8_t director = 0;            // the place among the recipients of concerns, from 0
  std::vector<std::string> grades;      // juniors first, each once
  std::uint8_t cap = 2;                 // the most doctors of one supporter
  std::uint8_t objection_days = 14;     // after which consent is assumed
  std::uint8_t introduction_days = 14;  // after which a supporter is reminded
  std::uint8_t feedback_weeks = 13;     // after which a doctor is asked for feedback
  std::uint8_t reminder_weeks = 17;     // between two reminders to somebody who opted out
  std::uint8_t desk_parts = 4;          // lockers of the director's desk, half of each kind
  std::vector<Date> cycles;             // when introductions go out, rising

  // The place in the list of grades.
  std::optional<std::uint8_t> grade(std::string_view name) const;
  // The cycle of a day: the last one that has begun, or the first before any has.
  Date cycle(Date today) const;

  // As Policy's.
  const char* problem() const;
  void write(Writer& out) const;
  bool read(Reader& in);
};

}  // namespace sotto::protocol
