#include "crypto/protocol/words.h"

#include <algorithm>

#include "crypto/base/panic.h"
#include "crypto/base/wire.h"
#include "crypto/primitives/random.h"
#include "crypto/protocol/word_list.h"

namespace sotto::protocol {
namespace {

constexpr std::string_view kBetweenWords = " \t\n\v\f\r-";

// What stands before the next white space or hyphen; empty at the end.
std::string_view take_piece(std::string_view& text) {
  text.remove_prefix(std::min(text.find_first_not_of(kBetweenWords), text.size()));
  const std::string_view piece = text.substr(0, text.find_first_of(kBetweenWords));
  text.remove_prefix(piece.size());
  return piece;
}

// The index of two pieces joined by a hyphen, or of the first alone when the second is empty.
std::optional<std::uint16_t> find(std::string_view first, std::string_view second) {
  if (first.size() > kMaxWordSize || second.size() > kMaxWordSize) return std::nullopt;
  SecretWriter joined(2 * kMaxWordSize + 1);
  joined.bytes(as_bytes(first));
  if (!second.empty()) joined.bytes(as_bytes("-")).bytes(as_bytes(second));
  SecretBytes folded = joined.take();
  for (std::uint8_t& byte : folded.fill()) {
    if (byte >= 'A' && byte <= 'Z') byte = static_cast<std::uint8_t>(byte - 'A' + 'a');
  }
  return word_index({reinterpret_cast<const char*>(folded.expose().data()), folded.size()});
}

// The next word, which is one piece or, with a hyphen, two. No word's first part is a word itself,
// so there is only one way to read a text.
std::optional<std::uint16_t> take_word(std::string_view& text) {
  const std::string_view first = take_piece(text);
  if (const auto index = find(first, {})) return index;
  std::string_view rest = text;
  const std::string_view second = take_piece(rest);
  if (second.empty()) return std::nullopt;
  const auto index = find(first, second);
  if (index) text = rest;
  return index;
}

bool has_word(std::string_view text) {
  return !take_piece(text).empty();
}

}  // namespace

std::string_view word(std::uint16_t index) {
  if (index >= kWordCount) panic("words: no such word");
  return kWordList[index];
}

std::optional<std::uint16_t> word_index(std::string_view word) {
  const auto* const found = std::ranges::lower_bound(
      kWordList, word, {}, [](const char* entry) { return std::string_view(entry); });
  if (found == std::ranges::end(kWordList) || *found != word) return std::nullopt;
  return static_cast<std::uint16_t>(found - std::ranges::begin(kWordList));
}

Words Words::generate() {
  Words out;
  for (std::size_t place = 0; place < kWordsInLocker; ++place) {
    out.set(place, static_cast<std::uint16_t>(random_below(kWordCount)));
  }
  return out;
}

std::expected<Words, WordsRefusal> Words::parse(std::string_view typed) {
  using Reason = WordsRefusal::Reason;
  Words out;
  for (std::size_t place = 0; place < kWordsInLocker; ++place) {
    if (!has_word(typed)) return std::unexpected(WordsRefusal{Reason::kTooFew, place});
    const auto index = take_word(typed);
    if (!index) return std::unexpected(WordsRefusal{Reason::kNotInList, place + 1});
    out.set(place, *index);
  }
  if (has_word(typed)) return std::unexpected(WordsRefusal{Reason::kTooMany, kWordsInLocker});
  return out;
}

SecretBytes Words::text() const {
  SecretWriter out(kWordsInLocker * (kMaxWordSize + 1));
  for (std::size_t place = 0; place < kWordsInLocker; ++place) {
    if (place > 0) out.bytes(as_bytes(" "));
    out.bytes(as_bytes(word(get(place))));
  }
  return out.take();
}

void Words::set(std::size_t place, std::uint16_t index) {
  indices_.fill()[2 * place] = static_cast<std::uint8_t>(index >> 8);
  indices_.fill()[2 * place + 1] = static_cast<std::uint8_t>(index);
}

std::uint16_t Words::get(std::size_t place) const {
  return static_cast<std::uint16_t>(indices_.expose()[2 * place] << 8 |
                                    indices_.expose()[2 * place + 1]);
}

}  // namespace sotto::protocol
