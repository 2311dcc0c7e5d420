#pragma once
// Ed25519 (RFC 8032), by libsodium. Every signed thing carries its own label: what is signed is
// label || 0x00 || message, and no label contains a zero byte. C2SP notes sign their plain text and
// use the
// *_plain forms.

#include <initializer_list>

#include "crypto/base/bytes.h"
#include "crypto/base/secret.h"

namespace sotto {

using SigningPublicKey = ByteArray<32>;
using Signature = ByteArray<64>;

struct SigningKey {
  Secret<32> seed;  // RFC 8032's private key
  SigningPublicKey public_key{};

  static SigningKey generate();
  static SigningKey from_seed(Secret<32> seed);
  SigningKey clone() const { return {seed.clone(), public_key}; }
};

Signature sign(const SigningKey& key, std::string_view label, ByteView message);
[[nodiscard]] bool verify(const SigningPublicKey& key, std::string_view label, ByteView message,
                          const Signature& signature);

Signature sign_plain(const SigningKey& key, ByteView message);
[[nodiscard]] bool verify_plain(const SigningPublicKey& key, ByteView message,
                                const Signature& signature);

}  // namespace sotto
