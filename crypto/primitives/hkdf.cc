#include "crypto/primitives/hkdf.h"

#include <sodium.h>

#include <algorithm>
#include <cstring>

#include "crypto/base/panic.h"

namespace sotto {

namespace {

using State = crypto_auth_hmacsha256_state;
static_assert(sizeof(State) == 208);

}  // namespace

HmacKey::HmacKey(ByteView key) {
  State state;
  crypto_auth_hmacsha256_init(&state, key.data(), key.size());
  std::memcpy(state_.fill().data(), &state, sizeof state);
  sodium_memzero(&state, sizeof state);
}

Secret<32> HmacKey::mac(std::initializer_list<ByteView> parts) const {
  State state;
  std::memcpy(&state, state_.expose().data(), sizeof state);
  for (ByteView part : parts) crypto_auth_hmacsha256_update(&state, part.data(), part.size());
  Secret<32> out;
  crypto_auth_hmacsha256_final(&state, out.fill().data());
  sodium_memzero(&state, sizeof state);
  return out;
}

Secret<32> hmac_sha256(ByteView key, std::initializer_list<ByteView> parts) {
  return HmacKey(key).mac(parts);
}

Secret<32> hkdf_extract(ByteView salt, std::initializer_list<ByteView> ikm) {
  // An absent salt is 32 zero bytes (RFC 5869 section 2.2), which HMAC's padding makes the same.
  static const HmacKey kAbsent{ByteView{}};
  return salt.empty() ? kAbsent.mac(ikm) : hmac_sha256(salt, ikm);
}

void hkdf_expand(const HmacKey& prk, std::initializer_list<ByteView> info, MutableBytes out) {
  if (out.size() > 255 * 32) panic("hkdf: output over 8,160 bytes");
  Secret<32> block;
  std::size_t done = 0;
  for (std::uint8_t i = 1; done < out.size(); ++i) {
    // T(i) = HMAC(PRK, T(i-1) || info || i); T(0) is empty.
    State state;
    std::memcpy(&state, prk.state_.expose().data(), sizeof state);
    if (i > 1) crypto_auth_hmacsha256_update(&state, block.expose().data(), 32);
    for (ByteView part : info) crypto_auth_hmacsha256_update(&state, part.data(), part.size());
    crypto_auth_hmacsha256_update(&state, &i, 1);
    crypto_auth_hmacsha256_final(&state, block.fill().data());
    sodium_memzero(&state, sizeof state);
    const std::size_t take = std::min<std::size_t>(32, out.size() - done);
    std::copy_n(block.expose().begin(), take, out.begin() + static_cast<std::ptrdiff_t>(done));
    done += take;
  }
}

void hkdf_expand(const Secret<32>& prk, std::initializer_list<ByteView> info, MutableBytes out) {
  hkdf_expand(HmacKey(prk.expose()), info, out);
}

}  // namespace sotto
