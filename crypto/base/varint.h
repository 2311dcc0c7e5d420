#pragma once
// Variable-length integers of QUIC (RFC 9000 section 16), for the formats of others that use them.
// Only the shortest form is written, and read_varint reads no other: one value, one encoding.

#include "crypto/base/wire.h"

namespace sotto {

inline constexpr std::uint64_t kMaxVarint = (std::uint64_t{1} << 62) - 1;

// Bytes of the shortest form: 1, 2, 4 or 8.
inline std::size_t varint_size(std::uint64_t value) {
  if (value > kMaxVarint) panic("varint: over 62 bits");
  return value < 1u << 6 ? 1 : value < 1u << 14 ? 2 : value < 1u << 30 ? 4 : 8;
}

template <class Sink>
void write_varint(BasicWriter<Sink>& out, std::uint64_t value) {
  switch (varint_size(value)) {
    case 1:
      out.u8(static_cast<std::uint8_t>(value));
      return;
    case 2:
      out.u16(static_cast<std::uint16_t>(value | 0x4000));
      return;
    case 4:
      out.u32(static_cast<std::uint32_t>(value | 0x80000000));
      return;
    default:
      out.u64(value | 0xc000000000000000);
  }
}

// False when bytes are missing. For formats that allow longer forms than needed (RFC 9292).
inline bool read_any_varint(Reader& in, std::uint64_t& out) {
  std::uint8_t first = 0;
  if (!in.u8(first)) return false;
  ByteView rest;
  if (!in.view((std::size_t{1} << (first >> 6)) - 1, rest)) return false;
  out = first & 0x3f;
  for (std::uint8_t byte : rest) out = out << 8 | byte;
  return true;
}

// False when bytes are missing or a shorter form exists.
inline bool read_varint(Reader& in, std::uint64_t& out) {
  const std::size_t before = in.left();
  return read_any_varint(in, out) && before - in.left() == varint_size(out);
}

}  // namespace sotto
