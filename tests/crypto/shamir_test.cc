#include "crypto/primitives/shamir.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "tests/support/subsets.h"

namespace sotto::shamir {
namespace {

using ristretto::Scalar;
using sotto::testing::for_each_subset;

Scalar number(std::uint64_t value) {
  ByteArray<64> bytes{};
  for (std::size_t i = 0; i < 8; ++i) bytes[i] = static_cast<std::uint8_t>(value >> (8 * i));
  return Scalar::reduce(bytes);
}

TEST(Shamir, KnownSharesCombine) {
  // f(x) = 7 + 3x + 2x^2: f(1) = 12, f(2) = 21, f(5) = 72.
  std::vector<Share> shares;
  shares.push_back({1, number(12)});
  shares.push_back({2, number(21)});
  shares.push_back({5, number(72)});
  EXPECT_EQ(combine(shares), number(7));
  std::ranges::reverse(shares);
  EXPECT_EQ(combine(shares), number(7));
}

TEST(Shamir, AQuorumHasTheSecretAndFewerHaveAnother) {
  const std::uint8_t holders[] = {1, 2, 3, 8, 255};
  const Scalar secret = Scalar::random();
  for (std::size_t threshold = 1; threshold <= 5; ++threshold) {
    const auto shares = split(secret, threshold, holders);
    ASSERT_EQ(shares.size(), 5u);
    for_each_subset(5, [&](const std::vector<std::size_t>& chosen) {
      std::vector<Share> some;
      for (const std::size_t i : chosen)
        some.push_back({shares[i].holder, shares[i].value.clone()});
      const auto combined = combine(some);
      EXPECT_EQ(combined.has_value(), !chosen.empty());
      if (combined) {
        EXPECT_EQ(*combined == secret, chosen.size() >= threshold);
      }
    });
  }
}

TEST(Shamir, SharesOfNobodyAndOfOneTwiceAreRefused) {
  std::vector<Share> shares;
  EXPECT_FALSE(combine(shares));
  shares.push_back({0, number(1)});
  EXPECT_FALSE(combine(shares));
  shares[0].holder = 1;
  EXPECT_TRUE(combine(shares));
  shares.push_back({1, number(1)});
  EXPECT_FALSE(combine(shares));
}

TEST(Shamir, KnownPolynomialsAndCoefficients) {
  std::vector<Scalar> f;
  for (const std::uint64_t a : {7u, 3u, 2u}) f.push_back(number(a));
  EXPECT_EQ(evaluate(f, 5), number(72));
  EXPECT_EQ(evaluate(std::span(f).first(1), 5), number(7));
  const std::uint8_t two[] = {1, 2};  // 2 / (2 - 1) and 1 / (1 - 2)
  const auto lambda = lagrange(two);
  ASSERT_TRUE(lambda.has_value());
  EXPECT_EQ((*lambda)[0], number(2));
  EXPECT_EQ((*lambda)[1], number(0) - number(1));
  const std::uint8_t twice[] = {1, 1};
  EXPECT_FALSE(lagrange(twice));
}

TEST(ShamirDeathTest, SplittingForNobodyIsABug) {
  const std::uint8_t holders[] = {1, 2};
  const std::uint8_t twice[] = {1, 1};
  const std::uint8_t none[] = {0, 1};
  EXPECT_DEATH(split(number(1), 0, holders), "panic: shamir");
  EXPECT_DEATH(split(number(1), 3, holders), "panic: shamir");
  EXPECT_DEATH(split(number(1), 1, twice), "panic: shamir");
  EXPECT_DEATH(split(number(1), 1, none), "panic: shamir");
}

}  // namespace
}  // namespace sotto::shamir
