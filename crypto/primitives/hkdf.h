#pragma once
// HMAC-SHA-256 (RFC 2104) and HKDF-SHA-256 (RFC 5869). libsodium 1.0.18 has HMAC but no HKDF.

#include <initializer_list>

#include "crypto/base/bytes.h"
#include "crypto/base/secret.h"

namespace sotto {

// A key of any length, hashed once for several uses.
class HmacKey {
 public:
  explicit HmacKey(ByteView key);
  // Over the parts one after the other.
  Secret<32> mac(std::initializer_list<ByteView> parts) const;

 private:
  friend void hkdf_expand(const HmacKey& prk, std::initializer_list<ByteView> info,
                          MutableBytes out);
  Secret<208> state_;  // libsodium's, before the first part
};

Secret<32> hmac_sha256(ByteView key, std::initializer_list<ByteView> parts);

// PRK = HMAC(salt, ikm)
Secret<32> hkdf_extract(ByteView salt, std::initializer_list<ByteView> ikm);

// Fills out (at most 8,160 bytes) with T(1) || T(2) || …
void hkdf_expand(const HmacKey& prk, std::initializer_list<ByteView> info, MutableBytes out);
void hkdf_expand(const Secret<32>& prk, std::initializer_list<ByteView> info, MutableBytes out);

// Sotto's own key derivation: HKDF with the label as info and no other input.
template <std::size_t N>
Secret<N> derive(std::string_view label, std::initializer_list<ByteView> ikm, ByteView salt = {}) {
  const Secret<32> prk = hkdf_extract(salt, ikm);
  Secret<N> out;
  hkdf_expand(prk, {as_bytes(label)}, out.fill());
  return out;
}

}  // namespace sotto
