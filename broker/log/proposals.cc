#include "broker/log/proposals.h"

#include "crypto/base/wire.h"

namespace sotto::broker {
namespace {

using protocol::Build;
using protocol::ChangeReason;
using protocol::ConcernsKey;
using protocol::Entry;
using protocol::LeadChange;
using protocol::LeadSignature;
using protocol::Listing;
using protocol::LogKeyChange;
using protocol::PassKey;
using protocol::PolicyChange;
using protocol::Recipient;
using protocol::RecipientRemoval;
using protocol::Removal;
using protocol::Replay;
using protocol::Role;
using protocol::TrusteeKey;

[[noreturn]] void not_of_leads() {
  panic("roster: this entry has no leads' signatures");
}

// --- what it is about ---

struct About {
  sotto::Writer& out;
  void operator()(const Listing& entry) { out.bytes(protocol::supporter_id(entry.identity_key)); }
  void operator()(const Removal& entry) { out.bytes(entry.id); }
  void operator()(const PassKey& entry) { out.u32(entry.epoch).u8(entry.generation); }
  // Whoever wants a place has a row of their own, so that nobody pushes out another.
  void operator()(const Recipient& entry) { out.u8(entry.place).bytes(entry.signing_key); }
  void operator()(const RecipientRemoval& entry) { out.u8(entry.place); }
  void operator()(const ConcernsKey& entry) { out.u32(entry.number); }
  void operator()(const LeadChange& entry) {
    out.u8(entry.lead).u8(static_cast<std::uint8_t>(entry.reason));
  }
  void operator()(const LogKeyChange&) {}
  void operator()(const PolicyChange&) {}
  void operator()(const Build&) {}
  void operator()(const TrusteeKey& entry) { out.u8(entry.place); }
  template <class Other>
  void operator()(const Other&) {
    not_of_leads();
  }
};

// --- what leads sign ---

struct Signed {
  std::string_view label;
  Bytes message;
};
struct LeadMessage {
  const Hash256& genesis;
  Signed operator()(const Listing& entry) const {
    return {protocol::kListingLeadLabel, protocol::listing_message(genesis, entry)};
  }
  Signed operator()(const Removal& entry) const {
    return {protocol::kRemovalLabel, protocol::removal_message(genesis, entry)};
  }
  Signed operator()(const PassKey& entry) const {
    return {protocol::kPassKeyLabel, protocol::pass_key_message(genesis, entry)};
  }
  Signed operator()(const Recipient& entry) const {
    return {protocol::kRecipientLeadLabel, protocol::recipient_message(genesis, entry)};
  }
  Signed operator()(const RecipientRemoval& entry) const {
    return {protocol::kRecipientRemovalLabel, protocol::recipient_removal_message(genesis, entry)};
  }
  Signed operator()(const TrusteeKey& entry) const {
    return {protocol::kTrusteeLeadLabel, protocol::trustee_message(genesis, entry)};
  }
  Signed operator()(const ConcernsKey& entry) const {
    return {protocol::kConcernsKeyLabel, protocol::concerns_key_message(genesis, entry)};
  }
  Signed operator()(const LeadChange& entry) const {
    return {protocol::kLeadChangeLabel, protocol::lead_change_message(genesis, entry)};
  }
  Signed operator()(const LogKeyChange& entry) const {
    return {protocol::kLogKeyLabel, protocol::log_key_message(genesis, entry)};
  }
  Signed operator()(const PolicyChange& entry) const {
    return {protocol::kPolicyChangeLabel, protocol::policy_change_message(genesis, entry)};
  }
  Signed operator()(const Build& entry) const {
    return {protocol::kBuildLabel, protocol::build_message(genesis, entry)};
  }
  template <class Other>
  Signed operator()(const Other&) const {
    not_of_leads();
  }
};

// --- what the log has ---

std::uint32_t last_number(const Replay& log, const protocol::SupporterId& id) {
  const auto known = log.roster().find(id);
  return known == log.roster().end() ? 0 : known->second.number;
}

struct Newer {
  const Replay& log;
  bool operator()(const Listing& entry) const {
    return entry.number > last_number(log, protocol::supporter_id(entry.identity_key));
  }
  bool operator()(const Removal& entry) const {
    const auto known = log.roster().find(entry.id);
    return known != log.roster().end() && !known->second.removed_from &&
           entry.number > known->second.number;
  }
  bool operator()(const PassKey& entry) const {
    return entry.generation == log.next_generation(entry.epoch);
  }
  bool operator()(const Recipient& entry) const {
    return entry.number > log.recipient_number(entry.place);
  }
  bool operator()(const RecipientRemoval& entry) const {
    return log.recipients().contains(entry.place) &&
           entry.number > log.recipient_number(entry.place);
  }
  bool operator()(const ConcernsKey& entry) const {
    return entry.number == log.concerns_keys().size();
  }
  bool operator()(const LeadChange& entry) const {
    return entry.number == log.next_lead_number(entry.lead);
  }
  bool operator()(const LogKeyChange& entry) const {
    return entry.number == log.next_log_key_number();
  }
  bool operator()(const PolicyChange& entry) const {
    return entry.number == log.next_policy_number();
  }
  bool operator()(const Build& entry) const { return entry.number == log.next_build_number(); }
  bool operator()(const TrusteeKey& entry) const {
    const auto known = log.trustees().find(entry.place);
    return known == log.trustees().end() || entry.number > known->second.number;
  }
  template <class Other>
  bool operator()(const Other&) const {
    return false;
  }
};

struct Logged {
  const Replay& log;
  bool operator()(const Listing& entry) const {
    const auto known = log.roster().find(protocol::supporter_id(entry.identity_key));
    return known != log.roster().end() && !known->second.removed_from &&
           known->second.number == entry.number && known->second.commitment == entry.commitment;
  }
  bool operator()(const Removal& entry) const {
    const auto known = log.roster().find(entry.id);
    return known != log.roster().end() && known->second.removed_from &&
           known->second.number == entry.number;
  }
  bool operator()(const PassKey& entry) const {
    const auto key = log.pass_key(entry.epoch);
    return key && key->generation == entry.generation && key->key == entry.key;
  }
  bool operator()(const Recipient& entry) const {
    const auto known = log.recipients().find(entry.place);
    return known != log.recipients().end() && known->second.number == entry.number &&
           known->second.signature == entry.signature;
  }
  bool operator()(const RecipientRemoval& entry) const {
    return !log.recipients().contains(entry.place) &&
           log.recipient_number(entry.place) == entry.number;
  }
  bool operator()(const TrusteeKey& entry) const {
    const auto known = log.trustees().find(entry.place);
    return known != log.trustees().end() && known->second.number == entry.number &&
           known->second.signature == entry.signature;
  }
  bool operator()(const ConcernsKey& entry) const {
    return entry.number + 1 == log.concerns_keys().size() && log.concerns_key() == entry.key;
  }
  bool operator()(const LeadChange& entry) const { return log.leads()[entry.lead] == entry.key; }
  bool operator()(const LogKeyChange& entry) const { return log.log_key() == entry.key; }
  bool operator()(const PolicyChange& entry) const {
    return entry.number + 1 == log.next_policy_number() &&
           log.newest_policy_hash() == entry.policy_hash;
  }
  bool operator()(const Build& entry) const {
    return log.build() && log.build()->number == entry.number &&
           log.build()->manifest == entry.manifest;
  }
  template <class Other>
  bool operator()(const Other&) const {
    return false;
  }
};

// Of a lost or stolen key, in whoever's hands it is.
bool is_of_lost_key(const Entry& entry, std::uint8_t lead) {
  return waits_for_operator(entry) && std::get<LeadChange>(entry.body).lead == lead;
}

struct Signatures {
  template <class Body>
  std::vector<LeadSignature>& operator()(Body& entry) const {
    if constexpr (requires { entry.signatures.push_back(LeadSignature{}); }) {
      return entry.signatures;
    } else {
      not_of_leads();
    }
  }
};

}  // namespace

Bytes proposal_key(const Entry& entry) {
  sotto::Writer key;
  key.u8(static_cast<std::uint8_t>(entry.type()));
  std::visit(About{key}, entry.body);
  return key.take();
}

std::vector<LeadSignature>& signatures_of(Entry& entry) {
  return std::visit(Signatures{}, entry.body);
}

bool good_lead_signature(const Replay& log, const Entry& entry, const LeadSignature& signature) {
  if (signature.lead >= log.leads().size() || is_of_lost_key(entry, signature.lead)) return false;
  const Signed what = std::visit(LeadMessage{log.genesis_hash()}, entry.body);
  return verify(log.leads()[signature.lead], what.label, what.message, signature.signature);
}

std::size_t signatures_needed(const protocol::Policy& policy, const Entry& entry) {
  if (waits_for_operator(entry) || std::holds_alternative<Build>(entry.body)) return 1;
  const bool by_policy = std::holds_alternative<Listing>(entry.body) ||
                         std::holds_alternative<Removal>(entry.body) ||
                         std::holds_alternative<Recipient>(entry.body) ||
                         std::holds_alternative<RecipientRemoval>(entry.body);
  return by_policy ? policy.lead_signatures : 2;
}

bool waits_for_operator(const Entry& entry) {
  const auto* change = std::get_if<LeadChange>(&entry.body);
  return change != nullptr && change->reason == ChangeReason::kLost;
}

bool same_content(Entry a, Entry b) {
  signatures_of(a).clear();
  signatures_of(b).clear();
  return a.encode() == b.encode();
}

bool is_newer(const Replay& log, const Entry& entry) {
  return std::visit(Newer{log}, entry.body);
}

bool is_logged(const Replay& log, const Entry& entry) {
  return std::visit(Logged{log}, entry.body);
}

bool begins_with_a_lead(const Hash256& genesis, const Entry& entry) {
  if (const auto* change = std::get_if<LeadChange>(&entry.body)) {
    return verify(change->key, protocol::kNewLeadLabel,
                  protocol::lead_change_message(genesis, *change), change->key_signature);
  }
  if (const auto* trustee = std::get_if<TrusteeKey>(&entry.body)) {
    return verify(trustee->signing_key, protocol::kTrusteeLabel,
                  protocol::trustee_message(genesis, *trustee), trustee->signature);
  }
  return std::holds_alternative<Removal>(entry.body) ||
         std::holds_alternative<RecipientRemoval>(entry.body) ||
         std::holds_alternative<Build>(entry.body);
}

std::optional<OwnProposal> own_proposal(const Hash256& genesis, const Entry& entry) {
  if (const auto* listing = std::get_if<Listing>(&entry.body)) {
    return OwnProposal{Role::kSupporter, listing->number, listing->signatures.empty(),
                       verify(listing->identity_key, protocol::kListingLabel,
                              protocol::listing_message(genesis, *listing), listing->signature)};
  }
  if (const auto* recipient = std::get_if<Recipient>(&entry.body)) {
    return OwnProposal{
        Role::kRecipient, recipient->number, recipient->signatures.empty(),
        verify(recipient->signing_key, protocol::kRecipientLabel,
               protocol::recipient_message(genesis, *recipient), recipient->signature)};
  }
  return std::nullopt;
}

}  // namespace sotto::broker
