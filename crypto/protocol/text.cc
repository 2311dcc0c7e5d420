#include "crypto/protocol/text.h"

#include <algorithm>

#include "crypto/base/utf8.h"

namespace sotto::protocol {
namespace {

bool is_host_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.';
}

// 1 to 65535 without a zero in front, and not the one that goes without saying.
bool is_other_port(std::string_view text) {
  if (text.empty() || text.size() > 5 || text.front() == '0') return false;
  unsigned port = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return false;
    port = port * 10 + static_cast<unsigned>(c - '0');
  }
  return port <= 65535 && port != 443;
}

}  // namespace

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

bool is_https_origin(std::string_view text) {
  constexpr std::string_view kScheme = "https://";
  constexpr std::size_t kMaxSize = 255;
  if (text.size() > kMaxSize || !text.starts_with(kScheme)) return false;
  text.remove_prefix(kScheme.size());
  const std::size_t colon = text.find(':');
  if (colon != std::string_view::npos && !is_other_port(text.substr(colon + 1))) return false;
  const std::string_view host = text.substr(0, colon);
  const auto letter_or_digit = [](char c) { return is_host_character(c) && c != '-' && c != '.'; };
  return !host.empty() && std::ranges::all_of(host, is_host_character) &&
         letter_or_digit(host.front()) && letter_or_digit(host.back());
}

}  // namespace sotto::protocol
