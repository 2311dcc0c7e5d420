#include <gtest/gtest.h>

#include "client/core/lead_key.h"
#include "crypto/primitives/random.h"

namespace sotto::client {
namespace {

// Keys as Argon2id would give them, without its cost.
LockerKeys keys() {
  return {.id = {}, .write = SigningKey::generate(), .seal = random_secret<32>()};
}

TEST(LeadKey, ComesBackUnderItsWordsAlone) {
  const SigningKey key = SigningKey::generate();
  const LockerKeys right = keys(), wrong = keys();
  const auto salt = random_array<16>();
  const Bytes file = seal_lead_key(key, right, salt);
  EXPECT_EQ(file.size(), kLeadKeyFileSize);
  EXPECT_EQ(lead_key_salt(file), salt);
  const auto back = open_lead_key(file, right);
  ASSERT_TRUE(back);
  EXPECT_TRUE(back->seed == key.seed);
  EXPECT_EQ(back->public_key, key.public_key);
  EXPECT_FALSE(open_lead_key(file, wrong));
}

TEST(LeadKey, EveryByteAndTheLengthMatter) {
  const LockerKeys right = keys();
  const Bytes file = seal_lead_key(SigningKey::generate(), right, random_array<16>());
  for (std::size_t i = 0; i < file.size(); ++i) {
    Bytes other = file;
    other[i] ^= 1;
    EXPECT_FALSE(open_lead_key(other, right)) << i;
    EXPECT_FALSE(open_lead_key(ByteView(file).first(i), right)) << i;
  }
  Bytes longer = file;
  longer.push_back(0);
  EXPECT_FALSE(open_lead_key(longer, right));
  EXPECT_FALSE(lead_key_salt(longer));
}

}  // namespace
}  // namespace sotto::client
