#include "crypto/protocol/requests.h"

#include <array>

#include "crypto/protocol/fields.h"

namespace sotto::protocol {
namespace {

constexpr std::size_t kSignatureSize = sizeof(Signature);

constexpr std::size_t kOpenAnswerSize =
    8 + 2 * kSaltSize + 1 + 32 + kSealedOutcomeSize + kLockerSize;
constexpr std::size_t kEnrolSize = 1 + 10 + 1 + 32 + 32 + kSaltSize + kLockerSize + kSignatureSize;
constexpr std::size_t kMoveSize = 32 + 8 + 32 + 32 + kSaltSize + kLockerSize + 2 * kSignatureSize;
constexpr std::size_t kBatchMax = 2 + 1 + 2 + 32 * kCoverPasses;  // AmortizedBatchTokenRequest
constexpr std::size_t kDrawMax = 32 + 4 + 1 + 2 + kBatchMax + kSupporterIdSize + 2 * kSignatureSize;
static_assert(kOpenAnswerSize == 33067 && kOpenAnswerSize + 1 + kHttpRoom <= kLargeAnswer);
static_assert(kEnrolSize == 32940 && kEnrolSize + kHttpRoom <= kMediumRequest);
static_assert(kMoveSize == 33032 && kMoveSize + kHttpRoom <= kMediumRequest);
static_assert(kDrawMax + kHttpRoom <= kSmallRequest);
static_assert(2 + 32 * kCoverPasses + 64 + 1 + kHttpRoom <= kMediumAnswer);

}  // namespace

const char* describe(Status status) {
  static constexpr std::array<const char*, kLastStatus + 1> kTexts{
      "done",
      "malformed request",
      "unknown request",
      "the day differs from the broker's",
      "unknown locker",
      "bad signature",
      "the locker has another version",
      "too many visits today",
      "too many commits today",
      "unknown or used code",
      "the locker exists",
      "not a request of this role",
      "eligibility has ended",
      "no such pass key now",
      "passes of this epoch were drawn",
      "not in the roster",
      "bad pass request",
      "try later",
      "unknown lead",
      "unknown proposal",
      "no room for another locker",
      "bad contact key",
      "the proposal's number does not rise",
      "too many proposals",
  };
  const auto at = static_cast<std::uint8_t>(status);
  return at < kTexts.size() ? kTexts[at] : "unknown status";
}

Bytes ok_answer(ByteView payload) {
  Writer out(1 + payload.size());
  return out.u8(static_cast<std::uint8_t>(Status::kOk)).bytes(payload).take();
}

Bytes refusal(Status status) {
  if (status == Status::kOk) panic("requests: a refusal that is none");
  return {static_cast<std::uint8_t>(status)};
}

std::expected<ByteView, Status> split_answer(ByteView content) {
  Reader in(content);
  std::uint8_t status = 0;
  if (!in.u8(status) || status > kLastStatus) return std::unexpected(Status::kMalformed);
  if (Status{status} == Status::kOk) return content.subspan(1);
  return std::unexpected(in.done() ? Status{status} : Status::kMalformed);
}

Bytes OpenRequest::encode() const {
  Writer out;
  return out.bytes(id).u32(day).bytes(nonce).bytes(signature).take();
}

std::optional<OpenRequest> OpenRequest::parse(ByteView body) {
  Reader in(body);
  OpenRequest out;
  if (!in.fixed(out.id) || !in.u32(out.day) || !in.fixed(out.nonce) || !in.fixed(out.signature) ||
      !in.done()) {
    return std::nullopt;
  }
  return out;
}

Bytes open_message(const Hash256& genesis, const OpenRequest& request) {
  Writer out;
  return out.bytes(genesis).bytes(request.id).u32(request.day).bytes(request.nonce).take();
}

Bytes OpenAnswer::encode() const {
  Writer out(kOpenAnswerSize);
  out.u64(version).bytes(salt).bytes(next_salt).u8(last ? 1 : 0);
  // Zeros when there is none: the length says nothing.
  const auto [hash, outcome] = last.value_or(std::pair<Hash256, SealedOutcome>{});
  out.bytes(hash).bytes(outcome).bytes(exactly(locker, kLockerSize));
  return out.take();
}

std::optional<OpenAnswer> OpenAnswer::parse(ByteView body) {
  Reader in(body);
  OpenAnswer out;
  std::uint8_t has_last = 0;
  ByteView last;
  if (!in.u64(out.version) || !in.fixed(out.salt) || !in.fixed(out.next_salt) || !in.u8(has_last) ||
      has_last > 1 || !in.view(sizeof(Hash256) + kSealedOutcomeSize, last) ||
      !read_bytes(in, kLockerSize, out.locker) || !in.done()) {
    return std::nullopt;
  }
  Reader rest(last);
  if (has_last == 0) return rest.zeros() ? std::optional(std::move(out)) : std::nullopt;
  auto& [hash, outcome] = out.last.emplace();
  if (!rest.fixed(hash) || !rest.fixed(outcome)) return std::nullopt;
  return out;
}

Bytes EnrolRequest::encode() const {
  Writer out(kEnrolSize);
  out.u8(static_cast<std::uint8_t>(kind)).bytes(code.expose()).u8(static_cast<std::uint8_t>(role));
  out.bytes(id).bytes(write_key).bytes(salt).bytes(exactly(locker, kLockerSize)).bytes(signature);
  return out.take();
}

std::optional<EnrolRequest> EnrolRequest::parse(ByteView body) {
  Reader in(body);
  EnrolRequest out;
  if (!read_enum(in, EnrolKind::kExtend, out.kind) || !in.secret(out.code) ||
      !read_enum(in, Role::kRecipient, out.role) || !in.fixed(out.id) || !in.fixed(out.write_key) ||
      !in.fixed(out.salt) || !read_bytes(in, kLockerSize, out.locker) || !in.fixed(out.signature) ||
      !in.done()) {
    return std::nullopt;
  }
  return out;
}

Bytes enrol_message(const Hash256& genesis, ByteView body) {
  return signed_part(genesis, body, kSignatureSize);
}

Bytes EnrolAnswer::encode() const {
  Writer out;
  return out.u64(version).bytes(next_salt).take();
}

std::optional<EnrolAnswer> EnrolAnswer::parse(ByteView body) {
  Reader in(body);
  EnrolAnswer out;
  if (!in.u64(out.version) || !in.fixed(out.next_salt) || !in.done()) return std::nullopt;
  return out;
}

Bytes MoveRequest::encode() const {
  Writer out(kMoveSize);
  out.bytes(old_id).u64(expected_version).bytes(new_id).bytes(new_key).bytes(salt);
  out.bytes(exactly(locker, kLockerSize)).bytes(new_signature).bytes(old_signature);
  return out.take();
}

std::optional<MoveRequest> MoveRequest::parse(ByteView body) {
  Reader in(body);
  MoveRequest out;
  if (!in.fixed(out.old_id) || !in.u64(out.expected_version) || !in.fixed(out.new_id) ||
      !in.fixed(out.new_key) || !in.fixed(out.salt) || !read_bytes(in, kLockerSize, out.locker) ||
      !in.fixed(out.new_signature) || !in.fixed(out.old_signature) || !in.done()) {
    return std::nullopt;
  }
  return out;
}

Bytes move_message(const Hash256& genesis, ByteView body) {
  return signed_part(genesis, body, 2 * kSignatureSize);
}

Bytes DrawRequest::encode() const {
  Writer out;
  out.bytes(id).u32(epoch).u8(generation).vec16(token_request).bytes(supporter);
  return out.bytes(identity_signature).bytes(signature).take();
}

std::optional<DrawRequest> DrawRequest::parse(ByteView body) {
  Reader in(body);
  DrawRequest out;
  if (!in.fixed(out.id) || !in.u32(out.epoch) || !in.u8(out.generation) ||
      !in.vec16(out.token_request) || out.token_request.size() > kBatchMax ||
      !in.fixed(out.supporter) || !in.fixed(out.identity_signature) || !in.fixed(out.signature) ||
      !in.done()) {
    return std::nullopt;
  }
  return out;
}

Bytes draw_message(const Hash256& genesis, const DrawRequest& request) {
  Writer out;
  out.bytes(genesis).bytes(request.id).u32(request.epoch).u8(request.generation);
  return out.vec16(request.token_request).bytes(request.supporter).take();
}

}  // namespace sotto::protocol
