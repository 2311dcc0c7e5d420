#include "crypto/hpke/hpke.h"

#include <gtest/gtest.h>

#include "crypto/primitives/random_testing.h"
#include "tests/support/vectors.h"

namespace sotto::hpke {
namespace {

using testing::hex;
using testing::hex_array;
using testing::hex_list;
using testing::read_vectors;
using testing::VectorCase;

constexpr std::string_view kInfo = "a label of this test";
constexpr std::string_view kAad = "associated";
constexpr std::string_view kText = "Beauty is truth, truth beauty";
constexpr std::string_view kPskId = "the id of a pre-shared key";

Bytes test_psk() {
  return Bytes(32, 0x5a);
}

// The sequence number of the i-th encryption of RFC 9180's vectors.
std::uint64_t sequence_of(std::size_t i) {
  return i < 5 ? i : 250 + i;
}

Schedule schedule_of(const VectorCase& vector) {
  const Bytes info = hex(vector, "info");
  if (hex(vector, "mode") == Bytes{0x00}) return Schedule::base(info);
  const Bytes psk = hex(vector, "psk");
  const Bytes id = hex(vector, "psk_id");
  return Schedule::psk(info, {.psk = psk, .id = id});
}

Sender sender_of(const VectorCase& vector) {
  FixedRandom ephemeral(hex(vector, "skEm"));
  std::optional<Sender> sender = Sender::setup(hex_array<32>(vector, "pkRm"), schedule_of(vector));
  if (!sender) throw std::runtime_error("vector's key refused");
  return std::move(*sender);
}

Receiver receiver_of(const VectorCase& vector) {
  const X25519KeyPair skR =
      X25519KeyPair::from_secret(Secret<32>::from(hex_array<32>(vector, "skRm")));
  std::optional<Receiver> receiver =
      Receiver::setup(hex_array<32>(vector, "enc"), skR, schedule_of(vector));
  if (!receiver) throw std::runtime_error("vector's enc refused");
  return std::move(*receiver);
}

TEST(Hpke, SealsTheCiphertextsOfRfc9180) {
  for (const VectorCase& vector : read_vectors("hpke_rfc9180")) {
    Sender sender = sender_of(vector);
    EXPECT_EQ(sender.enc(), hex_array<32>(vector, "enc"));
    const std::vector<Bytes> aad = hex_list(vector, "aad");
    const std::vector<Bytes> pt = hex_list(vector, "pt");
    const std::vector<Bytes> ct = hex_list(vector, "ct");
    ASSERT_EQ(ct.size(), 7u);
    std::uint64_t sequence = 0;
    for (std::size_t i = 0; i < ct.size(); ++i) {
      for (; sequence < sequence_of(i); ++sequence) sender.seal({}, {});
      EXPECT_EQ(sender.seal(aad[i], pt[i]), ct[i]) << "sequence " << sequence;
      ++sequence;
    }
  }
}

TEST(Hpke, OpensTheCiphertextsOfRfc9180) {
  for (const VectorCase& vector : read_vectors("hpke_rfc9180")) {
    Sender skipped = sender_of(vector);  // only opening what was sealed moves the receiver on
    Receiver receiver = receiver_of(vector);
    const std::vector<Bytes> aad = hex_list(vector, "aad");
    const std::vector<Bytes> pt = hex_list(vector, "pt");
    const std::vector<Bytes> ct = hex_list(vector, "ct");
    std::uint64_t sequence = 0;
    for (std::size_t i = 0; i < ct.size(); ++i) {
      for (; sequence < sequence_of(i); ++sequence) {
        ASSERT_TRUE(receiver.open({}, skipped.seal({}, {})));
      }
      const std::optional<SecretBytes> opened = receiver.open(aad[i], ct[i]);
      ASSERT_TRUE(opened) << "sequence " << sequence;
      EXPECT_TRUE(equal(opened->expose(), pt[i]));
      skipped.seal({}, {});
      ++sequence;
    }
  }
}

TEST(Hpke, ExportsTheSecretsOfRfc9180OnBothSides) {
  for (const VectorCase& vector : read_vectors("hpke_rfc9180")) {
    const Sender sender = sender_of(vector);
    const Receiver receiver = receiver_of(vector);
    const std::vector<Bytes> contexts = hex_list(vector, "exporter_context");
    const std::vector<Bytes> values = hex_list(vector, "exported_value");
    ASSERT_EQ(values.size(), 3u);
    for (std::size_t i = 0; i < values.size(); ++i) {
      EXPECT_TRUE(equal(sender.export_secret<32>(contexts[i]).expose(), values[i]));
      EXPECT_TRUE(equal(receiver.export_secret<32>(contexts[i]).expose(), values[i]));
    }
  }
}

TEST(Hpke, TheConvenientSetupsEqualTheirSchedules) {
  const X25519KeyPair skR = X25519KeyPair::generate();
  const Bytes psk = test_psk();
  const Psk shared{.psk = psk, .id = as_bytes(kPskId)};
  Sender base = *Sender::setup_base(skR.public_key, as_bytes(kInfo));
  Sender keyed = *Sender::setup_psk(skR.public_key, as_bytes(kInfo), shared);
  const Bytes base_ct = base.seal({}, as_bytes(kText));
  const Bytes keyed_ct = keyed.seal({}, as_bytes(kText));
  EXPECT_TRUE(Receiver::setup(base.enc(), skR, Schedule::base(as_bytes(kInfo)))->open({}, base_ct));
  EXPECT_TRUE(Receiver::setup(keyed.enc(), skR, Schedule::psk(as_bytes(kInfo), shared))
                  ->open({}, keyed_ct));
  EXPECT_TRUE(Receiver::setup_base(base.enc(), skR, as_bytes(kInfo))->open({}, base_ct));
  EXPECT_TRUE(Receiver::setup_psk(keyed.enc(), skR, as_bytes(kInfo), shared)->open({}, keyed_ct));
}

// One message from a sender in base mode, and what a receiver needs to open it.
class HpkeRefusal : public ::testing::Test {
 protected:
  std::optional<SecretBytes> open(const Enc& enc, ByteView aad, ByteView ct) {
    std::optional<Receiver> receiver = Receiver::setup_base(enc, skR_, as_bytes(kInfo));
    if (!receiver) return std::nullopt;
    return receiver->open(aad, ct);
  }

  X25519KeyPair skR_ = X25519KeyPair::generate();
  Sender sender_ = *Sender::setup_base(skR_.public_key, as_bytes(kInfo));
  Bytes ct_ = sender_.seal(as_bytes(kAad), as_bytes(kText));
};

TEST_F(HpkeRefusal, NothingIsRefusedOfTheGenuineMessage) {
  const std::optional<SecretBytes> opened = open(sender_.enc(), as_bytes(kAad), ct_);
  ASSERT_TRUE(opened);
  EXPECT_TRUE(equal(opened->expose(), as_bytes(kText)));
  EXPECT_EQ(ct_.size(), kText.size() + kTagSize);
}

TEST_F(HpkeRefusal, EveryFlippedByteOfTheCiphertext) {
  for (std::size_t i = 0; i < ct_.size(); ++i) {
    Bytes bad = ct_;
    bad[i] ^= 0x01;
    EXPECT_FALSE(open(sender_.enc(), as_bytes(kAad), bad)) << i;
  }
}

TEST_F(HpkeRefusal, EveryFlippedByteOfEnc) {
  for (std::size_t i = 0; i < kEncSize; ++i) {
    Enc bad = sender_.enc();
    bad[i] ^= 0x01;
    EXPECT_FALSE(open(bad, as_bytes(kAad), ct_)) << i;
  }
}

TEST_F(HpkeRefusal, EncWithItsUnusedBitSet) {
  // X25519 ignores the highest bit; enc is hashed as it was sent, so that no second form is
  // accepted.
  Enc bad = sender_.enc();
  bad[31] ^= 0x80;
  EXPECT_FALSE(open(bad, as_bytes(kAad), ct_));
}

TEST_F(HpkeRefusal, ACiphertextCutAnywhereOrContinued) {
  for (std::size_t size = 0; size < ct_.size(); ++size) {
    EXPECT_FALSE(open(sender_.enc(), as_bytes(kAad), ByteView(ct_).first(size))) << size;
  }
  Bytes longer = ct_;
  longer.push_back(0);
  EXPECT_FALSE(open(sender_.enc(), as_bytes(kAad), longer));
}

TEST_F(HpkeRefusal, OtherAssociatedData) {
  EXPECT_FALSE(open(sender_.enc(), {}, ct_));
}

TEST_F(HpkeRefusal, OtherInfo) {
  EXPECT_FALSE(Receiver::setup_base(sender_.enc(), skR_, {})->open(as_bytes(kAad), ct_));
}

TEST_F(HpkeRefusal, AnotherReceiver) {
  skR_ = X25519KeyPair::generate();
  EXPECT_FALSE(open(sender_.enc(), as_bytes(kAad), ct_));
}

TEST_F(HpkeRefusal, AReceiverInPskMode) {
  const Bytes psk = test_psk();
  EXPECT_FALSE(Receiver::setup_psk(sender_.enc(), skR_, as_bytes(kInfo),
                                   {.psk = psk, .id = as_bytes(kPskId)})
                   ->open(as_bytes(kAad), ct_));
}

TEST_F(HpkeRefusal, AnotherPskOrPskId) {
  const Bytes psk = test_psk();
  Bytes other = psk;
  other[31] ^= 0x01;
  const ByteView info = as_bytes(kInfo);
  const ByteView id = as_bytes(kPskId);
  Sender sender = *Sender::setup_psk(skR_.public_key, info, {.psk = psk, .id = id});
  const Bytes ct = sender.seal({}, as_bytes(kText));
  auto opens = [&](const Psk& with) {
    return Receiver::setup_psk(sender.enc(), skR_, info, with)->open({}, ct).has_value();
  };
  EXPECT_TRUE(opens({.psk = psk, .id = id}));
  EXPECT_FALSE(opens({.psk = other, .id = id}));
  EXPECT_FALSE(opens({.psk = psk, .id = id.first(3)}));
  EXPECT_FALSE(Receiver::setup_base(sender.enc(), skR_, info)->open({}, ct));
}

TEST_F(HpkeRefusal, MessagesOutOfOrderAndRepeatedOnes) {
  const Bytes second = sender_.seal(as_bytes(kAad), as_bytes(kText));
  Receiver receiver = *Receiver::setup_base(sender_.enc(), skR_, as_bytes(kInfo));
  EXPECT_FALSE(receiver.open(as_bytes(kAad), second));
  EXPECT_TRUE(receiver.open(as_bytes(kAad), ct_));
  EXPECT_FALSE(receiver.open(as_bytes(kAad), ct_));
  EXPECT_TRUE(receiver.open(as_bytes(kAad), second));
}

TEST_F(HpkeRefusal, AForgedMessageDoesNotMoveTheSequence) {
  Receiver receiver = *Receiver::setup_base(sender_.enc(), skR_, as_bytes(kInfo));
  for (int i = 0; i < 3; ++i) EXPECT_FALSE(receiver.open({}, Bytes(40, 0xff)));
  EXPECT_TRUE(receiver.open(as_bytes(kAad), ct_));
}

// RFC 7748's points of small order, with which the shared secret would be zero for any key.
TEST_F(HpkeRefusal, KeysOfSmallOrderOnEitherSide) {
  for (const char* text : {"0000000000000000000000000000000000000000000000000000000000000000",
                           "0100000000000000000000000000000000000000000000000000000000000000",
                           "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
                           "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157",
                           "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                           "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                           "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"}) {
    const Enc small = to_array(FixedView<32>(*from_hex(text)));
    EXPECT_FALSE(Receiver::setup_base(small, skR_, as_bytes(kInfo))) << text;
    EXPECT_FALSE(Sender::setup_base(small, as_bytes(kInfo))) << text;
  }
}

TEST(HpkeDeathTest, APskThatIsShortOrHasNoIdIsABug) {
  const Bytes psk = test_psk();
  EXPECT_DEATH(Schedule::psk({}, {.psk = ByteView(psk).first(31), .id = as_bytes(kPskId)}),
               "hpke: psk under 32 bytes");
  EXPECT_DEATH(Schedule::psk({}, {.psk = psk, .id = {}}), "hpke: psk without an id");
}

}  // namespace
}  // namespace sotto::hpke
