#pragma once
// The closed list of the tables of all planes. Each is declared, with who could learn what from it,
// in its plane's header.

#include "broker/boards/boards.h"
#include "broker/figures/ceremony.h"
#include "broker/figures/reports.h"
#include "broker/log/contact_keys.h"
#include "broker/log/listings.h"
#include "broker/log/roster.h"
#include "broker/passes/passes.h"
#include "broker/store/table.h"
#include "broker/visits/lockers.h"

namespace sotto::broker {

inline const TableList& all_tables() {
  static const TableList tables{{kCodes, kLockers, kTakenSlots, kWaiting, kBatches, kContactKeys,
                                 kProposals, kListings, kPassTables, kCeremony, kReports, kParts},
                                {kSpent, kDrawn}};
  return tables;
}

}  // namespace sotto::broker
