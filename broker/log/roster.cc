#include "broker/log/roster.h"

#include <algorithm>

#include "broker/log/listings.h"
#include "broker/log/proposals.h"
#include "broker/visits/lockers.h"
#include "crypto/base/wire.h"

namespace sotto::broker {
namespace {

using protocol::Entry;
using protocol::LeadSignature;
using protocol::Listing;
using protocol::PassKey;
using protocol::Proposal;
using protocol::RosterKind;
using protocol::RosterRequest;
using protocol::Status;

// A read answers with everything that waits, so that is limited; places that supporters cannot fill
// stay for removals and pass keys.
constexpr std::size_t kPlacesForLeads = 4;

RosterDecision refused(Status status) {
  return {refuse(status), nullptr};
}

RosterDecision accepted(Decision decision, const protocol::RosterAnswer& answer) {
  decision.answer = protocol::ok_answer(answer.encode());
  return {std::move(decision), nullptr};
}

// Whose locker proposes. The broker knows its supporters' lockers by their contact keys already,
// and recipients' by their openings, so this tells it nothing; without it anybody with a listing's
// form could fill the places.
Status check_proposer(const View& view, const Scheme& scheme, const RosterRequest& request,
                      protocol::Role role, protocol::Day today) {
  const auto locker = find_locker(view, request.locker);
  if (!locker) return Status::kUnknownLocker;
  if (locker->role != role) return Status::kWrongRole;
  if (request.day + 1 < today || request.day > today + 1) return Status::kWrongDay;
  if (!verify(locker->write_key, protocol::kRosterLabel,
              protocol::roster_message(scheme.genesis, request), request.signature)) {
    return Status::kBadSignature;
  }
  return locker->eligible_until < today ? Status::kNotEligible : Status::kOk;
}

RosterDecision propose(const View& view, const Scheme& scheme, const protocol::Replay& log,
                       const RosterRequest& request, DailyCounts& counts, protocol::Day today) {
  const Proposal& proposal = request.proposal;
  const auto entry = Entry::parse(proposal.body);
  const auto own = entry ? own_proposal(scheme.genesis, *entry) : std::nullopt;
  if (!own || !own->unsigned_by_leads) return refused(Status::kMalformed);
  const Status proposer = check_proposer(view, scheme, request, own->role, today);
  if (proposer != Status::kOk) return refused(proposer);
  if (!own->good_signature) return refused(Status::kBadSignature);
  if (!is_newer(log, *entry)) return refused(Status::kStaleProposal);
  const Bytes key = proposal_key(*entry);
  if (const auto row = view.get(kProposals, key)) {
    const auto waiting = Entry::parse(ProposalRow::parse(*row).proposal.body);
    // Again the same: what leads have signed meanwhile stays.
    if (same_content(*waiting, *entry)) return accepted({}, {});
    const auto before = own_proposal(scheme.genesis, *waiting);
    if (!before || own->number <= before->number) return refused(Status::kStaleProposal);
  } else if (view.count(kProposals) >= protocol::kMaxProposals - kPlacesForLeads) {
    return refused(Status::kTooManyProposals);
  }
  if (!counts.propose(request.locker, protocol::request_hash(request.encode()), today)) {
    return refused(Status::kTooManyProposals);
  }
  Decision decision;
  decision.put(kProposals, key, ProposalRow{today, proposal}.encode());
  return accepted(std::move(decision), {});
}

RosterDecision read_all(const View& view) {
  protocol::RosterAnswer answer;
  view.scan_prefix(kProposals, {}, [&](ByteView, ByteView value) {
    answer.proposals.push_back(ProposalRow::parse(value).proposal);
    return true;
  });
  return accepted({}, answer);
}

// Puts the lead's signature to what waits; some kinds begin with their first signature.
RosterDecision sign_one(const View& view, const Scheme& scheme, const protocol::Replay& log,
                        const RosterRequest& request, protocol::Day today) {
  auto signed_entry = Entry::parse(request.proposal.body);
  if (!signed_entry) return refused(Status::kMalformed);
  const auto& signatures = signatures_of(*signed_entry);
  const auto mine = std::ranges::find(signatures, request.lead, &LeadSignature::lead);
  if (mine == signatures.end() || !good_lead_signature(log, *signed_entry, *mine)) {
    return refused(Status::kBadSignature);
  }
  // The last signature again, after an answer that was lost.
  if (is_logged(log, *signed_entry)) return accepted({}, {});
  const Bytes key = proposal_key(*signed_entry);
  const auto row = view.get(kProposals, key);
  ProposalRow waiting{today, request.proposal};
  if (row) {
    waiting = ProposalRow::parse(*row);
  } else {
    if (!begins_with_a_lead(scheme.genesis, *signed_entry)) {
      return refused(Status::kUnknownProposal);
    }
    if (view.count(kProposals) >= protocol::kMaxProposals) {
      return refused(Status::kTooManyProposals);
    }
  }
  Proposal& proposal = waiting.proposal;
  auto entry = Entry::parse(proposal.body);
  if (!same_content(*entry, *signed_entry)) return refused(Status::kUnknownProposal);
  if (!is_newer(log, *entry)) return refused(Status::kStaleProposal);

  auto& collected = signatures_of(*entry);
  std::erase_if(collected, [&](const LeadSignature& other) {
    return other.lead == request.lead || !good_lead_signature(log, *entry, other);
  });
  collected.push_back(*mine);
  std::ranges::sort(collected, {}, &LeadSignature::lead);

  entry->day = today;
  const bool complete =
      collected.size() >= signatures_needed(scheme.policy, *entry) && !waits_for_operator(*entry);
  // Anybody can have waited too long; what the log's own rules refuse by now must not reach them.
  if (complete && !protocol::Replay(log).append(entry->encode())) {
    return refused(Status::kStaleProposal);
  }
  const auto* log_key = std::get_if<protocol::LogKeyChange>(&entry->body);
  if (log_key != nullptr && scheme.keys.log_key(log_key->key) == nullptr) {
    return refused(Status::kStaleProposal);
  }
  Decision decision;
  if (!complete) {
    entry->day = 0;
    proposal.body = entry->encode();
    decision.put(kProposals, key, waiting.encode());
    return accepted(std::move(decision), {});
  }
  decision.erase(kProposals, key);
  if (const auto* listing = std::get_if<Listing>(&entry->body)) {
    decision.put(kListings,
                 sotto::Writer()
                     .bytes(protocol::supporter_id(listing->identity_key))
                     .u32(listing->number)
                     .take(),
                 sotto::Writer().bytes(proposal.salt).bytes(proposal.text).take());
  }
  Appended appended = append_entries(log, scheme.keys, {*entry}, decision);
  RosterDecision out = accepted(std::move(decision), {});
  out.appended = std::move(appended.log);
  return out;
}

// One lead is enough: every listing needs leads who want it. What the broker needs it proposes
// again.
RosterDecision drop_one(const View& view, const Proposal& proposal, std::uint8_t lead) {
  const auto entry = Entry::parse(proposal.body);
  // Whoever has a lost key would drop the change that takes it away.
  const auto* change = entry ? std::get_if<protocol::LeadChange>(&entry->body) : nullptr;
  if (change != nullptr && waits_for_operator(*entry) && change->lead == lead) {
    return refused(Status::kUnknownProposal);
  }
  const auto row = entry ? view.get(kProposals, proposal_key(*entry)) : std::nullopt;
  if (!row || !same_content(*Entry::parse(ProposalRow::parse(*row).proposal.body), *entry)) {
    return refused(Status::kUnknownProposal);
  }
  Decision decision;
  decision.erase(kProposals, proposal_key(*entry));
  return accepted(std::move(decision), {});
}

}  // namespace

Bytes ProposalRow::encode() const {
  return sotto::Writer().u32(day).bytes(proposal.encode()).take();
}

std::optional<ProposalRow> ProposalRow::read(ByteView row) {
  ProposalRow out;
  ByteView rest;
  Reader in(row);
  if (!in.u32(out.day) || !in.view(in.left(), rest)) return std::nullopt;
  auto proposal = Proposal::parse(rest);
  if (!proposal) return std::nullopt;
  out.proposal = std::move(*proposal);
  return out;
}

ProposalRow ProposalRow::parse(ByteView row) {
  auto out = read(row);
  if (!out) panic("roster: a row of the table proposals is damaged");
  return std::move(*out);
}

RosterDecision decide_roster(const View& view, const Scheme& scheme, const protocol::Replay& log,
                             const RosterRequest& request, DailyCounts& counts,
                             protocol::Day today) {
  if (request.kind == RosterKind::kPropose && request.lead == protocol::kNoLead) {
    return propose(view, scheme, log, request, counts, today);
  }
  if (request.lead >= log.leads().size()) return refused(Status::kUnknownLead);
  if (request.day + 1 < today || request.day > today + 1) return refused(Status::kWrongDay);
  if (!verify(log.leads()[request.lead], protocol::kRosterLabel,
              protocol::roster_message(scheme.genesis, request), request.signature)) {
    return refused(Status::kBadSignature);
  }
  if (request.kind == RosterKind::kRead) return read_all(view);
  if (request.kind == RosterKind::kDrop) return drop_one(view, request.proposal, request.lead);
  return sign_one(view, scheme, log, request, today);
}

Decision expire_proposals(const View& view, const Scheme& scheme, const protocol::Replay& log,
                          protocol::Day today) {
  Decision decision;
  view.scan_prefix(kProposals, {}, [&](ByteView key, ByteView value) {
    const ProposalRow row = ProposalRow::parse(value);
    const auto entry = Entry::parse(row.proposal.body);
    const auto* pass_key = std::get_if<PassKey>(&entry->body);
    const bool over = pass_key != nullptr ? pass_key->epoch < scheme.policy.calendar.epoch(today)
                                          : row.day + kProposalDays <= today;
    if (over || !is_newer(log, *entry)) decision.erase(kProposals, to_bytes(key));
    return true;
  });
  return decision;
}

void propose_pass_key(const View& view, const PassKey& key, Decision& decision) {
  const Entry entry{0, key};
  const Bytes row = proposal_key(entry);
  if (view.get(kProposals, row) || view.count(kProposals) >= protocol::kMaxProposals) return;
  Proposal proposal{.type = entry.type(), .body = entry.encode(), .salt = {}, .text = {}};
  decision.put(kProposals, row, ProposalRow{0, std::move(proposal)}.encode());
}

std::optional<protocol::LeadChange> waiting_lead_change(const View& view, std::uint8_t lead) {
  const Entry place{0, protocol::LeadChange{.lead = lead, .reason = protocol::ChangeReason::kLost}};
  const auto row = view.get(kProposals, proposal_key(place));
  if (!row) return std::nullopt;
  const auto entry = Entry::parse(ProposalRow::parse(*row).proposal.body);
  return std::get<protocol::LeadChange>(entry->body);
}

std::optional<RosterDecision> accept_lead_change(const View& view, const Scheme& scheme,
                                                 const protocol::Replay& log, std::uint8_t lead,
                                                 protocol::Day today) {
  const auto change = waiting_lead_change(view, lead);
  if (!change) return std::nullopt;
  const Entry entry{today, *change};
  if (!protocol::Replay(log).append(entry.encode())) return std::nullopt;
  Decision decision;
  decision.erase(kProposals, proposal_key(entry));
  Appended appended = append_entries(log, scheme.keys, {entry}, decision);
  return RosterDecision{std::move(decision), std::move(appended.log)};
}

bool propose_entry(const View& view, const Entry& entry, protocol::Day today, Decision& decision) {
  const Bytes row = proposal_key(entry);
  if (!view.get(kProposals, row) && view.count(kProposals) >= protocol::kMaxProposals) return false;
  Proposal proposal{.type = entry.type(), .body = entry.encode(), .salt = {}, .text = {}};
  decision.put(kProposals, row, ProposalRow{today, std::move(proposal)}.encode());
  return true;
}

}  // namespace sotto::broker
