#include "crypto/protocol/date.h"

#include <chrono>

#include "crypto/base/panic.h"

namespace sotto::protocol {
namespace {

namespace chrono = std::chrono;

// Exactly these digits.
std::optional<unsigned> number(std::string_view digits) {
  unsigned out = 0;
  for (const char c : digits) {
    if (c < '0' || c > '9') return std::nullopt;
    out = out * 10 + static_cast<unsigned>(c - '0');
  }
  return out;
}

std::string padded(unsigned value, std::size_t width) {
  const std::string digits = std::to_string(value);
  return std::string(width - digits.size(), '0') + digits;
}

}  // namespace

std::optional<Date> parse_date(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const auto year = number(text.substr(0, 4));
  const auto month = number(text.substr(5, 2));
  const auto day = number(text.substr(8, 2));
  if (!year || !month || !day || *year < 1970) return std::nullopt;
  const chrono::year_month_day date{chrono::year(static_cast<int>(*year)), chrono::month(*month),
                                    chrono::day(*day)};
  if (!date.ok()) return std::nullopt;
  return static_cast<Date>(chrono::sys_days(date).time_since_epoch().count());
}

std::string date_text(Date date) {
  if (date > kLastDate) panic("date: behind the year 9999");
  const chrono::year_month_day day{chrono::sys_days{chrono::days{date}}};
  return padded(static_cast<unsigned>(static_cast<int>(day.year())), 4) + "-" +
         padded(static_cast<unsigned>(day.month()), 2) + "-" +
         padded(static_cast<unsigned>(day.day()), 2);
}

}  // namespace sotto::protocol
