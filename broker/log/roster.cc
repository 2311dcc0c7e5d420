#include "broker/log/roster.h"

#include <algorithm>

#include "broker/log/contact_keys.h"
#include "broker/visits/lockers.h"
#include "crypto/base/wire.h"

namespace sotto::broker {
namespace {

using protocol::Entry;
using protocol::LeadSignature;
using protocol::Listing;
using protocol::PassKey;
using protocol::Proposal;
using protocol::Removal;
using protocol::RosterKind;
using protocol::RosterRequest;
using protocol::Status;

// A read answers with everything that waits, so that is limited; places that supporters cannot fill
// stay for removals and pass keys.
constexpr std::size_t kPlacesForLeads = 4;

// What a proposal is about: one row each, so that a newer one takes the older one's place.
Bytes row_key(const Entry& entry) {
  sotto::Writer key;
  key.u8(static_cast<std::uint8_t>(entry.type()));
  if (const auto* listing = std::get_if<Listing>(&entry.body)) {
    key.bytes(protocol::supporter_id(listing->identity_key));
  } else if (const auto* removal = std::get_if<Removal>(&entry.body)) {
    key.bytes(removal->id);
  } else if (const auto* pass_key = std::get_if<PassKey>(&entry.body)) {
    key.u32(pass_key->epoch).u8(pass_key->generation);
  }
  return key.take();
}

std::vector<LeadSignature>& signatures_of(Entry& entry) {
  if (auto* listing = std::get_if<Listing>(&entry.body)) return listing->signatures;
  if (auto* removal = std::get_if<Removal>(&entry.body)) return removal->signatures;
  if (auto* pass_key = std::get_if<PassKey>(&entry.body)) return pass_key->signatures;
  panic("roster: this entry has no leads' signatures");
}

// The same proposal but for the signatures.
bool same_content(Entry a, Entry b) {
  signatures_of(a).clear();
  signatures_of(b).clear();
  return a.encode() == b.encode();
}

bool good_lead_signature(const Scheme& scheme, const protocol::Replay& log, const Entry& entry,
                         const LeadSignature& signature) {
  if (signature.lead >= log.leads().size()) return false;
  const SigningPublicKey& key = log.leads()[signature.lead];
  if (const auto* listing = std::get_if<Listing>(&entry.body)) {
    return verify(key, protocol::kListingLeadLabel,
                  protocol::listing_message(scheme.genesis, *listing), signature.signature);
  }
  if (const auto* removal = std::get_if<Removal>(&entry.body)) {
    return verify(key, protocol::kRemovalLabel, protocol::removal_message(scheme.genesis, *removal),
                  signature.signature);
  }
  const auto* pass_key = std::get_if<PassKey>(&entry.body);
  return pass_key != nullptr &&
         verify(key, protocol::kPassKeyLabel, protocol::pass_key_message(scheme.genesis, *pass_key),
                signature.signature);
}

std::size_t signatures_needed(const Scheme& scheme, const Entry& entry) {
  return std::holds_alternative<PassKey>(entry.body) ? 2 : scheme.policy.lead_signatures;
}

// Whether its number rises above what the log has, and it still has something to change.
bool is_newer(const protocol::Replay& log, const Entry& entry) {
  const auto last_number = [&](const protocol::SupporterId& id) {
    const auto known = log.roster().find(id);
    return known == log.roster().end() ? 0 : known->second.number;
  };
  if (const auto* listing = std::get_if<Listing>(&entry.body)) {
    return listing->number > last_number(protocol::supporter_id(listing->identity_key));
  }
  if (const auto* removal = std::get_if<Removal>(&entry.body)) {
    const auto known = log.roster().find(removal->id);
    return known != log.roster().end() && !known->second.removed_from &&
           removal->number > known->second.number;
  }
  const auto* pass_key = std::get_if<PassKey>(&entry.body);
  return pass_key != nullptr && pass_key->generation == log.next_generation(pass_key->epoch);
}

// Whether the log has it already, as its newest word on this.
bool is_logged(const protocol::Replay& log, const Entry& entry) {
  if (const auto* listing = std::get_if<Listing>(&entry.body)) {
    const auto known = log.roster().find(protocol::supporter_id(listing->identity_key));
    return known != log.roster().end() && !known->second.removed_from &&
           known->second.number == listing->number &&
           known->second.commitment == listing->commitment;
  }
  if (const auto* removal = std::get_if<Removal>(&entry.body)) {
    const auto known = log.roster().find(removal->id);
    return known != log.roster().end() && known->second.removed_from &&
           known->second.number == removal->number;
  }
  const auto* wanted = std::get_if<PassKey>(&entry.body);
  const auto key = wanted != nullptr ? log.pass_key(wanted->epoch) : std::nullopt;
  return key && key->generation == wanted->generation && key->key == wanted->key;
}

RosterDecision refused(Status status) {
  return {refuse(status), nullptr};
}

RosterDecision accepted(Decision decision, const protocol::RosterAnswer& answer) {
  decision.answer = protocol::ok_answer(answer.encode());
  return {std::move(decision), nullptr};
}

// Whose locker proposes. The broker knows its supporters' lockers by their contact keys already, so
// this tells it nothing; without it anybody with a listing's form could fill the places.
Status check_proposer(const View& view, const Scheme& scheme, const RosterRequest& request,
                      protocol::Day today) {
  const auto locker = find_locker(view, request.locker);
  if (!locker) return Status::kUnknownLocker;
  if (locker->role != protocol::Role::kSupporter) return Status::kWrongRole;
  if (request.day + 1 < today || request.day > today + 1) return Status::kWrongDay;
  if (!verify(locker->write_key, protocol::kRosterLabel,
              protocol::roster_message(scheme.genesis, request), request.signature)) {
    return Status::kBadSignature;
  }
  return locker->eligible_until < today ? Status::kNotEligible : Status::kOk;
}

RosterDecision propose(const View& view, const Scheme& scheme, const protocol::Replay& log,
                       const RosterRequest& request, DailyCounts& counts, protocol::Day today) {
  const Status proposer = check_proposer(view, scheme, request, today);
  if (proposer != Status::kOk) return refused(proposer);
  const Proposal& proposal = request.proposal;
  const auto entry = Entry::parse(proposal.body);
  const auto* listing = entry ? std::get_if<Listing>(&entry->body) : nullptr;
  if (listing == nullptr || !listing->signatures.empty() ||
      !protocol::ListingText::parse(proposal.text) ||
      protocol::listing_commitment(proposal.salt, proposal.text) != listing->commitment) {
    return refused(Status::kMalformed);
  }
  if (!verify(listing->identity_key, protocol::kListingLabel,
              protocol::listing_message(scheme.genesis, *listing), listing->signature)) {
    return refused(Status::kBadSignature);
  }
  if (!is_newer(log, *entry)) return refused(Status::kStaleProposal);
  const Bytes key = row_key(*entry);
  if (const auto row = view.get(kProposals, key)) {
    const auto waiting = Entry::parse(ProposalRow::parse(*row).proposal.body);
    // Again the same: what leads have signed meanwhile stays.
    if (same_content(*waiting, *entry)) return accepted({}, {});
    if (listing->number <= std::get<Listing>(waiting->body).number) {
      return refused(Status::kStaleProposal);
    }
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

// Puts the lead's signature to what waits; a removal begins with its first signature.
RosterDecision sign_one(const View& view, const Scheme& scheme, const protocol::Replay& log,
                        const RosterRequest& request, protocol::Day today) {
  auto signed_entry = Entry::parse(request.proposal.body);
  if (!signed_entry) return refused(Status::kMalformed);
  const auto& signatures = signatures_of(*signed_entry);
  const auto mine = std::ranges::find(signatures, request.lead, &LeadSignature::lead);
  if (mine == signatures.end() || !good_lead_signature(scheme, log, *signed_entry, *mine)) {
    return refused(Status::kBadSignature);
  }
  // The last signature again, after an answer that was lost.
  if (is_logged(log, *signed_entry)) return accepted({}, {});
  const Bytes key = row_key(*signed_entry);
  const auto row = view.get(kProposals, key);
  ProposalRow waiting{today, request.proposal};
  if (row) {
    waiting = ProposalRow::parse(*row);
  } else {
    if (!std::holds_alternative<Removal>(signed_entry->body)) {
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
    return other.lead == request.lead || !good_lead_signature(scheme, log, *entry, other);
  });
  collected.push_back(*mine);
  std::ranges::sort(collected, {}, &LeadSignature::lead);

  entry->day = today;
  const bool complete = collected.size() >= signatures_needed(scheme, *entry);
  // Anybody can have waited too long; what the log's own rules refuse by now must not reach them.
  if (complete && !protocol::Replay(log).append(entry->encode())) {
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
RosterDecision drop_one(const View& view, const Proposal& proposal) {
  const auto entry = Entry::parse(proposal.body);
  const auto row = entry ? view.get(kProposals, row_key(*entry)) : std::nullopt;
  if (!row || !same_content(*Entry::parse(ProposalRow::parse(*row).proposal.body), *entry)) {
    return refused(Status::kUnknownProposal);
  }
  Decision decision;
  decision.erase(kProposals, row_key(*entry));
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
  if (request.kind == RosterKind::kDrop) return drop_one(view, request.proposal);
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
  const Bytes row = row_key(entry);
  if (view.get(kProposals, row) || view.count(kProposals) >= protocol::kMaxProposals) return;
  Proposal proposal;
  proposal.type = protocol::EntryType::kPassKey;
  proposal.body = entry.encode();
  decision.put(kProposals, row, ProposalRow{0, std::move(proposal)}.encode());
}

protocol::Directory make_directory(const View& view, const protocol::Replay& log,
                                   protocol::Week week) {
  protocol::Directory out{.week = week, .entries = {}};
  for (const auto& [id, supporter] : log.roster()) {
    if (!supporter.in_force(week)) continue;
    protocol::DirectoryEntry entry{.id = id, .salt = {}, .text = {}, .contact_key = {}};
    bool found = false;
    // The text whose commitment is in force; a supporter has a few numbers at most.
    view.scan_prefix(kListings, id, [&](ByteView, ByteView value) {
      ByteView text;
      Reader r(value);
      if (!r.fixed(entry.salt) || !r.view(r.left(), text)) {
        panic("roster: a row of the table listings is damaged");
      }
      entry.text = to_bytes(text);
      found = protocol::listing_commitment(entry.salt, entry.text) == supporter.commitment_in(week);
      return !found;
    });
    if (!found) continue;  // erased on request
    entry.contact_key = find_contact_key(view, id, week);
    out.entries.push_back(std::move(entry));
  }
  return out;
}

}  // namespace sotto::broker
