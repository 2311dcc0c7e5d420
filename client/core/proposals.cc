#include "client/core/proposals.h"

#include <algorithm>

#include "client/core/trustee.h"
#include "crypto/protocol/words.h"

namespace sotto::client {
namespace {

using protocol::Proposal;

std::vector<std::pair<std::string, std::string>> fields_of(ByteView encoded) {
  auto text = protocol::ListingText::parse(encoded);
  if (!text) return {};
  return std::move(text->fields);
}

Bytes listed_text(const PublicView& everybody, const protocol::SupporterId& id) {
  for (const protocol::DirectoryEntry& entry : everybody.directory().entries) {
    if (entry.id == id) return entry.text;
  }
  return {};
}

std::string id_of(ByteView signed_bytes) {
  return to_hex(ByteView(sha256({signed_bytes})).first(4));
}

// As people count them.
std::string place_text(std::uint8_t place) {
  return "place " + std::to_string(place + 1);
}

std::vector<std::pair<std::string, std::string>> fields_at(const PublicView& everybody,
                                                           std::uint8_t place) {
  const auto found = everybody.log().recipients().find(place);
  if (found == everybody.log().recipients().end()) return {};
  return {{"title", found->second.title}};
}

Seen see(const protocol::Listing& entry, const Proposal& proposal, const Hash256& genesis) {
  Seen out{.id = id_of(protocol::listing_message(genesis, entry)),
           .kind = "listing",
           .about = to_hex(protocol::supporter_id(entry.identity_key)),
           .fields = fields_of(proposal.text),
           .signatures = entry.signatures.size(),
           .identity = entry.identity_key};
  return out;
}

std::string reason_of(protocol::ChangeReason reason) {
  return reason == protocol::ChangeReason::kLost ? "lost" : "planned";
}

std::optional<Seen> see_key(const protocol::Entry& entry, const Hash256& genesis) {
  if (const auto* lead = std::get_if<protocol::LeadChange>(&entry.body)) {
    return Seen{.id = id_of(protocol::lead_change_message(genesis, *lead)),
                .kind = "lead-key",
                .about = "lead " + std::to_string(lead->lead),
                .fields = {{"reason", reason_of(lead->reason)}, {"key", to_hex(lead->key)}},
                .signatures = lead->signatures.size(),
                .identity = {}};
  }
  if (const auto* key = std::get_if<protocol::LogKeyChange>(&entry.body)) {
    return Seen{.id = id_of(protocol::log_key_message(genesis, *key)),
                .kind = "log-key",
                .about = "number " + std::to_string(key->number),
                .fields = {{"reason", reason_of(key->reason)}, {"key", to_hex(key->key)}},
                .signatures = key->signatures.size(),
                .identity = {}};
  }
  return std::nullopt;
}

bool is_named(const protocol::PolicyChange& entry, const NextPolicy& next) {
  return next && protocol::Policy::hash(next->encode()) == entry.policy_hash;
}

Seen see(const protocol::PolicyChange& entry, const PublicView& everybody, const NextPolicy& next) {
  Seen out{.id = id_of(protocol::policy_change_message(everybody.genesis(), entry)),
           .kind = "policy",
           .about = "number " + std::to_string(entry.number),
           .fields = {{"hash", to_hex(entry.policy_hash)}},
           .signatures = entry.signatures.size(),
           .identity = {}};
  if (is_named(entry, next)) out.changes = protocol::differences(everybody.policy(), *next);
  return out;
}

std::optional<Seen> see_change(const protocol::Entry& entry, const Hash256& genesis) {
  if (const auto* build = std::get_if<protocol::Build>(&entry.body)) {
    return Seen{.id = id_of(protocol::build_message(genesis, *build)),
                .kind = "build",
                .about = build->version,
                .fields = {{"manifest", to_hex(build->manifest)}},
                .signatures = build->signatures.size(),
                .identity = {}};
  }
  return see_key(entry, genesis);
}

// What the lead signs must be what the supporter wrote and nobody else.
bool holds(const Proposal& proposal, const protocol::Listing& entry, const Hash256& genesis) {
  return protocol::ListingText::parse(proposal.text) &&
         protocol::listing_commitment(proposal.salt, proposal.text) == entry.commitment &&
         verify(entry.identity_key, protocol::kListingLabel,
                protocol::listing_message(genesis, entry), entry.signature);
}

}  // namespace

std::optional<Seen> see(const Proposal& proposal, const PublicView& everybody,
                        const NextPolicy& next) {
  const Hash256 genesis = everybody.genesis();
  const auto entry = protocol::Entry::parse(proposal.body);
  if (!entry) return std::nullopt;
  if (const auto* policy = std::get_if<protocol::PolicyChange>(&entry->body)) {
    return see(*policy, everybody, next);
  }
  if (const auto* listing = std::get_if<protocol::Listing>(&entry->body)) {
    return see(*listing, proposal, genesis);
  }
  if (const auto* removal = std::get_if<protocol::Removal>(&entry->body)) {
    return Seen{.id = id_of(protocol::removal_message(genesis, *removal)),
                .kind = "removal",
                .about = to_hex(removal->id),
                .fields = fields_of(listed_text(everybody, removal->id)),
                .signatures = removal->signatures.size(),
                .identity = {}};
  }
  if (const auto* recipient = std::get_if<protocol::Recipient>(&entry->body)) {
    return Seen{.id = id_of(protocol::recipient_message(genesis, *recipient)),
                .kind = "recipient",
                .about = place_text(recipient->place),
                .fields = {{"title", recipient->title}},
                .signatures = recipient->signatures.size(),
                .identity = recipient->signing_key};
  }
  if (const auto* removal = std::get_if<protocol::RecipientRemoval>(&entry->body)) {
    return Seen{.id = id_of(protocol::recipient_removal_message(genesis, *removal)),
                .kind = "recipient-removal",
                .about = place_text(removal->place),
                .fields = fields_at(everybody, removal->place),
                .signatures = removal->signatures.size(),
                .identity = {}};
  }
  if (const auto* trustee = std::get_if<protocol::TrusteeKey>(&entry->body)) {
    return Seen{.id = id_of(protocol::trustee_message(genesis, *trustee)),
                .kind = "trustee",
                .about = place_text(trustee->place),
                .fields = {{"title", trustee->title}},
                .signatures = trustee->signatures.size(),
                .identity = trustee->signing_key};
  }
  if (const auto* key = std::get_if<protocol::ConcernsKey>(&entry->body)) {
    return Seen{.id = id_of(protocol::concerns_key_message(genesis, *key)),
                .kind = "concerns-key",
                .about = "number " + std::to_string(key->number) + " " + to_hex(key->key),
                .fields = {},
                .signatures = key->signatures.size(),
                .identity = {}};
  }
  if (const auto* key = std::get_if<protocol::PassKey>(&entry->body)) {
    return Seen{.id = id_of(protocol::pass_key_message(genesis, *key)),
                .kind = "pass-key",
                .about = "epoch " + std::to_string(key->epoch) + " generation " +
                         std::to_string(key->generation),
                .fields = {},
                .signatures = key->signatures.size(),
                .identity = {}};
  }
  return see_change(*entry, genesis);
}

bool is_sound(const Proposal& proposal, const PublicView& everybody, const NextPolicy& next) {
  const Hash256 genesis = everybody.genesis();
  const auto entry = protocol::Entry::parse(proposal.body);
  if (!entry) return false;
  if (const auto* policy = std::get_if<protocol::PolicyChange>(&entry->body)) {
    return is_named(*policy, next) &&
           protocol::problem_of_change(everybody.policy(), *next) == nullptr;
  }
  if (const auto* recipient = std::get_if<protocol::Recipient>(&entry->body)) {
    return verify(recipient->signing_key, protocol::kRecipientLabel,
                  protocol::recipient_message(genesis, *recipient), recipient->signature);
  }
  if (const auto* trustee = std::get_if<protocol::TrusteeKey>(&entry->body)) {
    return signed_by_themself(*trustee, genesis);
  }
  const auto* listing = std::get_if<protocol::Listing>(&entry->body);
  return listing == nullptr || holds(proposal, *listing, genesis);
}

bool same_words(const std::array<std::uint16_t, 6>& expected, std::string_view typed) {
  constexpr std::string_view kSpace = " \t\n\v\f\r";
  for (const std::uint16_t index : expected) {
    typed.remove_prefix(std::min(typed.find_first_not_of(kSpace), typed.size()));
    const std::string_view word = typed.substr(0, typed.find_first_of(kSpace));
    const bool same = std::ranges::equal(word, protocol::word(index), [](char c, char listed) {
      return (c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c) == listed;
    });
    if (!same) return false;
    typed.remove_prefix(word.size());
  }
  return typed.find_first_not_of(kSpace) == std::string_view::npos;
}

}  // namespace sotto::client
