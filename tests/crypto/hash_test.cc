#include "crypto/primitives/hash.h"

#include <gtest/gtest.h>
#include <sodium.h>

#include "crypto/primitives/random.h"
#include "tests/support/vectors.h"

namespace sotto {
namespace {

using testing::hex;
using testing::read_vectors;
using testing::text;

TEST(Hash, Sha256ExamplesOfNist) {
  for (const auto& vector : read_vectors("sha256")) {
    EXPECT_EQ(to_hex(sha256({hex(vector, "message")})), text(vector, "digest"));
  }
}

TEST(Hash, Sha512ExamplesOfNist) {
  for (const auto& vector : read_vectors("sha512")) {
    EXPECT_EQ(to_hex(sha512({hex(vector, "message")})), text(vector, "digest"));
  }
}

TEST(Hash, PartsAreOneMessage) {
  EXPECT_EQ(sha256({as_bytes("ab"), as_bytes(""), as_bytes("c")}), sha256({as_bytes("abc")}));
  EXPECT_EQ(sha512({as_bytes("a"), as_bytes("bc")}), sha512({as_bytes("abc")}));
}

// SHA-256 is another library's in native builds, and has to be the same at every length.
TEST(Hash, Sha256IsLibsodiumsAtEveryLength) {
  const Bytes message = random_bytes(54'129);
  const auto check = [&](std::size_t size) {
    const ByteView all = ByteView(message).first(size);
    Hash256 expected;
    crypto_hash_sha256(expected.data(), all.data(), all.size());
    EXPECT_EQ(sha256({all}), expected) << size;
    EXPECT_EQ(sha256({all.first(size / 3), all.subspan(size / 3)}), expected) << size;
  };
  for (std::size_t size = 0; size <= 300; ++size) check(size);
  for (const std::size_t size : {4'608u, 34'906u, 54'129u}) check(size);
}

}  // namespace
}  // namespace sotto
