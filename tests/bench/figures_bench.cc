// What a report costs: making one, checking one against libsodium's own functions for the same
// products and sums, and a quarter of 2,000.

#include <sodium.h>

#include <cstdio>
#include <stdexcept>

#include "crypto/figures/noise.h"
#include "crypto/figures/tally.h"
#include "crypto/primitives/random.h"
#include "tests/bench/measure.h"

namespace sotto::bench {
namespace {

constexpr std::size_t kReports = 2'000;
constexpr std::size_t kRounds = 10;
constexpr std::size_t kRatioReports = 20;  // of each round
constexpr std::uint32_t kQuarter = 8104;

// The products and sums of one check (docs/spec/figures.md), with nothing around them.
constexpr int kProducts = 63, kBaseProducts = 54, kSums = 129;

void floor_of_one() {
  ByteArray<32> k, a, b, out;
  random_fill(k);
  k[31] &= 0x0f;
  crypto_core_ristretto255_random(a.data());
  crypto_core_ristretto255_random(b.data());
  bool good = true;
  for (int i = 0; i < kProducts; ++i) {
    good = good && crypto_scalarmult_ristretto255(out.data(), k.data(), a.data()) == 0;
  }
  for (int i = 0; i < kBaseProducts; ++i) {
    good = good && crypto_scalarmult_ristretto255_base(out.data(), k.data()) == 0;
  }
  for (int i = 0; i < kSums; ++i) {
    good = good && crypto_core_ristretto255_add(out.data(), a.data(), b.data()) == 0;
  }
  if (!good) throw std::runtime_error("libsodium");
}

template <class Work>
double cpu_of(Work work) {
  const double begin = thread_cpu();
  work();
  return thread_cpu() - begin;
}

int run() {
  const figures::Setting setting{
      {}, {}, *ristretto::Element::multiply_base(ristretto::Scalar::random())};
  std::vector<SigningKey> supporters;
  std::vector<SigningPublicKey> roster;
  for (std::size_t i = 0; i < kReports; ++i) {
    supporters.push_back(SigningKey::generate());
    roster.push_back(supporters.back().public_key);
  }

  std::vector<Bytes> reports;
  std::vector<double> made;
  for (const SigningKey& supporter : supporters) {
    made.push_back(1000 * cpu_of([&] {
                     reports.push_back(figures::make_report(setting, kQuarter, supporter,
                                                            figures::noisy_values({3, 2, 5}))
                                           .encode());
                   }));
  }
  Goals goals;
  goals.at_most("a report made, ms", made, 15);
  goals.at_most("a report, bytes", {static_cast<double>(reports[0].size())}, 4096);

  std::vector<double> ratios;
  for (std::size_t round = 0; round < kRounds; ++round) {
    double floor = 0, checked = 0;
    for (std::size_t i = 0; i < kRatioReports; ++i) {
      const auto report = figures::Report::parse(reports[round * kRatioReports + i]);
      floor += cpu_of(floor_of_one);
      checked += cpu_of([&] {
        if (!figures::verify({setting, kQuarter, report->identity}, report->proof)) {
          throw std::runtime_error("an honest report was refused");
        }
      });
    }
    ratios.push_back(checked / floor);
  }
  goals.at_most("a proof checked / libsodium's products and sums alone", ratios, 1.25);

  figures::Tally tally(setting, kQuarter, roster);
  const double all = cpu_of([&] {
    for (const Bytes& report : reports) {
      if (!tally.add(report)) throw std::runtime_error("an honest report was refused");
    }
  });
  goals.at_most("2,000 reports checked and summed, s", {all}, 25);
  return goals.exit_code();
}

}  // namespace
}  // namespace sotto::bench

int main() {
  return sotto::bench::run();
}
