#include "crypto/ohttp/bhttp.h"

#include <gtest/gtest.h>

#include "crypto/base/varint.h"
#include "crypto/base/wire.h"
#include "tests/support/vectors.h"

namespace sotto::bhttp {
namespace {

using testing::has;
using testing::hex;
using testing::read_vectors;
using testing::text;
using testing::VectorCase;

Headers headers_of(const VectorCase& vector) {
  Headers out;
  for (std::string i = "0"; has(vector, "header_name." + i); i = std::to_string(out.size())) {
    out.emplace_back(text(vector, "header_name." + i), text(vector, "header_value." + i));
  }
  return out;
}

Bytes encoded_bytes(const SecretBytes& encoded) {
  return to_bytes(encoded.expose());
}

// A published encoding may leave out the zero lengths at its end; ours does not.
void expect_equal_but_for_zeros(Bytes a, Bytes b) {
  const std::size_t size = std::max(a.size(), b.size());
  a.resize(size);
  b.resize(size);
  EXPECT_EQ(a, b);
}

constexpr std::string_view kContent = "what the message says";

Request sample_request() {
  return {.method = "POST",
          .scheme = "https",
          .authority = "sotto.example",
          .path = "/commit",
          .headers = {{"content-type", "application/octet-stream"}, {"x", ""}},
          .content = as_bytes(kContent)};
}

Response sample_response() {
  return {.status = 503, .headers = {{"retry-after", "300"}}, .content = as_bytes(kContent)};
}

void expect_same(const Request& a, const Request& b) {
  EXPECT_EQ(a.method, b.method);
  EXPECT_EQ(a.scheme, b.scheme);
  EXPECT_EQ(a.authority, b.authority);
  EXPECT_EQ(a.path, b.path);
  EXPECT_EQ(a.headers, b.headers);
  EXPECT_TRUE(equal(a.content, b.content));
}

void expect_same(const Response& a, const Response& b) {
  EXPECT_EQ(a.status, b.status);
  EXPECT_EQ(a.headers, b.headers);
  EXPECT_TRUE(equal(a.content, b.content));
}

TEST(Bhttp, ReadsAndWritesTheKnownLengthRequestsOfTheRfcs) {
  int checked = 0;
  for (const VectorCase& vector : read_vectors("bhttp_rfc9292")) {
    if (text(vector, "framing") != "0") continue;
    const Bytes encoded = hex(vector, "encoded");
    const Bytes content = hex(vector, "content");
    const Request expected{.method = text(vector, "method"),
                           .scheme = text(vector, "scheme"),
                           .authority = text(vector, "authority"),
                           .path = text(vector, "path"),
                           .headers = headers_of(vector),
                           .content = content};
    const std::expected<Request, Refusal> parsed = parse_request(encoded);
    ASSERT_TRUE(parsed) << text(vector, "name");
    expect_same(*parsed, expected);
    expect_equal_but_for_zeros(encoded_bytes(encode(expected)), encoded);
    ++checked;
  }
  EXPECT_EQ(checked, 2);
}

TEST(Bhttp, ReadsAndWritesTheKnownLengthResponseOfRfc9458) {
  int checked = 0;
  for (const VectorCase& vector : read_vectors("bhttp_rfc9292")) {
    if (text(vector, "framing") != "1" || !has(vector, "status")) continue;
    const Bytes encoded = hex(vector, "encoded");
    const std::expected<Response, Refusal> parsed = parse_response(encoded);
    ASSERT_TRUE(parsed) << text(vector, "name");
    EXPECT_EQ(std::to_string(parsed->status), text(vector, "status"));
    EXPECT_TRUE(parsed->headers.empty());
    EXPECT_TRUE(parsed->content.empty());
    expect_equal_but_for_zeros(encoded_bytes(encode(Response{.status = 200})), encoded);
    ++checked;
  }
  EXPECT_EQ(checked, 1);
}

TEST(Bhttp, WhatSottoNeverSendsIsRefusedByName) {
  int checked = 0;
  for (const VectorCase& vector : read_vectors("bhttp_rfc9292")) {
    if (text(vector, "framing") == "0" || has(vector, "status")) continue;
    const Bytes encoded = hex(vector, "encoded");
    EXPECT_EQ(parse_request(encoded).error(),
              text(vector, "framing") == "1" ? Refusal::kFraming : Refusal::kUnsupported);
    EXPECT_EQ(parse_response(encoded).error(), Refusal::kUnsupported) << text(vector, "name");
    ++checked;
  }
  EXPECT_EQ(checked, 3);  // two of indeterminate length, one with a trailer
}

TEST(Bhttp, MessagesComeBackAsTheyWere) {
  const SecretBytes request = encode(sample_request());
  const SecretBytes response = encode(sample_response());
  expect_same(*parse_request(request.expose()), sample_request());
  expect_same(*parse_response(response.expose()), sample_response());
}

TEST(Bhttp, ContentOfEveryLengthOfVarintComesBack) {
  for (std::size_t size : {0, 63, 64, 16383, 16384, 60000}) {
    const Bytes content(size, 0xab);
    Response response = sample_response();
    response.content = content;
    const SecretBytes encoded = encode(response);
    const std::expected<Response, Refusal> parsed = parse_response(encoded.expose());
    ASSERT_TRUE(parsed);
    EXPECT_TRUE(equal(parsed->content, content)) << size;
  }
}

TEST(Bhttp, PaddingMakesAnExactSizeAndChangesNothingElse) {
  const SecretBytes plain = encode(sample_request());
  for (std::size_t size : {plain.size(), plain.size() + 1, std::size_t{4096}}) {
    const SecretBytes padded = encode(sample_request(), size);
    ASSERT_EQ(padded.size(), size);
    EXPECT_TRUE(equal(padded.expose().first(plain.size()), plain.expose()));
    expect_same(*parse_request(padded.expose()), sample_request());
  }
  EXPECT_EQ(encode(sample_response(), 1000).size(), 1000u);
}

TEST(Bhttp, TheParsedContentIsAViewIntoTheEncoding) {
  const SecretBytes encoded = encode(sample_request(), 500);
  const std::expected<Request, Refusal> parsed = parse_request(encoded.expose());
  ASSERT_TRUE(parsed);
  EXPECT_GT(parsed->content.data(), encoded.expose().data());
  EXPECT_LT(parsed->content.data(), encoded.expose().data() + encoded.size());
}

TEST(Bhttp, LongerVarintsThanNeededAreRead) {
  // Framing in 2 bytes, status 200 in 4, no headers in 8, content of 1 byte in 2.
  const Bytes encoded = *from_hex("4001800000c8c00000000000000040012a");
  const std::expected<Response, Refusal> parsed = parse_response(encoded);
  ASSERT_TRUE(parsed);
  EXPECT_EQ(parsed->status, 200);
  EXPECT_TRUE(equal(parsed->content, Bytes{0x2a}));
}

TEST(BhttpRefusal, AMessageCutAnywhereButBetweenSections) {
  const Bytes whole = encoded_bytes(encode(sample_request()));
  const std::size_t content_field = 1 + kContent.size();
  // Allowed: without the trailers' zero; without the content; without the headers too
  // (section 3.8).
  const std::size_t without_trailers = whole.size() - 1;
  const std::size_t without_content = without_trailers - content_field;
  const std::size_t control_only = 1 + 5 + 6 + 14 + 8;
  for (std::size_t size = 0; size < whole.size(); ++size) {
    const std::expected<Request, Refusal> parsed = parse_request(ByteView(whole).first(size));
    if (size == without_trailers || size == without_content || size == control_only) {
      EXPECT_TRUE(parsed) << size;
    } else {
      ASSERT_FALSE(parsed) << size;
      EXPECT_EQ(parsed.error(), Refusal::kTruncated) << size;
    }
  }
}

TEST(BhttpRefusal, AResponseCutAnywhereButBetweenSections) {
  const Bytes whole = encoded_bytes(encode(sample_response()));
  const std::size_t without_trailers = whole.size() - 1;
  const std::size_t without_content = without_trailers - (1 + kContent.size());
  for (std::size_t size = 0; size < whole.size(); ++size) {
    const bool allowed = size == 3 || size == without_content || size == without_trailers;
    const std::expected<Response, Refusal> parsed = parse_response(ByteView(whole).first(size));
    EXPECT_EQ(parsed.has_value(), allowed) << size;
    if (!allowed) {
      EXPECT_EQ(parsed.error(), Refusal::kTruncated) << size;
    }
  }
}

TEST(BhttpRefusal, PaddingWithAnyByteThatIsNotZero) {
  const std::size_t used = encode(sample_request()).size();
  const Bytes padded = encoded_bytes(encode(sample_request(), used + 20));
  for (std::size_t i = used; i < padded.size(); ++i) {
    Bytes bad = padded;
    bad[i] = 1;
    EXPECT_EQ(parse_request(bad).error(), Refusal::kPadding) << i;
  }
}

TEST(BhttpRefusal, TheOtherKindOfMessageAndUnknownFraming) {
  EXPECT_EQ(parse_response(encode(sample_request()).expose()).error(), Refusal::kFraming);
  EXPECT_EQ(parse_request(encode(sample_response()).expose()).error(), Refusal::kFraming);
  EXPECT_EQ(parse_request(Bytes{4}).error(), Refusal::kFraming);
}

TEST(BhttpRefusal, ALengthThatDoesNotFitIntoThirtyTwoBits) {
  // The content's length is 2^32 + 1: cut to 32 bits it would be the one byte that is there.
  EXPECT_EQ(parse_response(*from_hex("0140c800c0000001000000012a")).error(), Refusal::kTruncated);
}

TEST(BhttpRefusal, AHeaderThatRunsOverItsSection) {
  // A section of 3 bytes: name "a", then a value of 2 bytes, of which the section holds none.
  EXPECT_EQ(parse_response(*from_hex("0140c8030161020000")).error(), Refusal::kTruncated);
}

TEST(BhttpRefusal, StatusCodesThatAreNotFinal) {
  EXPECT_EQ(parse_response(*from_hex("014064")).error(), Refusal::kUnsupported);  // 100
  EXPECT_EQ(parse_response(*from_hex("0140c7")).error(), Refusal::kUnsupported);  // 199
  EXPECT_EQ(parse_response(*from_hex("014063")).error(), Refusal::kStatus);       // 99
  EXPECT_EQ(parse_response(*from_hex("014258")).error(), Refusal::kStatus);       // 600
  EXPECT_EQ(parse_response(*from_hex("01800100c8")).error(), Refusal::kStatus);   // 65,736
  EXPECT_TRUE(parse_response(*from_hex("014257")));                               // 599
}

// The encoding of a response with one header, made without the checks of encode.
Bytes with_header(std::string_view name, std::string_view value) {
  Writer section;
  write_varint(section, name.size());
  section.bytes(as_bytes(name));
  write_varint(section, value.size());
  section.bytes(as_bytes(value));
  const Bytes bytes = section.take();
  Writer out;
  write_varint(out, 1);
  write_varint(out, 200);
  write_varint(out, bytes.size());
  return out.bytes(bytes).take();
}

TEST(BhttpRefusal, HeaderNamesThatHttpDoesNotAllow) {
  using std::string_view_literals::operator""sv;
  EXPECT_TRUE(parse_response(with_header("name", "value")));
  for (std::string_view name : {""sv, "Name"sv, "a b"sv, ":status"sv, "a:"sv, "\x7f"sv, "\x00"sv,
                                "caf\xc3\xa9"sv, "a\n"sv}) {
    const std::expected<Response, Refusal> parsed = parse_response(with_header(name, "value"));
    ASSERT_FALSE(parsed) << name;
    EXPECT_EQ(parsed.error(), Refusal::kText) << name;
  }
}

TEST(BhttpRefusal, TextsThatHttpDoesNotAllow) {
  using std::string_view_literals::operator""sv;
  EXPECT_TRUE(parse_response(with_header("name", "two words")));
  for (std::string_view value : {" a"sv, "a "sv, "\ta"sv, "a\t"sv, "a\rb"sv, "a\nb"sv, "a\0b"sv}) {
    const std::expected<Response, Refusal> parsed = parse_response(with_header("name", value));
    ASSERT_FALSE(parsed) << value;
    EXPECT_EQ(parsed.error(), Refusal::kText) << value;
  }
  Bytes request = encoded_bytes(encode(sample_request()));
  request[2] = '\n';  // in the method
  EXPECT_EQ(parse_request(request).error(), Refusal::kText);
}

TEST(BhttpDeathTest, WhatCannotBeEncodedIsABug) {
  Request injected = sample_request();
  injected.path = "/a\r\nb";
  Request named = sample_request();
  named.headers = {{"Name", ""}};
  Response early = sample_response();
  early.status = 103;
  EXPECT_DEATH(encode(injected), "bhttp: a text that HTTP does not allow");
  EXPECT_DEATH(encode(named), "bhttp: a header name that HTTP does not allow");
  EXPECT_DEATH(encode(early), "bhttp: no final status code");
  EXPECT_DEATH(encode(sample_request(), 10), "wire: content larger than its padded size");
}

}  // namespace
}  // namespace sotto::bhttp
