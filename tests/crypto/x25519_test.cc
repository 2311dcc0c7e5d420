#include "crypto/primitives/x25519.h"

#include <gtest/gtest.h>

#include "tests/support/vectors.h"

namespace sotto {
namespace {

using testing::has;
using testing::hex;
using testing::hex_array;
using testing::read_vectors;
using testing::text;

TEST(X25519, VectorsOfRfc7748) {
  for (const auto& vector : read_vectors("x25519_rfc7748")) {
    const auto pair = X25519KeyPair::from_secret(Secret<32>::from(hex_array<32>(vector, "secret")));
    if (has(vector, "public")) {
      EXPECT_EQ(to_hex(pair.public_key), text(vector, "public"));
    }
    const auto shared = x25519(pair.secret, hex_array<32>(vector, "peer"));
    ASSERT_TRUE(shared);
    EXPECT_EQ(to_hex(shared->expose()), text(vector, "shared"));
  }
}

TEST(X25519, AThousandIterationsOfRfc7748) {
  for (const auto& vector : read_vectors("x25519_rfc7748_iterated")) {
    Secret<32> k = Secret<32>::from(ByteArray<32>{9});
    X25519PublicKey u{9};
    for (int i = 1; i <= 1000; ++i) {
      auto next = x25519(k, u);
      ASSERT_TRUE(next);
      u = to_array(k.expose());
      k = std::move(*next);
      if (i == 1) {
        EXPECT_EQ(to_hex(k.expose()), text(vector, "once"));
      }
    }
    EXPECT_EQ(to_hex(k.expose()), text(vector, "thousand"));
  }
}

// Order 1, 2, 4 and 8, and p and p + 1 as other encodings of 0 and 1.
TEST(X25519, PublicKeysOfSmallOrderAreRefused) {
  const Secret<32> secret = X25519KeyPair::generate().secret.clone();
  for (const char* peer : {"0000000000000000000000000000000000000000000000000000000000000000",
                           "0100000000000000000000000000000000000000000000000000000000000000",
                           "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
                           "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157",
                           "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                           "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                           "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"}) {
    const Bytes bytes = *from_hex(peer);
    EXPECT_FALSE(x25519(secret, to_array(FixedView<32>(bytes)))) << peer;
  }
}

TEST(X25519, BothSidesAgree) {
  const X25519KeyPair a = X25519KeyPair::generate();
  const X25519KeyPair b = X25519KeyPair::generate();
  const auto ab = x25519(a.secret, b.public_key);
  const auto ba = x25519(b.secret, a.public_key);
  ASSERT_TRUE(ab && ba);
  EXPECT_EQ(*ab, *ba);
}

}  // namespace
}  // namespace sotto
