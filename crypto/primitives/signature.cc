#include "crypto/primitives/signature.h"

#include <sodium.h>

#include "crypto/primitives/random.h"

namespace sotto {
namespace {

Bytes labelled(std::string_view label, ByteView message) {
  static constexpr std::uint8_t kZero[1] = {0};
  return concat({as_bytes(label), kZero, message});
}

}  // namespace

SigningKey SigningKey::generate() {
  return from_seed(random_secret<32>());
}

SigningKey SigningKey::from_seed(Secret<32> seed) {
  SigningKey out{std::move(seed), {}};
  Secret<64> expanded;
  crypto_sign_seed_keypair(out.public_key.data(), expanded.fill().data(), out.seed.expose().data());
  return out;
}

Signature sign_plain(const SigningKey& key, ByteView message) {
  // libsodium's secret key is seed || public key; putting it together avoids a multiplication.
  Secret<64> expanded;
  std::memcpy(expanded.fill().data(), key.seed.expose().data(), 32);
  std::memcpy(expanded.fill().data() + 32, key.public_key.data(), 32);
  Signature out;
  crypto_sign_detached(out.data(), nullptr, message.data(), message.size(),
                       expanded.expose().data());
  return out;
}

bool verify_plain(const SigningPublicKey& key, ByteView message, const Signature& signature) {
  return crypto_sign_verify_detached(signature.data(), message.data(), message.size(),
                                     key.data()) == 0;
}

Signature sign(const SigningKey& key, std::string_view label, ByteView message) {
  return sign_plain(key, labelled(label, message));
}

bool verify(const SigningPublicKey& key, std::string_view label, ByteView message,
            const Signature& signature) {
  return verify_plain(key, labelled(label, message), signature);
}

}  // namespace sotto
