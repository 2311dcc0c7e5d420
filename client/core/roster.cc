#include "client/core/roster.h"

#include <algorithm>

#include "crypto/base/panic.h"
#include "crypto/protocol/labelled_hash.h"
#include "crypto/protocol/words.h"

namespace sotto::client {
namespace {

using protocol::LeadSignature;
using protocol::RosterKind;

// In the order of the leads; a repeat takes the place of the same lead's earlier one.
void add(std::vector<LeadSignature>& signatures, const LeadSignature& own) {
  std::erase_if(signatures, [&](const LeadSignature& each) { return each.lead == own.lead; });
  signatures.push_back(own);
  std::ranges::sort(signatures, {}, &LeadSignature::lead);
}

// Signs whatever a proposal may hold.
struct Signing {
  const Hash256& genesis;
  const LeadKey& lead;

  void operator()(protocol::Listing& entry) const {
    by_lead(protocol::kListingLeadLabel, protocol::listing_message(genesis, entry),
            entry.signatures);
  }
  void operator()(protocol::Removal& entry) const {
    by_lead(protocol::kRemovalLabel, protocol::removal_message(genesis, entry), entry.signatures);
  }
  void operator()(protocol::PassKey& entry) const {
    by_lead(protocol::kPassKeyLabel, protocol::pass_key_message(genesis, entry), entry.signatures);
  }
  void operator()(protocol::Recipient& entry) const {
    by_lead(protocol::kRecipientLeadLabel, protocol::recipient_message(genesis, entry),
            entry.signatures);
  }
  void operator()(protocol::RecipientRemoval& entry) const {
    by_lead(protocol::kRecipientRemovalLabel, protocol::recipient_removal_message(genesis, entry),
            entry.signatures);
  }
  void operator()(protocol::ConcernsKey& entry) const {
    by_lead(protocol::kConcernsKeyLabel, protocol::concerns_key_message(genesis, entry),
            entry.signatures);
  }
  void operator()(protocol::LeadChange& entry) const {
    by_lead(protocol::kLeadChangeLabel, protocol::lead_change_message(genesis, entry),
            entry.signatures);
  }
  void operator()(protocol::LogKeyChange& entry) const {
    by_lead(protocol::kLogKeyLabel, protocol::log_key_message(genesis, entry), entry.signatures);
  }
  void operator()(protocol::PolicyChange& entry) const {
    by_lead(protocol::kPolicyChangeLabel, protocol::policy_change_message(genesis, entry),
            entry.signatures);
  }
  void operator()(protocol::Build& entry) const {
    by_lead(protocol::kBuildLabel, protocol::build_message(genesis, entry), entry.signatures);
  }
  void operator()(protocol::TrusteeKey& entry) const {
    by_lead(protocol::kTrusteeLeadLabel, protocol::trustee_message(genesis, entry),
            entry.signatures);
  }
  template <class Other>
  void operator()(Other&) const {
    panic("roster: a proposal of something else");
  }

  void by_lead(std::string_view label, ByteView message,
               std::vector<LeadSignature>& signatures) const {
    add(signatures, {lead.lead, sotto::sign(lead.key, label, message)});
  }
};

}  // namespace

std::array<std::uint16_t, 6> six_words(const SigningPublicKey& identity_key) {
  const Hash256 hash = protocol::labelled_hash("sotto/v1/six-words", identity_key);
  std::array<std::uint16_t, 6> out;
  for (std::size_t i = 0; i < out.size(); ++i) {
    out[i] =
        static_cast<std::uint16_t>((hash[2 * i] << 8 | hash[2 * i + 1]) % protocol::kWordCount);
  }
  return out;
}

std::optional<LeadKey> lead_of(const protocol::Replay& log, SigningKey key) {
  const auto& leads = log.leads();
  const auto found = std::ranges::find(leads, key.public_key);
  if (found == leads.end()) return std::nullopt;
  return LeadKey{static_cast<std::uint8_t>(found - leads.begin()), std::move(key)};
}

std::optional<RosterCall> RosterCall::make(const PublicView& everybody,
                                           const protocol::RosterRequest& request) {
  auto exchange =
      Exchange::make(everybody.policy().origin, everybody.gateway(), kRoster, request.encode());
  if (!exchange) return std::nullopt;
  return RosterCall(std::move(*exchange));
}

std::optional<RosterCall> RosterCall::make(const PublicView& everybody, const LeadKey& lead,
                                           protocol::RosterRequest request) {
  request.lead = lead.lead;
  request.signature = sotto::sign(lead.key, protocol::kRosterLabel,
                                  protocol::roster_message(everybody.genesis(), request));
  return make(everybody, request);
}

protocol::RosterRequest proposal_of(const LockerKeys& keys, const Hash256& genesis,
                                    protocol::Proposal proposal, protocol::Day day) {
  protocol::RosterRequest out{.kind = RosterKind::kPropose,
                              .proposal = std::move(proposal),
                              .lead = protocol::kNoLead,
                              .locker = keys.id,
                              .day = day};
  out.signature =
      sotto::sign(keys.write, protocol::kRosterLabel, protocol::roster_message(genesis, out));
  return out;
}

std::optional<RosterCall> RosterCall::propose(const PublicView& everybody,
                                              const protocol::RosterRequest& request) {
  return make(everybody, request);
}

std::optional<RosterCall> RosterCall::propose_removal(const PublicView& everybody,
                                                      const LeadKey& lead,
                                                      const protocol::SupporterId& supporter,
                                                      protocol::Day day) {
  const auto found = everybody.log().roster().find(supporter);
  protocol::Removal removal{.id = supporter, .number = 1, .signatures = {}};
  if (found != everybody.log().roster().end()) removal.number = found->second.number + 1;
  return begin(everybody, lead, {.day = 0, .body = removal}, day);
}

protocol::Entry offer_of(const protocol::Replay& log, std::uint8_t place,
                         protocol::ChangeReason reason, const SigningKey& fresh) {
  protocol::LeadChange out{.lead = place,
                           .reason = reason,
                           .number = log.next_lead_number(place),
                           .key = fresh.public_key};
  out.key_signature = sotto::sign(fresh, protocol::kNewLeadLabel,
                                  protocol::lead_change_message(log.genesis_hash(), out));
  return {.day = 0, .body = out};
}

std::optional<RosterCall> RosterCall::begin(const PublicView& everybody, const LeadKey& lead,
                                            protocol::Entry entry, protocol::Day day) {
  std::visit(Signing{everybody.genesis(), lead}, entry.body);
  protocol::RosterRequest request{.kind = RosterKind::kPropose, .proposal = {}, .day = day};
  request.proposal.type = entry.type();
  request.proposal.body = entry.encode();
  return make(everybody, lead, std::move(request));
}

std::optional<RosterCall> RosterCall::propose_recipient_removal(const PublicView& everybody,
                                                                const LeadKey& lead,
                                                                std::uint8_t place,
                                                                protocol::Day day) {
  protocol::RecipientRemoval removal{
      .place = place, .number = everybody.log().recipient_number(place) + 1, .signatures = {}};
  Signing{everybody.genesis(), lead}(removal);
  protocol::RosterRequest request{.kind = RosterKind::kPropose, .proposal = {}, .day = day};
  request.proposal.type = protocol::EntryType::kRecipientRemoval;
  request.proposal.body = protocol::Entry{.day = 0, .body = removal}.encode();
  return make(everybody, lead, std::move(request));
}

std::optional<RosterCall> RosterCall::read(const PublicView& everybody, const LeadKey& lead,
                                           protocol::Day day) {
  return make(everybody, lead,
              protocol::RosterRequest{.kind = RosterKind::kRead, .proposal = {}, .day = day});
}

std::optional<RosterCall> RosterCall::sign(const PublicView& everybody, const LeadKey& lead,
                                           protocol::Proposal proposal, protocol::Day day) {
  auto entry = protocol::Entry::parse(proposal.body);
  if (!entry) panic("roster: a proposal that does not parse");
  std::visit(Signing{everybody.genesis(), lead}, entry->body);
  proposal.body = entry->encode();
  return make(everybody, lead,
              protocol::RosterRequest{
                  .kind = RosterKind::kSign, .proposal = std::move(proposal), .day = day});
}

std::optional<RosterCall> RosterCall::drop(const PublicView& everybody, const LeadKey& lead,
                                           protocol::Proposal proposal, protocol::Day day) {
  return make(everybody, lead,
              protocol::RosterRequest{
                  .kind = RosterKind::kDrop, .proposal = std::move(proposal), .day = day});
}

std::expected<std::vector<protocol::Proposal>, Refused> RosterCall::open(
    const Response& response) const {
  const auto payload = exchange_.open(response);
  if (!payload) return std::unexpected(payload.error());
  auto answer = protocol::RosterAnswer::parse(*payload);
  if (!answer) return std::unexpected(Refused{Failure::kNotSotto});
  return std::move(answer->proposals);
}

}  // namespace sotto::client
