#include "client/cli/proposals.h"

#include <algorithm>

#include "client/cli/terminal.h"
#include "client/cli/wishes.h"
#include "crypto/protocol/words.h"

namespace sotto::client::cli {
namespace {

using protocol::Proposal;

std::vector<std::string> lines_of(ByteView encoded) {
  std::vector<std::string> out;
  const auto text = protocol::ListingText::parse(encoded);
  if (!text) return out;
  for (const auto& [key, value] : text->fields) out.push_back(key + ": " + for_screen(value));
  return out;
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

Seen see(const protocol::Listing& entry, const Proposal& proposal, const Hash256& genesis) {
  Seen out{.id = id_of(protocol::listing_message(genesis, entry)),
           .kind = "listing",
           .about = to_hex(protocol::supporter_id(entry.identity_key)),
           .lines = lines_of(proposal.text),
           .signatures = entry.signatures.size(),
           .identity = entry.identity_key};
  return out;
}

// What the lead signs must be what the supporter wrote and nobody else.
bool holds(const Proposal& proposal, const protocol::Listing& entry, const Hash256& genesis) {
  return protocol::ListingText::parse(proposal.text) &&
         protocol::listing_commitment(proposal.salt, proposal.text) == entry.commitment &&
         verify(entry.identity_key, protocol::kListingLabel,
                protocol::listing_message(genesis, entry), entry.signature);
}

}  // namespace

std::optional<Seen> see(const Proposal& proposal, const PublicView& everybody) {
  const Hash256 genesis = everybody.genesis();
  const auto entry = protocol::Entry::parse(proposal.body);
  if (!entry) return std::nullopt;
  if (const auto* listing = std::get_if<protocol::Listing>(&entry->body)) {
    return see(*listing, proposal, genesis);
  }
  if (const auto* removal = std::get_if<protocol::Removal>(&entry->body)) {
    return Seen{.id = id_of(protocol::removal_message(genesis, *removal)),
                .kind = "removal",
                .about = to_hex(removal->id),
                .lines = lines_of(listed_text(everybody, removal->id)),
                .signatures = removal->signatures.size(),
                .identity = {}};
  }
  if (const auto* key = std::get_if<protocol::PassKey>(&entry->body)) {
    return Seen{.id = id_of(protocol::pass_key_message(genesis, *key)),
                .kind = "pass-key",
                .about = "epoch " + std::to_string(key->epoch) + " generation " +
                         std::to_string(key->generation),
                .lines = {},
                .signatures = key->signatures.size(),
                .identity = {}};
  }
  return std::nullopt;
}

bool is_sound(const Proposal& proposal, const Hash256& genesis) {
  const auto entry = protocol::Entry::parse(proposal.body);
  if (!entry) return false;
  const auto* listing = std::get_if<protocol::Listing>(&entry->body);
  return listing == nullptr || holds(proposal, *listing, genesis);
}

bool same_words(const std::array<std::uint16_t, 6>& expected, std::string_view typed) {
  std::string lower(typed);
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  const auto words = split_line(lower);
  return words && words->size() == expected.size() &&
         std::ranges::equal(*words, expected, [](const std::string& word, std::uint16_t index) {
           return word == protocol::word(index);
         });
}

}  // namespace sotto::client::cli
