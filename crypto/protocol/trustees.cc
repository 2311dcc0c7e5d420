#include "crypto/protocol/trustees.h"

#include "crypto/base/panic.h"
#include "crypto/protocol/text.h"

namespace sotto::protocol {
namespace {

constexpr std::size_t kReleaseSize = 4 + 32 + 2 * figures::kCounters;

void write_unsigned(Writer& out, const TrusteeKey& body) {
  if (body.title.size() > kTrusteeTitleMax) panic("trustees: a title over 80 bytes");
  out.u8(body.place).u32(body.number).text16(body.title).bytes(body.static_key);
  out.bytes(body.sealing_key).bytes(body.signing_key);
}

}  // namespace

void write(Writer& out, const TrusteeKey& body) {
  write_unsigned(out, body);
  out.bytes(body.signature);
  write_signatures(out, body.signatures);
}

void write(Writer& out, const TrusteeCertificate& body) {
  out.u32(body.number).vec16(body.certificate);
  out.u8(static_cast<std::uint8_t>(body.shares.size()));
  for (const Bytes& share : body.shares) {
    if (share.size() != kSealedShareSize) panic("trustees: a sealed share of another size");
    out.bytes(share);
  }
  out.bytes(body.broker_key).bytes(body.possession);
}

void write(Writer& out, const Closing& body) {
  out.u32(body.quarter).u32(body.reports).bytes(body.batch);
}

void write(Writer& out, const LoggedFigures& body) {
  out.bytes(body.release.encode()).u8(static_cast<std::uint8_t>(body.signatures.size()));
  for (const TrusteeSignature& each : body.signatures) out.u8(each.holder).bytes(each.signature);
}

bool read(Reader& in, TrusteeKey& out) {
  return in.u8(out.place) && out.place < kTrusteePlaces && in.u32(out.number) &&
         in.text16(out.title) && !out.title.empty() && out.title.size() <= kTrusteeTitleMax &&
         is_plain_text(out.title) && in.fixed(out.static_key) && in.fixed(out.sealing_key) &&
         in.fixed(out.signing_key) && in.fixed(out.signature) &&
         read_signatures(in, out.signatures);
}

bool read(Reader& in, TrusteeCertificate& out) {
  std::uint8_t shares = 0;
  if (!in.u32(out.number) || !in.vec16(out.certificate) || !in.u8(shares) ||
      shares > kTrusteePlaces * kTrusteePlaces) {
    return false;
  }
  out.shares.resize(shares);
  for (Bytes& share : out.shares) {
    ByteView bytes;
    if (!in.view(kSealedShareSize, bytes)) return false;
    share = to_bytes(bytes);
  }
  return in.fixed(out.broker_key) && in.fixed(out.possession);
}

bool read(Reader& in, Closing& out) {
  return in.u32(out.quarter) && in.u32(out.reports) && in.fixed(out.batch);
}

bool read(Reader& in, LoggedFigures& out) {
  ByteView wire;
  std::uint8_t count = 0;
  if (!in.view(kReleaseSize, wire) || !in.u8(count) || count > kTrusteePlaces) return false;
  const auto release = figures::Release::parse(wire);
  if (!release) return false;
  out.release = *release;
  std::uint8_t last = 0;
  for (std::uint8_t i = 0; i < count; ++i) {
    TrusteeSignature each;
    if (!in.u8(each.holder) || each.holder <= last || !in.fixed(each.signature)) return false;
    last = each.holder;
    out.signatures.push_back(each);
  }
  return true;
}

Bytes trustee_message(const Hash256& genesis, const TrusteeKey& entry) {
  Writer out;
  out.bytes(genesis);
  write_unsigned(out, entry);
  return out.take();
}

Bytes release_message(const Hash256& genesis, const Hash256& certificate,
                      const figures::Release& release) {
  return concat({genesis, certificate, release.encode()});
}

}  // namespace sotto::protocol
