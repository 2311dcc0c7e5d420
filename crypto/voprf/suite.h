#pragma once
// The names of VOPRF(ristretto255, SHA-512) in verifiable mode (RFC 9497 sections 3.1 and 4.1).

#include "crypto/base/bytes.h"

namespace sotto::voprf {

// label || contextString, where contextString = "OPRFV1-" || I2OSP(1, 1) || "-ristretto255-SHA512".
// The mode is written as a byte of its own: inside a literal its escape would run into what
// follows.
template <std::size_t N>
consteval ByteArray<N - 1 + 28> with_context(const char (&label)[N]) {
  constexpr char kName[] = "OPRFV1-";
  constexpr std::uint8_t kVerifiable = 0x01;
  constexpr char kSuite[] = "-ristretto255-SHA512";
  ByteArray<N - 1 + 28> out{};
  std::size_t at = 0;
  for (std::size_t i = 0; i + 1 < N; ++i) out[at++] = static_cast<std::uint8_t>(label[i]);
  for (std::size_t i = 0; i + 1 < sizeof kName; ++i)
    out[at++] = static_cast<std::uint8_t>(kName[i]);
  out[at++] = kVerifiable;
  for (std::size_t i = 0; i + 1 < sizeof kSuite; ++i)
    out[at++] = static_cast<std::uint8_t>(kSuite[i]);
  return out;
}

inline constexpr auto kHashToGroupDst = with_context("HashToGroup-");
inline constexpr auto kHashToScalarDst = with_context("HashToScalar-");
inline constexpr auto kDeriveKeyPairDst = with_context("DeriveKeyPair");  // no dash, as in the RFC
inline constexpr auto kSeedDst = with_context("Seed-");

}  // namespace sotto::voprf
