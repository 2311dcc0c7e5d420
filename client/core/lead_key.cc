#include "client/core/lead_key.h"

#include "crypto/primitives/aead.h"
#include "crypto/primitives/hkdf.h"

namespace sotto::client {
namespace {

constexpr std::string_view kMagic = "sotto lead key 1\n";
constexpr std::size_t kHead = kMagic.size() + 16 + 32;
static_assert(kHead + 32 + kBoxOverhead == kLeadKeyFileSize);

Secret<32> box_key(const LockerKeys& keys) {
  return derive<32>("sotto/v1/lead-key-file", {keys.seal.expose()});
}

}  // namespace

Bytes seal_lead_key(const SigningKey& key, const LockerKeys& keys, FixedView<16> salt) {
  const Bytes head = concat({as_bytes(kMagic), salt, key.public_key});
  return concat({head, box_seal(box_key(keys), head, key.seed.expose())});
}

std::optional<ByteArray<16>> lead_key_salt(ByteView file) {
  if (file.size() != kLeadKeyFileSize) return std::nullopt;
  if (!equal(file.first(kMagic.size()), as_bytes(kMagic))) return std::nullopt;
  return to_array<16>(FixedView<16>(file.subspan(kMagic.size(), 16)));
}

std::optional<SigningKey> open_lead_key(ByteView file, const LockerKeys& keys) {
  if (!lead_key_salt(file)) return std::nullopt;
  const auto seed = box_open(box_key(keys), file.first(kHead), file.subspan(kHead));
  if (!seed) return std::nullopt;
  return SigningKey::from_seed(Secret<32>::from(FixedView<32>(seed->expose())));
}

}  // namespace sotto::client
