#include "crypto/primitives/hash.h"

#include <gtest/gtest.h>

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

}  // namespace
}  // namespace sotto
