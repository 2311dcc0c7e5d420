// HPKE against @hpke/core, modes base and psk, with fresh random values in every round.

#include <gtest/gtest.h>

#include "crypto/hpke/hpke.h"
#include "crypto/primitives/random.h"
#include "tests/peers/peer.h"

namespace sotto::hpke {
namespace {

using testing::flipped;
using testing::peer;
using testing::Question;
using testing::Reply;

constexpr int kRounds = 6;
constexpr int kMessages = 5;

Bytes random_up_to(std::uint32_t size) {
  return random_bytes(random_below(size + 1));
}

// One key and what both sides must agree on; the parameter says whether with a psk.
class HpkePeer : public ::testing::TestWithParam<bool> {
 protected:
  struct Agreed {
    X25519KeyPair key = X25519KeyPair::generate();
    Bytes info = random_up_to(100);
    Bytes psk = random_bytes(32 + random_below(33));
    Bytes psk_id = random_bytes(1 + random_below(40));
    Schedule schedule;
    explicit Agreed(bool with_psk)
        : schedule(with_psk ? Schedule::psk(info, {psk, psk_id}) : Schedule::base(info)) {}
  };

  Question question(const Agreed& agreed) const {
    Question out{{"info", to_hex(agreed.info)}};
    if (GetParam()) {
      out["psk"] = to_hex(agreed.psk);
      out["psk_id"] = to_hex(agreed.psk_id);
    }
    return out;
  }
  Reply their_sender(const Agreed& agreed) const {
    Question ask = question(agreed);
    ask["public"] = to_hex(agreed.key.public_key);
    return peer().ask("hpke_sender", std::move(ask));
  }
  Reply their_receiver(const Agreed& agreed, const Enc& enc) const {
    Question ask = question(agreed);
    ask["secret"] = to_hex(agreed.key.secret.expose());
    ask["enc"] = to_hex(enc);
    return peer().ask("hpke_receiver", std::move(ask));
  }
  static Bytes their_seal(std::int64_t handle, ByteView aad, ByteView pt) {
    return peer()
        .ask("hpke_seal", {{"handle", handle}, {"aad", to_hex(aad)}, {"pt", to_hex(pt)}})
        .bytes("ct");
  }
  static Reply their_open(std::int64_t handle, ByteView aad, ByteView ct) {
    return peer().ask("hpke_open", {{"handle", handle}, {"aad", to_hex(aad)}, {"ct", to_hex(ct)}});
  }

  template <std::size_t N>
  static void expect_equal_export(const Context& ours, std::int64_t handle) {
    const Bytes context = random_up_to(60);
    const Reply theirs =
        peer().ask("hpke_export", {{"handle", handle}, {"context", to_hex(context)}, {"size", N}});
    EXPECT_EQ(theirs.bytes("secret"), to_bytes(ours.export_secret<N>(context).expose()));
  }
  static void expect_equal_exports(const Context& ours, std::int64_t handle) {
    expect_equal_export<16>(ours, handle);
    expect_equal_export<32>(ours, handle);
    expect_equal_export<100>(ours, handle);
  }
};
INSTANTIATE_TEST_SUITE_P(Mode, HpkePeer, ::testing::Bool(),
                         [](const auto& mode) { return mode.param ? "Psk" : "Base"; });

TEST_P(HpkePeer, WhatWeSealThePeerOpens) {
  for (int round = 0; round < kRounds; ++round) {
    const Agreed agreed(GetParam());
    std::optional<Sender> sender = Sender::setup(agreed.key.public_key, agreed.schedule);
    ASSERT_TRUE(sender);
    const std::int64_t handle = their_receiver(agreed, sender->enc()).number("handle");
    for (int i = 0; i < kMessages; ++i) {
      const Bytes aad = random_up_to(100);
      const Bytes pt = random_up_to(2000);
      const Bytes ct = sender->seal(aad, pt);
      EXPECT_TRUE(their_open(handle, aad, flipped(ct, 0)).refused());
      EXPECT_EQ(their_open(handle, aad, ct).bytes("pt"), pt);
    }
    expect_equal_exports(*sender, handle);
  }
}

TEST_P(HpkePeer, WhatThePeerSealsWeOpen) {
  for (int round = 0; round < kRounds; ++round) {
    const Agreed agreed(GetParam());
    const Reply sender = their_sender(agreed);
    const std::int64_t handle = sender.number("handle");
    const Enc enc = to_array(FixedView<32>(sender.bytes("enc")));
    std::optional<Receiver> receiver = Receiver::setup(enc, agreed.key, agreed.schedule);
    ASSERT_TRUE(receiver);
    for (int i = 0; i < kMessages; ++i) {
      const Bytes aad = random_up_to(100);
      const Bytes pt = random_up_to(2000);
      const Bytes ct = their_seal(handle, aad, pt);
      const std::optional<SecretBytes> opened = receiver->open(aad, ct);
      ASSERT_TRUE(opened);
      EXPECT_EQ(to_bytes(opened->expose()), pt);
      EXPECT_FALSE(receiver->open(aad, ct)) << "a repeat";
    }
    expect_equal_exports(*receiver, handle);
  }
}

TEST_P(HpkePeer, EveryFlippedByteFromThePeerIsRefused) {
  const Agreed agreed(GetParam());
  const Reply sender = their_sender(agreed);
  const Enc enc = to_array(FixedView<32>(sender.bytes("enc")));
  const Bytes aad = random_bytes(40);
  const Bytes pt = random_bytes(60);
  const Bytes ct = their_seal(sender.number("handle"), aad, pt);
  std::optional<Receiver> receiver = Receiver::setup(enc, agreed.key, agreed.schedule);
  ASSERT_TRUE(receiver);
  for (std::size_t at = 0; at < ct.size(); ++at) {
    EXPECT_FALSE(receiver->open(aad, flipped(ct, at))) << "ciphertext, byte " << at;
  }
  for (std::size_t at = 0; at < aad.size(); ++at) {
    EXPECT_FALSE(receiver->open(flipped(aad, at), ct)) << "aad, byte " << at;
  }
  for (std::size_t at = 0; at < enc.size(); ++at) {
    const Enc wrong = to_array(FixedView<32>(flipped(enc, at)));
    std::optional<Receiver> other = Receiver::setup(wrong, agreed.key, agreed.schedule);
    EXPECT_TRUE(!other || !other->open(aad, ct)) << "enc, byte " << at;
  }
  EXPECT_TRUE(receiver->open(aad, ct)) << "the genuine one still opens";
}

TEST(HpkePeerModes, TheModesDoNotMix) {
  const X25519KeyPair key = X25519KeyPair::generate();
  const Bytes psk = random_bytes(32);
  const Bytes id = random_bytes(8);
  const Reply sender =
      peer().ask("hpke_sender", {{"public", to_hex(key.public_key)}, {"info", ""}});
  const Bytes ct =
      peer()
          .ask("hpke_seal", {{"handle", sender.number("handle")}, {"aad", ""}, {"pt", "00"}})
          .bytes("ct");
  const Enc enc = to_array(FixedView<32>(sender.bytes("enc")));
  EXPECT_TRUE(Receiver::setup_base(enc, key, {})->open({}, ct));
  EXPECT_FALSE(Receiver::setup_psk(enc, key, {}, {psk, id})->open({}, ct));
}

TEST(HpkePeerKeys, BothFindTheSamePublicKey) {
  for (int round = 0; round < kRounds; ++round) {
    const Reply theirs = peer().ask("hpke_generate");
    const Secret<32> secret = Secret<32>::from(FixedView<32>(theirs.bytes("secret")));
    EXPECT_EQ(theirs.bytes("public"),
              to_bytes(X25519KeyPair::from_secret(secret.clone()).public_key));
  }
}

}  // namespace
}  // namespace sotto::hpke
