#include "client/wasm/json.h"

#include <algorithm>
#include <charconv>

namespace sotto::client::wasm {

void Json::put(std::string_view text) {
  if (text.size() > buffer_.size() - size_) {
    SecretBytes larger(std::max<std::size_t>(2 * buffer_.size(), size_ + text.size() + 256));
    std::ranges::copy(view(), larger.fill().begin());
    buffer_ = std::move(larger);
  }
  std::ranges::copy(text, buffer_.fill().begin() + static_cast<std::ptrdiff_t>(size_));
  size_ += text.size();
}

void Json::comma() {
  if (behind_value_) put(",");
  behind_value_ = true;
}

Json& Json::open(char bracket) {
  comma();
  put({&bracket, 1});
  behind_value_ = false;
  return *this;
}

Json& Json::close(char bracket) {
  put({&bracket, 1});
  behind_value_ = true;
  return *this;
}

Json& Json::key(std::string_view name) {
  text(name);
  put(":");
  behind_value_ = false;
  return *this;
}

Json& Json::text(std::string_view utf8) {
  constexpr std::string_view kHex = "0123456789abcdef";
  comma();
  put("\"");
  while (!utf8.empty()) {
    const auto end = std::ranges::find_if(
        utf8, [](char c) { return c == '"' || c == '\\' || static_cast<unsigned char>(c) < 0x20; });
    const auto plain = static_cast<std::size_t>(end - utf8.begin());
    put(utf8.substr(0, plain));
    utf8.remove_prefix(plain);
    if (utf8.empty()) break;
    const auto c = static_cast<unsigned char>(utf8.front());
    const char escape[] = {'\\', 'u', '0', '0', kHex[c >> 4], kHex[c & 15]};
    put({escape, sizeof escape});
    utf8.remove_prefix(1);
  }
  put("\"");
  return *this;
}

Json& Json::number(std::uint64_t value) {
  char digits[20];
  const auto end = std::to_chars(digits, digits + sizeof digits, value).ptr;
  comma();
  put({digits, static_cast<std::size_t>(end - digits)});
  return *this;
}

Json& Json::flag(bool value) {
  comma();
  put(value ? "true" : "false");
  return *this;
}

Json& Json::null() {
  comma();
  put("null");
  return *this;
}

}  // namespace sotto::client::wasm
