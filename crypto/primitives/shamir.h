#pragma once
// Shamir's sharing of a secret scalar among holders, `threshold` of whom have it together and fewer
// know nothing (Shamir 1979), over the scalars of ristretto255. Constant time in the secret and the
// shares.

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "crypto/primitives/ristretto.h"

namespace sotto::shamir {

struct Share {
  std::uint8_t holder = 0;  // 1 to 255; where the polynomial was evaluated
  ristretto::Scalar value;
};

// One share for each holder, in their order. Panics for a threshold of 0 or above their number, for
// a holder 0 and for one that comes twice.
std::vector<Share> split(const ristretto::Scalar& secret, std::size_t threshold,
                         std::span<const std::uint8_t> holders);

// f(x) for the coefficients of 1, x, x^2, … (at least one).
ristretto::Scalar evaluate(std::span<const ristretto::Scalar> coefficients, std::uint8_t x);

// Lagrange's coefficients at 0, one for each holder, in their order. nullopt for no holder, a
// holder 0 and one twice.
std::optional<std::vector<ristretto::Scalar>> lagrange(std::span<const std::uint8_t> holders);

// The secret of shares that are as many as the threshold or more; another scalar when they are
// fewer or one is wrong: whoever asks must check. nullopt for no share, a holder 0 and one twice.
std::optional<ristretto::Scalar> combine(std::span<const Share> shares);

}  // namespace sotto::shamir
