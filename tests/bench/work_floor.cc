#include <sodium.h>

#include <memory>
#include <stdexcept>
#include <vector>

#include "crypto/primitives/random.h"
#include "crypto/primitives/signature.h"
#include "crypto/primitives/x25519.h"
#include "crypto/protocol/limits.h"
#include "tests/bench/work.h"

namespace sotto::bench {
namespace {

// Of one check of a proof (docs/spec/figures.md).
constexpr int kProducts = 63, kBaseProducts = 54, kSums = 129;

void must(int result) {
  if (result != 0) throw std::runtime_error("libsodium");
}

// A secret scalar, two elements and bytes to work on.
struct Ground {
  Ground() {
    crypto_core_ristretto255_scalar_random(k.data());
    crypto_core_ristretto255_random(a.data());
    crypto_core_ristretto255_random(b.data());
  }
  void product() const { must(crypto_scalarmult_ristretto255(out.data(), k.data(), a.data())); }
  void base_product() const { must(crypto_scalarmult_ristretto255_base(out.data(), k.data())); }
  void sum() const { must(crypto_core_ristretto255_add(out.data(), a.data(), b.data())); }
  void sha512(std::size_t size) const { crypto_hash_sha512(wide.data(), bytes.data(), size); }
  void hmac(std::size_t size) const {
    crypto_auth_hmacsha256_state state;
    crypto_auth_hmacsha256_init(&state, k.data(), k.size());
    crypto_auth_hmacsha256_update(&state, bytes.data(), size);
    crypto_auth_hmacsha256_final(&state, out.data());
  }
  // hash_to_scalar of RFC 9497 over so many bytes: expand_message_xmd is two hashes.
  void hash_to_scalar(std::size_t size) const {
    sha512(128 + size + 3 + 40);
    sha512(64 + 1 + 40);
    crypto_core_ristretto255_scalar_reduce(out.data(), wide.data());
  }
  void scalar_product() const {
    crypto_core_ristretto255_scalar_mul(out.data(), k.data(), k.data());
  }

  ByteArray<32> k{}, a{}, b{};
  mutable ByteArray<32> out{};
  mutable ByteArray<64> wide{};
  Bytes bytes = random_bytes(4096);
};

// HPKE's labels, context and lengths: about so many bytes in each of its HMACs.
constexpr std::size_t kHpkeInput = 90;

void proof_floor(const Ground& ground) {
  for (int i = 0; i < kProducts; ++i) ground.product();
  for (int i = 0; i < kBaseProducts; ++i) ground.base_product();
  for (int i = 0; i < kSums; ++i) ground.sum();
}

}  // namespace

Work scan_floor() {
  return [keys = std::make_shared<std::vector<X25519KeyPair>>([] {
            std::vector<X25519KeyPair> out(kScanKeys);
            for (X25519KeyPair& key : out) key = X25519KeyPair::generate();
            return out;
          }()),
          peer = X25519KeyPair::generate().public_key] {
    ByteArray<32> out{};
    for (const X25519KeyPair& key : *keys) {
      must(crypto_scalarmult_curve25519(out.data(), key.secret.expose().data(), peer.data()));
    }
  };
}

// Issuing: 200 evaluations, 200 products and 199 sums for the composite, 200 hashed weights, three
// products for the proof. Finishing: twice the composites, the weights, six products and sums for
// the check; 200 blinds inverted (one inversion, 597 scalar products), 200 products, 200 hashes.
Work batch_floor() {
  return [ground = Ground()] {
    ByteArray<32> out{};
    for (int i = 0; i < 5 * kBatch + 5; ++i) ground.product();
    for (int i = 0; i < 2; ++i) ground.base_product();
    for (int i = 0; i < 3 * (kBatch - 1) + 2; ++i) ground.sum();
    for (int i = 0; i < 2 * kBatch; ++i) ground.hash_to_scalar(145);
    must(crypto_core_ristretto255_scalar_invert(out.data(), ground.k.data()));
    for (int i = 0; i < 3 * (kBatch - 1); ++i) ground.scalar_product();
    for (int i = 0; i < kBatch; ++i) ground.sha512(2 + 98 + 2 + 32 + 8);
  };
}

Work redeem_floor() {
  return [ground = Ground()] {
    ground.sha512(128 + 98 + 3 + 40);
    ground.sha512(64 + 1 + 40);
    crypto_core_ristretto255_from_hash(ground.out.data(), ground.wide.data());
    ground.product();
    ground.sha512(2 + 98 + 2 + 32 + 8);
  };
}

// A key, its public half, one agreement; 2,000 bytes sealed. HMACs: two for the shared secret, two
// for the schedule's context, three for key and nonce, two for the commitment; three of these nine
// have no key and two the same one, so that they cost as much as seven.
Work seal_floor() {
  return [ground = Ground(), peer = X25519KeyPair::generate().public_key] {
    ByteArray<32> fresh, out;
    ByteArray<12> nonce{};
    randombytes_buf(fresh.data(), fresh.size());
    must(crypto_scalarmult_curve25519_base(out.data(), fresh.data()));
    must(crypto_scalarmult_curve25519(out.data(), fresh.data(), peer.data()));
    for (int i = 0; i < 7; ++i) ground.hmac(kHpkeInput);
    Bytes sealed(protocol::kCellPlaintextSize + 16);
    must(crypto_aead_chacha20poly1305_ietf_encrypt(sealed.data(), nullptr, ground.bytes.data(),
                                                   protocol::kCellPlaintextSize, nullptr, 0,
                                                   nullptr, nonce.data(), out.data()));
  };
}

// One agreement, 2,000 bytes opened, and the same HMACs but for the schedule's context, which is
// the key's and not the cell's: seven, which cost as much as six.
Work open_floor() {
  const Ground ground;
  const ByteArray<12> nonce{};
  Bytes sealed(protocol::kCellPlaintextSize + 16);
  must(crypto_aead_chacha20poly1305_ietf_encrypt(sealed.data(), nullptr, ground.bytes.data(),
                                                 protocol::kCellPlaintextSize, nullptr, 0, nullptr,
                                                 nonce.data(), ground.k.data()));
  return [ground, nonce, sealed, peer = X25519KeyPair::generate().public_key] {
    ByteArray<32> out{};
    must(crypto_scalarmult_curve25519(out.data(), ground.k.data(), peer.data()));
    for (int i = 0; i < 6; ++i) ground.hmac(kHpkeInput);
    Bytes plain(protocol::kCellPlaintextSize);
    must(crypto_aead_chacha20poly1305_ietf_decrypt(plain.data(), nullptr, nullptr, sealed.data(),
                                                   sealed.size(), nullptr, 0, nonce.data(),
                                                   ground.k.data()));
  };
}

Work report_floor() {
  return [ground = Ground()] { proof_floor(ground); };
}

// Beside the proof: the signature over 3,620 bytes and six sums.
Work tally_floor() {
  const SigningKey key = SigningKey::generate();
  const Ground ground;
  const Signature signature = sign_plain(key, ByteView(ground.bytes).first(3'620));
  return [ground, signature, public_key = key.public_key] {
    proof_floor(ground);
    must(crypto_sign_verify_detached(signature.data(), ground.bytes.data(), 3'620,
                                     public_key.data()));
    for (int i = 0; i < 6; ++i) ground.sum();
  };
}

}  // namespace sotto::bench
