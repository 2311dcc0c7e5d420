#include "crypto/primitives/aead.h"

#include <gtest/gtest.h>

#include "crypto/primitives/random_testing.h"
#include "tests/support/vectors.h"

namespace sotto {
namespace {

using testing::hex;
using testing::hex_array;
using testing::read_vectors;
using testing::text;

TEST(Aead, ChaCha20Poly1305VectorOfRfc8439) {
  for (const auto& vector : read_vectors("aead_rfc8439")) {
    const auto key = Secret<32>::from(hex_array<32>(vector, "key"));
    const ByteArray<12> nonce = hex_array<12>(vector, "nonce");
    const Bytes sealed =
        chacha20poly1305_seal(key, nonce, hex(vector, "aad"), hex(vector, "plaintext"));
    EXPECT_EQ(to_hex(sealed), text(vector, "ciphertext") + text(vector, "tag"));
    const auto opened = chacha20poly1305_open(key, nonce, hex(vector, "aad"), sealed);
    ASSERT_TRUE(opened);
    EXPECT_EQ(to_hex(opened->expose()), text(vector, "plaintext"));
  }
}

TEST(Aead, BoxIsNonceAndXChaCha20Poly1305) {
  for (const auto& vector : read_vectors("aead_xchacha")) {
    const auto key = Secret<32>::from(hex_array<32>(vector, "key"));
    const FixedRandom nonce(hex(vector, "nonce"));
    const Bytes box = box_seal(key, hex(vector, "aad"), hex(vector, "plaintext"));
    EXPECT_EQ(to_hex(box),
              text(vector, "nonce") + text(vector, "ciphertext") + text(vector, "tag"));
    const auto opened = box_open(key, hex(vector, "aad"), box);
    ASSERT_TRUE(opened);
    EXPECT_EQ(to_hex(opened->expose()), text(vector, "plaintext"));
  }
}

TEST(Aead, AnEmptyPlaintextIsATag) {
  const auto key = Secret<32>::from(ByteArray<32>{1});
  const Bytes sealed = chacha20poly1305_seal(key, ByteArray<12>{}, {}, {});
  EXPECT_EQ(sealed.size(), kAeadTagSize);
  const auto opened = chacha20poly1305_open(key, ByteArray<12>{}, {}, sealed);
  ASSERT_TRUE(opened);
  EXPECT_EQ(opened->size(), 0u);
}

TEST(Aead, EveryFlippedByteIsRefused) {
  const auto key = Secret<32>::from(ByteArray<32>{1});
  const ByteArray<12> nonce{2};
  const Bytes message = {1, 2, 3, 4, 5};
  const Bytes sealed = chacha20poly1305_seal(key, nonce, message, message);
  const Bytes box = box_seal(key, message, message);
  for (std::size_t i = 0; i < sealed.size(); ++i) {
    Bytes flipped = sealed;
    flipped[i] ^= 1;
    EXPECT_FALSE(chacha20poly1305_open(key, nonce, message, flipped)) << i;
  }
  for (std::size_t i = 0; i < box.size(); ++i) {
    Bytes flipped = box;
    flipped[i] ^= 1;
    EXPECT_FALSE(box_open(key, message, flipped)) << i;
  }
}

TEST(Aead, EveryCutIsRefused) {
  const auto key = Secret<32>::from(ByteArray<32>{1});
  const ByteArray<12> nonce{2};
  const Bytes message = {1, 2, 3};
  const Bytes sealed = chacha20poly1305_seal(key, nonce, {}, message);
  const Bytes box = box_seal(key, {}, message);
  for (std::size_t size = 0; size < sealed.size(); ++size) {
    EXPECT_FALSE(chacha20poly1305_open(key, nonce, {}, ByteView(sealed).first(size))) << size;
  }
  for (std::size_t size = 0; size < box.size(); ++size) {
    EXPECT_FALSE(box_open(key, {}, ByteView(box).first(size))) << size;
  }
}

TEST(Aead, AnotherKeyNonceOrAssociatedDataIsRefused) {
  const auto key = Secret<32>::from(ByteArray<32>{1});
  const auto other = Secret<32>::from(ByteArray<32>{2});
  const Bytes aad = {1};
  const Bytes sealed = chacha20poly1305_seal(key, ByteArray<12>{}, aad, aad);
  EXPECT_FALSE(chacha20poly1305_open(other, ByteArray<12>{}, aad, sealed));
  EXPECT_FALSE(chacha20poly1305_open(key, ByteArray<12>{1}, aad, sealed));
  EXPECT_FALSE(chacha20poly1305_open(key, ByteArray<12>{}, {}, sealed));
  const Bytes box = box_seal(key, aad, aad);
  EXPECT_FALSE(box_open(other, aad, box));
  EXPECT_FALSE(box_open(key, {}, box));
}

TEST(Aead, EveryBoxHasANonceOfItsOwn) {
  const auto key = Secret<32>::from(ByteArray<32>{1});
  const Bytes a = box_seal(key, {}, {});
  const Bytes b = box_seal(key, {}, {});
  EXPECT_EQ(a.size(), kBoxOverhead);
  EXPECT_FALSE(equal(ByteView(a).first(24), ByteView(b).first(24)));
}

}  // namespace
}  // namespace sotto
