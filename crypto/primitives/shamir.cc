#include "crypto/primitives/shamir.h"

#include <algorithm>

#include "crypto/base/panic.h"

namespace sotto::shamir {
namespace {

using ristretto::Scalar;

// Holders are public.
bool are_holders(std::span<const std::uint8_t> holders) {
  std::vector<std::uint8_t> sorted(holders.begin(), holders.end());
  std::ranges::sort(sorted);
  return !sorted.empty() && sorted.front() != 0 &&
         std::ranges::adjacent_find(sorted) == sorted.end();
}

}  // namespace

Scalar evaluate(std::span<const Scalar> coefficients, std::uint8_t x) {
  if (coefficients.empty()) panic("shamir: not a polynomial");
  const Scalar at = Scalar::from_number(x);
  Scalar value = coefficients.back().clone();
  for (std::size_t i = coefficients.size() - 1; i > 0; --i)
    value = value * at + coefficients[i - 1];
  return value;
}

std::vector<Share> split(const Scalar& secret, std::size_t threshold,
                         std::span<const std::uint8_t> holders) {
  if (threshold == 0 || threshold > holders.size()) panic("shamir: not a threshold");
  if (!are_holders(holders)) panic("shamir: not holders");
  std::vector<Scalar> coefficients;
  coefficients.push_back(secret.clone());
  while (coefficients.size() < threshold) coefficients.push_back(Scalar::random());

  std::vector<Share> out;
  for (const std::uint8_t holder : holders) out.push_back({holder, evaluate(coefficients, holder)});
  return out;
}

std::optional<std::vector<Scalar>> lagrange(std::span<const std::uint8_t> holders) {
  if (!are_holders(holders)) return std::nullopt;
  std::vector<Scalar> out;
  for (const std::uint8_t own : holders) {
    // The product of x / (x - own) over the others.
    Scalar above = Scalar::from_number(1);
    Scalar below = Scalar::from_number(1);
    for (const std::uint8_t other : holders) {
      if (other == own) continue;
      above = above * Scalar::from_number(other);
      below = below * (Scalar::from_number(other) - Scalar::from_number(own));
    }
    out.push_back(above * below.inverse());
  }
  return out;
}

std::optional<Scalar> combine(std::span<const Share> shares) {
  std::vector<std::uint8_t> holders;
  for (const Share& share : shares) holders.push_back(share.holder);
  const auto coefficients = lagrange(holders);
  if (!coefficients) return std::nullopt;
  Scalar out = Scalar::from_number(0);
  for (std::size_t i = 0; i < shares.size(); ++i) out = out + shares[i].value * (*coefficients)[i];
  return out;
}

}  // namespace sotto::shamir
