#include "crypto/protocol/code.h"

#include <gtest/gtest.h>

#include <cctype>
#include <string>

#include "crypto/primitives/random.h"
#include "crypto/primitives/random_testing.h"

namespace sotto::protocol {
namespace {

// Values computed with another implementation of Crockford's base32.
constexpr const char* kCodeHex = "00443214c74254b635cf";
constexpr const char* kTyped = "0123-4567-89AB-CDEF-NVNT-TJKS";
constexpr const char* kFragment = "0123456789ABCDEFNVNTTJKSDZ62W5EW9HG63D2YV4";
constexpr const char* kSite = "https://listen.example";

Code some_code() {
  const Bytes bytes = *from_hex(kCodeHex);
  return {Secret<10>::from(ByteView(bytes).first<10>())};
}

Hash256 some_genesis() {
  return sha256({as_bytes("genesis")});
}

// Whether the text is read as the code above, of the log above, with this much of its hash.
bool is_read(std::string_view text, std::size_t prefix) {
  const auto slip = parse_slip(text);
  return slip && slip->code.bytes == some_code().bytes && slip->matches(some_genesis()) &&
         slip->genesis_prefix.size() == prefix;
}

SlipRefusal refusal(std::string_view text) {
  const auto slip = parse_slip(text);
  EXPECT_FALSE(slip.has_value()) << text;
  return slip ? SlipRefusal{} : slip.error();
}

std::string lower(std::string text) {
  for (char& c : text) c = static_cast<char>(std::tolower(c));
  return text;
}

TEST(Code, TheBrokerKeepsALabelledHash) {
  EXPECT_EQ(to_hex(some_code().hash()),
            "033b035394151773762a468f03c00ef1b294a2fdd4e4cd41c7b0d9048859d3f9");
}

TEST(Code, GeneratedOnesDiffer) {
  EXPECT_FALSE(Code::generate().bytes == Code::generate().bytes);
}

TEST(Slip, TheTwoFormsAreAsAnotherImplementationWritesThem) {
  EXPECT_EQ(typed_form(some_code(), some_genesis()), kTyped);
  EXPECT_EQ(link(kSite, some_code(), some_genesis()), std::string(kSite) + "/open#" + kFragment);
}

TEST(Slip, TheTypedFormIsReadHoweverItIsTyped) {
  std::string plain;
  for (char c : std::string(kTyped)) {
    if (c != '-') plain.push_back(c);
  }
  ASSERT_EQ(plain.size(), 24u);
  std::string spaced;
  for (char c : plain) spaced += std::string(1, c) + " \t\r\n";
  for (const std::string& typed : {std::string(kTyped), plain, lower(kTyped), lower(plain), spaced,
                                   " " + plain + "\n", "--" + plain + "-"}) {
    EXPECT_TRUE(is_read(typed, 5)) << typed;
  }
}

TEST(Slip, LettersThatLookLikeDigitsAreReadAsThem) {
  const std::string ones = "111100001111000011110000";
  const auto expected = parse_slip(ones);
  ASSERT_TRUE(expected);
  for (const char* typed : {"IIIIOOOOiiiioooollll0000", "LlIiOo00iLl1oO0O1111oooo"}) {
    const auto slip = parse_slip(typed);
    ASSERT_TRUE(slip) << typed;
    EXPECT_EQ(slip->code.bytes, expected->code.bytes) << typed;
    EXPECT_EQ(slip->genesis_prefix, expected->genesis_prefix) << typed;
  }
}

TEST(Slip, TheLinkIsReadWholeOrAsItsFragment) {
  const std::string whole = link(kSite, some_code(), some_genesis());
  for (const std::string& text :
       {whole, std::string(kFragment), std::string("#") + kFragment, " " + whole + "\n",
        lower(whole), std::string("/open#") + kFragment, std::string(kSite) + "/open#" + kTyped}) {
    EXPECT_TRUE(is_read(text, text.ends_with(kTyped) ? 5 : 16)) << text;
  }
}

TEST(Slip, EveryCharacterCounts) {
  static const std::string digits = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  for (const std::string form : {kTyped, kFragment}) {
    for (std::size_t i = 0; i < form.size(); ++i) {
      if (form[i] == '-') continue;
      for (char digit : digits) {
        std::string other = form;
        other[i] = digit;
        EXPECT_EQ(is_read(other, form == kTyped ? 5 : 16), other == form) << other;
      }
    }
  }
}

TEST(Slip, ReadsBackEveryCodeThatIsWritten) {
  const SeededRandom random(1);
  for (int i = 0; i < 300; ++i) {
    const Code code = Code::generate();
    const Hash256 genesis = random_array<32>();
    for (const std::string& text : {typed_form(code, genesis), link(kSite, code, genesis)}) {
      const auto slip = parse_slip(text);
      ASSERT_TRUE(slip) << text;
      EXPECT_EQ(slip->code.bytes, code.bytes);
      EXPECT_TRUE(slip->matches(genesis));
    }
  }
}

TEST(Slip, AnotherLogDoesNotMatch) {
  const auto typed = parse_slip(kTyped);
  const auto linked = parse_slip(kFragment);
  ASSERT_TRUE(typed && linked);
  for (std::size_t i = 0; i < 32; ++i) {
    Hash256 other = some_genesis();
    other[i] ^= 1;
    EXPECT_EQ(typed->matches(other), i >= 5) << i;
    EXPECT_EQ(linked->matches(other), i >= 16) << i;
  }
}

TEST(Slip, APrefixOfAnotherSizeMatchesNothing) {
  for (std::size_t size : {0u, 1u, 4u, 6u, 15u, 17u, 32u}) {
    const Slip slip{some_code(), to_bytes(ByteView(some_genesis()).first(size))};
    EXPECT_FALSE(slip.matches(some_genesis())) << size;
  }
}

TEST(Slip, AnAddressOfAnotherPageIsNotALink) {
  for (const std::string page : {"https://listen.example/#", "https://listen.example/open/#",
                                 "open#", "https://listen.example/opening#", "x#", "/Open#"}) {
    EXPECT_EQ(refusal(page + kFragment), SlipRefusal::kNotALink) << page;
  }
}

TEST(Slip, OtherCharactersAreRefused) {
  for (const std::string bad : {"u", "U", "!", "/", "#", "\xc3\xa9", "\xe2\x80\x91", "_", "."}) {
    EXPECT_EQ(refusal("#" + bad + std::string(kTyped).substr(1)), SlipRefusal::kCharacter) << bad;
  }
  EXPECT_EQ(refusal(std::string(24, '\0')), SlipRefusal::kCharacter);
  EXPECT_EQ(refusal("https://listen.example/open"), SlipRefusal::kCharacter) << "no fragment";
}

TEST(Slip, OtherLengthsAreRefused) {
  for (std::size_t size = 0; size < 60; ++size) {
    if (size == 24 || size == 42) continue;
    EXPECT_EQ(refusal(std::string(size, '0')), SlipRefusal::kLength) << size;
  }
}

TEST(Slip, StrayBitsAfterALinkAreRefused) {
  const std::string zeros(41, '0');
  EXPECT_TRUE(parse_slip(zeros + "0"));
  EXPECT_TRUE(parse_slip(zeros + "4"));
  for (char stray : {'1', '2', '3', '5', 'Z'}) {
    EXPECT_EQ(refusal(zeros + stray), SlipRefusal::kStrayBits) << stray;
  }
}

}  // namespace
}  // namespace sotto::protocol
