#pragma once
// X25519 (RFC 7748), by libsodium.

#include <optional>

#include "crypto/base/bytes.h"
#include "crypto/base/secret.h"

namespace sotto {

using X25519PublicKey = ByteArray<32>;

struct X25519KeyPair {
  Secret<32> secret;
  X25519PublicKey public_key{};

  static X25519KeyPair generate();
  static X25519KeyPair from_secret(Secret<32> secret);
  X25519KeyPair clone() const { return {secret.clone(), public_key}; }
};

// nullopt when the result is all zero: the peer's key is of small order (RFC 7748 section 6.1).
std::optional<Secret<32>> x25519(const Secret<32>& secret, const X25519PublicKey& peer);

}  // namespace sotto
