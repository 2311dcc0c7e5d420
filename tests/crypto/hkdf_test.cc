#include "crypto/primitives/hkdf.h"

#include <gtest/gtest.h>

#include "tests/support/vectors.h"

namespace sotto {
namespace {

using testing::hex;
using testing::read_vectors;
using testing::text;

TEST(Hmac, VectorsOfRfc4231) {
  for (const auto& vector : read_vectors("hmac_rfc4231")) {
    EXPECT_EQ(to_hex(hmac_sha256(hex(vector, "key"), {hex(vector, "message")}).expose()),
              text(vector, "mac"));
  }
}

TEST(Hkdf, VectorsOfRfc5869) {
  for (const auto& vector : read_vectors("hkdf_rfc5869")) {
    const Secret<32> prk = hkdf_extract(hex(vector, "salt"), {hex(vector, "ikm")});
    EXPECT_EQ(to_hex(prk.expose()), text(vector, "prk"));
    Bytes okm(hex(vector, "okm").size());
    hkdf_expand(prk, {hex(vector, "info")}, okm);
    EXPECT_EQ(to_hex(okm), text(vector, "okm"));
  }
}

TEST(Hkdf, PartsAreOneInput) {
  const Bytes salt = {1};
  EXPECT_EQ(hkdf_extract(salt, {as_bytes("ab"), as_bytes("c")}),
            hkdf_extract(salt, {as_bytes("abc")}));
  const Secret<32> prk = hkdf_extract(salt, {as_bytes("abc")});
  Bytes parts(40);
  Bytes whole(40);
  hkdf_expand(prk, {as_bytes("in"), as_bytes("fo")}, parts);
  hkdf_expand(prk, {as_bytes("info")}, whole);
  EXPECT_EQ(parts, whole);
}

TEST(Hkdf, DeriveIsExtractThenExpandWithTheLabel) {
  const Bytes salt = {7};
  const Secret<48> derived = derive<48>("label", {as_bytes("ikm")}, salt);
  Bytes expected(48);
  hkdf_expand(hkdf_extract(salt, {as_bytes("ikm")}), {as_bytes("label")}, expected);
  EXPECT_EQ(to_hex(derived.expose()), to_hex(expected));
  EXPECT_FALSE(derive<48>("other", {as_bytes("ikm")}, salt) == derived);
}

TEST(Hkdf, TheLargestOutputIs8160Bytes) {
  const Secret<32> prk;
  Bytes largest(255 * 32);
  hkdf_expand(prk, {}, largest);
  EXPECT_NE(Bytes(largest.end() - 32, largest.end()), Bytes(32));
}

TEST(HkdfDeathTest, MoreIsABug) {
  const Secret<32> prk;
  Bytes over(255 * 32 + 1);
  EXPECT_DEATH(hkdf_expand(prk, {}, over), "panic: hkdf");
}

}  // namespace
}  // namespace sotto
