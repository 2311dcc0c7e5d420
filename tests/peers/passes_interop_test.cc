// VOPRF and tokens against @cloudflare/voprf-ts, with fresh random values in every round.

#include <gtest/gtest.h>

#include "crypto/primitives/random.h"
#include "crypto/primitives/random_testing.h"
#include "crypto/voprf/token.h"
#include "tests/peers/peer.h"

namespace sotto::voprf {
namespace {

using ristretto::Element;
using ristretto::Scalar;
using testing::flipped;
using testing::hex_list;
using testing::peer;
using testing::Reply;

std::vector<Bytes> random_list(std::size_t count, std::size_t size) {
  std::vector<Bytes> out;
  for (std::size_t i = 0; i < count; ++i) out.push_back(random_bytes(size));
  return out;
}

std::string secret_hex(const Scalar& scalar) {
  return to_hex(scalar.expose());
}

std::vector<Bytes> encodings(std::span<const Element> elements) {
  std::vector<Bytes> out;
  for (const Element& element : elements) out.push_back(to_bytes(element.bytes()));
  return out;
}

std::vector<Element> elements_of(const std::vector<Bytes>& encoded) {
  std::vector<Element> out;
  for (const Bytes& bytes : encoded) out.push_back(Element::parse(FixedView<32>(bytes)).value());
  return out;
}

Evaluation evaluation_of(const Reply& reply) {
  return {elements_of(reply.list("elements")),
          Proof::parse(FixedView<64>(reply.bytes("proof"))).value()};
}

std::vector<Bytes> bytes_of(const std::vector<Output>& outputs) {
  std::vector<Bytes> out;
  for (const Output& output : outputs) out.push_back(to_bytes(output.expose()));
  return out;
}

// A batch's size; small ones go several rounds.
class PassesPeer : public ::testing::TestWithParam<std::size_t> {
 protected:
  std::size_t size() const { return GetParam(); }
  int rounds() const { return size() < 12 ? 5 : size() < 100 ? 2 : 1; }
};
INSTANTIATE_TEST_SUITE_P(Batch, PassesPeer, ::testing::Values(1, 3, 12, 200),
                         [](const auto& batch) { return std::to_string(batch.param); });

TEST(PassesPeerKeys, BothDeriveTheSameKeys) {
  for (std::size_t size : {0u, 1u, 8u, 300u}) {
    const Bytes seed = random_bytes(32);
    const Bytes info = random_bytes(size);
    const KeyPair ours = KeyPair::derive(FixedView<32>(seed), info).value();
    const Reply theirs =
        peer().ask("voprf_derive", {{"seed", to_hex(seed)}, {"info", to_hex(info)}});
    EXPECT_EQ(theirs.text("secret"), secret_hex(ours.secret));
    EXPECT_EQ(theirs.text("public"), to_hex(ours.public_key.bytes()));
  }
}

TEST_P(PassesPeer, WhatWeBlindThePeerEvaluates) {
  for (int round = 0; round < rounds(); ++round) {
    const KeyPair key = KeyPair::generate();
    const std::vector<Bytes> inputs = random_list(size(), random_below(200));
    const std::vector<ByteView> views(inputs.begin(), inputs.end());
    std::vector<Blinded> blinded;
    std::vector<Element> sent;
    for (const Bytes& input : inputs) {
      blinded.push_back(blind(input, Scalar::random()));
      sent.push_back(blinded.back().element);
    }
    const Reply reply = peer().ask("voprf_evaluate", {{"secret", secret_hex(key.secret)},
                                                      {"elements", hex_list(encodings(sent))}});
    Evaluation evaluation = evaluation_of(reply);
    const auto outputs = finalize(key.public_key, views, blinded, evaluation);
    ASSERT_TRUE(outputs);
    for (std::size_t i = 0; i < size(); ++i) {
      EXPECT_TRUE((*outputs)[i] == evaluate_input(key, inputs[i]));
    }
    const Reply known = peer().ask("voprf_evaluate_input", {{"secret", secret_hex(key.secret)},
                                                            {"input", to_hex(inputs.back())}});
    EXPECT_EQ(known.bytes("output"), to_bytes(outputs->back().expose()));

    EXPECT_FALSE(finalize(KeyPair::generate().public_key, views, blinded, evaluation));
    if (size() > 1) {
      std::swap(evaluation.elements.front(), evaluation.elements.back());
      EXPECT_FALSE(finalize(key.public_key, views, blinded, evaluation));
    }
  }
}

TEST_P(PassesPeer, WhatThePeerBlindsWeEvaluate) {
  for (int round = 0; round < rounds(); ++round) {
    const KeyPair key = KeyPair::generate();
    const std::vector<Bytes> inputs = random_list(size(), random_below(200));
    const Reply asked = peer().ask(
        "voprf_blind", {{"public", to_hex(key.public_key.bytes())}, {"inputs", hex_list(inputs)}});
    const Evaluation evaluation = evaluate(key, elements_of(asked.list("elements"))).value();
    testing::Question question{{"handle", asked.number("handle")},
                               {"elements", hex_list(encodings(evaluation.elements))},
                               {"proof", to_hex(evaluation.proof.encode())}};
    const Reply reply = peer().ask("voprf_finalize", question);
    std::vector<Output> expected;
    for (const Bytes& input : inputs) expected.push_back(evaluate_input(key, input));
    EXPECT_EQ(reply.list("outputs"), bytes_of(expected));

    question["proof"] = to_hex(flipped(evaluation.proof.encode(), random_below(64)));
    EXPECT_TRUE(peer().ask("voprf_finalize", question).refused());
  }
}

// One draw of tokens: what both sides must agree on.
struct Draw {
  explicit Draw(std::size_t size) : nonces(random_list(size, 32)) {
    for (const Bytes& nonce : nonces) {
      inputs.push_back(token_input(FixedView<32>(nonce), challenge.digest(), key_id));
      blinded.push_back(blind(inputs.back(), Scalar::random()));
      elements.push_back(blinded.back().element);
    }
  }

  // In the batch form or, for one token, the single form.
  Bytes request(bool batch) const {
    return batch ? encode_batch_request(key_id, elements) : encode_request(key_id, elements[0]);
  }
  Reply their_request(bool batch, bool same_blinds) const {
    testing::Question question{{"public", to_hex(key.public_key.bytes())},
                               {"challenge", to_hex(challenge.encode())},
                               {"nonces", hex_list(nonces)},
                               {"batch", batch}};
    if (same_blinds) {
      boost::json::array blinds;
      for (const Blinded& b : blinded) blinds.emplace_back(secret_hex(b.blind));
      question["blinds"] = std::move(blinds);
    }
    return peer().ask("pass_request", std::move(question));
  }
  std::expected<Request, Refusal> parsed(ByteView request, bool batch) const {
    return batch ? parse_batch_request(request, nonces.size()) : parse_request(request);
  }

  // The tokens of a response, or none when it is refused.
  std::vector<Token> tokens(ByteView response, bool batch) const {
    const auto evaluation =
        batch ? parse_batch_response(response, nonces.size()) : parse_response(response);
    std::vector<Token> out;
    if (!evaluation) return out;
    const std::vector<ByteView> views(inputs.begin(), inputs.end());
    auto outputs = finalize(key.public_key, views, blinded, *evaluation);
    if (!outputs) return out;
    for (std::size_t i = 0; i < nonces.size(); ++i) {
      out.push_back({to_array(FixedView<32>(nonces[i])), challenge.digest(), key_id,
                     std::move((*outputs)[i])});
    }
    return out;
  }
  bool redeemed_there(ByteView token) const {
    return !peer()
                .ask("pass_redeem", {{"secret", secret_hex(key.secret)},
                                     {"challenge", to_hex(challenge.encode())},
                                     {"token", to_hex(token)}})
                .refused();
  }
  bool redeemed_here(ByteView token) const {
    const auto parsed = Token::parse(token);
    return parsed && verify_token(key, *parsed, challenge.digest());
  }

  KeyPair key = KeyPair::generate();
  Challenge challenge{"passes." + to_hex(random_bytes(4)) + ".example"};
  TokenKeyId key_id = token_key_id(key.public_key);
  std::vector<Bytes> nonces;
  std::vector<TokenInput> inputs;
  std::vector<Blinded> blinded;
  std::vector<Element> elements;
};

void issued_there(const Draw& draw, bool batch) {
  const Bytes request = draw.request(batch);
  EXPECT_EQ(draw.their_request(batch, true).bytes("request"), request);

  testing::Question question{
      {"secret", secret_hex(draw.key.secret)}, {"request", to_hex(request)}, {"batch", batch}};
  const Bytes response = peer().ask("pass_issue", question).bytes("response");
  const std::vector<Token> tokens = draw.tokens(response, batch);
  ASSERT_EQ(tokens.size(), draw.nonces.size());
  for (const Token& token : tokens) EXPECT_TRUE(draw.redeemed_here(token.encode().expose()));
  EXPECT_TRUE(draw.redeemed_there(tokens.back().encode().expose()));
}

void issued_here(const Draw& draw, bool batch) {
  const Reply asked = draw.their_request(batch, false);
  const auto request = draw.parsed(asked.bytes("request"), batch);
  ASSERT_TRUE(request);
  EXPECT_EQ(request->truncated_key_id, truncated(draw.key_id));
  EXPECT_EQ(batch ? encode_batch_request(draw.key_id, request->elements)
                  : encode_request(draw.key_id, request->elements[0]),
            asked.bytes("request"));

  // With the proof's nonce known to both, their whole response is ours.
  const Bytes wide = random_bytes(64);
  const testing::Question issue{{"secret", secret_hex(draw.key.secret)},
                                {"request", asked.text("request")},
                                {"nonce", secret_hex(Scalar::reduce(FixedView<64>(wide)))},
                                {"batch", batch}};
  const Bytes theirs = peer().ask("pass_issue", issue).bytes("response");
  const Bytes response = [&] {
    const FixedRandom fixed(wide);
    const Evaluation evaluation = evaluate(draw.key, request->elements).value();
    return batch ? encode_batch_response(evaluation) : encode_response(evaluation);
  }();
  EXPECT_EQ(response, theirs);

  testing::Question question{
      {"handle", asked.number("handle")}, {"response", to_hex(response)}, {"batch", batch}};
  const std::vector<Bytes> tokens = peer().ask("pass_finalize", question).list("tokens");
  ASSERT_EQ(tokens.size(), draw.nonces.size());
  for (const Bytes& token : tokens) EXPECT_TRUE(draw.redeemed_here(token));
  EXPECT_TRUE(draw.redeemed_there(tokens.front()));

  question["response"] =
      to_hex(flipped(response, random_below(static_cast<std::uint32_t>(response.size()))));
  EXPECT_TRUE(peer().ask("pass_finalize", question).refused());
}

TEST_P(PassesPeer, TokensAreIssuedThereAndRedeemedOnBothSides) {
  for (int round = 0; round < rounds(); ++round) issued_there(Draw(size()), true);
}

TEST_P(PassesPeer, TokensAreIssuedHereAndRedeemedOnBothSides) {
  for (int round = 0; round < rounds(); ++round) issued_here(Draw(size()), true);
}

TEST(PassesPeerSingle, OneTokenInTheSingleForm) {
  for (int round = 0; round < 5; ++round) {
    issued_there(Draw(1), false);
    issued_here(Draw(1), false);
  }
}

TEST(PassesPeerRefusal, EveryFlippedByteOfTheirResponseAndOfATokenIsRefused) {
  const Draw draw(3);
  const Bytes response =
      peer()
          .ask("pass_issue", {{"secret", secret_hex(draw.key.secret)},
                              {"request", to_hex(encode_batch_request(draw.key_id, draw.elements))},
                              {"batch", true}})
          .bytes("response");
  const std::vector<Token> tokens = draw.tokens(response, true);
  ASSERT_EQ(tokens.size(), 3u);
  for (std::size_t at = 0; at < response.size(); ++at) {
    EXPECT_TRUE(draw.tokens(flipped(response, at), true).empty()) << "byte " << at;
  }
  const Secret<kTokenSize> token = tokens[0].encode();
  for (std::size_t at = 0; at < kTokenSize; ++at) {
    const Bytes wrong = flipped(token.expose(), at);
    EXPECT_FALSE(draw.redeemed_here(wrong)) << "byte " << at;
    EXPECT_FALSE(draw.redeemed_there(wrong)) << "byte " << at;
  }
}

TEST(PassesPeerRefusal, EveryFlippedByteOfTheirRequestsHeadIsRefusedOrAnotherKeys) {
  const Draw draw(3);
  const Bytes request = draw.their_request(true, false).bytes("request");
  for (std::size_t at = 0; at < 5; ++at) {
    const auto parsed = draw.parsed(flipped(request, at), true);
    EXPECT_TRUE(!parsed || parsed->truncated_key_id != truncated(draw.key_id)) << "byte " << at;
  }
}

}  // namespace
}  // namespace sotto::voprf
