#include "client/core/keys.h"

#include <gtest/gtest.h>

#include "tests/support/vectors.h"

namespace sotto::client {
namespace {

TEST(Keys, AreThoseOfTheVector) {
  for (const testing::VectorCase& vector : testing::read_vectors("locker_keys")) {
    const auto salt = words_salt(testing::hex_array<32>(vector, "genesis"));
    EXPECT_EQ(to_hex(salt), testing::text(vector, "salt"));
    const auto words = protocol::Words::parse(testing::text(vector, "words"));
    ASSERT_TRUE(words);
    const auto keys = derive_keys(*words, salt);
    ASSERT_TRUE(keys);
    EXPECT_EQ(to_hex(keys->id), testing::text(vector, "id"));
    EXPECT_EQ(to_hex(keys->write.public_key), testing::text(vector, "write"));
    EXPECT_EQ(to_hex(keys->seal.expose()), testing::text(vector, "seal"));
  }
}

}  // namespace
}  // namespace sotto::client
