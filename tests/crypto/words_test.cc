#include "crypto/protocol/words.h"

#include <gtest/gtest.h>

#include <cctype>
#include <string>
#include <vector>

#include "crypto/primitives/hash.h"
#include "crypto/primitives/random_testing.h"

namespace sotto::protocol {
namespace {

using Reason = WordsRefusal::Reason;

std::string text_of(const Words& words) {
  const SecretBytes text = words.text();
  return std::string(text.expose().begin(), text.expose().end());
}

// The canonical text of what was typed, or "" when it is refused.
std::string read(std::string_view typed) {
  const auto words = Words::parse(typed);
  return words ? text_of(*words) : "";
}

WordsRefusal refusal(std::string_view typed) {
  const auto words = Words::parse(typed);
  EXPECT_FALSE(words.has_value());
  return words ? WordsRefusal{} : words.error();
}

constexpr const char* kText = "abacus zoom drop-down felt-tip t-shirt yo-yo yoyo";

TEST(WordList, IsTheOneThatWasPublished) {
  EXPECT_EQ(word(0), "abacus");
  EXPECT_EQ(word(kWordCount - 1), "zoom");
  // The published file's words, each followed by a newline; the dice numbers before them left out.
  std::string all;
  for (std::uint16_t i = 0; i < kWordCount; ++i) all.append(word(i)).append("\n");
  EXPECT_EQ(to_hex(sha256({as_bytes(all)})),
            "6d557f0693958fb5e650b68b5bee585eb82cf4da32965505c789e924743bc522");
}

TEST(WordList, EveryWordIsFoundAtItsIndexAndReadBack) {
  for (std::uint16_t i = 0; i < kWordCount; ++i) {
    const std::string each(word(i));
    ASSERT_EQ(word_index(each), i) << each;
    std::string seven = each;
    for (int more = 0; more < 6; ++more) seven += " " + each;
    ASSERT_EQ(read(seven), seven);
  }
}

TEST(WordList, NoFirstPartOfAWordWithAHyphenIsAWord) {
  int with_hyphen = 0;
  for (std::uint16_t i = 0; i < kWordCount; ++i) {
    const std::string_view each = word(i);
    const std::size_t hyphen = each.find('-');
    if (hyphen == std::string_view::npos) continue;
    ++with_hyphen;
    EXPECT_FALSE(word_index(each.substr(0, hyphen))) << each;
    EXPECT_EQ(each.find('-', hyphen + 1), std::string_view::npos) << each;
  }
  EXPECT_EQ(with_hyphen, 4);
}

TEST(WordList, WhatIsNotAWordHasNoIndex) {
  for (std::string_view not_a_word :
       {"", "Abacus", "abacu", "abacuss", "zoomzoomzoom", "zz", " zoom"}) {
    EXPECT_FALSE(word_index(not_a_word)) << not_a_word;
  }
}

TEST(WordListDeathTest, AnIndexOutsideTheListIsABug) {
  EXPECT_DEATH(word(kWordCount), "panic: words");
}

TEST(Words, AreReadInAnyCaseWithAnySpaceOrHyphenBetween) {
  for (const char* typed : {kText, "ABACUS Zoom DROP-DOWN Felt-Tip T-Shirt Yo-Yo yoYO",
                            "  abacus\tzoom\r\ndrop-down\v\ffelt-tip t-shirt yo-yo yoyo\n",
                            "abacus-zoom-drop-down-felt-tip-t-shirt-yo-yo-yoyo",
                            "abacus zoom drop down felt tip t shirt yo yo yoyo",
                            "-abacus - zoom -- drop- down felt -tip t - shirt yo--yo yoyo-"}) {
    EXPECT_EQ(read(typed), kText) << typed;
  }
}

TEST(Words, TwoPartsRunTogetherAreAnotherWord) {
  EXPECT_EQ(read("yo-yo yoyo yo yo yoyo yoyo yo-yo yoyo"), "yo-yo yoyo yo-yo yoyo yoyo yo-yo yoyo");
}

TEST(Words, TheFirstWordThatIsNotInTheListIsNamedByItsPlace) {
  const std::vector<std::string> seven(7, "zoom");
  for (std::size_t place = 0; place < 7; ++place) {
    for (const char* bad :
         {"zooom", "z", "yo", "drop", "tip", "caf\xc3\xa9", "zoom,", "abcdefghijkl"}) {
      std::string typed;
      for (std::size_t i = 0; i < 7; ++i) typed += (i == place ? std::string(bad) : seven[i]) + " ";
      EXPECT_EQ(refusal(typed), (WordsRefusal{Reason::kNotInList, place + 1})) << typed;
    }
  }
  EXPECT_EQ(refusal("zoom nothing nowhere"), (WordsRefusal{Reason::kNotInList, 2})) << "the first";
  EXPECT_EQ(refusal("t-shirts"), (WordsRefusal{Reason::kNotInList, 1}));
  EXPECT_EQ(refusal(std::string("zoom\0", 5)), (WordsRefusal{Reason::kNotInList, 1}));
}

TEST(Words, TooFewAndTooManyAreCounted) {
  std::string typed;
  for (std::size_t count = 0; count < 7; ++count) {
    EXPECT_EQ(refusal(typed), (WordsRefusal{Reason::kTooFew, count})) << typed;
    typed += " yo-yo";
  }
  EXPECT_EQ(read(typed), typed.substr(1));
  EXPECT_EQ(refusal(typed + " zoom"), (WordsRefusal{Reason::kTooMany, 7}));
  EXPECT_EQ(refusal(typed + " not-a-word"), (WordsRefusal{Reason::kTooMany, 7}));
  EXPECT_EQ(refusal(" \n- "), (WordsRefusal{Reason::kTooFew, 0}));
}

TEST(Words, GeneratedOnesAreReadBackAndDiffer) {
  const SeededRandom random(1);
  Words last = Words::generate();
  for (int i = 0; i < 500; ++i) {
    Words words = Words::generate();
    const auto again = Words::parse(text_of(words));
    ASSERT_TRUE(again);
    EXPECT_EQ(*again, words);
    EXPECT_EQ(words.clone(), words);
    EXPECT_FALSE(words == last);
    last = std::move(words);
  }
}

TEST(Words, EveryPartOfTheListIsDrawn) {
  const SeededRandom random(2);
  std::vector<int> drawn(16, 0);
  for (int i = 0; i < 400; ++i) {
    const std::string text = text_of(Words::generate());
    const auto index = word_index(text.substr(0, text.find(' ')));
    ASSERT_TRUE(index);
    ++drawn[*index * 16u / kWordCount];
  }
  // 25 are expected in each; fewer than 5 in any has probability below 10^-4.
  for (int count : drawn) EXPECT_GE(count, 5);
}

}  // namespace
}  // namespace sotto::protocol
