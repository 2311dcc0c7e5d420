#include "crypto/base/utf8.h"

#include <gtest/gtest.h>

namespace sotto {
namespace {

using std::string_view_literals::operator""sv;

TEST(Utf8, CodePointsOfEveryLength) {
  std::string_view text = "a\u00e9\u2014\U0001f600";
  for (char32_t expected : {U'a', U'\u00e9', U'\u2014', U'\U0001f600'}) {
    char32_t c = 0;
    ASSERT_TRUE(next_code_point(text, c));
    EXPECT_EQ(c, expected);
  }
  char32_t c = 0;
  EXPECT_FALSE(next_code_point(text, c)) << "nothing left";
}

TEST(Utf8, TheFirstAndLastOfEachLengthAreGood) {
  for (std::string_view good :
       {""sv, "\0"sv, "\x7f"sv, "\xc2\x80"sv, "\xdf\xbf"sv, "\xe0\xa0\x80"sv, "\xed\x9f\xbf"sv,
        "\xee\x80\x80"sv, "\xef\xbf\xbf"sv, "\xf0\x90\x80\x80"sv, "\xf4\x8f\xbf\xbf"sv}) {
    EXPECT_TRUE(is_utf8(good)) << testing::PrintToString(good);
  }
}

TEST(Utf8, MalformedBytesAreRefusedAndLeftInPlace) {
  for (std::string_view bad :
       {"\x80"sv, "\xbf"sv, "\xc2"sv, "\xe2\x80"sv, "\xf0\x9f\x98"sv,        // stray and cut
        "\xc3("sv, "\xe2(\x94"sv, "\xe2\x80("sv, "\xf0\x9f\x98("sv,          // not continued
        "\xc0\x80"sv, "\xc1\xbf"sv, "\xe0\x9f\xbf"sv, "\xf0\x8f\xbf\xbf"sv,  // not the shortest
        "\xed\xa0\x80"sv, "\xed\xbf\xbf"sv,                                  // surrogates
        "\xf4\x90\x80\x80"sv, "\xf7\xbf\xbf\xbf"sv, "\xf8\x88\x80\x80\x80"sv, "\xff"sv}) {
    EXPECT_FALSE(is_utf8(bad)) << testing::PrintToString(bad);
    std::string_view rest = bad;
    char32_t c = 0;
    EXPECT_FALSE(next_code_point(rest, c));
    EXPECT_EQ(rest.size(), bad.size());
  }
}

}  // namespace
}  // namespace sotto
