#include "client/core/wallet.h"

#include <gtest/gtest.h>

#include <set>

#include "crypto/primitives/random.h"
#include "crypto/primitives/random_testing.h"

namespace sotto::client {
namespace {

constexpr std::string_view kOrigin = "sotto.example/listen";
constexpr protocol::Epoch kEpoch = 8107;

// The broker's side of a draw.
Bytes answer(const voprf::KeyPair& key, const Bytes& token_request, std::size_t count) {
  const auto request = voprf::parse_batch_request(token_request, count);
  if (!request) throw std::runtime_error("a draw that is no batch request");
  return voprf::encode_batch_response(voprf::evaluate(key, request->elements).value());
}

bool good(const voprf::KeyPair& key, const ByteArray<protocol::kTokenSize>& bytes) {
  const auto token = voprf::Token::parse(bytes);
  const auto digest = voprf::Challenge{"pass.sotto.example/listen"}.digest();
  return token && voprf::verify_token(key, *token, digest);
}

ByteArray<32> nonce_of(const ByteArray<protocol::kTokenSize>& token) {
  return to_array(FixedView<protocol::kTokenSize>(token).subspan<2, 32>());
}

Dice dice(std::uint64_t version) {
  return {Secret<32>{}, version};
}

// Of a colleague, who may say what they like.
SentPass given_pass(std::uint8_t number) {
  return {.epoch = kEpoch,
          .generation = 1,
          .pack_secret = Secret<32>::from(ByteArray<32>{number}),
          .index = 1,
          .authenticator = Secret<64>::from(ByteArray<64>{number}),
          .key_id = {}};
}

class Wallet : public ::testing::Test {
 protected:
  voprf::KeyPair key = voprf::KeyPair::generate();
  const ByteArray<32>& token_key = key.public_key.bytes();
  Secret<32> seed = random_secret<32>();

  Packs drawn_packs(std::size_t count) const {
    const Draw draw = Draw::for_colleague(seed, count, token_key, kOrigin);
    auto authenticators = draw.finish(answer(key, draw.token_request(), 3 * count));
    Packs out;
    out.refill(kEpoch, 1, token_key, seed, std::move(*authenticators));
    return out;
  }
  CoverPasses drawn_cover() const {
    const Draw draw = Draw::for_supporter(seed, token_key, kOrigin);
    auto authenticators = draw.finish(answer(key, draw.token_request(), protocol::kCoverPasses));
    CoverPasses out;
    out.refill(kEpoch, 1, seed, std::move(*authenticators));
    return out;
  }
};

template <class Stored>
Stored stored(const Stored& value) {
  SecretWriter out(Stored::kMaxSize);
  value.write(out);
  const SecretBytes bytes = out.take();
  for (std::size_t cut = 0; cut < bytes.size(); cut += 7) {
    Reader shorter(bytes.expose().first(cut));
    EXPECT_FALSE(Stored::read(shorter)) << cut;
  }
  Reader in(bytes.expose());
  auto again = Stored::read(in);
  if (!again || !in.done()) throw std::runtime_error("did not survive its storing");
  return std::move(*again);
}

TEST_F(Wallet, RepeatsADrawByteForByteFromItsSeed) {
  EXPECT_EQ(Draw::for_colleague(seed, 4, token_key, kOrigin).token_request(),
            Draw::for_colleague(seed, 4, token_key, kOrigin).token_request());
  EXPECT_EQ(Draw::for_supporter(seed, token_key, kOrigin).token_request(),
            Draw::for_supporter(seed, token_key, kOrigin).token_request());
  EXPECT_NE(Draw::for_colleague(seed, 4, token_key, kOrigin).token_request(),
            Draw::for_colleague(random_secret<32>(), 4, token_key, kOrigin).token_request());
}

TEST_F(Wallet, FinishesARepeatedDrawWithTheFirstAnswer) {
  const Draw draw = Draw::for_colleague(seed, 2, token_key, kOrigin);
  const Bytes response = answer(key, draw.token_request(), 6);
  EXPECT_TRUE(Draw::for_colleague(seed, 2, token_key, kOrigin).finish(response));
}

TEST_F(Wallet, RefusesAnAnswerOfAnotherKey) {
  const Draw draw = Draw::for_colleague(seed, 2, token_key, kOrigin);
  EXPECT_FALSE(draw.finish(answer(voprf::KeyPair::generate(), draw.token_request(), 6)));
}

TEST_F(Wallet, RefusesAnAnswerThatIsCutTooLongOrToAnotherDraw) {
  const Draw draw = Draw::for_colleague(seed, 2, token_key, kOrigin);
  Bytes response = answer(key, draw.token_request(), 6);
  EXPECT_FALSE(draw.finish(ByteView(response).first(response.size() - 1)));
  const Draw fewer = Draw::for_colleague(seed, 1, token_key, kOrigin);
  EXPECT_FALSE(draw.finish(answer(key, fewer.token_request(), 3)));
  response.push_back(0);
  EXPECT_FALSE(draw.finish(response));
}

TEST_F(Wallet, DrawsPassesThatTheBrokerAccepts) {
  Packs packs = drawn_packs(2);
  std::set<ByteArray<32>> nonces;
  for (int pack = 0; pack < 2; ++pack) {
    const auto taken = packs.take();
    ASSERT_TRUE(taken);
    for (std::uint8_t i = 1; i <= 3; ++i) {
      const SentPass pass = packs.pass(*taken, i);
      EXPECT_EQ(pass.epoch, kEpoch);
      EXPECT_EQ(pass.generation, 1);
      const auto nonce = pass_nonce(pass.pack_secret, i);
      nonces.insert(nonce);
      EXPECT_TRUE(good(key, make_token(nonce, pass.authenticator, token_key, kOrigin)));
      EXPECT_FALSE(good(key, make_token(nonce, pass.authenticator, token_key, "other.example")));
    }
  }
  EXPECT_EQ(nonces.size(), 6u);
}

TEST_F(Wallet, GivesEveryPackOnce) {
  Packs packs = drawn_packs(2);
  EXPECT_EQ(packs.left(), 2u);
  const auto first = packs.take();
  const auto second = packs.take();
  ASSERT_TRUE(first && second);
  EXPECT_FALSE(*first == *second);
  EXPECT_EQ(packs.left(), 0u);
  EXPECT_FALSE(packs.take());
}

TEST_F(Wallet, ForgetsPacksWithTheNextDraw) {
  Packs packs = drawn_packs(1);
  const auto old = packs.take();
  EXPECT_TRUE(packs.has(*old));
  std::vector<Secret<64>> authenticators(3);
  packs.refill(kEpoch, 2, token_key, seed, std::move(authenticators));
  EXPECT_FALSE(packs.has(*old));
  EXPECT_EQ(packs.left(), 1u);
  EXPECT_DEATH((void)packs.pass(*old, 1), "wallet: a pass of a pack that was not taken");
}

TEST_F(Wallet, KeepsItsPacksWhenStored) {
  Packs packs = drawn_packs(2);
  const auto taken = packs.take();
  const Packs again = stored(packs);
  EXPECT_EQ(again.left(), 1u);
  ASSERT_TRUE(again.has(*taken));
  EXPECT_TRUE(again.pass(*taken, 3).authenticator == packs.pass(*taken, 3).authenticator);
  EXPECT_TRUE(again.pass(*taken, 3).pack_secret == packs.pass(*taken, 3).pack_secret);
}

TEST_F(Wallet, HoldsSixteenPacksAtMost) {
  const SecretBytes full = [&] {
    Packs packs;
    packs.refill(kEpoch, 1, token_key, seed, std::vector<Secret<64>>(48));
    SecretWriter out(Packs::kMaxSize);
    packs.write(out);
    return out.take();
  }();
  EXPECT_EQ(full.size(), Packs::kMaxSize);
  Packs packs;
  EXPECT_DEATH(packs.refill(kEpoch, 1, token_key, seed, std::vector<Secret<64>>(51)),
               "wallet: not the passes of packs");
}

TEST_F(Wallet, UsesUpACoverPassWithEveryRedemption) {
  const SeededRandom seeded(1);
  CoverPasses cover = drawn_cover();
  EXPECT_EQ(cover.left(), 200u);
  for (std::size_t used = 1; used <= 200; ++used) {
    if (used % 3 == 0) {
      EXPECT_FALSE(good(key, cover.take_given(given_pass(1), token_key, kOrigin)));
    } else {
      EXPECT_TRUE(good(key, cover.take(token_key, kOrigin)));
    }
    EXPECT_EQ(cover.left(), 200 - used);
  }
  EXPECT_DEATH((void)cover.take_given(given_pass(1), token_key, kOrigin),
               "wallet: no cover pass is left");
  EXPECT_DEATH((void)cover.take(token_key, kOrigin), "wallet: no cover pass is left");
}

TEST_F(Wallet, DrawsARefusalOnceInSixteen) {
  int refusals = 0;
  for (std::uint64_t i = 0; i < 2000; ++i) refusals += draws_refusal(dice(i)) ? 1 : 0;
  EXPECT_NEAR(refusals, 125, 45);  // 2,000 / 16, give or take 11
}

TEST_F(Wallet, HasATokenThatIsRefusedWhetherOrNotOneWasSpent) {
  const SeededRandom seeded(5);
  CoverPasses cover = drawn_cover();
  EXPECT_FALSE(good(key, cover.take_refused(token_key, kOrigin, dice(1)))) << "never signed";
  EXPECT_EQ(cover.left(), 199u);
  const auto first = cover.take(token_key, kOrigin);
  EXPECT_TRUE(good(key, first));
  EXPECT_EQ(cover.take_refused(token_key, kOrigin, dice(2)), first) << "spent before";
  EXPECT_EQ(cover.left(), 197u);
}

// Were cover alone repeated, the first refusal after a pass that somebody gave would be of a token
// that was never signed, and show it.
TEST_F(Wallet, RepeatsWhatWasGivenAsItRepeatsCover) {
  CoverPasses cover = drawn_cover();
  const auto given = cover.take_given(given_pass(1), token_key, kOrigin);
  EXPECT_EQ(cover.take_refused(token_key, kOrigin, dice(1)), given);
  const auto covered = cover.take(token_key, kOrigin);
  int repeats_of_given = 0;
  for (std::uint64_t i = 0; i < 150; ++i) {
    const auto again = cover.take_refused(token_key, kOrigin, dice(i));
    ASSERT_TRUE(again == given || again == covered);
    repeats_of_given += again == given ? 1 : 0;
  }
  EXPECT_NEAR(repeats_of_given, 75, 35);
}

TEST_F(Wallet, KeepsTheLastOfWhatWasGiven) {
  CoverPasses cover = drawn_cover();
  const auto first = cover.take_given(given_pass(0), token_key, kOrigin);
  for (std::uint8_t i = 1; i <= CoverPasses::kGivenMax; ++i) {
    (void)cover.take_given(given_pass(i), token_key, kOrigin);
  }
  EXPECT_EQ(stored(cover).given(), CoverPasses::kGivenMax);
  for (std::uint64_t i = 0; i < 150; ++i) {
    EXPECT_NE(cover.take_refused(token_key, kOrigin, dice(i)), first);
  }
}

// Two commits sealed from one version show the same.
TEST_F(Wallet, RepeatsTheSameForOneVersion) {
  CoverPasses cover = drawn_cover();
  for (int i = 0; i < 20; ++i) (void)cover.take(token_key, kOrigin);
  CoverPasses one = stored(cover), other = stored(cover);
  EXPECT_EQ(one.take_refused(token_key, kOrigin, dice(9)),
            other.take_refused(token_key, kOrigin, dice(9)));
}

// A pass that was thrown away was never spent: repeating it would be accepted.
TEST_F(Wallet, RepeatsOnlyWhatWasSpent) {
  const SeededRandom seeded(3);
  CoverPasses cover = drawn_cover();
  // Nothing was spent: nothing is there to repeat.
  for (std::uint64_t i = 0; i < 150; ++i) (void)cover.take_refused(token_key, kOrigin, dice(i));
  std::set<ByteArray<32>> thrown_away;
  for (std::uint16_t i = 0; i < 150; ++i) thrown_away.insert(cover_nonce(seed, i));
  for (std::uint64_t i = 0; i < 50; ++i) {
    const auto token = i % 2 == 0 ? cover.take(token_key, kOrigin)
                                  : cover.take_refused(token_key, kOrigin, dice(i));
    EXPECT_FALSE(thrown_away.contains(nonce_of(token)));
  }
}

TEST_F(Wallet, KeepsItsCoverPassesWhenStored) {
  const SeededRandom seeded(4);
  CoverPasses cover = drawn_cover();
  for (int i = 0; i < 20; ++i) (void)cover.take(token_key, kOrigin);
  CoverPasses again = stored(cover);
  EXPECT_EQ(again.left(), 180u);
  EXPECT_EQ(again.epoch(), kEpoch);
  for (int i = 0; i < 180; ++i) EXPECT_TRUE(good(key, again.take(token_key, kOrigin)));
}

TEST(WalletState, IsRefusedWhenSomethingIsSpentThatWasNotUsedUp) {
  SecretWriter out(CoverPasses::kMaxSize);
  CoverPasses().write(out);
  SecretBytes bytes = out.take();
  Reader good(bytes.expose());
  EXPECT_TRUE(CoverPasses::read(good));
  bytes.fill().back() = 1;
  Reader bad(bytes.expose());
  EXPECT_FALSE(CoverPasses::read(bad));
}

}  // namespace
}  // namespace sotto::client
