#pragma once
// Times of day in the scheme's zone. The protocol knows UTC alone; people read and write what their
// clock on the wall says.

#include <expected>
#include <optional>
#include <string>
#include <string_view>

#include "crypto/protocol/calendar.h"

namespace sotto::client::cli {

enum class ZoneProblem {
  kNotATime,     // not YYYY-MM-DDTHH:MM, or no such day
  kUnknownZone,  // this machine does not know the policy's zone
  kSkipped,      // the clocks go forward over it
  kTwice,        // the clocks go back over it: it comes twice
};

// "2026-12-01T17:00" in an IANA zone.
std::expected<protocol::UnixTime, ZoneProblem> to_utc(std::string_view local,
                                                      const std::string& zone);
// Whether the text has the form of a local time, before the zone is known.
bool is_local_time(std::string_view text);

// "Tuesday 1 December 2026, 17:00"; in UTC, and saying so, when the zone is unknown.
std::string local_text(protocol::UnixTime time, const std::string& zone);
// "2026-12-01T17:00:00Z"
std::string utc_text(protocol::UnixTime time);

// "20261201": today in the zone, moved on to the first of the weekdays (bit 0 = Monday; not none).
std::string next_weekday(protocol::UnixTime now, const std::string& zone, unsigned weekdays);

}  // namespace sotto::client::cli
