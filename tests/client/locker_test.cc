#include "client/core/locker.h"

#include <gtest/gtest.h>

#include "crypto/primitives/random.h"

namespace sotto::client {
namespace {

class Locker : public ::testing::Test {
 protected:
  Locker() { random_fill(state.fill()); }

  LockerKeys keys{.id = {1}, .write = SigningKey::generate(), .seal = random_secret<32>()};
  protocol::Salt salt = random_array<32>();
  SecretBytes state{protocol::kLockerPlaintextSize};
  Bytes blob = seal_locker(keys, salt, 9, SecretBytes(protocol::kLockerPlaintextSize));
};

TEST_F(Locker, OpensWhatWasSealed) {
  const Bytes sealed = seal_locker(keys, salt, 9, state);
  EXPECT_EQ(sealed.size(), protocol::kLockerSize);
  const auto opened = open_locker(keys, salt, 9, sealed);
  ASSERT_TRUE(opened);
  EXPECT_TRUE(equal(opened->expose(), state.expose()));
}

TEST_F(Locker, IsSealedAnewEachTime) {
  EXPECT_NE(seal_locker(keys, salt, 9, state), seal_locker(keys, salt, 9, state));
}

TEST_F(Locker, RefusesAnotherVersion) {
  EXPECT_FALSE(open_locker(keys, salt, 8, blob));
  EXPECT_FALSE(open_locker(keys, salt, 10, blob));
}

TEST_F(Locker, RefusesAnotherSalt) {
  salt[31] ^= 1;
  EXPECT_FALSE(open_locker(keys, salt, 9, blob));
}

TEST_F(Locker, RefusesAnotherId) {
  keys.id[0] ^= 1;
  EXPECT_FALSE(open_locker(keys, salt, 9, blob));
}

TEST_F(Locker, RefusesAnotherKey) {
  keys.seal = random_secret<32>();
  EXPECT_FALSE(open_locker(keys, salt, 9, blob));
}

TEST_F(Locker, RefusesAFlippedByte) {
  for (std::size_t at : {0uz, 23uz, 24uz, 20000uz, blob.size() - 16, blob.size() - 1}) {
    Bytes flipped = blob;
    flipped[at] ^= 1;
    EXPECT_FALSE(open_locker(keys, salt, 9, flipped)) << at;
  }
}

TEST_F(Locker, RefusesAnotherSize) {
  EXPECT_FALSE(open_locker(keys, salt, 9, ByteView(blob).first(blob.size() - 1)));
  blob.push_back(0);
  EXPECT_FALSE(open_locker(keys, salt, 9, blob));
}

TEST_F(Locker, PanicsWhenTheStateHasAnotherSize) {
  EXPECT_DEATH(seal_locker(keys, salt, 9, SecretBytes(3)), "locker: a state of another size");
}

}  // namespace
}  // namespace sotto::client
