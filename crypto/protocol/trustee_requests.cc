#include "crypto/protocol/trustee_requests.h"

#include "crypto/cocktail/suite.h"
#include "crypto/protocol/fields.h"
#include "crypto/protocol/trustees.h"

namespace sotto::protocol {
namespace {

constexpr std::size_t kContributionMax = 32 * trustee_quorum(kTrusteePlaces) + 64 + 32;
constexpr std::size_t kMessage1Max = kContributionMax + kTrusteePlaces * (8 + kSealedShareSize);
constexpr std::size_t kMessage2Max = kTrusteePlaces * (kContributionMax + 8 + kSealedShareSize);
static_assert(1 + 1 + 4 + 2 + kMessage1Max + 4 + 64 + kHttpRoom <= kSmallRequest);
static_assert(1 + 4 + 1 + 2 * kTrusteePlaces + 2 + kMessage2Max + kHttpRoom <= kLargeAnswer);

constexpr std::size_t kReleaseContent = 42 + sizeof(Signature);
constexpr std::size_t kBrokerPartSize = 161;
static_assert(1 + 1 + 4 + 2 + kTrusteePlaces * (1 + kSealedPartSize) + 4 + 64 + kHttpRoom <=
              kSmallRequest);
static_assert(1 + 4 + 1 + kReportsOfAnswer * kReportSize + kHttpRoom <= kLargeAnswer);

// u8 length || bytes: none, or exactly so many.
bool read_optional(Reader& in, std::size_t size, Bytes& out) {
  std::uint8_t length = 0;
  ByteView bytes;
  if (!in.u8(length) || (length != 0 && length != size) || !in.view(length, bytes)) return false;
  out = to_bytes(bytes);
  return true;
}

void write_optional(Writer& out, const Bytes& bytes) {
  out.u8(static_cast<std::uint8_t>(bytes.size())).bytes(bytes);
}

// Every kind has a content of its own size.
bool fits(const TrusteeRequest& request) {
  switch (request.kind) {
    case TrusteeKind::kContribute:
      return !request.content.empty() && request.content.size() <= kMessage1Max;
    case TrusteeKind::kCertify:
      return request.content.size() == sizeof(cocktail::SchnorrSignature);
    case TrusteeKind::kRead:
      return request.content.empty() && request.number == 0;
    case TrusteeKind::kReports:
      return request.content.size() == 4;
    case TrusteeKind::kSend:
      return parse_sealed_parts(request.content).has_value();
    case TrusteeKind::kRelease:
      return request.content.size() == kReleaseContent;
    case TrusteeKind::kBeginAgain:
    case TrusteeKind::kParts:
      break;
  }
  return request.content.empty();
}

void write_signed(Writer& out, const TrusteeRequest& request) {
  out.u8(static_cast<std::uint8_t>(request.kind)).u8(request.place).u32(request.number);
  out.vec16(request.content).u32(request.day);
}

}  // namespace

Bytes TrusteeRequest::encode() const {
  Writer out;
  write_signed(out, *this);
  return out.bytes(signature).take();
}

std::optional<TrusteeRequest> TrusteeRequest::parse(ByteView body) {
  Reader in(body);
  TrusteeRequest out;
  if (!read_enum(in, TrusteeKind::kRelease, out.kind) || !in.u8(out.place) ||
      out.place >= kTrusteePlaces || !in.u32(out.number) || !in.vec16(out.content) ||
      !in.u32(out.day) || !in.fixed(out.signature) || !in.done() || !fits(out)) {
    return std::nullopt;
  }
  return out;
}

Bytes trustee_request_message(const Hash256& genesis, const TrusteeRequest& request) {
  Writer out;
  out.bytes(genesis);
  write_signed(out, request);
  return out.take();
}

Bytes TrusteeAnswer::encode() const {
  if (parts.size() > kTrusteePlaces) panic("trustees: more than there are places");
  Writer out;
  out.u32(number).u8(static_cast<std::uint8_t>(parts.size()));
  for (const Part& part : parts) out.u8(part.place).u8(static_cast<std::uint8_t>(part.step));
  return out.vec16(message).take();
}

std::optional<TrusteeAnswer> TrusteeAnswer::parse(ByteView body) {
  Reader in(body);
  TrusteeAnswer out;
  std::uint8_t count = 0;
  if (!in.u32(out.number) || !in.u8(count) || count > kTrusteePlaces) return std::nullopt;
  for (std::uint8_t i = 0; i < count; ++i) {
    Part part;
    std::uint8_t step = 0;
    if (!in.u8(part.place) || part.place >= kTrusteePlaces || !in.u8(step) ||
        step > static_cast<std::uint8_t>(TrusteeStep::kCertified) ||
        (i > 0 && part.place <= out.parts.back().place)) {
      return std::nullopt;
    }
    part.step = static_cast<TrusteeStep>(step);
    out.parts.push_back(part);
  }
  if (!in.vec16(out.message) || out.message.size() > kMessage2Max || !in.done()) {
    return std::nullopt;
  }
  return out;
}

Bytes encode_sealed_parts(const SealedParts& parts) {
  Writer out;
  for (const Bytes& part : parts) write_optional(out, part);
  return out.take();
}

std::optional<SealedParts> parse_sealed_parts(ByteView wire) {
  Reader in(wire);
  SealedParts out;
  while (in.left() > 0) {
    if (out.size() == kTrusteePlaces || !read_optional(in, kSealedPartSize, out.emplace_back())) {
      return std::nullopt;
    }
  }
  return out;
}

Bytes ReleaseAnswer::encode() const {
  Writer out;
  out.u8(released ? 1 : 0);
  write_optional(out, broker_part);
  out.u8(static_cast<std::uint8_t>(parts.size()));
  for (const Part& part : parts) {
    out.u8(static_cast<std::uint8_t>(part.step));
    write_optional(out, part.sealed);
  }
  return out.take();
}

std::optional<ReleaseAnswer> ReleaseAnswer::parse(ByteView body) {
  Reader in(body);
  ReleaseAnswer out;
  std::uint8_t released = 0, count = 0;
  if (!in.u8(released) || released > 1 || !read_optional(in, kBrokerPartSize, out.broker_part) ||
      !in.u8(count) || count > kTrusteePlaces) {
    return std::nullopt;
  }
  out.released = released == 1;
  for (std::uint8_t i = 0; i < count; ++i) {
    Part part;
    std::uint8_t step = 0;
    if (!in.u8(step) || step > static_cast<std::uint8_t>(ReleaseStep::kSigned) ||
        !read_optional(in, kSealedPartSize, part.sealed)) {
      return std::nullopt;
    }
    part.step = static_cast<ReleaseStep>(step);
    out.parts.push_back(std::move(part));
  }
  if (!in.done()) return std::nullopt;
  return out;
}

Bytes ReportsAnswer::encode() const {
  if (reports.size() > kReportsOfAnswer) panic("trustees: more reports than an answer has");
  Writer out;
  out.u32(count).u8(static_cast<std::uint8_t>(reports.size()));
  for (const Bytes& report : reports) out.bytes(exactly(report, kReportSize));
  return out.take();
}

std::optional<ReportsAnswer> ReportsAnswer::parse(ByteView body) {
  Reader in(body);
  ReportsAnswer out;
  std::uint8_t count = 0;
  if (!in.u32(out.count) || !in.u8(count) || count > kReportsOfAnswer) return std::nullopt;
  for (std::uint8_t i = 0; i < count; ++i) {
    if (!read_bytes(in, kReportSize, out.reports.emplace_back())) return std::nullopt;
  }
  if (!in.done()) return std::nullopt;
  return out;
}

}  // namespace sotto::protocol
