#include "crypto/primitives/x25519.h"

#include <sodium.h>

#include "crypto/primitives/random.h"

namespace sotto {

X25519KeyPair X25519KeyPair::generate() {
  return from_secret(random_secret<32>());
}

X25519KeyPair X25519KeyPair::from_secret(Secret<32> secret) {
  X25519KeyPair out{std::move(secret), {}};
  crypto_scalarmult_curve25519_base(out.public_key.data(), out.secret.expose().data());
  return out;
}

std::optional<Secret<32>> x25519(const Secret<32>& secret, const X25519PublicKey& peer) {
  Secret<32> out;
  if (crypto_scalarmult_curve25519(out.fill().data(), secret.expose().data(), peer.data()) != 0) {
    return std::nullopt;
  }
  return out;
}

}  // namespace sotto
