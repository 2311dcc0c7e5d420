#include <gtest/gtest.h>

#include <algorithm>
#include <regex>
#include <set>
#include <sstream>

#include "client/cli/slips.h"
#include "crypto/primitives/random.h"

namespace sotto::client::cli {
namespace {

const std::string kSite = "https://sotto.example";

std::vector<std::string> lines(const std::string& text) {
  std::istringstream in(text);
  std::vector<std::string> out;
  for (std::string line; std::getline(in, line);) out.push_back(line);
  return out;
}

std::size_t count(const std::string& text, std::string_view what) {
  std::size_t out = 0;
  for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + 1)) {
    ++out;
  }
  return out;
}

// Every element is closed, in order; attributes are not looked at.
bool is_well_formed(const std::string& html) {
  static const std::regex kTag("<(/?)([a-z0-9]+)[^>]*?(/?)>");
  std::vector<std::string> open;
  for (auto it = std::sregex_iterator(html.begin(), html.end(), kTag); it != std::sregex_iterator();
       ++it) {
    const std::string name = (*it)[2];
    if (name == "meta" || (*it)[3] == "/") continue;
    if ((*it)[1] == "/") {
      if (open.empty() || open.back() != name) return false;
      open.pop_back();
    } else {
      open.push_back(name);
    }
  }
  return open.empty();
}

class CliSlips : public ::testing::Test {
 protected:
  Hash256 genesis_ = random_array<32>();
  std::vector<protocol::Code> codes_ = make_codes(23);
  std::string html_ = sheet_html(codes_, kSite, genesis_);
};

TEST_F(CliSlips, ASheetHasEveryCodeOnceAndASquareForEach) {
  EXPECT_TRUE(is_well_formed(html_));
  EXPECT_EQ(count(html_, "<svg "), codes_.size());
  EXPECT_EQ(count(html_, "class=\"slip\""), codes_.size());
  EXPECT_EQ(count(html_, "class=\"page\""), 3u);
  for (const auto& code : codes_) {
    EXPECT_EQ(count(html_, protocol::typed_form(code, genesis_)), 1u);
  }
}

TEST_F(CliSlips, ASlipOpensTheLogItIsOf) {
  for (const std::string& line : lines(sheet_text(codes_, genesis_))) {
    const auto slip = protocol::parse_slip(line);
    ASSERT_TRUE(slip);
    EXPECT_TRUE(slip->matches(genesis_));
    EXPECT_NE(hash_list(codes_).find(to_hex(slip->code.hash())), std::string::npos);
  }
}

TEST_F(CliSlips, SlipsDifferInNothingButTheirCode) {
  const std::regex square("d=\"[^\"]*\""), side("viewBox=\"[^\"]*\"");
  std::set<std::string> kinds;
  for (const std::string& line : lines(html_)) {
    if (!line.starts_with("<div class=\"slip\">")) continue;
    std::string bare = std::regex_replace(line, square, "");
    for (const auto& code : codes_) {
      const std::string typed = protocol::typed_form(code, genesis_);
      const std::size_t at = bare.find(typed);
      if (at != std::string::npos) bare.erase(at, typed.size());
    }
    kinds.insert(bare);
  }
  EXPECT_EQ(kinds.size(), 1u);
}

TEST_F(CliSlips, TheListOfHashesSaysNothingOfTheOrderOfThePaper) {
  const std::vector<std::string> hashes = lines(hash_list(codes_));
  EXPECT_EQ(hashes.size(), codes_.size());
  EXPECT_TRUE(std::ranges::is_sorted(hashes));
  std::vector<std::string> paper;
  for (const auto& code : codes_) paper.push_back(to_hex(code.hash()));
  EXPECT_FALSE(std::ranges::is_sorted(paper));
}

TEST_F(CliSlips, ASheetFetchesNothingAndNamesNoScheme) {
  for (const char* forbidden : {"<script", "src=", "href=", "url(", "@import"}) {
    EXPECT_EQ(html_.find(forbidden), std::string::npos) << forbidden;
  }
  EXPECT_NE(html_.find("<title>Slips</title>"), std::string::npos);
}

TEST_F(CliSlips, ASquareIsDarkInItsThreeCornersAlone) {
  // Finder patterns: seven dark modules at the top left and top right, four modules in.
  static const std::regex kSide("viewBox=\"0 0 ([0-9]+) ");
  std::smatch side;
  ASSERT_TRUE(std::regex_search(html_, side, kSide));
  const int width = std::stoi(side[1]) - 8;
  EXPECT_EQ((width - 17) % 4, 0);
  EXPECT_NE(html_.find("d=\"M4 4h7v1h-7z"), std::string::npos);
  EXPECT_NE(html_.find("M" + std::to_string(4 + width - 7) + " 4h7v1h-7z"), std::string::npos);
  EXPECT_NE(html_.find("M4 " + std::to_string(4 + width - 7) + "h7v1h-7z"), std::string::npos);
}

TEST(CliSite, IsAnAddressWithoutAnEnd) {
  EXPECT_TRUE(is_site("https://sotto.example"));
  EXPECT_TRUE(is_site("http://127.0.0.1:8080"));
  EXPECT_TRUE(is_site("https://sotto.example/" + std::string(178, 'x')));
  for (const std::string& site :
       {std::string("sotto.example"), std::string("https://"), std::string("https://a/"),
        std::string("https://a b"), std::string("https://a#b"), std::string("https://\xc3\xa9"),
        "https://sotto.example/" + std::string(179, 'x')}) {
    EXPECT_FALSE(is_site(site)) << site;
  }
}

TEST(CliSite, IsEscapedOnTheSheet) {
  const auto codes = make_codes(1);
  const std::string html = sheet_html(codes, "https://a.example/<b>&\"", Hash256{});
  EXPECT_NE(html.find("https://a.example/&lt;b&gt;&amp;&quot;/open"), std::string::npos);
  EXPECT_EQ(html.find("<b>"), std::string::npos);
}

}  // namespace
}  // namespace sotto::client::cli
