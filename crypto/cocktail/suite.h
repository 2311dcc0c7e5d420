#pragma once
// What COCKTAIL-DKG(Ristretto255, SHA-512) calls itself (C2SP cocktail-dkg v0.2, "Ciphersuite
// Definitions"). Its lengths are little-endian in hashes and in the transcript, big-endian in
// messages.

#include <cstdint>
#include <string_view>

#include "crypto/base/bytes.h"
#include "crypto/primitives/aead.h"

namespace sotto::cocktail {

inline constexpr std::string_view kCiphersuiteId = "COCKTAIL(Ristretto255, SHA-512)";

// Ours; the standard allows more. A participant's number is one byte elsewhere in Sotto.
inline constexpr std::uint32_t kMaxParticipants = 255;
inline constexpr std::size_t kMinCiphertext = 32 + kAeadTagSize;  // a share and no payload
inline constexpr std::size_t kMaxCiphertext = 65'536;             // MAX_CIPHERTEXT_SIZE

template <class Integer>
ByteArray<sizeof(Integer)> little_endian(Integer value) {
  ByteArray<sizeof(Integer)> out;
  for (std::size_t i = 0; i < out.size(); ++i) {
    out[i] = static_cast<std::uint8_t>(value >> (8 * i));
  }
  return out;
}

}  // namespace sotto::cocktail
