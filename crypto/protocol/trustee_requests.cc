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

// Every kind has a content of its own size.
bool fits(const TrusteeRequest& request) {
  switch (request.kind) {
    case TrusteeKind::kContribute:
      return !request.content.empty() && request.content.size() <= kMessage1Max;
    case TrusteeKind::kCertify:
      return request.content.size() == sizeof(cocktail::SchnorrSignature);
    case TrusteeKind::kRead:
      return request.content.empty() && request.number == 0;
    case TrusteeKind::kBeginAgain:
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
  if (!read_enum(in, TrusteeKind::kBeginAgain, out.kind) || !in.u8(out.place) ||
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

}  // namespace sotto::protocol
