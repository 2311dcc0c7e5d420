#include "crypto/hpke/hpke.h"

#include <algorithm>

#include "crypto/base/panic.h"
#include "crypto/primitives/hkdf.h"

namespace sotto::hpke {
namespace {

constexpr std::uint8_t kModeBase = 0x00;
constexpr std::uint8_t kModePsk = 0x01;

// "HPKE-v1", "KEM" || kem_id, "HPKE" || kem_id || kdf_id || aead_id
constexpr ByteArray<7> kVersion{'H', 'P', 'K', 'E', '-', 'v', '1'};
constexpr ByteArray<5> kKemSuite{'K', 'E', 'M', 0x00, 0x20};
constexpr ByteArray<10> kHpkeSuite{'H', 'P', 'K', 'E', 0x00, 0x20, 0x00, 0x01, 0x00, 0x03};

Secret<32> labeled_extract(ByteView suite_id, ByteView salt, std::string_view label, ByteView ikm) {
  return hkdf_extract(salt, {kVersion, suite_id, as_bytes(label), ikm});
}

template <class Prk>  // a secret, or its HmacKey
void labeled_expand(ByteView suite_id, const Prk& prk, std::string_view label, ByteView info,
                    MutableBytes out) {
  const ByteArray<2> length{static_cast<std::uint8_t>(out.size() >> 8),
                            static_cast<std::uint8_t>(out.size())};
  hkdf_expand(prk, {length, kVersion, suite_id, as_bytes(label), info}, out);
}

// ExtractAndExpand (section 4.1); kem_context = enc || pkR.
Secret<32> extract_and_expand(const Secret<32>& dh, const Enc& enc, const X25519PublicKey& pkR) {
  ByteArray<64> kem_context;
  std::ranges::copy(enc, kem_context.begin());
  std::ranges::copy(pkR, kem_context.begin() + 32);
  const Secret<32> eae_prk = labeled_extract(kKemSuite, {}, "eae_prk", dh.expose());
  Secret<32> shared_secret;
  labeled_expand(kKemSuite, eae_prk, "shared_secret", kem_context, shared_secret.fill());
  return shared_secret;
}

}  // namespace

Schedule::Schedule(std::uint8_t mode, ByteView info, ByteView psk, ByteView psk_id)
    : psk_(SecretBytes::from(psk)) {
  const Secret<32> psk_id_hash = labeled_extract(kHpkeSuite, {}, "psk_id_hash", psk_id);
  const Secret<32> info_hash = labeled_extract(kHpkeSuite, {}, "info_hash", info);
  key_schedule_context_[0] = mode;
  std::ranges::copy(psk_id_hash.expose(), key_schedule_context_.begin() + 1);
  std::ranges::copy(info_hash.expose(), key_schedule_context_.begin() + 33);
}

Schedule Schedule::base(ByteView info) {
  return Schedule(kModeBase, info, {}, {});
}

Schedule Schedule::psk(ByteView info, const Psk& psk) {
  // VerifyPSKInputs (section 5.1): in this mode neither may be missing.
  if (psk.psk.size() < 32) panic("hpke: psk under 32 bytes");
  if (psk.id.empty()) panic("hpke: psk without an id");
  return Schedule(kModePsk, info, psk.psk, psk.id);
}

Context::Context(const Secret<32>& shared_secret, const Schedule& schedule)
    : secret_(
          labeled_extract(kHpkeSuite, shared_secret.expose(), "secret", schedule.psk_.expose())),
      key_schedule_context_(schedule.key_schedule_context_) {
  const HmacKey prk(secret_.expose());
  labeled_expand(kHpkeSuite, prk, "key", key_schedule_context_, key_.fill());
  labeled_expand(kHpkeSuite, prk, "base_nonce", key_schedule_context_, base_nonce_.fill());
}

// base_nonce XOR the sequence number, big-endian.
ByteArray<12> Context::compute_nonce() const {
  ByteArray<12> nonce = to_array(base_nonce_.expose());
  for (std::size_t i = 0; i < 8; ++i) nonce[11 - i] ^= static_cast<std::uint8_t>(seq_ >> (8 * i));
  return nonce;
}

void Context::increment_seq() {
  if (++seq_ == 0) panic("hpke: message limit reached");
}

void Context::export_into(ByteView exporter_context, MutableBytes out) const {
  Secret<32> exporter_secret;
  labeled_expand(kHpkeSuite, secret_, "exp", key_schedule_context_, exporter_secret.fill());
  labeled_expand(kHpkeSuite, exporter_secret, "sec", exporter_context, out);
}

std::optional<Sender> Sender::setup(const X25519PublicKey& pkR, const Schedule& schedule) {
  const X25519KeyPair skE = X25519KeyPair::generate();
  const std::optional<Secret<32>> dh = x25519(skE.secret, pkR);
  if (!dh) return std::nullopt;
  return Sender(skE.public_key, extract_and_expand(*dh, skE.public_key, pkR), schedule);
}

Bytes Sender::seal(ByteView aad, ByteView pt) {
  Bytes ct = chacha20poly1305_seal(key_, compute_nonce(), aad, pt);
  increment_seq();
  return ct;
}

std::optional<Receiver> Receiver::setup(const Enc& enc, const X25519KeyPair& skR,
                                        const Schedule& schedule) {
  const std::optional<Secret<32>> dh = x25519(skR.secret, enc);
  if (!dh) return std::nullopt;
  return Receiver(extract_and_expand(*dh, enc, skR.public_key), schedule);
}

std::optional<SecretBytes> Receiver::open(ByteView aad, ByteView ct) {
  std::optional<SecretBytes> pt = chacha20poly1305_open(key_, compute_nonce(), aad, ct);
  if (pt) increment_seq();
  return pt;
}

}  // namespace sotto::hpke
