#pragma once
// What the cryptography of one commit costs at least: libsodium's own functions, called for the
// bytes that this commit has, with nothing around them.

#include "crypto/base/bytes.h"
#include "crypto/primitives/hash.h"
#include "crypto/primitives/signature.h"
#include "crypto/primitives/x25519.h"
#include "crypto/protocol/requests.h"

namespace sotto::bench {

// SHA-256 of libsodium, and the broker's, which is OpenSSL's (decision 91).
using Sha256 = Hash256 (*)(ByteView);
Hash256 sha256_of_libsodium(ByteView message);
Hash256 sha256_of_the_broker(ByteView message);

class Floor {
 public:
  explicit Floor(protocol::Role role, Sha256 hash = sha256_of_libsodium);

  // One commit: opens its capsule (X25519, HKDF, ChaCha20-Poly1305), hashes its body and verifies
  // the signature over the hash, hashes and encrypts what goes on boards, checks a supporter's pass
  // (hash to group, one multiplication, hash), and seals the answer.
  void work() const;

 private:
  void file(std::size_t at, std::size_t size) const;

  protocol::Role role_;
  Sha256 hash_;
  X25519KeyPair gateway_ = X25519KeyPair::generate();
  X25519PublicKey enc_ = X25519KeyPair::generate().public_key;
  Bytes aead_key_, nonce_;
  Bytes ciphertext_, plaintext_, body_;
  SigningKey write_key_ = SigningKey::generate();
  Signature signature_{};
  ByteArray<32> pass_key_{};
  Bytes token_input_, answer_;
};

}  // namespace sotto::bench
