#include "crypto/protocol/text.h"

#include "crypto/base/utf8.h"

namespace sotto::protocol {

bool is_plain_text(std::string_view text) {
  char32_t point = 0;
  while (!text.empty()) {
    if (!next_code_point(text, point)) return false;
    if (point < 0x20 || (point >= 0x7f && point < 0xa0)) return false;
  }
  return true;
}

}  // namespace sotto::protocol
