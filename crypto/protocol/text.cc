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

bool is_web_address(std::string_view text) {
  constexpr std::size_t kMaxSize = 1024;
  constexpr std::string_view kNever = "#\"<>\\^`{|}";
  if (text.size() > kMaxSize) return false;
  for (const char c : text) {
    if (c <= 0x20 || c >= 0x7f || kNever.find(c) != std::string_view::npos) return false;
  }
  if (text.starts_with("http://")) {
    text.remove_prefix(7);
  } else if (text.starts_with("https://")) {
    text.remove_prefix(8);
  } else {
    return false;
  }
  const std::string_view host = text.substr(0, text.find_first_of("/?"));
  return !host.empty() && host.front() != ':' && host.find('@') == std::string_view::npos;
}

}  // namespace sotto::protocol
