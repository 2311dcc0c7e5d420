#pragma once
// Dates of the calendar, for what people write and read: cycles, agreements, statements. UTC.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "crypto/protocol/calendar.h"

namespace sotto::protocol {

using Date = std::uint32_t;  // days since 1970-01-01, whatever the scheme calls a day

inline constexpr Date kLastDate = 2'932'896;  // 9999-12-31

// "2027-08-04"; nullopt for anything else and for a day that no month has.
std::optional<Date> parse_date(std::string_view text);
// Not after kLastDate.
std::string date_text(Date date);

inline Date date_of(UnixTime time) {
  return static_cast<Date>(time / 86400);
}
inline UnixTime start_of(Date date) {
  return UnixTime{date} * 86400;
}

}  // namespace sotto::protocol
