#pragma once
// Public bytes: views, owned vectors, hex and base64 text. Secrets have types of their own
// (secret.h).

#include <array>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace sotto {

using Bytes = std::vector<std::uint8_t>;
using ByteView = std::span<const std::uint8_t>;
using MutableBytes = std::span<std::uint8_t>;
template <std::size_t N>
using ByteArray = std::array<std::uint8_t, N>;
template <std::size_t N>
using FixedView = std::span<const std::uint8_t, N>;

// The bytes of a text, without its terminating zero.
ByteView as_bytes(std::string_view text);

Bytes concat(std::initializer_list<ByteView> parts);

Bytes to_bytes(ByteView view);

// Equal content; for public data only (not constant time).
bool equal(ByteView a, ByteView b);

// A fixed-size copy; the view must have exactly N bytes (our own code decides the size).
template <std::size_t N>
ByteArray<N> to_array(FixedView<N> view) {
  ByteArray<N> out;
  for (std::size_t i = 0; i < N; ++i) out[i] = view[i];
  return out;
}

// Lower-case hexadecimal. from_hex refuses odd lengths and any other character.
std::string to_hex(ByteView bytes);
std::optional<Bytes> from_hex(std::string_view text);

// RFC 4648 section 4, with padding. from_base64 accepts the canonical form only.
std::string to_base64(ByteView bytes);
std::optional<Bytes> from_base64(std::string_view text);

}  // namespace sotto
