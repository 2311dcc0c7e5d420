#include "crypto/ohttp/ohttp.h"

#include <algorithm>

#include "crypto/base/wire.h"
#include "crypto/primitives/hkdf.h"
#include "crypto/primitives/random.h"

namespace sotto::ohttp {
namespace {

constexpr std::uint16_t kKemX25519 = 0x0020;
constexpr std::uint16_t kKdfHkdfSha256 = 0x0001;
constexpr std::uint16_t kAeadChaCha20Poly1305 = 0x0003;

constexpr std::string_view kRequestLabel = "message/bhttp request";
constexpr std::string_view kResponseLabel = "message/bhttp response";

Bytes header_of(std::uint8_t key_id) {
  return Writer(kHeaderSize)
      .u8(key_id)
      .u16(kKemX25519)
      .u16(kKdfHkdfSha256)
      .u16(kAeadChaCha20Poly1305)
      .take();
}

// "message/bhttp request" || 0x00 || header
Bytes request_info(ByteView header) {
  const std::uint8_t zero[] = {0};
  return concat({as_bytes(kRequestLabel), zero, header});
}

ResponseContext response_context(const hpke::Enc& enc, const hpke::Context& context) {
  return {enc, context.export_secret<32>(as_bytes(kResponseLabel))};
}

struct ResponseKeys {
  Secret<32> aead_key;
  ByteArray<12> aead_nonce;
};

ResponseKeys response_keys(const ResponseContext& context, ByteView response_nonce) {
  const Bytes salt = concat({context.enc, response_nonce});
  const HmacKey prk(hkdf_extract(salt, {context.secret.expose()}).expose());
  ResponseKeys keys;
  hkdf_expand(prk, {as_bytes("key")}, keys.aead_key.fill());
  hkdf_expand(prk, {as_bytes("nonce")}, keys.aead_nonce);
  return keys;
}

}  // namespace

Bytes KeyConfig::encode() const {
  return Writer()
      .u8(key_id)
      .u16(kKemX25519)
      .bytes(public_key)
      .u16(4)  // the size of the one KDF and AEAD that follow
      .u16(kKdfHkdfSha256)
      .u16(kAeadChaCha20Poly1305)
      .take();
}

std::optional<KeyConfig> KeyConfig::parse(ByteView encoded) {
  Reader in(encoded);
  KeyConfig config;
  std::uint16_t kem_id = 0;
  std::uint16_t suites_size = 0;
  if (!in.u8(config.key_id) || !in.u16(kem_id) || kem_id != kKemX25519 ||
      !in.fixed(config.public_key) || !in.u16(suites_size) || suites_size != in.left()) {
    return std::nullopt;
  }
  bool offers_ours = false;
  while (in.left() > 0) {
    std::uint16_t kdf_id = 0;
    std::uint16_t aead_id = 0;
    if (!in.u16(kdf_id) || !in.u16(aead_id)) return std::nullopt;
    offers_ours |= kdf_id == kKdfHkdfSha256 && aead_id == kAeadChaCha20Poly1305;
  }
  if (!offers_ours) return std::nullopt;
  return config;
}

std::optional<ClientRequest> encapsulate(const KeyConfig& config, ByteView bhttp) {
  const Bytes header = header_of(config.key_id);
  std::optional<hpke::Sender> sender =
      hpke::Sender::setup_base(config.public_key, request_info(header));
  if (!sender) return std::nullopt;
  const Bytes ct = sender->seal({}, bhttp);
  return ClientRequest{concat({header, sender->enc(), ct}),
                       response_context(sender->enc(), *sender)};
}

std::expected<GatewayRequest, Refusal> open_request(const GatewayKey& key, ByteView capsule) {
  if (capsule.size() < kRequestOverhead) return std::unexpected(Refusal::kTruncated);
  const ByteView header = capsule.first(kHeaderSize);
  if (header[0] != key.key_id) return std::unexpected(Refusal::kUnknownKey);
  if (!equal(header, header_of(key.key_id))) return std::unexpected(Refusal::kUnknownSuite);
  const hpke::Enc enc = to_array(capsule.subspan<kHeaderSize, hpke::kEncSize>());
  std::optional<hpke::Receiver> receiver =
      hpke::Receiver::setup_base(enc, key.pair, request_info(header));
  if (!receiver) return std::unexpected(Refusal::kNotAuthentic);
  std::optional<SecretBytes> bhttp =
      receiver->open({}, capsule.subspan(kHeaderSize + hpke::kEncSize));
  if (!bhttp) return std::unexpected(Refusal::kNotAuthentic);
  return GatewayRequest{std::move(*bhttp), response_context(enc, *receiver)};
}

Bytes GatewayRequest::seal_response(ByteView response_bhttp) const {
  const ByteArray<kResponseNonceSize> nonce = random_array<kResponseNonceSize>();
  const ResponseKeys keys = response_keys(context, nonce);
  return concat({nonce, chacha20poly1305_seal(keys.aead_key, keys.aead_nonce, {}, response_bhttp)});
}

std::optional<SecretBytes> ClientRequest::open_response(ByteView response_capsule) const {
  if (response_capsule.size() < kResponseOverhead) return std::nullopt;
  const ResponseKeys keys = response_keys(context, response_capsule.first(kResponseNonceSize));
  return chacha20poly1305_open(keys.aead_key, keys.aead_nonce, {},
                               response_capsule.subspan(kResponseNonceSize));
}

}  // namespace sotto::ohttp
