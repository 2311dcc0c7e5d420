// Oblivious HTTP against a gateway and a client over @hpke/core, binary HTTP against bhttp-js, with
// fresh random values in every round.

#include <gtest/gtest.h>

#include "crypto/ohttp/bhttp.h"
#include "crypto/ohttp/ohttp.h"
#include "crypto/primitives/random.h"
#include "tests/peers/peer.h"

namespace sotto::ohttp {
namespace {

using testing::flipped;
using testing::peer;
using testing::Question;
using testing::Reply;

constexpr int kRounds = 6;

Bytes random_content(std::uint32_t size) {
  return random_bytes(1 + random_below(size));
}

GatewayKey fresh_key() {
  return {static_cast<std::uint8_t>(random_below(256)), X25519KeyPair::generate()};
}

Reply their_key(std::uint8_t key_id) {
  return peer().ask("ohttp_key", {{"key_id", key_id}});
}

Reply their_capsule(const KeyConfig& config, ByteView bhttp) {
  return peer().ask("ohttp_encapsulate",
                    {{"config", to_hex(config.encode())}, {"bhttp", to_hex(bhttp)}});
}

TEST(OhttpPeer, AGatewayThereAnswersAClientHere) {
  for (int round = 0; round < kRounds; ++round) {
    const Reply key = their_key(static_cast<std::uint8_t>(random_below(256)));
    const auto config = KeyConfig::parse(key.bytes("config"));
    ASSERT_TRUE(config);
    EXPECT_EQ(config->encode(), key.bytes("config"));

    const Bytes request = random_content(9000);
    const auto client = encapsulate(*config, request);
    ASSERT_TRUE(client);
    const Reply opened = peer().ask(
        "ohttp_open", {{"handle", key.number("handle")}, {"capsule", to_hex(client->capsule)}});
    EXPECT_EQ(opened.bytes("bhttp"), request);

    const Bytes response = random_content(9000);
    const Bytes capsule = peer()
                              .ask("ohttp_respond", {{"handle", opened.number("handle")},
                                                     {"bhttp", to_hex(response)}})
                              .bytes("capsule");
    EXPECT_EQ(capsule.size(), response.size() + kResponseOverhead);
    const auto answer = client->open_response(capsule);
    ASSERT_TRUE(answer);
    EXPECT_EQ(to_bytes(answer->expose()), response);
    EXPECT_FALSE(encapsulate(*config, request)->open_response(capsule)) << "another request";
  }
}

TEST(OhttpPeer, AGatewayHereAnswersAClientThere) {
  for (int round = 0; round < kRounds; ++round) {
    const GatewayKey key = fresh_key();
    const Bytes request = random_content(9000);
    const Reply client = their_capsule(key.config(), request);
    EXPECT_EQ(client.bytes("capsule").size(), request.size() + kRequestOverhead);
    const auto opened = open_request(key, client.bytes("capsule"));
    ASSERT_TRUE(opened);
    EXPECT_EQ(to_bytes(opened->bhttp.expose()), request);

    const Bytes response = random_content(9000);
    const Bytes capsule = opened->seal_response(response);
    Question question{{"handle", client.number("handle")}, {"capsule", to_hex(capsule)}};
    EXPECT_EQ(peer().ask("ohttp_open_response", question).bytes("bhttp"), response);
    question["capsule"] =
        to_hex(flipped(capsule, random_below(static_cast<std::uint32_t>(capsule.size()))));
    EXPECT_TRUE(peer().ask("ohttp_open_response", question).refused());
  }
}

TEST(OhttpPeer, EveryFlippedByteOfTheirRequestIsRefused) {
  const GatewayKey key = fresh_key();
  const Bytes capsule = their_capsule(key.config(), random_bytes(50)).bytes("capsule");
  ASSERT_TRUE(open_request(key, capsule));
  for (std::size_t at = 0; at < capsule.size(); ++at) {
    EXPECT_FALSE(open_request(key, flipped(capsule, at))) << "byte " << at;
  }
}

TEST(OhttpPeer, EveryFlippedByteOfTheirResponseIsRefused) {
  const Reply key = their_key(7);
  const auto client = encapsulate(KeyConfig::parse(key.bytes("config")).value(), random_bytes(9));
  const Reply opened = peer().ask(
      "ohttp_open", {{"handle", key.number("handle")}, {"capsule", to_hex(client->capsule)}});
  const Bytes capsule = peer()
                            .ask("ohttp_respond", {{"handle", opened.number("handle")},
                                                   {"bhttp", to_hex(random_bytes(50))}})
                            .bytes("capsule");
  ASSERT_TRUE(client->open_response(capsule));
  for (std::size_t at = 0; at < capsule.size(); ++at) {
    EXPECT_FALSE(client->open_response(flipped(capsule, at))) << "byte " << at;
  }
}

}  // namespace
}  // namespace sotto::ohttp

namespace sotto::bhttp {
namespace {

using testing::flipped;
using testing::peer;
using testing::Question;
using testing::Reply;

constexpr int kRounds = 6;
constexpr std::size_t kPadded = 8192;

// In the order of their names, without repeats: the peer keeps neither order nor repeats.
Headers random_headers() {
  Headers out{{"content-type", "application/sotto"}};
  for (std::uint32_t i = random_below(4); i > 0; --i) {
    out.emplace_back("x-" + std::to_string(9 - i), to_hex(random_bytes(random_below(60))));
  }
  return out;
}

boost::json::array as_json(const Headers& headers) {
  boost::json::array out;
  for (const auto& [name, value] : headers) out.push_back({name, value});
  return out;
}

TEST(BhttpPeer, RequestsEncodedHereAreDecodedThere) {
  for (int round = 0; round < kRounds; ++round) {
    const Bytes content = random_bytes(random_below(5000));
    const Request request{.method = "POST",
                          .scheme = "https",
                          .authority = "broker.example",
                          .path = "/v1/" + to_hex(random_bytes(4)),
                          .headers = random_headers(),
                          .content = content};
    const SecretBytes encoded = encode(request, round == 0 ? 0 : kPadded);
    const Reply reply = peer().ask("bhttp_decode_request", {{"bhttp", to_hex(encoded.expose())}});
    EXPECT_EQ(reply.text("method"), request.method);
    EXPECT_EQ(reply.text("url"), "https://broker.example" + request.path);
    EXPECT_EQ(reply.field("headers"), boost::json::value(as_json(request.headers)));
    EXPECT_EQ(reply.bytes("content"), content);
  }
}

TEST(BhttpPeer, RequestsEncodedThereAreDecodedHere) {
  for (int round = 0; round < kRounds; ++round) {
    const Bytes content = random_bytes(1 + random_below(5000));
    const Headers headers = random_headers();
    const std::string path = "/v1/" + to_hex(random_bytes(4));
    const Bytes encoded =
        peer()
            .ask("bhttp_encode_request", {{"method", "POST"},
                                          {"url", "https://broker.example:8443" + path},
                                          {"headers", as_json(headers)},
                                          {"content", to_hex(content)},
                                          {"size", kPadded}})
            .bytes("bhttp");
    const auto request = parse_request(encoded);
    ASSERT_TRUE(request);
    EXPECT_EQ(request->method, "POST");
    EXPECT_EQ(request->scheme, "https");
    EXPECT_EQ(request->authority, "broker.example:8443");
    EXPECT_EQ(request->path, path);
    EXPECT_EQ(request->headers, headers);
    EXPECT_EQ(to_bytes(request->content), content);
    EXPECT_EQ(to_bytes(encode(*request, kPadded).expose()), encoded);
    EXPECT_FALSE(parse_request(flipped(encoded, kPadded - 1))) << "the last byte of padding";
    EXPECT_FALSE(parse_request(flipped(encoded, 0))) << "the framing indicator";
  }
}

TEST(BhttpPeer, ResponsesEncodedHereAreDecodedThere) {
  // Not 204, which the peer cannot hold: its web Response takes no body then, not even an empty
  // one.
  for (std::uint16_t status : {200, 400, 404, 503}) {
    const Bytes content = random_bytes(random_below(5000));
    const Response response{.status = status, .headers = random_headers(), .content = content};
    const SecretBytes encoded = encode(response, status == 400 ? 0 : kPadded);
    const Reply reply = peer().ask("bhttp_decode_response", {{"bhttp", to_hex(encoded.expose())}});
    EXPECT_EQ(reply.number("status"), status);
    EXPECT_EQ(reply.field("headers"), boost::json::value(as_json(response.headers)));
    EXPECT_EQ(reply.bytes("content"), content);
  }
}

TEST(BhttpPeer, ResponsesEncodedThereAreDecodedHere) {
  for (std::uint16_t status : {200, 204, 400, 404, 503}) {
    const Bytes content = random_bytes(status == 204 ? 0 : 1 + random_below(5000));
    const Headers headers = random_headers();
    const Bytes encoded = peer()
                              .ask("bhttp_encode_response", {{"status", status},
                                                             {"headers", as_json(headers)},
                                                             {"content", to_hex(content)},
                                                             {"size", kPadded}})
                              .bytes("bhttp");
    const auto response = parse_response(encoded);
    ASSERT_TRUE(response);
    EXPECT_EQ(response->status, status);
    EXPECT_EQ(response->headers, headers);
    EXPECT_EQ(to_bytes(response->content), content);
    EXPECT_EQ(to_bytes(encode(*response, kPadded).expose()), encoded);
    EXPECT_FALSE(parse_response(flipped(encoded, kPadded - 1))) << "the last byte of padding";
  }
}

}  // namespace
}  // namespace sotto::bhttp
