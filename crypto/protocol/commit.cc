// The commit of requests.h: the one request that changes what a locker holds.

#include "crypto/protocol/fields.h"
#include "crypto/protocol/labelled_hash.h"

namespace sotto::protocol {
namespace {

constexpr std::size_t kColleagueSize =
    32 + 1 + 8 + 32 + kLockerSize + kColleagueCells * kCellSize + sizeof(Signature);
constexpr std::size_t kSupporterSize = 32 + 1 + 8 + 32 + kLockerSize + kSupporterCells * kCellSize +
                                       kContactKeySize + kEnvelopeSize + kReportSize + 1 +
                                       kTokenSize + sizeof(Signature);
constexpr std::size_t kRecipientSize = kColleagueSize + kOpeningPlaceSize;
constexpr std::size_t kAnswerSize = kCommitOutcomeSize + kSaltSize;
static_assert(kColleagueSize == 34953 && kColleagueSize + kHttpRoom <= kMediumRequest);
static_assert(kSupporterSize == 54176 && kSupporterSize + kHttpRoom <= kLargeRequest);
static_assert(kRecipientSize == 35090 && kRecipientSize + kHttpRoom <= kMediumRequest);
static_assert(kAnswerSize == 186 && kAnswerSize + 1 + kHttpRoom <= kSmallAnswer);

std::size_t size_of(Role role) {
  switch (role) {
    case Role::kSupporter:
      return kSupporterSize;
    case Role::kRecipient:
      return kRecipientSize;
    case Role::kColleague:
      break;
  }
  return kColleagueSize;
}

void write_places(Writer& out, const SupporterPlaces& places) {
  const ContactKey& key = places.contact_key;
  out.bytes(key.id).u32(key.week).bytes(key.key).bytes(key.signature);
  out.bytes(places.envelope).bytes(places.report).u8(places.pass ? 1 : 0);
  out.bytes(places.pass.value_or(ByteArray<kTokenSize>{}));
}

bool read_places(Reader& in, SupporterPlaces& out) {
  ContactKey& key = out.contact_key;
  std::uint8_t has_pass = 0;
  ByteArray<kTokenSize> pass{};
  if (!in.fixed(key.id) || !in.u32(key.week) || !in.fixed(key.key) || !in.fixed(key.signature) ||
      !in.fixed(out.envelope) || !in.fixed(out.report) || !in.u8(has_pass) || has_pass > 1 ||
      !in.fixed(pass)) {
    return false;
  }
  if (has_pass == 1) out.pass = pass;
  return has_pass == 1 || pass == ByteArray<kTokenSize>{};
}

void write_opening(Writer& out, const OpeningPlace& opening) {
  out.u32(opening.day).u32(opening.index).bytes(opening.id).u8(opening.place);
  out.bytes(opening.note).bytes(opening.signature);
}

bool read_opening(Reader& in, OpeningPlace& out) {
  return in.u32(out.day) && in.u32(out.index) && in.fixed(out.id) && in.u8(out.place) &&
         in.fixed(out.note) && in.fixed(out.signature);
}

}  // namespace

Bytes CommitRequest::encode() const {
  if (cells.size() != cells_of(role)) panic("commit: another number of cells");
  if (supporter.has_value() != (role == Role::kSupporter)) panic("commit: places of another role");
  if (opening.has_value() != (role == Role::kRecipient))
    panic("commit: an opening of another role");
  Writer out(size_of(role));
  out.bytes(id).u8(static_cast<std::uint8_t>(role)).u64(expected_version);
  out.bytes(outcome_key.expose()).bytes(exactly(locker, kLockerSize));
  for (const Bytes& cell : cells) out.bytes(exactly(cell, kCellSize));
  if (supporter) write_places(out, *supporter);
  if (opening) write_opening(out, *opening);
  return out.bytes(signature).take();
}

std::optional<CommitRequest> CommitRequest::parse(ByteView body) {
  Reader in(body);
  CommitRequest out;
  if (!in.fixed(out.id) || !read_enum(in, Role::kRecipient, out.role) ||
      body.size() != size_of(out.role) || !in.u64(out.expected_version) ||
      !in.secret(out.outcome_key) || !read_bytes(in, kLockerSize, out.locker)) {
    return std::nullopt;
  }
  out.cells.resize(cells_of(out.role));
  for (Bytes& cell : out.cells) {
    if (!read_bytes(in, kCellSize, cell)) return std::nullopt;
  }
  if (out.role == Role::kSupporter && !read_places(in, out.supporter.emplace())) {
    return std::nullopt;
  }
  if (out.role == Role::kRecipient && !read_opening(in, out.opening.emplace())) {
    return std::nullopt;
  }
  if (!in.fixed(out.signature) || !in.done()) return std::nullopt;
  return out;
}

Hash256 request_hash(ByteView body) {
  return labelled_hash("sotto/v1/request", body);
}

Hash256 commit_hash(ByteView body) {
  if (body.size() < sizeof(Signature)) panic("commit: a body shorter than its signature");
  return request_hash(body.first(body.size() - sizeof(Signature)));
}

Bytes commit_message(const Hash256& genesis, const Hash256& commit_hash) {
  return concat({genesis, commit_hash});
}

Bytes receipt_message(const Hash256& genesis, Board board, std::uint64_t batch,
                      const std::vector<Hash256>& hashes) {
  if (hashes.size() > kReceiptHashes) panic("commit: a receipt for more than a commit has");
  Writer out;
  out.bytes(genesis).u8(static_cast<std::uint8_t>(board)).u64(batch);
  out.u8(static_cast<std::uint8_t>(hashes.size()));
  for (const Hash256& hash : hashes) out.bytes(hash);
  return out.take();
}

Bytes CommitOutcome::encode() const {
  Writer out(kCommitOutcomeSize);
  out.u64(version).u64(batch).bytes(receipt).u8(static_cast<std::uint8_t>(pass));
  out.bytes(opening).u8(static_cast<std::uint8_t>(report));
  return out.take();
}

std::optional<CommitOutcome> CommitOutcome::parse(ByteView wire) {
  Reader in(wire);
  CommitOutcome out;
  std::uint8_t pass = 0, report = 0;
  if (!in.u64(out.version) || !in.u64(out.batch) || !in.fixed(out.receipt) || !in.u8(pass) ||
      pass > static_cast<std::uint8_t>(PassResult::kRefused) || !in.fixed(out.opening) ||
      !in.u8(report) || report > static_cast<std::uint8_t>(ReportResult::kLater) || !in.done()) {
    return std::nullopt;
  }
  out.pass = static_cast<PassResult>(pass);
  out.report = static_cast<ReportResult>(report);
  return out;
}

SealedOutcome seal_outcome(const OutcomeKey& key, const CommitOutcome& outcome) {
  const Bytes box = box_seal(key, {}, outcome.encode());
  return to_array(ByteView(box).first<kSealedOutcomeSize>());
}

std::optional<CommitOutcome> open_outcome(const OutcomeKey& key, const SealedOutcome& sealed) {
  const auto plain = box_open(key, {}, sealed);
  return plain ? CommitOutcome::parse(plain->expose()) : std::nullopt;
}

Bytes CommitAnswer::encode() const {
  return concat({outcome.encode(), next_salt});
}

std::optional<CommitAnswer> CommitAnswer::parse(ByteView body) {
  Reader in(body);
  ByteView wire;
  Salt next_salt{};
  if (!in.view(kCommitOutcomeSize, wire) || !in.fixed(next_salt) || !in.done()) return std::nullopt;
  const std::optional<CommitOutcome> outcome = CommitOutcome::parse(wire);
  if (!outcome) return std::nullopt;
  return CommitAnswer{.outcome = *outcome, .next_salt = next_salt};
}

}  // namespace sotto::protocol
