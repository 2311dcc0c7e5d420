#include "broker/publish_times.h"

#include <date/tz.h>

#include <algorithm>
#include <limits>
#include <stdexcept>

#include "crypto/base/panic.h"

namespace sotto::broker {
namespace {

using protocol::UnixTime;
namespace chrono = std::chrono;

const date::time_zone* find_zone(const std::string& name) {
  try {
    return date::locate_zone(name);
  } catch (const std::runtime_error&) {
    return nullptr;
  }
}

UnixTime publishing_time(const date::time_zone& zone, date::local_days day, std::uint16_t minutes) {
  const date::local_seconds local = day + chrono::minutes{minutes};
  const date::sys_seconds time = zone.to_sys(local, date::choose::earliest);
  return static_cast<UnixTime>(time.time_since_epoch().count());
}

}  // namespace

bool is_time_zone(const std::string& name) {
  return find_zone(name) != nullptr;
}

UnixTime next_publishing(const protocol::Policy& policy, UnixTime after) {
  if (policy.publish_every != 0) return (after / policy.publish_every + 1) * policy.publish_every;
  const date::time_zone* zone = find_zone(policy.time_zone);
  if (zone == nullptr) panic("publish times: the system lost the policy's time zone");
  const date::sys_seconds now{chrono::seconds{after}};
  const auto today = chrono::floor<date::days>(zone->to_local(now));
  UnixTime next = std::numeric_limits<UnixTime>::max();
  // Yesterday too: its last times may lie ahead where the clock was put back over midnight.
  for (int offset = -1; offset <= 2; ++offset) {
    for (const std::uint16_t minutes : policy.publish_at) {
      const UnixTime time = publishing_time(*zone, today + date::days{offset}, minutes);
      if (time > after) next = std::min(next, time);
    }
  }
  return next;
}

}  // namespace sotto::broker
