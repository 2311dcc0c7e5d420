// The sampler against the distribution that the page promises, and the promise itself: what an
// insider who knows everything else can tell from the figures.

#include "crypto/figures/noise.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "crypto/figures/release.h"
#include "crypto/primitives/random.h"
#include "crypto/primitives/random_testing.h"

namespace sotto::figures {
namespace {

// A test of the sampler is wrong by chance once in a million: this many standard deviations of the
// normal that Wilson and Hilferty's cube root makes of chi-square. The seeds are fixed, so that a
// test which passes passes always.
constexpr double kOneInAMillion = 4.753;

double ratio(NoiseRatio a) {
  return double(a.numerator) / double(a.denominator);
}

// P(k) of a Pólya draw of any shape, k = 0..400.
std::vector<double> polya_pmf(double a, double shape) {
  std::vector<double> out(401);
  out[0] = std::pow(1 - a, shape);
  for (std::size_t k = 1; k < out.size(); ++k) {
    out[k] = out[k - 1] * a * (double(k) - 1 + shape) / double(k);
  }
  return out;
}

// P(z) of the difference of two, z = -400..400, at z + 400.
std::vector<double> difference_pmf(double a, double shape) {
  const std::vector<double> one = polya_pmf(a, shape);
  std::vector<double> out(801);
  for (std::size_t x = 0; x < one.size(); ++x) {
    for (std::size_t y = 0; y < one.size(); ++y) out[400 + x - y] += one[x] * one[y];
  }
  return out;
}

double two_sided_geometric(double a, int z) {
  return (1 - a) / (1 + a) * std::pow(a, std::abs(z));
}

// Pearson's statistic over cells of at least ten expected draws, as standard deviations.
double deviation(const std::map<int, int>& drawn, const std::map<int, double>& expected) {
  double statistic = 0, pooled_expected = 0, pooled_drawn = 0;
  int cells = 0;
  const auto close = [&] {
    statistic +=
        (pooled_drawn - pooled_expected) * (pooled_drawn - pooled_expected) / pooled_expected;
    pooled_drawn = pooled_expected = 0;
    ++cells;
  };
  for (const auto& [value, of] : expected) {
    pooled_expected += of;
    const auto found = drawn.find(value);
    if (found != drawn.end()) pooled_drawn += found->second;
    if (pooled_expected >= 10) close();
  }
  if (pooled_expected > 0.01) close();
  const double freedom = cells - 1;
  const double spread = 2 / (9 * freedom);
  return (std::cbrt(statistic / freedom) - (1 - spread)) / std::sqrt(spread);
}

int noise(NoiseRatio a) {
  return static_cast<int>(polya(a)) - static_cast<int>(polya(a));
}

TEST(Noise, OnePolyaDrawHasItsDistribution) {
  for (const NoiseRatio a : {kNoise[0], kNoise[2]}) {
    const SeededRandom random(2026);
    constexpr int kDraws = 100'000;
    std::map<int, int> drawn;
    for (int i = 0; i < kDraws; ++i) ++drawn[static_cast<int>(polya(a))];
    const auto pmf = polya_pmf(ratio(a), 1.0 / kNoiseShare);
    std::map<int, double> expected;
    for (int k = 0; k <= 400; ++k) expected[k] = kDraws * pmf[static_cast<std::size_t>(k)];
    EXPECT_LT(deviation(drawn, expected), kOneInAMillion);
    // A neighbour's distribution would be noticed.
    const auto other = polya_pmf(ratio(a), 1.0 / 5);
    for (int k = 0; k <= 400; ++k) expected[k] = kDraws * other[static_cast<std::size_t>(k)];
    EXPECT_GT(deviation(drawn, expected), 2 * kOneInAMillion);
  }
}

// The sum over so many supporters whose noise nobody knows, against the difference of shape n / 6.
void expect_sum(NoiseRatio a, std::uint32_t supporters, std::uint64_t seed) {
  const SeededRandom random(seed);
  constexpr int kSums = 10'000;
  std::map<int, int> drawn;
  for (int i = 0; i < kSums; ++i) {
    int sum = 0;
    for (std::uint32_t s = 0; s < supporters; ++s) sum += noise(a);
    ++drawn[sum];
  }
  const auto pmf = difference_pmf(ratio(a), double(supporters) / kNoiseShare);
  std::map<int, double> expected;
  for (int z = -400; z <= 400; ++z) expected[z] = kSums * pmf[static_cast<std::size_t>(z + 400)];
  EXPECT_LT(deviation(drawn, expected), kOneInAMillion) << supporters;
  if (supporters == kNoiseShare) {
    for (auto& [z, of] : expected) of = kSums * two_sided_geometric(ratio(a), z);
    EXPECT_LT(deviation(drawn, expected), kOneInAMillion);
  }
}

TEST(Noise, OfTheQuorumWithoutTwoColludersIsTwoSidedGeometric) {
  expect_sum(kNoise[0], kMinReports - 2, 1);
  expect_sum(kNoise[2], kMinReports - 2, 2);
}

TEST(Noise, OfTheWholeQuorumIsMoreThanThat) {
  expect_sum(kNoise[0], kMinReports, 3);
  expect_sum(kNoise[2], kMinReports, 4);
}

TEST(Noise, SixSharesAreExactlyTwoSidedGeometric) {
  for (const NoiseRatio a : kNoise) {
    const auto pmf = difference_pmf(ratio(a), 1);
    for (int z = -60; z <= 60; ++z) {
      EXPECT_NEAR(pmf[static_cast<std::size_t>(z + 400)], two_sided_geometric(ratio(a), z), 1e-12);
    }
  }
}

TEST(Noise, OfAnEpisodeCostsLessThanOne) {
  const double epsilon =
      -std::log(ratio(kNoise[0])) - std::log(ratio(kNoise[1])) - 3 * std::log(ratio(kNoise[2]));
  EXPECT_NEAR(epsilon, 0.976, 0.001);
  EXPECT_LT(epsilon, 1);
}

TEST(Noise, IsCutSoSeldomThatItDoesNotMatter) {
  // Downwards from a counter of zero, for the widest noise.
  const auto pmf = difference_pmf(ratio(kNoise[2]), 1.0 / kNoiseShare);
  double below = 0;
  for (int z = -400; z < -static_cast<int>(kOffset); ++z) below += pmf[std::size_t(z + 400)];
  EXPECT_LT(below, 1e-7);
}

TEST(Noise, IsAddedToTheCountersAndCut) {
  std::map<int, int> seen;
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    ByteArray<kCounters> drawn;
    {
      const SeededRandom random(seed);
      drawn = to_array(noisy_values({0, 7, 100'000}).expose());
    }
    const SeededRandom random(seed);
    EXPECT_EQ(int{drawn[0]}, 96 + noise(kNoise[0]));
    EXPECT_EQ(int{drawn[1]}, 96 + 7 + noise(kNoise[1]));
    EXPECT_EQ(drawn[2], 255);
    ++seen[drawn[0]];
  }
  EXPECT_GT(seen.size(), 1u);
}

// P(figure | true total), with the noise of so many supporters and the rule of release.h itself.
class Insider {
 public:
  Insider(std::size_t counter, double supporters)
      : pmf_(difference_pmf(ratio(kNoise[counter]), supporters / kNoiseShare)) {}
  std::map<Figure, double> figures(int total) const {
    std::map<Figure, double> out;
    for (int z = -400; z <= 400; ++z) {
      out[disclose(total + z)] += pmf_[static_cast<std::size_t>(z + 400)];
    }
    return out;
  }
  double likelihood(int total, Figure figure) const { return figures(total)[figure]; }

 private:
  std::vector<double> pmf_;
};

TEST(Insider, WhoKnowsAllButOneEpisodeIsNeverSurerThanTheBound) {
  // For every total and every figure that can come out: how much likelier it is with the episode.
  // Eight reporters of whom two collude, eight, and twenty.
  constexpr std::array<int, kCounters> kEpisode = {1, 1, 3};
  for (const double supporters : {6.0, 8.0, 20.0}) {
    double worst = 0;
    for (std::size_t j = 0; j < kCounters; ++j) {
      const Insider insider(j, supporters);
      double of_counter = 0;
      for (int total = 0; total <= 80; ++total) {
        const auto without = insider.figures(total);
        for (const auto& [figure, p] : insider.figures(total + kEpisode[j])) {
          const double q = without.contains(figure) ? without.at(figure) : 0;
          if (p < 1e-12 && q < 1e-12) continue;  // beyond the table
          of_counter = std::max(of_counter, std::abs(std::log(p / q)));
        }
      }
      worst += of_counter;
    }
    EXPECT_LT(worst, 0.977) << supporters;
    EXPECT_LT(1 / (1 + std::exp(-worst)), 0.731);  // from an even start
  }
}

int poisson(double mean) {
  double product = 1;
  int k = -1;
  const double limit = std::exp(-mean);
  do {
    product *= (double(random_below(1u << 30)) + 0.5) / double(1u << 30);
    ++k;
  } while (product > limit);
  return k;
}

// Quarters of about 25 enquiries, in half of which the one episode happened that the insider asks
// about. How often the insider guesses right, and how sure at most.
struct Outcome {
  double right = 0, surest = 0, certain = 0;
};

template <class Release>
Outcome play(Release release, const std::vector<Insider>* insiders) {
  constexpr int kQuarters = 600;
  constexpr std::array<int, kCounters> kEpisode = {1, 1, 3};
  Outcome out;
  for (int q = 0; q < kQuarters; ++q) {
    const int enquiries = poisson(25);
    std::array<int, kCounters> others = {enquiries, 0, 0};
    for (int e = 0; e < enquiries; ++e) {
      if (random_below(10) < 8) {
        others[1]++;
        others[2] += 1 + static_cast<int>(random_below(3));
      }
    }
    const bool happened = random_below(2) == 1;
    double with = 1, without = 1;
    for (std::size_t j = 0; j < kCounters; ++j) {
      const Figure figure = release(j, others[j] + (happened ? kEpisode[j] : 0));
      if (insiders != nullptr) {
        with *= (*insiders)[j].likelihood(others[j] + kEpisode[j], figure);
        without *= (*insiders)[j].likelihood(others[j], figure);
      } else {
        with *= disclose(others[j] + kEpisode[j]) == figure;
        without *= disclose(others[j]) == figure;
      }
    }
    const double sure = with / (with + without);
    const double right = happened ? sure : 1 - sure;
    out.right += (right > 0.5 ? 1 : right == 0.5 ? 0.5 : 0) / kQuarters;
    out.surest = std::max(out.surest, std::max(sure, 1 - sure));
    out.certain += (sure == 0 || sure == 1 ? 1.0 : 0.0) / kQuarters;
  }
  return out;
}

TEST(Insider, IsCertainInMostQuartersIfThereIsNoNoise) {
  const SeededRandom random(5);
  const Outcome out = play([](std::size_t, int total) { return disclose(total); }, nullptr);
  EXPECT_GT(out.certain, 0.6);  // the attack that the noise is for
  EXPECT_EQ(out.surest, 1);
}

TEST(Insider, GuessesLittleBetterThanACoinWithTheNoise) {
  const SeededRandom random(6);
  constexpr int kReporters = 20;
  std::vector<Insider> insiders;
  for (std::size_t j = 0; j < kCounters; ++j) insiders.emplace_back(j, kReporters);
  const Outcome out = play(
      [](std::size_t j, int total) {
        for (int s = 0; s < kReporters; ++s) total += noise(kNoise[j]);
        return disclose(total);
      },
      &insiders);
  RecordProperty("right", std::to_string(out.right));
  EXPECT_LT(out.right, 0.65);
  EXPECT_LT(out.surest, 0.731);
  EXPECT_EQ(out.certain, 0);
}

}  // namespace
}  // namespace sotto::figures
