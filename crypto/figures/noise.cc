#include "crypto/figures/noise.h"

#include <algorithm>

#include "crypto/primitives/random.h"

namespace sotto::figures {

std::uint32_t polya(NoiseRatio a) {
  for (;;) {
    std::uint32_t k = 0;
    while (random_below(a.denominator) < a.numerator) ++k;
    // k is geometric. The Pólya weight over it is the product of (j - 5/6) / j, j = 1..k.
    bool accepted = true;
    for (std::uint32_t j = 1; accepted && j <= k; ++j) {
      accepted = random_below(kNoiseShare * j) < kNoiseShare * j - (kNoiseShare - 1);
    }
    if (accepted) return k;
  }
}

Secret<kCounters> noisy_values(const std::array<std::uint32_t, kCounters>& counters) {
  Secret<kCounters> out;
  for (std::size_t j = 0; j < kCounters; ++j) {
    const std::int64_t noise =
        std::int64_t{polya(kNoise[j])} - static_cast<std::int64_t>(polya(kNoise[j]));
    const std::int64_t value = std::int64_t{counters[j]} + noise + kOffset;
    out.fill()[j] = static_cast<std::uint8_t>(std::clamp<std::int64_t>(value, 0, kMaxValue));
  }
  return out;
}

}  // namespace sotto::figures
