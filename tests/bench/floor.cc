#include "tests/bench/floor.h"

#include <sodium.h>

#include <stdexcept>

#include "crypto/primitives/random.h"

namespace sotto::bench {
namespace {

using protocol::Role;

void must(int result) {
  if (result != 0) throw std::runtime_error("libsodium");
}

constexpr std::size_t kSigned = 80;

ByteArray<32> hmac(ByteView key, ByteView message) {
  crypto_auth_hmacsha256_state state;
  ByteArray<32> out;
  crypto_auth_hmacsha256_init(&state, key.data(), key.size());
  crypto_auth_hmacsha256_update(&state, message.data(), message.size());
  crypto_auth_hmacsha256_final(&state, out.data());
  return out;
}

}  // namespace

Hash256 sha256_of_libsodium(ByteView message) {
  Hash256 out;
  crypto_hash_sha256(out.data(), message.data(), message.size());
  return out;
}

Hash256 sha256_of_the_broker(ByteView message) {
  return sha256({message});
}

Floor::Floor(Role role, Sha256 hash) : role_(role), hash_(hash) {
  aead_key_ = random_bytes(32);
  nonce_ = random_bytes(12);
  plaintext_ =
      random_bytes(role == Role::kColleague ? protocol::kMediumRequest : protocol::kLargeRequest);
  ciphertext_.resize(plaintext_.size() + 16);
  must(crypto_aead_chacha20poly1305_ietf_encrypt(ciphertext_.data(), nullptr, plaintext_.data(),
                                                 plaintext_.size(), nullptr, 0, nullptr,
                                                 nonce_.data(), aead_key_.data()));
  // Label, and what of the body is hashed.
  body_ = random_bytes(role == Role::kColleague ? 34'906 : 54'129);
  // Label, genesis hash, request hash.
  signature_ = sign_plain(write_key_, ByteView(body_).first(kSigned));
  crypto_core_ristretto255_scalar_random(pass_key_.data());
  token_input_ = random_bytes(98);
  answer_ = random_bytes(protocol::kSmallAnswer);
}

// One thing for a board: its hash, and XChaCha20-Poly1305 while it waits.
void Floor::file(std::size_t at, std::size_t size) const {
  const Hash256 nonce = hash_(ByteView(body_).subspan(at, size));
  Bytes sealed(size + 16);
  must(crypto_aead_xchacha20poly1305_ietf_encrypt(sealed.data(), nullptr, body_.data() + at, size,
                                                  nullptr, 0, nullptr, nonce.data(),
                                                  aead_key_.data()));
}

void Floor::work() const {
  ByteArray<64> wide;
  ByteArray<32> out;
  // HPKE's setup derives a shared secret, the key and the base nonce, and the secret that the
  // answer is sealed with: nine HMACs, each of about this much.
  must(crypto_scalarmult_curve25519(out.data(), gateway_.secret.expose().data(), enc_.data()));
  for (int i = 0; i < 9; ++i) out = hmac(out, ByteView(plaintext_).first(90));
  Bytes plain(plaintext_.size());
  must(crypto_aead_chacha20poly1305_ietf_decrypt(plain.data(), nullptr, nullptr, ciphertext_.data(),
                                                 ciphertext_.size(), nullptr, 0, nonce_.data(),
                                                 aead_key_.data()));
  out = hash_(body_);
  must(crypto_sign_verify_detached(signature_.data(), body_.data(), kSigned,
                                   write_key_.public_key.data()));
  for (std::size_t i = 0; i < protocol::cells_of(role_); ++i) {
    file(i * protocol::kCellSize, protocol::kCellSize);
  }
  if (role_ == Role::kSupporter) {
    file(0, protocol::kEnvelopeSize);
    // expand_message_xmd is two SHA-512 for the 64 bytes that become the element.
    crypto_hash_sha512(wide.data(), token_input_.data(), token_input_.size());
    crypto_hash_sha512(wide.data(), wide.data(), wide.size());
    crypto_core_ristretto255_from_hash(out.data(), wide.data());
    must(crypto_scalarmult_ristretto255(out.data(), pass_key_.data(), out.data()));
    crypto_hash_sha512(wide.data(), token_input_.data(), token_input_.size());
  }
  for (int i = 0; i < 3; ++i) out = hmac(out, ByteView(plaintext_).first(64));
  Bytes sealed(answer_.size() + 16);
  must(crypto_aead_chacha20poly1305_ietf_encrypt(sealed.data(), nullptr, answer_.data(),
                                                 answer_.size(), nullptr, 0, nullptr, nonce_.data(),
                                                 out.data()));
}

}  // namespace sotto::bench
