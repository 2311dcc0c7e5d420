#include "crypto/protocol/entries.h"

#include "crypto/base/wire.h"
#include "crypto/protocol/labelled_hash.h"
#include "crypto/protocol/text.h"
#include "crypto/tlog/note.h"

namespace sotto::protocol {
namespace {

constexpr std::uint8_t kEntryVersion = 1;
constexpr std::size_t kEntryMax = 0xffff;

// Of every type, in the order of Entry's variant.
constexpr EntryType kTypes[] = {
    EntryType::kGenesis,     EntryType::kPassKey,          EntryType::kListing,
    EntryType::kRemoval,     EntryType::kDayRoot,          EntryType::kRestored,
    EntryType::kRecipient,   EntryType::kRecipientRemoval, EntryType::kOpening,
    EntryType::kConcernsKey, EntryType::kLeadKey,          EntryType::kLogKey,
    EntryType::kGatewayKey,  EntryType::kPolicy,           EntryType::kBuild,
    EntryType::kTrusteeKey,  EntryType::kCertificate,      EntryType::kRelease,
    EntryType::kClosing};
static_assert(std::size(kTypes) == std::variant_size_v<decltype(Entry::body)>);

void write_unsigned(Writer& out, const Genesis& body) {
  out.text16(body.origin).bytes(body.policy_hash).bytes(body.log_key).bytes(body.receipt_key);
  out.u8(body.gateway_key_id).bytes(body.gateway_key).bytes(body.concerns_key);
  out.bytes(body.leads[0]).bytes(body.leads[1]);
}

void write(Writer& out, const Genesis& body) {
  write_unsigned(out, body);
  out.bytes(body.signatures[0]).bytes(body.signatures[1]);
}
void write(Writer& out, const PassKey& body) {
  out.u32(body.epoch).u8(body.generation).bytes(body.key);
  write_signatures(out, body.signatures);
}
void write(Writer& out, const Listing& body) {
  out.bytes(body.identity_key).u32(body.number).bytes(body.commitment).bytes(body.signature);
  write_signatures(out, body.signatures);
}
void write(Writer& out, const Removal& body) {
  out.bytes(body.id).u32(body.number);
  write_signatures(out, body.signatures);
}
void write(Writer& out, const DayRoot& body) {
  out.u8(static_cast<std::uint8_t>(body.board)).u32(body.board_day).u32(body.cells);
  out.bytes(body.root);
}
void write(Writer& out, const Restored& body) {
  out.u64(body.from_size);
}

void write_unsigned(Writer& out, const Recipient& body) {
  if (body.title.size() > kRecipientTitleMax) panic("entries: a title over 80 bytes");
  out.u8(body.place).u32(body.number).text16(body.title);
  out.bytes(body.sealing_key).bytes(body.signing_key);
}
void write(Writer& out, const Recipient& body) {
  write_unsigned(out, body);
  out.bytes(body.signature);
  write_signatures(out, body.signatures);
}
void write(Writer& out, const RecipientRemoval& body) {
  out.u8(body.place).u32(body.number);
  write_signatures(out, body.signatures);
}
void write(Writer& out, const Opening& body) {
  out.bytes(body.commitment).bytes(body.note);
}
void write(Writer& out, const ConcernsKey& body) {
  out.u32(body.number).bytes(body.key);
  write_signatures(out, body.signatures);
}

bool read(Reader& in, Genesis& out) {
  return in.text16(out.origin) && tlog::is_key_name(out.origin) && in.fixed(out.policy_hash) &&
         in.fixed(out.log_key) && in.fixed(out.receipt_key) && in.u8(out.gateway_key_id) &&
         in.fixed(out.gateway_key) && in.fixed(out.concerns_key) && in.fixed(out.leads[0]) &&
         in.fixed(out.leads[1]) && in.fixed(out.signatures[0]) && in.fixed(out.signatures[1]);
}
bool read(Reader& in, PassKey& out) {
  return in.u32(out.epoch) && in.u8(out.generation) && in.fixed(out.key) &&
         read_signatures(in, out.signatures);
}
bool read(Reader& in, Listing& out) {
  return in.fixed(out.identity_key) && in.u32(out.number) && in.fixed(out.commitment) &&
         in.fixed(out.signature) && read_signatures(in, out.signatures);
}
bool read(Reader& in, Removal& out) {
  return in.fixed(out.id) && in.u32(out.number) && read_signatures(in, out.signatures);
}
bool read(Reader& in, DayRoot& out) {
  std::uint8_t board = 0;
  if (!in.u8(board) || board < 1 || board > std::size(kBoards)) return false;
  out.board = static_cast<Board>(board);
  return in.u32(out.board_day) && in.u32(out.cells) && in.fixed(out.root);
}
bool read(Reader& in, Restored& out) {
  return in.u64(out.from_size);
}
bool read(Reader& in, Recipient& out) {
  return in.u8(out.place) && out.place < kConcernPlaces && in.u32(out.number) &&
         in.text16(out.title) && !out.title.empty() && out.title.size() <= kRecipientTitleMax &&
         is_plain_text(out.title) && in.fixed(out.sealing_key) && in.fixed(out.signing_key) &&
         in.fixed(out.signature) && read_signatures(in, out.signatures);
}
bool read(Reader& in, RecipientRemoval& out) {
  return in.u8(out.place) && out.place < kConcernPlaces && in.u32(out.number) &&
         read_signatures(in, out.signatures);
}
bool read(Reader& in, Opening& out) {
  return in.fixed(out.commitment) && in.fixed(out.note);
}
bool read(Reader& in, ConcernsKey& out) {
  return in.u32(out.number) && in.fixed(out.key) && read_signatures(in, out.signatures);
}

template <class Body>
bool read_into(Reader& in, Entry& entry) {
  return read(in, entry.body.emplace<Body>());
}

bool read_body(Reader& in, std::uint8_t type, Entry& entry) {
  switch (EntryType{type}) {
    case EntryType::kGenesis:
      return read_into<Genesis>(in, entry);
    case EntryType::kPassKey:
      return read_into<PassKey>(in, entry);
    case EntryType::kListing:
      return read_into<Listing>(in, entry);
    case EntryType::kRemoval:
      return read_into<Removal>(in, entry);
    case EntryType::kDayRoot:
      return read_into<DayRoot>(in, entry);
    case EntryType::kRestored:
      return read_into<Restored>(in, entry);
    case EntryType::kRecipient:
      return read_into<Recipient>(in, entry);
    case EntryType::kRecipientRemoval:
      return read_into<RecipientRemoval>(in, entry);
    case EntryType::kOpening:
      return read_into<Opening>(in, entry);
    case EntryType::kConcernsKey:
      return read_into<ConcernsKey>(in, entry);
    case EntryType::kLeadKey:
      return read_into<LeadChange>(in, entry);
    case EntryType::kLogKey:
      return read_into<LogKeyChange>(in, entry);
    case EntryType::kGatewayKey:
      return read_into<GatewayChange>(in, entry);
    case EntryType::kPolicy:
      return read_into<PolicyChange>(in, entry);
    case EntryType::kBuild:
      return read_into<Build>(in, entry);
    case EntryType::kTrusteeKey:
      return read_into<TrusteeKey>(in, entry);
    case EntryType::kCertificate:
      return read_into<TrusteeCertificate>(in, entry);
    case EntryType::kRelease:
      return read_into<LoggedFigures>(in, entry);
    case EntryType::kClosing:
      return read_into<Closing>(in, entry);
  }
  return false;
}

Writer begin(EntryType type, Day day) {
  Writer out;
  out.u8(kEntryVersion).u8(static_cast<std::uint8_t>(type)).u32(day);
  return out;
}

}  // namespace

SupporterId supporter_id(const SigningPublicKey& identity_key) {
  const Hash256 hash = labelled_hash("sotto/v1/supporter", identity_key);
  return to_array(FixedView<32>(hash).first<kSupporterIdSize>());
}

EntryType Entry::type() const {
  return kTypes[body.index()];
}

Bytes Entry::encode() const {
  Writer out = begin(type(), day);
  std::visit([&](const auto& each) { write(out, each); }, body);
  if (out.size() > kEntryMax) panic("entries: over 65,535 bytes");
  return out.take();
}

std::optional<Entry> Entry::parse(ByteView wire) {
  if (wire.size() > kEntryMax) return std::nullopt;
  Reader in(wire);
  Entry entry;
  std::uint8_t version = 0, type = 0;
  if (!in.u8(version) || version != kEntryVersion || !in.u8(type) || !in.u32(entry.day)) {
    return std::nullopt;
  }
  if (!read_body(in, type, entry) || !in.done()) return std::nullopt;
  return entry;
}

Bytes genesis_message(Day day, const Genesis& genesis) {
  Writer out = begin(EntryType::kGenesis, day);
  write_unsigned(out, genesis);
  return out.take();
}

Bytes pass_key_message(const Hash256& genesis, const PassKey& entry) {
  Writer out;
  out.bytes(genesis).u32(entry.epoch).u8(entry.generation).bytes(entry.key);
  return out.take();
}

Bytes listing_message(const Hash256& genesis, const Listing& entry) {
  Writer out;
  out.bytes(genesis).bytes(entry.identity_key).u32(entry.number).bytes(entry.commitment);
  return out.take();
}

Bytes removal_message(const Hash256& genesis, const Removal& entry) {
  Writer out;
  out.bytes(genesis).bytes(entry.id).u32(entry.number);
  return out.take();
}

Bytes recipient_message(const Hash256& genesis, const Recipient& entry) {
  Writer out;
  out.bytes(genesis);
  write_unsigned(out, entry);
  return out.take();
}

Bytes recipient_removal_message(const Hash256& genesis, const RecipientRemoval& entry) {
  Writer out;
  out.bytes(genesis).u8(entry.place).u32(entry.number);
  return out.take();
}

Bytes concerns_key_message(const Hash256& genesis, const ConcernsKey& entry) {
  Writer out;
  out.bytes(genesis).u32(entry.number).bytes(entry.key);
  return out.take();
}

std::optional<std::vector<ByteView>> split_log(ByteView file) {
  Reader in(file);
  std::vector<ByteView> entries;
  while (in.left() > 0) {
    std::uint16_t size = 0;
    ByteView entry;
    if (!in.u16(size) || !in.view(size, entry)) return std::nullopt;
    entries.push_back(entry);
  }
  return entries;
}

}  // namespace sotto::protocol
