#pragma once
// Argon2id (RFC 9106), by the Argon2 reference library; in WebAssembly by libsodium's
// crypto_pwhash, which gives the same bytes at one lane. The costs are constants: whoever could
// choose them could weaken everybody's words.

#include <optional>

#include "crypto/base/bytes.h"
#include "crypto/base/secret.h"

namespace sotto {

inline constexpr std::uint32_t kArgon2MemoryKiB = 128 * 1024;  // 128 MiB: 0.3-0.5 s where measured
inline constexpr std::uint32_t kArgon2Passes = 3;
inline constexpr std::uint32_t kArgon2Lanes = 1;

// nullopt when the memory could not be had.
std::optional<Secret<32>> argon2id(ByteView password, FixedView<16> salt);

}  // namespace sotto
