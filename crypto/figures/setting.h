#pragma once
// What every report, partial decryption and release is bound to, and the constants of the figures
// (docs/spec/figures.md).

#include <array>
#include <cstdint>
#include <string_view>

#include "crypto/primitives/hash.h"
#include "crypto/primitives/ristretto.h"

namespace sotto::figures {

inline constexpr std::size_t kCounters = 3;
inline constexpr std::array<std::string_view, kCounters> kCounterNames = {"enquiries", "contacts",
                                                                          "meetings"};

// A value that is proven to lie in 0..255: counter + noise + kOffset.
inline constexpr std::size_t kBits = 8;
inline constexpr std::uint32_t kOffset = 96;
inline constexpr std::uint32_t kMaxValue = (1u << kBits) - 1;

// The scheme and the key of its trustees.
struct Setting {
  Hash256 genesis{};
  Hash256 certificate{};  // leaf hash of the log entry that fixes every public key below
  ristretto::Element Y;   // tally key, Y_T + Y_B (broker_key.h)
};

struct Ciphertext {
  ristretto::Element R;  // r * G
  ristretto::Element C;  // v * H + r * Y
};

}  // namespace sotto::figures
