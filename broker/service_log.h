#pragma once
// Everything that the broker ever says on standard error while it serves
// (docs/spec/service-log.md): a closed list of fixed sentences with the hour. No address, no
// identifier, no count, nothing a request.

#include <string>

#include "crypto/protocol/calendar.h"

namespace sotto::broker {

enum class ServiceEvent {
  kStarted,
  kStopped,
  kPublishingLate,
  kSpaceShort,
  kSpaceBack,
  kClockWentBack,
  kClockAhead,
  kClockRight,
  // What was due and could not be done, once each until it is done (Duty of broker.h).
  kBatchUndone,
  kDayRootsUndone,
  kPassKeyUndone,
  kPassTablesUndone,
  kDirectoryUndone,
  kDayFilesUndone,
  kProposalsUndone,
  kLockersUndone,
  kDutiesDone,
  kImportTaken,
  kBackupMade,
  kBackupFailed,
  kCertificateTaken,
  kCertificateRefused,
  kCertificateEnds,
  kMemoryNotLocked,
  kPolicyTaken,
  // Of the witnesses (docs/spec/log.md); which one says `sotto-broker status`.
  kWitnessSilent,
  kWitnessesAnswer,
  kWitnessObjects,
  kHalted,
  kGoesOn,
  kQuorumMissing,
  kQuorumBack,
};

// "2026-11-22"
std::string utc_date(protocol::UnixTime time);

// "2026-11-22 04h UTC: started"
std::string service_line(ServiceEvent event, protocol::UnixTime now);

// The line to standard error.
void say(ServiceEvent event, protocol::UnixTime now);

}  // namespace sotto::broker
