#pragma once
// Hashes with a label, so that no hash of one thing is ever one of another
// (docs/spec/conventions.md, "Labels").

#include "crypto/primitives/hash.h"

namespace sotto::protocol {

// SHA-256(label || 0x00 || bytes)
inline Hash256 labelled_hash(std::string_view label, ByteView bytes) {
  constexpr ByteArray<1> kZero{};
  return sha256({as_bytes(label), kZero, bytes});
}

}  // namespace sotto::protocol
