#pragma once
// The seven words that open a locker (docs/spec/words-and-lockers.md), from the EFF long word list:
// 7,776 words, 90 bits.

#include <cstddef>
#include <cstdint>
#include <expected>
#include <optional>
#include <string_view>

#include "crypto/base/secret.h"

namespace sotto::protocol {

inline constexpr std::size_t kWordCount = 7776;  // 6^5: five dice
inline constexpr std::size_t kMaxWordSize = 9;
inline constexpr std::size_t kWordsInLocker = 7;

// The word at an index below 7,776.
std::string_view word(std::uint16_t index);

// Its index; exactly as listed, in lower case.
std::optional<std::uint16_t> word_index(std::string_view word);

// Names a place and never repeats what was typed there.
struct WordsRefusal {
  enum class Reason {
    kNotInList,  // number is the place of the first such word, 1 to 7
    kTooFew,     // number is how many words there are, 0 to 6
    kTooMany,    // number is 7
  };
  Reason reason;
  std::size_t number;
  bool operator==(const WordsRefusal&) const = default;
};

class Words {
 public:
  static Words generate();

  // Typed by a person: upper or lower case, any ASCII white space and hyphens between words, around
  // them and within the four words that have a hyphen.
  static std::expected<Words, WordsRefusal> parse(std::string_view typed);

  // The canonical form: lower case, joined by single spaces.
  SecretBytes text() const;

  Words clone() const { return Words(indices_.clone()); }
  bool operator==(const Words& other) const { return indices_ == other.indices_; }

 private:
  using Indices = Secret<2 * kWordsInLocker>;
  Words() = default;
  explicit Words(Indices indices) : indices_(std::move(indices)) {}
  void set(std::size_t place, std::uint16_t index);
  std::uint16_t get(std::size_t place) const;

  Indices indices_;  // into the list, 16 bits each
};

}  // namespace sotto::protocol
