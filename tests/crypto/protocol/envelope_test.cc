#include "crypto/protocol/envelope.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "crypto/primitives/aead.h"
#include "crypto/primitives/random.h"
#include "crypto/primitives/random_testing.h"
#include "tests/support/subsets.h"

namespace sotto::protocol {
namespace {

using sotto::testing::for_each_subset;

class EnvelopeTest : public ::testing::Test {
 protected:
  EnvelopeTest() {
    for (std::size_t i = 0; i < 5; ++i) keys_.push_back(X25519KeyPair::generate());
  }
  std::vector<ConcernRecipient> recipients(const std::vector<std::size_t>& who) const {
    std::vector<ConcernRecipient> out;
    for (const std::size_t i : who) {
      out.push_back({static_cast<std::uint8_t>(i), keys_[i].public_key});
    }
    return out;
  }
  std::optional<shamir::Share> try_open(const Envelope& envelope, std::size_t who) const {
    const auto place = static_cast<std::uint8_t>(who);
    return EnvelopeTrial(place, keys_[who].clone(), genesis_).share(envelope);
  }
  std::vector<shamir::Share> shares(const Envelope& envelope,
                                    const std::vector<std::size_t>& who) const {
    std::vector<shamir::Share> out;
    for (const std::size_t i : who) {
      if (auto share = try_open(envelope, i)) out.push_back(std::move(*share));
    }
    return out;
  }
  SealedEnvelope sealed(const std::vector<std::size_t>& who, std::size_t quorum = 1) const {
    return std::move(
        *seal_envelope(codes_, text_, recipients(who), broker_.public_key, {genesis_, quorum}));
  }
  std::optional<OpenedConcern> open(const Envelope& envelope,
                                    const std::vector<std::size_t>& who) const {
    const auto given = open_co_place(envelope, broker_, genesis_);
    if (!given) return std::nullopt;
    return open_envelope(envelope, shares(envelope, who), *given, genesis_);
  }
  bool opens(const Envelope& envelope, const std::vector<std::size_t>& who) const {
    const auto concern = open(envelope, who);
    if (!concern) return false;
    EXPECT_TRUE(equal(concern->text.expose(), text_));
    EXPECT_TRUE(concern->codes == codes_);
    return true;
  }

  const SeededRandom random_{3};
  const Hash256 genesis_ = sha256({as_bytes("a scheme")});
  const X25519KeyPair broker_ = X25519KeyPair::generate();
  std::vector<X25519KeyPair> keys_;
  const Bytes text_ = Bytes(200, 'x');
  const ConcernCodes codes_ = random_secret<kConcernCodesSize>();
};

TEST_F(EnvelopeTest, OfEveryQuorumExactlyTheQuorumsOpenIt) {
  const std::vector<std::size_t> three = {0, 1, 2}, five = {0, 1, 2, 3, 4};
  const std::pair<const std::vector<std::size_t>&, std::size_t> cases[] = {
      {three, 1}, {three, 2}, {five, 3}, {five, 5}};
  for (const auto& [ticked, quorum] : cases) {
    const Envelope envelope = sealed(ticked, quorum).envelope;
    for_each_subset(ticked.size(), [&](const std::vector<std::size_t>& who) {
      EXPECT_EQ(opens(envelope, who), who.size() >= quorum) << who.size() << " of " << quorum;
    });
  }
}

TEST_F(EnvelopeTest, AnUntickedRecipientHasNoShare) {
  const Envelope envelope = sealed({0, 2}).envelope;
  EXPECT_TRUE(try_open(envelope, 0));
  EXPECT_FALSE(try_open(envelope, 1));
  EXPECT_TRUE(try_open(envelope, 2));
  // Nor has a ticked one at another's place, or in another scheme.
  EXPECT_FALSE(EnvelopeTrial(2, keys_[0].clone(), genesis_).share(envelope));
  EXPECT_FALSE(EnvelopeTrial(0, keys_[0].clone(), sha256({})).share(envelope));
}

TEST_F(EnvelopeTest, RecipientsWithoutTheBrokerDoNotOpenIt) {
  const Envelope envelope = sealed({0, 1}, 2).envelope;
  const auto all = shares(envelope, {0, 1});
  ASSERT_EQ(all.size(), 2u);
  const auto given = open_co_place(envelope, broker_, genesis_);
  ASSERT_TRUE(given);
  const CoSecrets guessed{random_secret<32>(), given->trace.clone()};
  EXPECT_FALSE(open_envelope(envelope, all, guessed, genesis_));
  EXPECT_FALSE(open_envelope(envelope, all, {}, genesis_));
  EXPECT_TRUE(open_envelope(envelope, all, *given, genesis_));
}

TEST_F(EnvelopeTest, TheBrokerWithoutRecipientsDoesNotOpenIt) {
  const Envelope envelope = sealed({0}).envelope;
  const auto given = open_co_place(envelope, broker_, genesis_);
  ASSERT_TRUE(given);
  std::vector<shamir::Share> guessed;
  EXPECT_FALSE(open_envelope(envelope, guessed, *given, genesis_));
  guessed.push_back({1, ristretto::Scalar::random()});
  EXPECT_FALSE(open_envelope(envelope, guessed, *given, genesis_));
  EXPECT_FALSE(open_co_place(envelope, X25519KeyPair::generate(), genesis_));
  EXPECT_FALSE(open_co_place(envelope, broker_, sha256({})));
}

TEST_F(EnvelopeTest, ATraceThatIsNotTheEnvelopesIsNoticed) {
  const SealedEnvelope sent = sealed({0});
  auto given = open_co_place(sent.envelope, broker_, genesis_);
  ASSERT_TRUE(given);
  EXPECT_TRUE(given->trace == sent.trace);
  given->trace = random_secret<32>();
  EXPECT_FALSE(open_envelope(sent.envelope, shares(sent.envelope, {0}), *given, genesis_));
}

TEST_F(EnvelopeTest, NoByteMayBeAnother) {
  Envelope envelope = sealed({0, 1}, 2).envelope;
  for (std::uint8_t& byte : envelope) {
    byte ^= 1;
    EXPECT_FALSE(open_co_place(envelope, broker_, genesis_)) << &byte - envelope.data();
    byte ^= 1;
  }
  EXPECT_TRUE(open_co_place(envelope, broker_, genesis_));
}

TEST_F(EnvelopeTest, TheCoSecretIsOfOneEnvelope) {
  const Envelope one = sealed({0}).envelope, other = sealed({0}).envelope;
  const auto given = open_co_place(other, broker_, genesis_);
  ASSERT_TRUE(given);
  EXPECT_FALSE(open_envelope(one, shares(one, {0}), *given, genesis_));
  EXPECT_NE(envelope_id(one), envelope_id(other));
  // Not even with the other's last place put in.
  Envelope grafted = one;
  std::copy(other.end() - kCoPlaceSize, other.end(), grafted.end() - kCoPlaceSize);
  EXPECT_FALSE(open_co_place(grafted, broker_, genesis_));
}

TEST_F(EnvelopeTest, TextsOfEverySizeFit) {
  for (const std::size_t size : {std::size_t{0}, std::size_t{1}, kConcernTextMax}) {
    const Bytes text(size, 'y');
    const auto sent =
        seal_envelope(codes_, text, recipients({3}), broker_.public_key, {genesis_, 1});
    ASSERT_TRUE(sent);
    const auto opened = open(sent->envelope, {3});
    ASSERT_TRUE(opened);
    EXPECT_TRUE(equal(opened->text.expose(), text));
  }
}

TEST_F(EnvelopeTest, AnAuditorReadsTheCodesAndNotTheText) {
  const SealedEnvelope sent = sealed({0});
  const auto opened = open(sent.envelope, {0});
  ASSERT_TRUE(opened);
  const auto codes = open_codes(sent.envelope, opened->codes_key, sent.trace);
  ASSERT_TRUE(codes);
  EXPECT_TRUE(*codes == codes_);
  // Nothing but this key and this trace, in this envelope.
  EXPECT_FALSE(open_codes(sent.envelope, random_secret<32>(), sent.trace));
  EXPECT_FALSE(open_codes(sent.envelope, opened->codes_key, random_secret<32>()));
  EXPECT_FALSE(open_codes(sealed({0}).envelope, opened->codes_key, sent.trace));
  Envelope changed = sent.envelope;
  changed[kEnvelopePlaces * kEnvelopePlaceSize + 40] ^= 1;
  EXPECT_FALSE(open_codes(changed, opened->codes_key, sent.trace));
  const auto text =
      ByteView(sent.envelope)
          .subspan(kEnvelopePlaces * kEnvelopePlaceSize + kCodesPartSize, kTextPartSize);
  EXPECT_FALSE(chacha20poly1305_open(opened->codes_key, ByteArray<12>{}, {}, text));
}

// The log commits to the trace, so nobody can show an auditor another text beside the same codes,
// whatever keys they have.
TEST_F(EnvelopeTest, TheTraceTiesDownTheClosedTextAndThePlaces) {
  const SealedEnvelope sent = sealed({0});
  const auto opened = open(sent.envelope, {0});
  ASSERT_TRUE(opened);
  constexpr std::size_t kCodes = kEnvelopePlaces * kEnvelopePlaceSize;
  for (std::size_t i = 0; i < kEnvelopeSize - kCoPlaceSize; ++i) {
    Envelope changed = sent.envelope;
    changed[i] ^= 1;
    EXPECT_FALSE(open_codes(changed, opened->codes_key, sent.trace)) << i;
  }
  // A recipient seals the codes anew, with any salt, beside the text of another envelope.
  const Envelope other = sealed({0}).envelope;
  for (const bool same_salt : {true, false}) {
    Envelope forged = sent.envelope;
    std::copy(other.begin() + kCodes + kCodesPartSize, other.end() - kCoPlaceSize,
              forged.begin() + kCodes + kCodesPartSize);
    auto plain = chacha20poly1305_open(opened->codes_key, ByteArray<12>{}, {},
                                       ByteView(sent.envelope).subspan(kCodes, kCodesPartSize));
    ASSERT_TRUE(plain);
    Bytes codes = to_bytes(plain->expose());
    if (!same_salt) codes[0] ^= 1;
    const Bytes part = chacha20poly1305_seal(opened->codes_key, ByteArray<12>{}, {}, codes);
    std::ranges::copy(part, forged.begin() + kCodes);
    EXPECT_FALSE(open_codes(forged, opened->codes_key, sent.trace));
  }
}

TEST_F(EnvelopeTest, SupporterRecipientAndAuditorHaveOneNoteKeyAndTheBrokerHasNone) {
  const SealedEnvelope sent = sealed({0, 1}, 2);
  const auto opened = open(sent.envelope, {0, 1});
  ASSERT_TRUE(opened);
  EXPECT_TRUE(opened->note_key == sent.note_key);
  EXPECT_TRUE(concern_note_key(opened->codes_key) == sent.note_key);
  EXPECT_FALSE(sent.note_key == sent.trace);
}

TEST_F(EnvelopeTest, ACoverIsForNobodyButTheBroker) {
  const Envelope cover = seal_cover_envelope(broker_.public_key, genesis_);
  for (std::size_t i = 0; i < keys_.size(); ++i) EXPECT_FALSE(try_open(cover, i));
  EXPECT_TRUE(open_co_place(cover, broker_, genesis_));
}

TEST_F(EnvelopeTest, TheBrokerOpensCoverAndConcernAlike) {
  // Whatever it can open of either is 64 bytes that no other envelope has.
  std::vector<CoSecrets> given;
  for (int i = 0; i < 8; ++i) {
    const Envelope envelope =
        i % 2 == 0 ? sealed({0}).envelope : seal_cover_envelope(broker_.public_key, genesis_);
    auto opened = open_co_place(envelope, broker_, genesis_);
    ASSERT_TRUE(opened);
    for (const CoSecrets& other : given) {
      EXPECT_FALSE(other.co_secret == opened->co_secret);
      EXPECT_FALSE(other.trace == opened->trace);
    }
    given.push_back(std::move(*opened));
  }
}

TEST_F(EnvelopeTest, CoverAndConcernHaveTheSameBytesInEveryPlace) {
  // Of 200 envelopes each, how often each bit of the nine keys is set: what is fixed in an X25519
  // key (the top bit, always clear) is fixed in both, and nothing else is.
  constexpr int kCount = 200;
  for (std::size_t place = 0; place <= kEnvelopePlaces; ++place) {
    const std::size_t at =
        place < kEnvelopePlaces ? place * kEnvelopePlaceSize : kEnvelopeSize - kCoPlaceSize;
    int top[2] = {0, 0};
    int low[2] = {0, 0};
    for (int i = 0; i < kCount; ++i) {
      const Envelope both[2] = {seal_cover_envelope(broker_.public_key, genesis_),
                                sealed({0, 1}).envelope};
      for (int kind = 0; kind < 2; ++kind) {
        top[kind] += both[kind][at + 31] >> 7;
        low[kind] += both[kind][at] & 1;
      }
      if (place != 0 && place != kEnvelopePlaces)
        break;  // the first and the last are looked at in full
    }
    EXPECT_EQ(top[0], 0);
    EXPECT_EQ(top[1], 0);
    if (place != 0 && place != kEnvelopePlaces) continue;
    for (const int count : low) {
      EXPECT_GT(count, 60);  // 5.6 standard deviations
      EXPECT_LT(count, 140);
    }
  }
}

TEST_F(EnvelopeTest, AKeyOfSmallOrderIsRefused) {
  const ConcernRecipient bad{0, {}};
  EXPECT_FALSE(seal_envelope(codes_, text_, {&bad, 1}, broker_.public_key, {genesis_, 1}));
  EXPECT_FALSE(seal_envelope(codes_, text_, recipients({0}), {}, {genesis_, 1}));
}

TEST(EnvelopeDeathTest, SealingWhatIsNoConcernIsABug) {
  const X25519KeyPair key = X25519KeyPair::generate();
  const ConcernRecipient one{0, key.public_key}, far{8, key.public_key};
  const ConcernRecipient twice[] = {one, one};
  EXPECT_DEATH(seal_envelope({}, Bytes(kConcernTextMax + 1), {&one, 1}, key.public_key, {{}, 1}),
               "panic: concern");
  EXPECT_DEATH(seal_envelope({}, {}, {&one, 1}, key.public_key, {{}, 2}), "panic: concern");
  EXPECT_DEATH(seal_envelope({}, {}, {}, key.public_key, {{}, 1}), "panic: concern");
  EXPECT_DEATH(seal_envelope({}, {}, {&far, 1}, key.public_key, {{}, 1}), "panic: concern");
  EXPECT_DEATH(seal_envelope({}, {}, twice, key.public_key, {{}, 1}), "panic: shamir");
  EXPECT_DEATH(seal_cover_envelope({}, {}), "panic: concern");
}

}  // namespace
}  // namespace sotto::protocol
