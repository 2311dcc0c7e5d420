// The roster requests of requests.h: what leads and supporters put into the log.

#include "crypto/protocol/fields.h"

namespace sotto::protocol {
namespace {

constexpr std::size_t kListingMax = 1 + 1 + 4 + 32 + 4 + 32 + 64 + 1 + 2 * (1 + 64);
constexpr std::size_t kProposalMax = 1 + 2 + kListingMax + kSaltSize + 2 + kListingTextMax;
constexpr std::size_t kRequestMax =
    1 + 2 + kProposalMax + 1 + sizeof(LockerId) + 4 + sizeof(Signature);
constexpr std::size_t kRecipientMax =
    1 + 1 + 4 + 1 + 4 + 2 + kRecipientTitleMax + 32 + 32 + 64 + 1 + 2 * (1 + 64);
constexpr std::size_t kTrusteeMax = kRecipientMax + 32;
static_assert(kTrusteeMax <= kListingMax + kListingTextMax);
static_assert(kProposalMax == 2354 && kRequestMax + kHttpRoom <= kSmallRequest);
static_assert(1 + 2 + kMaxProposals * (2 + kProposalMax) + kHttpRoom <= kLargeAnswer);

bool may_be_proposed(EntryType type) {
  switch (type) {
    case EntryType::kPassKey:
    case EntryType::kListing:
    case EntryType::kRemoval:
    case EntryType::kRecipient:
    case EntryType::kRecipientRemoval:
    case EntryType::kConcernsKey:
    case EntryType::kLeadKey:
    case EntryType::kLogKey:
    case EntryType::kPolicy:
    case EntryType::kBuild:
    case EntryType::kTrusteeKey:
      return true;
    default:
      return false;
  }
}

bool is_consistent(const Proposal& proposal) {
  const std::optional<Entry> entry = Entry::parse(proposal.body);
  if (!entry || entry->type() != proposal.type || entry->day != 0) return false;
  if (const Listing* listing = std::get_if<Listing>(&entry->body)) {
    return ListingText::parse(proposal.text) &&
           listing_commitment(proposal.salt, proposal.text) == listing->commitment;
  }
  return proposal.text.empty() && proposal.salt == ByteArray<32>{};
}

Bytes encode_proposal(const RosterRequest& request) {
  return request.kind == RosterKind::kRead ? Bytes{} : request.proposal.encode();
}

bool read_proposal(Reader& in, Proposal& out) {
  Bytes wire;
  if (!in.vec16(wire)) return false;
  std::optional<Proposal> proposal = Proposal::parse(wire);
  if (!proposal) return false;
  out = std::move(*proposal);
  return true;
}

// A locker speaks for supporters alone. Whether there is such a lead, the log says.
bool is_of_one(const RosterRequest& request) {
  const bool supporters = request.kind == RosterKind::kPropose && request.lead == kNoLead;
  return supporters || request.locker == LockerId{};
}

}  // namespace

Bytes Proposal::encode() const {
  Writer out;
  out.u8(static_cast<std::uint8_t>(type)).vec16(body).bytes(salt).vec16(text);
  return out.take();
}

std::optional<Proposal> Proposal::parse(ByteView wire) {
  if (wire.size() > kProposalMax) return std::nullopt;
  Reader in(wire);
  Proposal out;
  if (!read_enum(in, EntryType::kConcernsKey, out.type) || !may_be_proposed(out.type) ||
      !in.vec16(out.body) || !in.fixed(out.salt) || !in.vec16(out.text) || !in.done() ||
      !is_consistent(out)) {
    return std::nullopt;
  }
  return out;
}

Bytes RosterRequest::encode() const {
  Writer out;
  out.u8(static_cast<std::uint8_t>(kind)).vec16(encode_proposal(*this));
  out.u8(lead).bytes(locker).u32(day);
  return out.bytes(signature).take();
}

std::optional<RosterRequest> RosterRequest::parse(ByteView body) {
  Reader in(body);
  RosterRequest out;
  if (!read_enum(in, RosterKind::kDrop, out.kind)) return std::nullopt;
  if (out.kind == RosterKind::kRead) {
    std::uint16_t nothing = 0;
    if (!in.u16(nothing) || nothing != 0) return std::nullopt;
  } else if (!read_proposal(in, out.proposal)) {
    return std::nullopt;
  }
  if (!in.u8(out.lead) || !in.fixed(out.locker) || !in.u32(out.day) || !in.fixed(out.signature) ||
      !in.done() || !is_of_one(out)) {
    return std::nullopt;
  }
  return out;
}

Bytes roster_message(const Hash256& genesis, const RosterRequest& request) {
  Writer out;
  out.bytes(genesis).u8(static_cast<std::uint8_t>(request.kind)).vec16(encode_proposal(request));
  return out.u8(request.lead).bytes(request.locker).u32(request.day).take();
}

Bytes RosterAnswer::encode() const {
  if (proposals.size() > kMaxProposals) panic("roster: more proposals than an answer holds");
  Writer out;
  out.u16(static_cast<std::uint16_t>(proposals.size()));
  for (const Proposal& proposal : proposals) out.vec16(proposal.encode());
  return out.take();
}

std::optional<RosterAnswer> RosterAnswer::parse(ByteView body) {
  Reader in(body);
  RosterAnswer out;
  std::uint16_t count = 0;
  if (!in.u16(count) || count > kMaxProposals) return std::nullopt;
  out.proposals.resize(count);
  for (Proposal& proposal : out.proposals) {
    if (!read_proposal(in, proposal)) return std::nullopt;
  }
  if (!in.done()) return std::nullopt;
  return out;
}

}  // namespace sotto::protocol
