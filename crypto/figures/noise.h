#pragma once
// The noise that a supporter adds to a counter before anybody sees it (docs/spec/figures.md,
// "Noise"): the difference of two Pólya draws of shape 1/6, so that the sum over six supporters is
// two-sided geometric, P(z) proportional to a^|z|. Drawn exactly, with integers alone.

#include "crypto/figures/setting.h"

namespace sotto::figures {

inline constexpr std::uint32_t kNoiseShare = 6;  // supporters whose noise makes a full one

// a = numerator / denominator, rational so that no logarithm is rounded.
struct NoiseRatio {
  std::uint32_t numerator = 0;
  std::uint32_t denominator = 0;
};

// One episode adds at most 1, 1 and 3: epsilon = 2 ln(4/3) + 3 ln(8/7) = 0.976.
inline constexpr std::array<NoiseRatio, kCounters> kNoise = {{{3, 4}, {3, 4}, {7, 8}}};

// P(k) proportional to Gamma(k + 1/6) / k! * a^k. Its time depends on the draw: on the supporter's
// own device, and not at a moment that the network sees.
std::uint32_t polya(NoiseRatio a);

// counter + noise + kOffset of each counter, cut to 0..255.
Secret<kCounters> noisy_values(const std::array<std::uint32_t, kCounters>& counters);

}  // namespace sotto::figures
