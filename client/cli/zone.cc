#include "client/cli/zone.h"

#include <date/date.h>
#include <date/tz.h>

#include <sstream>
#include <stdexcept>

namespace sotto::client::cli {
namespace {

using date::local_seconds;
using date::sys_seconds;

std::optional<local_seconds> parse_local(std::string_view text) {
  // The library's parser takes "2026-1-1T5:0" too; here there is one way to write a time.
  constexpr std::string_view kShape = "dddd-dd-ddTdd:dd";
  if (text.size() != kShape.size()) return std::nullopt;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool digit = text[i] >= '0' && text[i] <= '9';
    if (kShape[i] == 'd' ? !digit : text[i] != kShape[i]) return std::nullopt;
  }
  const auto number = [text](std::size_t at, std::size_t digits) {
    unsigned out = 0;
    for (char c : text.substr(at, digits)) out = out * 10 + static_cast<unsigned>(c - '0');
    return out;
  };
  const date::year_month_day day{date::year(static_cast<int>(number(0, 4))),
                                 date::month(number(5, 2)), date::day(number(8, 2))};
  const unsigned hour = number(11, 2), minute = number(14, 2);
  // Before 1970 there is no UnixTime.
  if (!day.ok() || day.year() < date::year(1971) || hour > 23 || minute > 59) return std::nullopt;
  return date::local_days(day) + std::chrono::hours(hour) + std::chrono::minutes(minute);
}

const date::time_zone* find_zone(const std::string& name) {
  try {
    return date::locate_zone(name);
  } catch (const std::runtime_error&) {
    return nullptr;
  }
}

sys_seconds to_sys(protocol::UnixTime time) {
  return sys_seconds(std::chrono::seconds(static_cast<std::int64_t>(time)));
}

}  // namespace

bool is_local_time(std::string_view text) {
  return parse_local(text).has_value();
}

std::expected<protocol::UnixTime, ZoneProblem> to_utc(std::string_view local,
                                                      const std::string& zone) {
  const auto parsed = parse_local(local);
  if (!parsed) return std::unexpected(ZoneProblem::kNotATime);
  const date::time_zone* found = find_zone(zone);
  if (found == nullptr) return std::unexpected(ZoneProblem::kUnknownZone);
  const date::local_info info = found->get_info(*parsed);
  if (info.result == date::local_info::nonexistent) return std::unexpected(ZoneProblem::kSkipped);
  if (info.result == date::local_info::ambiguous) return std::unexpected(ZoneProblem::kTwice);
  const auto seconds = (parsed->time_since_epoch() - info.first.offset).count();
  return static_cast<protocol::UnixTime>(seconds);
}

std::string local_text(protocol::UnixTime time, const std::string& zone) {
  const date::time_zone* found = find_zone(zone);
  const auto minute = date::floor<std::chrono::minutes>(to_sys(time));
  std::ostringstream out;
  if (found == nullptr) {
    out << date::format("%A %e %B %Y, %H:%M", minute) << " UTC";
  } else {
    out << date::format("%A %e %B %Y, %H:%M", found->to_local(minute));
  }
  // %e pads a single digit with a space.
  std::string text = out.str();
  const std::size_t padded = text.find("  ");
  if (padded != std::string::npos) text.erase(padded, 1);
  return text;
}

std::string utc_text(protocol::UnixTime time) {
  return date::format("%FT%TZ", to_sys(time));
}

std::string next_weekday(protocol::UnixTime now, const std::string& zone, unsigned weekdays) {
  const date::time_zone* found = find_zone(zone);
  const sys_seconds time = to_sys(now);
  date::local_days day = date::floor<date::days>(found ? found->to_local(time)
                                                       : local_seconds(time.time_since_epoch()));
  for (int i = 0; i < 7; ++i, day += date::days(1)) {
    const unsigned since_monday = date::weekday(day).iso_encoding() - 1;
    if ((weekdays >> since_monday & 1) != 0) break;
  }
  return date::format("%Y%m%d", day);
}

}  // namespace sotto::client::cli
