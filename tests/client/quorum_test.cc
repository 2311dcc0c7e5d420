#include "client/core/quorum.h"

#include <gtest/gtest.h>

#include "client/core/public_view.h"
#include "tests/support/fake_broker.h"

namespace sotto::client {
namespace {

using testing::FakeBroker;
using testing::sample_key;

tlog::NoteKey witness(std::uint8_t number) {
  return {"witness.example/" + std::to_string(number), sample_key(number).public_key,
          tlog::KeyType::kCosignature};
}

// Two of three, of which one has no address.
protocol::Policy policy_with_witnesses() {
  protocol::Policy out = testing::sample_policy();
  for (std::uint8_t i = 31; i < 34; ++i) {
    out.witnesses += "witness w" + std::to_string(i) + " " + witness(i).vkey() +
                     (i == 33 ? "\n" : " https://witness.example/w\n");
  }
  out.witnesses += "group q 2 w31 w32 w33\nquorum q\n";
  out.witness_every = 3600;
  return out;
}

class Quorum : public ::testing::Test {
 protected:
  PublicFiles files() {
    return {broker.get("/checkpoint").body, broker.get("/log").body, broker.get("/policy").body,
            broker.get("/directory").body};
  }
  // What a broker shows whose log these witnesses have cosigned at that time.
  std::expected<PublicView, Failure> check(std::initializer_list<std::uint8_t> by,
                                           protocol::UnixTime time) {
    PublicFiles shown = files();
    for (const std::uint8_t number : by) cosign(shown, number, time);
    return PublicView::check(shown, {to_bytes(broker.genesis())}, broker.now);
  }
  void cosign(PublicFiles& shown, std::uint8_t number, protocol::UnixTime time) const {
    const tlog::Checkpoint checkpoint{broker.log.policy.origin, broker.log.replay.head()};
    const Bytes line = to_bytes(as_bytes(
        tlog::cosignature_line(checkpoint.text(), witness(number).name, sample_key(number), time)));
    shown.checkpoint.insert(shown.checkpoint.end(), line.begin(), line.end());
  }
  static std::optional<Failure> why(const std::expected<PublicView, Failure>& view) {
    return view ? std::optional<Failure>() : view.error();
  }

  FakeBroker broker{policy_with_witnesses()};
};

TEST_F(Quorum, AnyTwoOfThreeAreEnough) {
  EXPECT_EQ(why(check({31, 32}, broker.now)), std::nullopt);
  EXPECT_EQ(why(check({33, 31}, broker.now)), std::nullopt);
  EXPECT_EQ(why(check({31, 32, 33}, broker.now)), std::nullopt);
}

TEST_F(Quorum, LessIsRefusedAndSoIsAStranger) {
  EXPECT_EQ(why(check({}, broker.now)), Failure::kNotCosigned);
  EXPECT_EQ(why(check({31}, broker.now)), Failure::kNotCosigned);
  EXPECT_EQ(why(check({31, 31}, broker.now)), Failure::kNotCosigned) << "one witness, twice";
  EXPECT_EQ(why(check({31, 40}, broker.now)), Failure::kNotCosigned);
}

TEST_F(Quorum, OldCosignaturesAreNamedAsThat) {
  EXPECT_EQ(why(check({31, 32}, broker.now - kCosignedWithin)), std::nullopt);
  EXPECT_EQ(why(check({31, 32}, broker.now - kCosignedWithin - 1)), Failure::kCosignedLongAgo);
  PublicFiles shown = files();
  cosign(shown, 31, broker.now);
  cosign(shown, 32, broker.now - kCosignedWithin - 1);
  EXPECT_EQ(PublicView::check(shown, {to_bytes(broker.genesis())}, broker.now).error(),
            Failure::kCosignedLongAgo)
      << "one fresh one is no quorum";
}

TEST_F(Quorum, AForkThatNoWitnessHasSeenIsRefusedAlsoAtFirstContact) {
  PublicFiles honest = files();
  cosign(honest, 31, broker.now);
  cosign(honest, 32, broker.now);
  broker.log.append(broker.today(),
                    broker.log.listing(sample_key(50), 1));  // for one client's eyes
  PublicFiles fork = files();
  const std::string text(honest.checkpoint.begin(), honest.checkpoint.end());
  const Bytes lines = to_bytes(as_bytes(text.substr(text.find("\xe2\x80\x94 witness"))));
  fork.checkpoint.insert(fork.checkpoint.end(), lines.begin(), lines.end());
  const Pin pin{to_bytes(broker.genesis())};
  EXPECT_TRUE(PublicView::check(honest, pin, broker.now));
  EXPECT_EQ(PublicView::check(fork, pin, broker.now).error(), Failure::kNotCosigned);
}

TEST_F(Quorum, AWitnessLooksBeforeItHasCosigned) {
  const Pin pin{to_bytes(broker.genesis())};
  EXPECT_TRUE(PublicView::check_uncosigned(files(), pin, broker.now));
  PublicFiles bad = files();
  bad.checkpoint[bad.checkpoint.size() / 2] ^= 1;
  EXPECT_FALSE(PublicView::check_uncosigned(bad, pin, broker.now));
}

TEST_F(Quorum, WhatIsNotCosignedYetIsAnnouncedAndNothingElse) {
  PublicFiles shown = files();
  cosign(shown, 31, broker.now);
  cosign(shown, 32, broker.now);
  const std::uint64_t size = broker.log.entries.size();
  broker.log.append(broker.today(), broker.log.listing(sample_key(50), 1));
  shown.log = broker.get("/log").body;
  const auto view = PublicView::check(shown, {to_bytes(broker.genesis())}, broker.now);
  ASSERT_TRUE(view);
  EXPECT_EQ(view->log().size(), size) << "it counts once it is cosigned";
  const auto any = [](ByteView) { return true; };
  const auto same = [&](ByteView wire) { return equal(wire, broker.log.entries[size]); };
  EXPECT_TRUE(view->announces(size, same));
  EXPECT_FALSE(view->announces(size, [](ByteView) { return false; }));
  EXPECT_FALSE(view->announces(size - 1, any));
  EXPECT_FALSE(view->announces(size + 1, any));
}

TEST_F(Quorum, ASchemeWithoutWitnessesAsksForNone) {
  FakeBroker plain;
  const tlog::NoteKey key{plain.log.policy.origin, plain.log.log_key.public_key};
  EXPECT_TRUE(check_quorum(plain.checkpoint(), key, plain.log.policy, plain.now));
}

}  // namespace
}  // namespace sotto::client
