#include "crypto/ohttp/ohttp.h"

#include <gtest/gtest.h>

#include "crypto/primitives/random_testing.h"
#include "tests/support/vectors.h"

namespace sotto::ohttp {
namespace {

using testing::hex;
using testing::hex_array;
using testing::read_vectors;
using testing::VectorCase;

constexpr std::string_view kQuestion = "a binary HTTP request";
constexpr std::string_view kAnswer = "a binary HTTP response";

GatewayKey gateway_of(const VectorCase& vector) {
  return {1, X25519KeyPair::from_secret(Secret<32>::from(hex_array<32>(vector, "skR")))};
}

TEST(Ohttp, ReadsTheKeyConfigurationOfRfc9458) {
  const VectorCase vector = read_vectors("ohttp_rfc9458").front();
  const std::optional<KeyConfig> config = KeyConfig::parse(hex(vector, "key_config"));
  ASSERT_TRUE(config);
  EXPECT_EQ(config->key_id, 1);
  EXPECT_EQ(config->public_key, gateway_of(vector).pair.public_key);
}

// RFC 9458's example is sealed with AES-128-GCM, which we do not have: what can be checked with it
// is the order of header and enc, and that its suite is refused by name.
TEST(Ohttp, LaysOutTheCapsuleOfRfc9458UpToItsAead) {
  const VectorCase vector = read_vectors("ohttp_rfc9458").front();
  FixedRandom ephemeral(hex(vector, "skE"));
  const std::optional<ClientRequest> request = encapsulate(gateway_of(vector).config(), {});
  ASSERT_TRUE(request);
  Bytes theirs = hex(vector, "enc_request");
  EXPECT_EQ(open_request(gateway_of(vector), theirs).error(), Refusal::kUnknownSuite);
  theirs[6] = 0x03;  // the one byte of the header that names the AEAD
  EXPECT_TRUE(equal(ByteView(request->capsule).first(39), ByteView(theirs).first(39)));
  EXPECT_TRUE(equal(ByteView(theirs).subspan(7, 32), hex(vector, "pkE")));
}

TEST(Ohttp, TheInfoOfTheRequestIsThatOfRfc9458UpToItsAead) {
  const VectorCase vector = read_vectors("ohttp_rfc9458").front();
  const GatewayKey gateway = gateway_of(vector);
  const ClientRequest request = *encapsulate(gateway.config(), as_bytes(kQuestion));
  Bytes info = hex(vector, "info");
  info.back() = 0x03;
  const hpke::Enc enc = to_array(ByteView(request.capsule).subspan<7, 32>());
  std::optional<hpke::Receiver> receiver = hpke::Receiver::setup_base(enc, gateway.pair, info);
  ASSERT_TRUE(receiver);
  EXPECT_TRUE(receiver->open({}, ByteView(request.capsule).subspan(39)));
}

TEST(Ohttp, SealsAndOpensTheCapsulesOfTheChaCha20Poly1305Example) {
  const VectorCase vector = read_vectors("ohttp_chacha20poly1305").front();
  const GatewayKey gateway = gateway_of(vector);
  EXPECT_EQ(KeyConfig::parse(hex(vector, "key_config"))->public_key, gateway.pair.public_key);

  Bytes random = hex(vector, "skE");
  const Bytes response_nonce = hex(vector, "response_nonce");
  random.insert(random.end(), response_nonce.begin(), response_nonce.end());
  FixedRandom fixed(random);
  const ClientRequest request = *encapsulate(gateway.config(), hex(vector, "request_bhttp"));
  EXPECT_EQ(request.capsule, hex(vector, "enc_request"));
  const std::expected<GatewayRequest, Refusal> opened = open_request(gateway, request.capsule);
  ASSERT_TRUE(opened);
  EXPECT_TRUE(equal(opened->bhttp.expose(), hex(vector, "request_bhttp")));

  const Bytes response = opened->seal_response(hex(vector, "response_bhttp"));
  EXPECT_EQ(response, hex(vector, "enc_response"));
  const std::optional<SecretBytes> answer = request.open_response(response);
  ASSERT_TRUE(answer);
  EXPECT_TRUE(equal(answer->expose(), hex(vector, "response_bhttp")));
}

class OhttpRefusal : public ::testing::Test {
 protected:
  Refusal refusal_of(ByteView capsule) const { return open_request(gateway_, capsule).error(); }

  GatewayKey gateway_{7, X25519KeyPair::generate()};
  ClientRequest request_ = *encapsulate(gateway_.config(), as_bytes(kQuestion));
  GatewayRequest opened_ = *open_request(gateway_, request_.capsule);
  Bytes response_ = opened_.seal_response(as_bytes(kAnswer));
};

TEST_F(OhttpRefusal, NothingIsRefusedOfTheGenuineExchange) {
  EXPECT_EQ(request_.capsule.size(), kQuestion.size() + kRequestOverhead);
  EXPECT_EQ(kRequestOverhead, 55u);
  EXPECT_EQ(response_.size(), kAnswer.size() + kResponseOverhead);
  EXPECT_EQ(kResponseOverhead, 48u);
  EXPECT_TRUE(equal(opened_.bhttp.expose(), as_bytes(kQuestion)));
  EXPECT_TRUE(equal(request_.open_response(response_)->expose(), as_bytes(kAnswer)));
}

TEST_F(OhttpRefusal, ACapsuleCutAnywhereOrContinued) {
  for (std::size_t size = 0; size < request_.capsule.size(); ++size) {
    EXPECT_EQ(refusal_of(ByteView(request_.capsule).first(size)),
              size < kRequestOverhead ? Refusal::kTruncated : Refusal::kNotAuthentic)
        << size;
  }
  Bytes longer = request_.capsule;
  longer.push_back(0);
  EXPECT_EQ(refusal_of(longer), Refusal::kNotAuthentic);
}

TEST_F(OhttpRefusal, EveryFlippedByteOfACapsule) {
  for (std::size_t i = 0; i < request_.capsule.size(); ++i) {
    Bytes bad = request_.capsule;
    bad[i] ^= 0x01;
    const Refusal expected = i == 0            ? Refusal::kUnknownKey
                             : i < kHeaderSize ? Refusal::kUnknownSuite
                                               : Refusal::kNotAuthentic;
    EXPECT_EQ(refusal_of(bad), expected) << i;
  }
}

TEST_F(OhttpRefusal, ACapsuleForAnotherKeyWithTheSameId) {
  const GatewayKey other{7, X25519KeyPair::generate()};
  EXPECT_EQ(open_request(other, request_.capsule).error(), Refusal::kNotAuthentic);
}

TEST_F(OhttpRefusal, AnEncOfSmallOrder) {
  Bytes bad = request_.capsule;
  std::fill_n(bad.begin() + 7, 32, 0);
  EXPECT_EQ(refusal_of(bad), Refusal::kNotAuthentic);
}

TEST_F(OhttpRefusal, AGatewayKeyOfSmallOrderIsNotSealedTo) {
  EXPECT_FALSE(encapsulate({.key_id = 7, .public_key = {}}, as_bytes(kQuestion)));
}

TEST_F(OhttpRefusal, AResponseCutAnywhereOrContinued) {
  for (std::size_t size = 0; size < response_.size(); ++size) {
    EXPECT_FALSE(request_.open_response(ByteView(response_).first(size))) << size;
  }
  Bytes longer = response_;
  longer.push_back(0);
  EXPECT_FALSE(request_.open_response(longer));
}

TEST_F(OhttpRefusal, EveryFlippedByteOfAResponse) {
  for (std::size_t i = 0; i < response_.size(); ++i) {
    Bytes bad = response_;
    bad[i] ^= 0x01;
    EXPECT_FALSE(request_.open_response(bad)) << i;
  }
}

TEST_F(OhttpRefusal, TheResponseToAnotherRequest) {
  const ClientRequest other = *encapsulate(gateway_.config(), as_bytes(kQuestion));
  EXPECT_FALSE(other.open_response(response_));
}

TEST_F(OhttpRefusal, TwoResponsesToOneRequestNeverShareANonce) {
  const Bytes again = opened_.seal_response(as_bytes(kAnswer));
  EXPECT_FALSE(equal(ByteView(again).first(kResponseNonceSize),
                     ByteView(response_).first(kResponseNonceSize)));
  EXPECT_TRUE(request_.open_response(again));
}

// key id 7, KEM 0x0020, a key of 32 bytes 0x11, then the suites given.
Bytes config_with(std::string_view kem, std::string_view suites) {
  return *from_hex("07" + std::string(kem) + to_hex(Bytes(32, 0x11)) + std::string(suites));
}

TEST(OhttpKeyConfig, ComesBackAsItWas) {
  const KeyConfig config{.key_id = 255, .public_key = X25519KeyPair::generate().public_key};
  const Bytes encoded = config.encode();
  EXPECT_EQ(encoded.size(), 41u);
  const std::optional<KeyConfig> parsed = KeyConfig::parse(encoded);
  ASSERT_TRUE(parsed);
  EXPECT_EQ(parsed->key_id, config.key_id);
  EXPECT_EQ(parsed->public_key, config.public_key);
}

TEST(OhttpKeyConfig, OursIsTheOneThatOffersOurSuiteAlone) {
  const KeyConfig config{.key_id = 7, .public_key = to_array(FixedView<32>(Bytes(32, 0x11)))};
  EXPECT_EQ(config.encode(), config_with("0020", "000400010003"));
}

TEST(OhttpKeyConfig, OurSuiteIsFoundAmongOthers) {
  EXPECT_TRUE(KeyConfig::parse(config_with("0020", "000c000100010001000300010002")));
}

TEST(OhttpKeyConfig, IsRefusedWithoutOurSuite) {
  EXPECT_FALSE(KeyConfig::parse(config_with("0020", "000400010001")));  // AES-128-GCM
  EXPECT_FALSE(KeyConfig::parse(config_with("0020", "000400030003")));  // HKDF-SHA512
  EXPECT_FALSE(KeyConfig::parse(config_with("0020", "0000")));
}

TEST(OhttpKeyConfig, IsRefusedWithAnotherKem) {
  EXPECT_FALSE(KeyConfig::parse(config_with("0010", "000400010003")));  // P-256
}

TEST(OhttpKeyConfig, IsRefusedWithHalfASuite) {
  EXPECT_FALSE(KeyConfig::parse(config_with("0020", "0006000100030001")));
}

TEST(OhttpKeyConfig, IsRefusedCutAnywhereOrContinued) {
  const Bytes whole = config_with("0020", "000400010003");
  ASSERT_TRUE(KeyConfig::parse(whole));
  for (std::size_t size = 0; size < whole.size(); ++size) {
    EXPECT_FALSE(KeyConfig::parse(ByteView(whole).first(size))) << size;
  }
  Bytes longer = whole;
  longer.push_back(0);
  EXPECT_FALSE(KeyConfig::parse(longer));
}

}  // namespace
}  // namespace sotto::ohttp
