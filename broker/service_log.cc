#include "broker/service_log.h"

#include <array>
#include <chrono>
#include <cstdio>

namespace sotto::broker {
namespace {

const char* sentence(ServiceEvent event) {
  switch (event) {
    case ServiceEvent::kStarted:
      return "started";
    case ServiceEvent::kStopped:
      return "stopped";
    case ServiceEvent::kPublishingLate:
      return "a batch is published late";
    case ServiceEvent::kSpaceShort:
      return "space is short: commits are answered \"try later\"";
    case ServiceEvent::kSpaceBack:
      return "there is space again";
    case ServiceEvent::kClockWentBack:
      return "the clock went backwards; the broker waits until it has caught up";
    case ServiceEvent::kImportTaken:
      return "an import of codes was taken";
    case ServiceEvent::kBackupMade:
      return "a backup was made";
    case ServiceEvent::kBackupFailed:
      return "a backup could not be made";
  }
  return "unknown";
}

}  // namespace

std::string service_line(ServiceEvent event, protocol::UnixTime now) {
  namespace chrono = std::chrono;
  const chrono::sys_seconds time{chrono::seconds{now}};
  const auto day = chrono::floor<chrono::days>(time);
  const chrono::year_month_day date{day};
  std::array<char, 32> stamp{};
  std::snprintf(stamp.data(), stamp.size(),
                "%04d-%02u-%02u %02dh UTC: ", static_cast<int>(date.year()),
                static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                static_cast<int>(chrono::floor<chrono::hours>(time - day).count()));
  return stamp.data() + std::string(sentence(event));
}

void say(ServiceEvent event, protocol::UnixTime now) {
  std::fprintf(stderr, "%s\n", service_line(event, now).c_str());
}

}  // namespace sotto::broker
