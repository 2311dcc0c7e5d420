// Each piece of work of work.h against its floor, in turns: in every round both run for about the
// same short while, so that both meet the same machine.

#include <string>

#include "tests/bench/measure.h"
#include "tests/bench/work.h"

namespace sotto::bench {
namespace {

constexpr int kRounds = 21;

double cost(const Work& work, int times) {
  const double begin = thread_cpu();
  for (int i = 0; i < times; ++i) work();
  return (thread_cpu() - begin) / times;
}

struct Pair {
  std::string name;
  Work work, floor;
  int times;  // a round
  double goal;
};

void measure(const Pair& pair, Goals& goals) {
  std::vector<double> ratios, floors;
  cost(pair.work, 1);
  cost(pair.floor, 1);
  for (int round = 0; round < kRounds; ++round) {
    // Whoever comes second finds the clock that the first has left it.
    const bool floor_first = round % 2 == 0;
    double floor = floor_first ? cost(pair.floor, pair.times) : 0;
    const double work = cost(pair.work, pair.times);
    if (!floor_first) floor = cost(pair.floor, pair.times);
    ratios.push_back(work / floor);
    floors.push_back(floor * 1e6);
  }
  goals.at_most(pair.name, ratios, pair.goal);
  show("    its floor, microseconds of CPU", floors);
}

int run() {
  Goals goals;
  measure({"batch of 200 passes issued and finished / its products, sums and hashes alone", batch(),
           batch_floor(), 1, 1.2},
          goals);
  measure({"pass redeemed / hash to the group and one product alone", redeem(), redeem_floor(), 150,
           1.2},
          goals);
  measure({"cell sealed / two X25519, HKDF and ChaCha20-Poly1305 alone", seal(), seal_floor(), 200,
           1.2},
          goals);
  measure({"cell opened / one X25519, HKDF and ChaCha20-Poly1305 alone", open(), open_floor(), 300,
           1.2},
          goals);
  measure(
      {"proof of a report checked / its products and sums alone", report(), report_floor(), 3, 1.1},
      goals);
  measure({"report checked and summed / products, sums and signature alone", tally(), tally_floor(),
           3, 1.1},
          goals);
  return goals.exit_code();
}

}  // namespace
}  // namespace sotto::bench

int main() {
  return sotto::bench::run();
}
