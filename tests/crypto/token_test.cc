#include "crypto/voprf/token.h"

#include <gtest/gtest.h>

#include "crypto/primitives/random.h"
#include "tests/support/vectors.h"

namespace sotto::voprf {
namespace {

using ristretto::Element;
using ristretto::Scalar;
using testing::hex;
using testing::hex_list;
using testing::read_vectors;
using testing::text;
using testing::VectorCase;

constexpr char kNoContextNoOrigin[] = "0005000e6973737565722e6578616d706c65000000";

KeyPair key_of(const VectorCase& vector) {
  const Bytes secret = hex(vector, "secret");
  return std::move(*KeyPair::from_secret(*Scalar::parse(FixedView<32>(secret))));
}

// A client that draws `size` tokens under a key.
struct Drawn {
  Drawn(const KeyPair& key, const Hash256& challenge_digest, const std::vector<Bytes>& nonces,
        const std::vector<Bytes>& blinds)
      : digest(challenge_digest), key_id(token_key_id(key.public_key)) {
    for (std::size_t i = 0; i < nonces.size(); ++i) {
      inputs.push_back(token_input(FixedView<32>(nonces[i]), digest, key_id));
      blinded.push_back(blind(inputs[i], *Scalar::parse(FixedView<32>(blinds[i]))));
      elements.push_back(blinded[i].element);
    }
  }
  Drawn(const KeyPair& key, std::size_t size)
      : Drawn(key, Challenge{"passes.issuer.example"}.digest(), random_list(size, false),
              random_list(size, true)) {}

  static std::vector<Bytes> random_list(std::size_t size, bool scalars) {
    std::vector<Bytes> out;
    for (std::size_t i = 0; i < size; ++i) {
      out.push_back(scalars ? to_bytes(Scalar::random().expose()) : random_bytes(32));
    }
    return out;
  }

  std::vector<Token> tokens(const KeyPair& key, const Evaluation& evaluation) const {
    const std::vector<ByteView> views(inputs.begin(), inputs.end());
    auto outputs = finalize(key.public_key, views, blinded, evaluation);
    std::vector<Token> out;
    if (!outputs) return out;
    for (std::size_t i = 0; i < inputs.size(); ++i) {
      out.push_back({to_array(FixedView<32>(ByteView(inputs[i]).subspan<2, 32>())), digest, key_id,
                     std::move((*outputs)[i])});
    }
    return out;
  }

  Hash256 digest;
  TokenKeyId key_id;
  std::vector<TokenInput> inputs;
  std::vector<Blinded> blinded;
  std::vector<Element> elements;
};

TEST(Token, SingleVectors) {
  for (const VectorCase& vector : read_vectors("token_single")) {
    const KeyPair key = key_of(vector);
    EXPECT_EQ(to_hex(key.public_key.bytes()), text(vector, "public"));
    const Drawn drawn(key, sha256({hex(vector, "challenge")}), {hex(vector, "nonce")},
                      {hex(vector, "blind")});
    EXPECT_EQ(to_hex(encode_request(drawn.key_id, drawn.elements[0])), text(vector, "request"));

    const auto request = parse_request(hex(vector, "request"));
    ASSERT_TRUE(request);
    EXPECT_EQ(request->truncated_key_id, truncated(drawn.key_id));
    EXPECT_EQ(request->elements, drawn.elements);

    const auto response = parse_response(hex(vector, "response"));
    ASSERT_TRUE(response);
    EXPECT_EQ(to_hex(encode_response(*response)), text(vector, "response"));
    EXPECT_EQ(evaluate(key, request->elements)->elements, response->elements);
    const std::vector<Token> tokens = drawn.tokens(key, *response);
    ASSERT_EQ(tokens.size(), 1u);
    EXPECT_EQ(to_hex(tokens[0].encode().expose()), text(vector, "token"));
    EXPECT_TRUE(verify_token(key, tokens[0], drawn.digest));
  }
}

TEST(Token, BatchVectors) {
  for (const VectorCase& vector : read_vectors("token_batch")) {
    const KeyPair key = key_of(vector);
    const std::vector<Bytes> nonces = hex_list(vector, "nonce");
    const Drawn drawn(key, sha256({hex(vector, "challenge")}), nonces, hex_list(vector, "blind"));
    EXPECT_EQ(to_hex(encode_batch_request(drawn.key_id, drawn.elements)), text(vector, "request"));

    const auto request = parse_batch_request(hex(vector, "request"), nonces.size());
    ASSERT_TRUE(request);
    EXPECT_EQ(request->truncated_key_id, truncated(drawn.key_id));
    EXPECT_EQ(request->elements, drawn.elements);

    const auto response = parse_batch_response(hex(vector, "response"), nonces.size());
    ASSERT_TRUE(response);
    EXPECT_EQ(to_hex(encode_batch_response(*response)), text(vector, "response"));
    EXPECT_EQ(evaluate(key, request->elements)->elements, response->elements);
    const std::vector<Token> tokens = drawn.tokens(key, *response);
    const std::vector<Bytes> expected = hex_list(vector, "token");
    ASSERT_EQ(tokens.size(), expected.size());
    for (std::size_t i = 0; i < tokens.size(); ++i) {
      EXPECT_EQ(to_hex(tokens[i].encode().expose()), to_hex(expected[i]));
      const auto parsed = Token::parse(expected[i]);
      ASSERT_TRUE(parsed);
      EXPECT_TRUE(verify_token(key, *parsed, drawn.digest));
    }
  }
}

TEST(Token, TheChallengeBoundToNothingIsThatOfTheVectors) {
  EXPECT_EQ(to_hex(Challenge{"issuer.example"}.encode()), kNoContextNoOrigin);
  EXPECT_EQ(Challenge{"issuer.example"}.digest(), sha256({*from_hex(kNoContextNoOrigin)}));
  bool seen = false;
  for (const VectorCase& vector : read_vectors("token_batch")) {
    seen = seen || text(vector, "challenge") == kNoContextNoOrigin;
  }
  EXPECT_TRUE(seen) << "the vectors hold this challenge";
}

TEST(Token, TheLargestBatchGoesRound) {
  const KeyPair key = KeyPair::generate();
  const Drawn drawn(key, kMaxBatch);
  const Bytes wire = encode_batch_request(drawn.key_id, drawn.elements);
  EXPECT_EQ(wire.size(), 2 + 1 + 2 + 32 * kMaxBatch);
  const auto request = parse_batch_request(wire, kMaxBatch);
  ASSERT_TRUE(request);
  const Bytes answer = encode_batch_response(evaluate(key, request->elements).value());
  EXPECT_EQ(answer.size(), 2 + 32 * kMaxBatch + 64);
  const auto response = parse_batch_response(answer, kMaxBatch);
  ASSERT_TRUE(response);
  const std::vector<Token> tokens = drawn.tokens(key, *response);
  ASSERT_EQ(tokens.size(), kMaxBatch);
  EXPECT_TRUE(verify_token(key, tokens.back(), drawn.digest));
}

// Requests and responses for three, as raw bytes to break.
class TokenRefusal : public ::testing::Test {
 protected:
  TokenRefusal()
      : key(KeyPair::generate()),
        drawn(key, 3),
        request(encode_batch_request(drawn.key_id, drawn.elements)),
        response(encode_batch_response(evaluate(key, drawn.elements).value())) {}

  void put(Bytes& wire, std::size_t at, ByteView bytes) {
    std::copy(bytes.begin(), bytes.end(), wire.begin() + static_cast<std::ptrdiff_t>(at));
  }
  std::optional<Refusal> request_refusal(const Bytes& wire, std::size_t count = 3) {
    const auto parsed = parse_batch_request(wire, count);
    return parsed ? std::nullopt : std::optional(parsed.error());
  }
  std::optional<Refusal> response_refusal(const Bytes& wire, std::size_t count = 3) {
    const auto parsed = parse_batch_response(wire, count);
    return parsed ? std::nullopt : std::optional(parsed.error());
  }

  static constexpr std::size_t kRequestElements = 2 + 1 + 2;
  static constexpr std::size_t kResponseElements = 2;
  static constexpr std::size_t kProof = 2 + 3 * 32;
  KeyPair key;
  Drawn drawn;
  Bytes request;
  Bytes response;
};

TEST_F(TokenRefusal, NothingIsWrongBefore) {
  EXPECT_EQ(request_refusal(request), std::nullopt);
  EXPECT_EQ(response_refusal(response), std::nullopt);
}

TEST_F(TokenRefusal, TheIdentity) {
  put(request, kRequestElements + 32, Bytes(32));
  EXPECT_EQ(request_refusal(request), Refusal::kElement);
  put(response, kResponseElements + 32, Bytes(32));
  EXPECT_EQ(response_refusal(response), Refusal::kElement);
}

TEST_F(TokenRefusal, ANonCanonicalElement) {
  // p, which stands for zero
  const Bytes p = *from_hex("edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f");
  put(request, kRequestElements + 64, p);
  EXPECT_EQ(request_refusal(request), Refusal::kElement);
  put(response, kResponseElements + 64, p);
  EXPECT_EQ(response_refusal(response), Refusal::kElement);
}

TEST_F(TokenRefusal, AnElementWithItsTopBitSet) {
  request[kRequestElements + 31] |= 0x80;
  EXPECT_EQ(request_refusal(request), Refusal::kElement);
  response[kResponseElements + 31] |= 0x80;
  EXPECT_EQ(response_refusal(response), Refusal::kElement);
}

TEST_F(TokenRefusal, AScalarNotBelowTheGroupOrder) {
  const Bytes order = *from_hex("edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010");
  Bytes c = response;
  put(c, kProof, order);
  EXPECT_EQ(response_refusal(c), Refusal::kProof);
  put(response, kProof + 32, order);
  EXPECT_EQ(response_refusal(response), Refusal::kProof);
}

TEST_F(TokenRefusal, AnotherCountThanExpected) {
  for (std::size_t count : {2u, 4u}) {
    const Drawn other(key, count);
    EXPECT_EQ(request_refusal(encode_batch_request(other.key_id, other.elements)), Refusal::kCount);
    EXPECT_EQ(response_refusal(encode_batch_response(evaluate(key, other.elements).value())),
              Refusal::kCount);
  }
  const Bytes none = concat({ByteView(request).first(3), Bytes{0}});
  EXPECT_EQ(request_refusal(none), Refusal::kCount);
  EXPECT_EQ(response_refusal(concat({Bytes{0}, ByteView(response).last(64)})), Refusal::kCount);
}

TEST_F(TokenRefusal, ALengthThatIsNotWholeElements) {
  request[4] += 1;
  request.push_back(0);
  EXPECT_EQ(request_refusal(request), Refusal::kCount);
}

TEST_F(TokenRefusal, ATrailingByte) {
  request.push_back(0);
  EXPECT_EQ(request_refusal(request), Refusal::kSize);
  response.push_back(0);
  EXPECT_EQ(response_refusal(response), Refusal::kSize);
}

TEST_F(TokenRefusal, EveryCut) {
  for (std::size_t size = 0; size < request.size(); ++size) {
    EXPECT_EQ(request_refusal(to_bytes(ByteView(request).first(size))), Refusal::kSize) << size;
  }
  for (std::size_t size = 0; size < response.size(); ++size) {
    EXPECT_EQ(response_refusal(to_bytes(ByteView(response).first(size))), Refusal::kSize) << size;
  }
}

TEST_F(TokenRefusal, ALongerFormOfTheLength) {
  const Bytes longer = {0x80, 0, 0, 96};
  EXPECT_EQ(
      request_refusal(concat({ByteView(request).first(3), longer, ByteView(request).subspan(5)})),
      Refusal::kSize);
  EXPECT_EQ(response_refusal(concat({longer, ByteView(response).subspan(2)})), Refusal::kSize);
  const Bytes one_in_two = {0x40, 32};
  EXPECT_EQ(request_refusal(
                concat({ByteView(request).first(3), one_in_two, drawn.elements[0].bytes()}), 1),
            Refusal::kSize);
}

TEST_F(TokenRefusal, AnotherTokenType) {
  request[1] = 0x01;
  EXPECT_EQ(request_refusal(request), Refusal::kTokenType);
}

TEST_F(TokenRefusal, EveryFlippedByteOfAResponseYieldsNoTokens) {
  for (std::size_t i = 0; i < response.size(); ++i) {
    Bytes flipped = response;
    flipped[i] ^= 1;
    const auto parsed = parse_batch_response(flipped, 3);
    EXPECT_TRUE(!parsed || drawn.tokens(key, *parsed).empty()) << i;
  }
}

TEST_F(TokenRefusal, SingleFormsTakeNoOtherSize) {
  const Bytes one = encode_request(drawn.key_id, drawn.elements[0]);
  const Bytes answer = encode_response(evaluate(key, std::span(drawn.elements).first(1)).value());
  EXPECT_EQ(one.size(), 35u);
  EXPECT_EQ(answer.size(), 96u);
  EXPECT_TRUE(parse_request(one) && parse_response(answer));
  EXPECT_FALSE(parse_request(concat({one, Bytes{0}})));
  EXPECT_FALSE(parse_response(concat({answer, Bytes{0}})));
  for (std::size_t size = 0; size < one.size(); ++size) {
    EXPECT_FALSE(parse_request(ByteView(one).first(size))) << size;
  }
  for (std::size_t size = 0; size < answer.size(); ++size) {
    EXPECT_FALSE(parse_response(ByteView(answer).first(size))) << size;
  }
}

// One good token, to be spoiled.
class TokenVerify : public ::testing::Test {
 protected:
  TokenVerify()
      : key(KeyPair::generate()),
        drawn(key, 1),
        token(std::move(drawn.tokens(key, evaluation())[0])) {}
  Evaluation evaluation() { return evaluate(key, drawn.elements).value(); }

  KeyPair key;
  Drawn drawn;
  Token token;
};

TEST_F(TokenVerify, AGoodOneIsAccepted) {
  EXPECT_TRUE(verify_token(key, token, drawn.digest));
}

TEST_F(TokenVerify, AnotherChallengeIsRefused) {
  EXPECT_FALSE(verify_token(key, token, Challenge{"other.issuer.example"}.digest()));
}

// Its authenticator is right for what it says: only the comparison of the digest can refuse it.
TEST_F(TokenVerify, ATokenMadeForAnotherChallengeIsRefused) {
  const Hash256 other = Challenge{"other.issuer.example"}.digest();
  token.challenge_digest = other;
  token.authenticator = evaluate_input(key, token.input());
  EXPECT_TRUE(verify_token(key, token, other));
  EXPECT_FALSE(verify_token(key, token, drawn.digest));
}

TEST_F(TokenVerify, ATokenThatNamesAnotherKeyIsRefused) {
  token.key_id = token_key_id(KeyPair::generate().public_key);
  token.authenticator = evaluate_input(key, token.input());
  EXPECT_FALSE(verify_token(key, token, drawn.digest));
}

TEST_F(TokenVerify, ATokenOfAnotherKeyIsRefused) {
  EXPECT_FALSE(verify_token(KeyPair::generate(), token, drawn.digest));
}

TEST_F(TokenVerify, EveryFlippedByteIsRefused) {
  const Secret<kTokenSize> wire = token.encode();
  for (std::size_t i = 0; i < kTokenSize; ++i) {
    Bytes flipped = to_bytes(wire.expose());
    flipped[i] ^= 0x80;
    const auto parsed = Token::parse(flipped);
    EXPECT_TRUE(!parsed || !verify_token(key, *parsed, drawn.digest)) << i;
  }
}

TEST_F(TokenVerify, OnlyItsOwnSizeAndTypeParse) {
  Bytes wire = to_bytes(token.encode().expose());
  for (std::size_t size = 0; size < wire.size(); ++size) {
    EXPECT_EQ(Token::parse(ByteView(wire).first(size)).error(), Refusal::kSize) << size;
  }
  EXPECT_EQ(Token::parse(concat({wire, Bytes{0}})).error(), Refusal::kSize);
  wire[1] = 0x02;
  EXPECT_EQ(Token::parse(wire).error(), Refusal::kTokenType);
}

TEST(TokenDeathTest, BatchesOutOfRangeAreBugs) {
  const Drawn drawn(KeyPair::generate(), 1);
  EXPECT_DEATH(encode_batch_request(drawn.key_id, {}), "panic: token");
  const std::vector<Element> many(kMaxBatch + 1, drawn.elements[0]);
  EXPECT_DEATH(encode_batch_request(drawn.key_id, many), "panic: token");
  EXPECT_DEATH((void)parse_batch_request(Bytes{0, 5, 0}, 0), "panic: token");
}

}  // namespace
}  // namespace sotto::voprf
