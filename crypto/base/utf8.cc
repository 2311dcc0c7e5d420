#include "crypto/base/utf8.h"

#include <cstddef>

namespace sotto {

bool next_code_point(std::string_view& text, char32_t& out) {
  if (text.empty()) return false;
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const char32_t lead = byte(0);
  std::size_t size = 1;
  char32_t smallest = 0;
  char32_t value = lead;
  if (lead >= 0x80) {
    if (lead < 0xc0 || lead > 0xf7) return false;
    size = lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
    smallest = size == 2 ? 0x80 : size == 3 ? 0x800 : 0x10000;
    value = lead & (0x7fu >> size);
  }
  if (text.size() < size) return false;
  for (std::size_t i = 1; i < size; ++i) {
    if ((byte(i) & 0xc0) != 0x80) return false;
    value = value << 6 | (byte(i) & 0x3fu);
  }
  const bool surrogate = value >= 0xd800 && value <= 0xdfff;
  if (value < smallest || value > 0x10ffff || surrogate) return false;
  out = value;
  text.remove_prefix(size);
  return true;
}

bool is_utf8(std::string_view text) {
  char32_t ignored = 0;
  while (!text.empty()) {
    if (!next_code_point(text, ignored)) return false;
  }
  return true;
}

}  // namespace sotto
