#include "crypto/primitives/argon2.h"

#include <argon2.h>
#include <gtest/gtest.h>
#include <sodium.h>

#include "tests/support/vectors.h"

namespace sotto {
namespace {

using testing::hex;
using testing::read_vectors;
using testing::text;

// Ours takes neither secret nor associated data, so the RFC's vector checks the library underneath.
TEST(Argon2, TheLibraryGivesTheVectorOfRfc9106) {
  for (const auto& vector : read_vectors("argon2_rfc9106")) {
    Bytes password = hex(vector, "password");
    Bytes salt = hex(vector, "salt");
    Bytes secret = hex(vector, "secret");
    Bytes data = hex(vector, "data");
    Bytes tag(32);
    argon2_context context{};
    context.out = tag.data();
    context.outlen = static_cast<std::uint32_t>(tag.size());
    context.pwd = password.data();
    context.pwdlen = static_cast<std::uint32_t>(password.size());
    context.salt = salt.data();
    context.saltlen = static_cast<std::uint32_t>(salt.size());
    context.secret = secret.data();
    context.secretlen = static_cast<std::uint32_t>(secret.size());
    context.ad = data.data();
    context.adlen = static_cast<std::uint32_t>(data.size());
    context.t_cost = 3;
    context.m_cost = 32;
    context.lanes = 4;
    context.threads = 4;
    context.version = ARGON2_VERSION_13;
    ASSERT_EQ(argon2id_ctx(&context), ARGON2_OK);
    EXPECT_EQ(to_hex(tag), text(vector, "tag"));
  }
}

TEST(Argon2, OursIsWhatASecondImplementationGives) {
  const std::string_view password = "correct horse battery staple and two more";
  const ByteArray<16> salt = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16};
  Bytes expected(32);
  ASSERT_GE(sodium_init(), 0);
  ASSERT_EQ(crypto_pwhash(expected.data(), expected.size(), password.data(), password.size(),
                          salt.data(), 3, std::size_t{128} << 20, crypto_pwhash_ALG_ARGON2ID13),
            0);
  const auto ours = argon2id(as_bytes(password), salt);
  ASSERT_TRUE(ours);
  EXPECT_EQ(to_hex(ours->expose()), to_hex(expected));
}

}  // namespace
}  // namespace sotto
