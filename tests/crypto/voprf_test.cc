#include "crypto/voprf/voprf.h"

#include <gtest/gtest.h>

#include "crypto/primitives/random.h"
#include "crypto/primitives/random_testing.h"
#include "tests/support/vectors.h"

namespace sotto::voprf {
namespace {

using ristretto::Element;
using ristretto::Scalar;
using testing::hex;
using testing::hex_array;
using testing::hex_list;
using testing::read_vectors;
using testing::text;

Scalar scalar(const Bytes& bytes) {
  return *Scalar::parse(FixedView<32>(bytes));
}

// A batch between drawing the blinds and looking at the answer.
struct Batch {
  explicit Batch(std::size_t size, const KeyPair& key) {
    for (std::size_t i = 0; i < size; ++i) {
      inputs.push_back(random_bytes(98));
      views.emplace_back(inputs.back());
      blinded.push_back(blind(inputs.back(), Scalar::random()));
      elements.push_back(blinded.back().element);
    }
    evaluation.emplace(evaluate(key, elements).value());
  }
  bool accepted(const Element& public_key) const {
    return finalize(public_key, views, blinded, *evaluation).has_value();
  }

  std::vector<Bytes> inputs;
  std::vector<ByteView> views;
  std::vector<Blinded> blinded;
  std::vector<Element> elements;
  std::optional<Evaluation> evaluation;
};

TEST(Voprf, VectorsOfRfc9497) {
  for (const auto& vector : read_vectors("voprf_rfc9497")) {
    const std::optional<KeyPair> key =
        KeyPair::derive(hex_array<32>(vector, "seed"), hex(vector, "info"));
    ASSERT_TRUE(key);
    EXPECT_EQ(to_hex(key->secret.expose()), text(vector, "secret"));
    EXPECT_EQ(to_hex(key->public_key.bytes()), text(vector, "public"));

    const std::vector<Bytes> inputs = hex_list(vector, "input");
    const std::vector<ByteView> views(inputs.begin(), inputs.end());
    const std::vector<Bytes> blinds = hex_list(vector, "blind");
    std::vector<Blinded> blinded;
    std::vector<Element> elements;
    for (std::size_t i = 0; i < inputs.size(); ++i) {
      blinded.push_back(blind(inputs[i], scalar(blinds[i])));
      elements.push_back(blinded[i].element);
      EXPECT_EQ(to_hex(elements[i].bytes()), to_hex(hex_list(vector, "blinded")[i]));
    }

    Bytes r = hex(vector, "r");
    r.resize(64);  // 64 bytes are drawn and reduced
    std::optional<Evaluation> evaluation;
    {
      const FixedRandom fixed(r);
      evaluation.emplace(evaluate(*key, elements).value());
    }
    EXPECT_EQ(to_hex(evaluation->proof.encode()), text(vector, "proof"));
    const auto outputs = finalize(key->public_key, views, blinded, *evaluation);
    ASSERT_TRUE(outputs);
    ASSERT_EQ(outputs->size(), inputs.size());
    for (std::size_t i = 0; i < inputs.size(); ++i) {
      EXPECT_EQ(to_hex(evaluation->elements[i].bytes()), to_hex(hex_list(vector, "evaluated")[i]));
      EXPECT_EQ(to_hex((*outputs)[i].expose()), to_hex(hex_list(vector, "output")[i]));
      EXPECT_EQ(evaluate_input(*key, inputs[i]), (*outputs)[i]);
    }
  }
}

TEST(Voprf, TheServerFindsWhatTheClientFound) {
  const KeyPair key = KeyPair::generate();
  for (std::size_t size : {1u, 2u, 3u, 12u, 200u}) {
    const Batch batch(size, key);
    const auto outputs = finalize(key.public_key, batch.views, batch.blinded, *batch.evaluation);
    ASSERT_TRUE(outputs) << size;
    for (std::size_t i = 0; i < size; i += 7) {
      EXPECT_EQ(evaluate_input(key, batch.inputs[i]), (*outputs)[i]);
    }
  }
}

TEST(Voprf, TheSameBlindsGiveTheSameOutputsAgain) {
  const KeyPair key = KeyPair::generate();
  const Batch batch(3, key);
  const Evaluation again = evaluate(key, batch.elements).value();
  EXPECT_EQ(again.elements, batch.evaluation->elements) << "an answer may be computed anew";
  EXPECT_FALSE(again.proof.c == batch.evaluation->proof.c) << "a proof's nonce must be fresh";
  const auto first = finalize(key.public_key, batch.views, batch.blinded, *batch.evaluation);
  const auto second = finalize(key.public_key, batch.views, batch.blinded, again);
  ASSERT_TRUE(first && second);
  EXPECT_EQ((*first)[2], (*second)[2]);
}

TEST(Voprf, AnotherPublicKeyIsRefused) {
  const KeyPair key = KeyPair::generate();
  const Batch batch(3, key);
  EXPECT_TRUE(batch.accepted(key.public_key));
  EXPECT_FALSE(batch.accepted(KeyPair::generate().public_key));
}

TEST(Voprf, AKeyOfItsOwnForOneElementIsRefused) {
  const KeyPair key = KeyPair::generate();
  Batch batch(3, key);
  batch.evaluation->elements[1] = *Element::multiply(KeyPair::generate().secret, batch.elements[1]);
  EXPECT_FALSE(batch.accepted(key.public_key));
}

TEST(Voprf, AProofMadeForAKeyOfItsOwnIsRefused) {
  const KeyPair key = KeyPair::generate();
  const KeyPair personal = KeyPair::generate();
  Batch batch(3, key);
  batch.evaluation.emplace(evaluate(personal, batch.elements).value());
  EXPECT_FALSE(batch.accepted(key.public_key));
  Evaluation& evaluation = *batch.evaluation;
  evaluation.proof = *prove(personal.secret, key.public_key, batch.elements, evaluation.elements);
  EXPECT_FALSE(batch.accepted(key.public_key));
}

TEST(Voprf, SwappedEvaluationsAreRefused) {
  const KeyPair key = KeyPair::generate();
  Batch batch(3, key);
  std::swap(batch.evaluation->elements[0], batch.evaluation->elements[2]);
  EXPECT_FALSE(batch.accepted(key.public_key));
}

// Errors that cancel in a plain sum must not cancel in the weighted one.
TEST(Voprf, ErrorsThatCancelEachOtherAreRefused) {
  const KeyPair key = KeyPair::generate();
  Batch batch(2, key);
  std::vector<Element>& elements = batch.evaluation->elements;
  const Scalar error = Scalar::random();
  const Scalar opposite = error - (error + error);
  elements[0] = *Element::add(elements[0], *Element::multiply_base(error));
  elements[1] = *Element::add(elements[1], *Element::multiply_base(opposite));
  batch.evaluation->proof = *prove(key.secret, key.public_key, batch.elements, elements);
  EXPECT_FALSE(batch.accepted(key.public_key));
}

// The hashed weights leave it to a long search; with weights of one's own it is one step.
TEST(Voprf, ACompositeThatIsTheIdentityHasNoProof) {
  const KeyPair key = KeyPair::generate();
  const auto weights = [](std::initializer_list<const Scalar*> each) {
    std::vector<Scalar> out;
    for (const Scalar* scalar : each) out.push_back(scalar->clone());
    return out;
  };
  const Scalar a = Scalar::random(), b = Scalar::random();
  const Scalar minus_a = a - (a + a);
  const Element one = *Element::multiply_base(Scalar::random());
  const std::vector<Element> same = {one, one, one};
  const auto proves = [&](const std::vector<Scalar>& under) {
    return prove_weighted(key.secret, key.public_key, under, std::span(same).first(under.size()))
        .has_value();
  };
  EXPECT_FALSE(proves(weights({&a, &minus_a})));
  EXPECT_FALSE(proves(weights({&a, &minus_a, &b}))) << "on the way";
  EXPECT_TRUE(proves(weights({&a, &b, &minus_a})));
}

TEST(Voprf, AnElementLessOrMoreIsRefused) {
  const KeyPair key = KeyPair::generate();
  Batch less(3, key);
  less.evaluation->elements.pop_back();
  EXPECT_FALSE(less.accepted(key.public_key));
  Batch more(3, key);
  more.evaluation->elements.push_back(more.elements[0]);
  EXPECT_FALSE(more.accepted(key.public_key));
  Batch none(3, key);
  none.evaluation->elements.clear();
  EXPECT_FALSE(none.accepted(key.public_key));
}

TEST(Voprf, EveryFlippedByteOfTheProofIsRefused) {
  const KeyPair key = KeyPair::generate();
  Batch batch(2, key);
  const ByteArray<64> proof = batch.evaluation->proof.encode();
  for (std::size_t i = 0; i < proof.size(); ++i) {
    ByteArray<64> flipped = proof;
    flipped[i] ^= 1;
    std::optional<Proof> parsed = Proof::parse(flipped);
    if (!parsed) continue;
    batch.evaluation->proof = std::move(*parsed);
    EXPECT_FALSE(batch.accepted(key.public_key)) << i;
  }
}

TEST(Voprf, AProofScalarNotBelowTheGroupOrderIsRefused) {
  // L, little-endian
  const Bytes order = *from_hex("edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010");
  const Bytes below = *from_hex("ecd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010");
  const auto parse = [](const Bytes& c, const Bytes& s) {
    return Proof::parse(FixedView<64>(concat({c, s}))).has_value();
  };
  EXPECT_TRUE(parse(below, below));
  EXPECT_FALSE(parse(order, below)) << "c";
  EXPECT_FALSE(parse(below, order)) << "s";
}

TEST(Voprf, AProofScalarWithItsTopBitSetIsRefused) {
  const KeyPair key = KeyPair::generate();
  const Batch batch(1, key);
  for (std::size_t last : {31u, 63u}) {
    ByteArray<64> proof = batch.evaluation->proof.encode();
    proof[last] |= 0x80;  // multiplication alone would not notice
    EXPECT_FALSE(Proof::parse(proof)) << last;
  }
}

TEST(Voprf, AZeroScalarIsNoKey) {
  EXPECT_FALSE(KeyPair::from_secret(scalar(Bytes(32))));
  EXPECT_TRUE(KeyPair::from_secret(Scalar::random()));
}

TEST(VoprfDeathTest, BugsOfOurs) {
  const KeyPair key = KeyPair::generate();
  EXPECT_DEATH(evaluate(key, {}), "panic: voprf");
  EXPECT_DEATH(blind(Bytes{1}, scalar(Bytes(32))), "panic: voprf");
  const Batch batch(2, key);
  EXPECT_DEATH((void)finalize(key.public_key, std::span(batch.views).first(1), batch.blinded,
                              *batch.evaluation),
               "panic: voprf");
}

}  // namespace
}  // namespace sotto::voprf
