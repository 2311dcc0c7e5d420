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
    case ServiceEvent::kClockAhead:
      return "the clock jumped ahead: nothing is published until it is right, or the broker is "
             "started again";
    case ServiceEvent::kClockRight:
      return "the clock is right again";
    case ServiceEvent::kBatchUndone:
      return "a batch could not be published";
    case ServiceEvent::kDayRootsUndone:
      return "the days that are over could not be put into the log";
    case ServiceEvent::kPassKeyUndone:
      return "the next pass key could not be made";
    case ServiceEvent::kPassTablesUndone:
      return "the tables of passes could not be turned";
    case ServiceEvent::kDirectoryUndone:
      return "the directory of the week could not be written";
    case ServiceEvent::kDayFilesUndone:
      return "old day files could not be removed";
    case ServiceEvent::kProposalsUndone:
      return "old proposals could not be removed";
    case ServiceEvent::kLockersUndone:
      return "lockers that have had their time could not be removed";
    case ServiceEvent::kDutiesDone:
      return "everything that was due has been done";
    case ServiceEvent::kImportTaken:
      return "an import of codes was taken";
    case ServiceEvent::kBackupMade:
      return "a backup was made";
    case ServiceEvent::kBackupFailed:
      return "a backup could not be made";
    case ServiceEvent::kCertificateTaken:
      return "the certificate was read again";
    case ServiceEvent::kCertificateRefused:
      return "the new certificate or its key cannot be used: the old one stays";
    case ServiceEvent::kCertificateEnds:
      return "the certificate ends within two weeks";
    case ServiceEvent::kMemoryNotLocked:
      return "memory is not locked, because the limit of locked memory is too low";
    case ServiceEvent::kPolicyTaken:
      return "another policy of the scheme is in force";
    case ServiceEvent::kWitnessSilent:
      return "a witness has not cosigned the log";
    case ServiceEvent::kWitnessesAnswer:
      return "every witness has cosigned the log again";
    case ServiceEvent::kWitnessObjects:
      return "a witness has seen another log than this one, or more of it: stop this broker, and "
             "see "
             "whether a second one serves the scheme";
    case ServiceEvent::kHalted:
      return "a quorum of the witnesses has seen another log than this one, or more of it: nothing "
             "is changed or put into the log until that is over; stop this broker, and see whether "
             "a second one serves the scheme";
    case ServiceEvent::kGoesOn:
      return "the witnesses no longer object: changes are taken again";
    case ServiceEvent::kQuorumMissing:
      return "too few witnesses have cosigned the log: clients see it as it was, and nobody can "
             "visit "
             "once that is two days old";
    case ServiceEvent::kQuorumBack:
      return "enough witnesses have cosigned the log again";
  }
  return "unknown";
}

}  // namespace

std::string utc_date(protocol::UnixTime time) {
  namespace chrono = std::chrono;
  const chrono::sys_seconds at{chrono::seconds{time}};
  const chrono::year_month_day date{chrono::floor<chrono::days>(at)};
  std::array<char, 16> out{};
  std::snprintf(out.data(), out.size(), "%04d-%02u-%02u", static_cast<int>(date.year()),
                static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
  return out.data();
}

std::string service_line(ServiceEvent event, protocol::UnixTime now) {
  namespace chrono = std::chrono;
  const chrono::sys_seconds time{chrono::seconds{now}};
  const auto day = chrono::floor<chrono::days>(time);
  std::array<char, 16> hour{};
  std::snprintf(hour.data(), hour.size(),
                " %02dh UTC: ", static_cast<int>(chrono::floor<chrono::hours>(time - day).count()));
  return utc_date(now) + hour.data() + sentence(event);
}

void say(ServiceEvent event, protocol::UnixTime now) {
  std::fprintf(stderr, "%s\n", service_line(event, now).c_str());
}

}  // namespace sotto::broker
