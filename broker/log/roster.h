#pragma once
// Listings on their way into the log: proposed by supporters, read and signed by leads
// (docs/spec/log.md, "Roster"). Supporters and leads are public.

#include "broker/log/log.h"
#include "broker/visits/visits.h"
#include "crypto/protocol/directory.h"
#include "crypto/protocol/requests.h"

namespace sotto::broker {

// What waits for leads' signatures: kind and whose it is → ProposalRow. Public facts before they
// are public: the name and text of a supporter to be. Not whose locker proposed it.
inline constexpr Table kProposals{"proposals"};

inline constexpr protocol::Day kProposalDays = 30;  // how long a proposal of people waits

struct ProposalRow {
  protocol::Day day = 0;  // it came; 0, of the broker's own pass keys: it waits as long as needed
  protocol::Proposal proposal;

  Bytes encode() const;
  static ProposalRow parse(ByteView row);  // our own table: panics when it is not a row
  static std::optional<ProposalRow> read(ByteView row);
};

// A roster request, applied in the writer. When the last signature asked for has come, the entry
// goes into the log: `appended` then holds it.
struct RosterDecision {
  Decision decision;
  std::shared_ptr<const protocol::Replay> appended;
};
RosterDecision decide_roster(const View& view, const Scheme& scheme, const protocol::Replay& log,
                             const protocol::RosterRequest& request, DailyCounts& counts,
                             protocol::Day today);

// Proposals that waited too long, or that the log has overtaken.
Decision expire_proposals(const View& view, const Scheme& scheme, const protocol::Replay& log,
                          protocol::Day today);

// A proposal of the broker's own: a pass key that needs the leads, after a restore or when its
// notice was missed. Changes nothing when it waits already.
void propose_pass_key(const View& view, const protocol::PassKey& key, Decision& decision);

// The operator accepts a change of a lead's lost key that the other lead has signed
// (docs/broker.md): the entry goes into the log. nullopt when none waits for this place, or the log
// refuses it by now.
std::optional<RosterDecision> accept_lead_change(const View& view, const Scheme& scheme,
                                                 const protocol::Replay& log, std::uint8_t lead,
                                                 protocol::Day today);
// What waits at that place, for the operator to look at.
std::optional<protocol::LeadChange> waiting_lead_change(const View& view, std::uint8_t lead);

// A proposal of the console's, in the place of an older one. False: no place is left.
[[nodiscard]] bool propose_entry(const View& view, const protocol::Entry& entry,
                                 protocol::Day today, Decision& decision);

}  // namespace sotto::broker
