#include "crypto/primitives/signature.h"

#include <gtest/gtest.h>

#include "tests/support/vectors.h"

namespace sotto {
namespace {

using testing::hex;
using testing::hex_array;
using testing::read_vectors;
using testing::text;

TEST(Signature, VectorsOfRfc8032) {
  for (const auto& vector : read_vectors("ed25519_rfc8032")) {
    const SigningKey key = SigningKey::from_seed(Secret<32>::from(hex_array<32>(vector, "seed")));
    EXPECT_EQ(to_hex(key.public_key), text(vector, "public"));
    const Signature signature = sign_plain(key, hex(vector, "message"));
    EXPECT_EQ(to_hex(signature), text(vector, "signature"));
    EXPECT_TRUE(verify_plain(key.public_key, hex(vector, "message"), signature));
  }
}

TEST(Signature, WhatIsSignedIsLabelZeroMessage) {
  const SigningKey key = SigningKey::generate();
  const Bytes message = {1, 2, 3};
  const Signature signature = sign(key, "label", message);
  EXPECT_TRUE(verify(key.public_key, "label", message, signature));
  const Bytes plain = concat({as_bytes("label"), Bytes{0}, message});
  EXPECT_TRUE(verify_plain(key.public_key, plain, signature));
}

TEST(Signature, AnotherLabelIsRefused) {
  const SigningKey key = SigningKey::generate();
  const Signature signature = sign(key, "label", as_bytes("message"));
  EXPECT_FALSE(verify(key.public_key, "labe", as_bytes("lmessage"), signature));
  EXPECT_FALSE(verify_plain(key.public_key, as_bytes("message"), signature));
}

TEST(Signature, AnotherKeyOrMessageIsRefused) {
  const SigningKey key = SigningKey::generate();
  const Signature signature = sign(key, "label", as_bytes("message"));
  EXPECT_FALSE(verify(SigningKey::generate().public_key, "label", as_bytes("message"), signature));
  EXPECT_FALSE(verify(key.public_key, "label", as_bytes("messagf"), signature));
  EXPECT_FALSE(verify(key.public_key, "label", as_bytes("messag"), signature));
}

TEST(Signature, EveryFlippedByteIsRefused) {
  const SigningKey key = SigningKey::generate();
  const Signature signature = sign(key, "label", as_bytes("message"));
  for (std::size_t i = 0; i < signature.size(); ++i) {
    Signature flipped = signature;
    flipped[i] ^= 1;
    EXPECT_FALSE(verify(key.public_key, "label", as_bytes("message"), flipped)) << i;
  }
}

// S + L verifies in implementations that do not look; then every signature has a twin.
TEST(Signature, AScalarNotBelowTheGroupOrderIsRefused) {
  const SigningKey key = SigningKey::generate();
  Signature twin = sign(key, "label", as_bytes("message"));
  const Bytes order = *from_hex("edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010");
  unsigned carry = 0;
  for (std::size_t i = 0; i < 32; ++i) {
    carry += twin[32 + i] + order[i];
    twin[32 + i] = static_cast<std::uint8_t>(carry);
    carry >>= 8;
  }
  EXPECT_FALSE(verify(key.public_key, "label", as_bytes("message"), twin));
}

// Under the neutral point as key, R = neutral and S = 0 would sign everything.
TEST(Signature, APublicKeyOfSmallOrderSignsNothing) {
  SigningPublicKey neutral{1};
  Signature signature{1};
  EXPECT_FALSE(verify(neutral, "label", as_bytes("message"), signature));
}

}  // namespace
}  // namespace sotto
