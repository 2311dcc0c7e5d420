#pragma once
// JSON text (RFC 8259), written in order. What it holds may be secret: it never leaves a copy
// behind when it grows.

#include <concepts>
#include <string_view>

#include "crypto/base/secret.h"

namespace sotto::client::wasm {

class Json {
 public:
  Json& object() { return open('{'); }
  Json& end_object() { return close('}'); }
  Json& list() { return open('['); }
  Json& end_list() { return close(']'); }
  Json& key(std::string_view name);
  Json& text(std::string_view utf8);
  Json& number(std::uint64_t value);
  Json& flag(bool value);
  Json& null();

  // A member of an object.
  Json& member(std::string_view name, std::string_view value) { return key(name).text(value); }
  Json& member(std::string_view name, const char* value) { return key(name).text(value); }
  Json& member(std::string_view name, std::same_as<bool> auto value) {
    return key(name).flag(value);
  }
  Json& member(std::string_view name, std::unsigned_integral auto value)
    requires(!std::same_as<decltype(value), bool>)
  {
    return key(name).number(value);
  }

  ByteView view() const { return buffer_.expose().first(size_); }

 private:
  Json& open(char bracket);
  Json& close(char bracket);
  void comma();
  void put(std::string_view text);

  SecretBytes buffer_;
  std::size_t size_ = 0;
  bool behind_value_ = false;
};

}  // namespace sotto::client::wasm
