#pragma once
// Fields that several requests and answers have in common. For crypto/protocol/*.cc alone.

#include "crypto/base/wire.h"
#include "crypto/protocol/requests.h"

namespace sotto::protocol {

// Room in a capsule for binary HTTP around the content: method, scheme, authority, path, content
// type.
inline constexpr std::size_t kHttpRoom = 256;

// Fields of a fixed size that our own code has to fill.
inline ByteView exactly(ByteView bytes, std::size_t size) {
  if (bytes.size() != size) panic("requests: a field of another size");
  return bytes;
}

inline bool read_bytes(Reader& in, std::size_t size, Bytes& out) {
  ByteView bytes;
  if (!in.view(size, bytes)) return false;
  out = to_bytes(bytes);
  return true;
}

// Enumerations on the wire begin at 1.
template <class Enum>
bool read_enum(Reader& in, Enum last, Enum& out) {
  std::uint8_t value = 0;
  if (!in.u8(value) || value == 0 || value > static_cast<std::uint8_t>(last)) return false;
  out = static_cast<Enum>(value);
  return true;
}

// genesis || body without the signatures at its end
inline Bytes signed_part(const Hash256& genesis, ByteView body, std::size_t signatures) {
  if (body.size() < signatures) panic("requests: a body shorter than its signature");
  return concat({genesis, body.first(body.size() - signatures)});
}

}  // namespace sotto::protocol
