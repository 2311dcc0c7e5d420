#include "crypto/primitives/shamir.h"

#include <algorithm>

#include "crypto/base/panic.h"

namespace sotto::shamir {
namespace {

using ristretto::Scalar;

Scalar number(std::uint8_t value) {
  ByteArray<64> bytes{};
  bytes[0] = value;
  return Scalar::reduce(bytes);
}

// Holders are public.
bool are_holders(std::span<const std::uint8_t> holders) {
  std::vector<std::uint8_t> sorted(holders.begin(), holders.end());
  std::ranges::sort(sorted);
  return !sorted.empty() && sorted.front() != 0 &&
         std::ranges::adjacent_find(sorted) == sorted.end();
}

}  // namespace

std::vector<Share> split(const Scalar& secret, std::size_t threshold,
                         std::span<const std::uint8_t> holders) {
  if (threshold == 0 || threshold > holders.size()) panic("shamir: not a threshold");
  if (!are_holders(holders)) panic("shamir: not holders");
  std::vector<Scalar> higher;  // coefficients of x, x^2, …
  while (higher.size() < threshold - 1) higher.push_back(Scalar::random());

  std::vector<Share> out;
  for (const std::uint8_t holder : holders) {
    const Scalar x = number(holder);
    Scalar value = number(0);
    for (auto coefficient = higher.rbegin(); coefficient != higher.rend(); ++coefficient) {
      value = (value + *coefficient) * x;
    }
    out.push_back({holder, value + secret});
  }
  return out;
}

std::optional<Scalar> combine(std::span<const Share> shares) {
  std::vector<std::uint8_t> holders;
  for (const Share& share : shares) holders.push_back(share.holder);
  if (!are_holders(holders)) return std::nullopt;
  Scalar out = number(0);
  for (const std::uint8_t own : holders) {
    // Lagrange at 0: the product of x / (x - own) over the others.
    Scalar above = number(1);
    Scalar below = number(1);
    for (const std::uint8_t other : holders) {
      if (other == own) continue;
      above = above * number(other);
      below = below * (number(other) - number(own));
    }
    const auto share = std::ranges::find(shares, own, &Share::holder);
    out = out + share->value * above * below.inverse();
  }
  return out;
}

}  // namespace sotto::shamir
