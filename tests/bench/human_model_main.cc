// Prints how well somebody who sees everything that the broker sees would find those who have an
// engagement. Visit times lie above chance, and so does how long people stay: the privacy page says
// so. Fails when anything that Sotto shapes does.

#include <algorithm>
#include <cstdio>

#include "tests/bench/human_model.h"

namespace sotto::bench {
namespace {

constexpr double kAllowed = 0.55;   // chance and 5 %
constexpr double kFarAbove = 0.65;  // what a weakened page must give away

bool print(const char* title, const std::vector<Figure>& figures) {
  bool held = true;
  std::printf("%s\n", title);
  for (const Figure& figure : figures) {
    const bool kept = !figure.guarded || figure.accuracy <= kAllowed;
    std::printf("  %-40s accuracy %.3f  AUC %.3f%s\n", figure.feature.c_str(), figure.accuracy,
                figure.auc,
                !figure.guarded ? ""
                : kept          ? "  (at chance)"
                                : "  ABOVE CHANCE");
    held = held && kept;
  }
  return held;
}

double best_guarded(const std::vector<Figure>& figures) {
  double best = 0;
  for (const Figure& figure : figures) {
    if (figure.guarded) best = std::max(best, figure.accuracy);
  }
  return best;
}

void print(const char* title, const Matching& matching) {
  std::printf("%s: by times %.3f, by how long they stay %.3f; chance %.3f\n", title,
              matching.by_times, matching.by_lengths, matching.chance);
}

int run() {
  std::puts("Human model: chance is 0.5 unless told");
  const SeenWorld world = simulate({});
  print("Whose locker is engaged, by when it is visited (human, above chance)",
        figures_of_times(world));
  bool held = print("Whose visit it is: colleagues", figures_of_visits(world.colleagues, 11));
  held &= print("Whose visit it is: supporters", figures_of_visits(world.supporters, 12));
  print("Matched supporter guessed first, with visiting days", match_supporters(world));
  print("                    when supporters visit as they please",
        match_supporters(simulate({.visiting_days = false})));

  const double weak = best_guarded(figures_of_visits(simulate({.countdown = true}).colleagues, 13));
  std::printf(
      "A page with a countdown would give away: accuracy %.3f (the check that it is seen)\n", weak);
  if (weak < kFarAbove) std::puts("The classifier does not see the weakened page.");
  return held && weak >= kFarAbove ? 0 : 1;
}

}  // namespace
}  // namespace sotto::bench

int main() {
  return sotto::bench::run();
}
