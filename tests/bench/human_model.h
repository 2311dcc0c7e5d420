#pragma once
// People who act on what the pages say, as the broker sees their visits, and a classifier that
// looks for those with an engagement. Rates are invented, plain, and the same in every run: what
// counts is which figures lie above chance, not by how much.

#include <cstdint>
#include <string>
#include <vector>

#include "crypto/protocol/policy.h"

namespace sotto::bench {

struct HumanOptions {
  bool countdown = false;     // a weakened page tells people when theirs has gone: they leave then
  bool visiting_days = true;  // false: supporters visit as they please
  std::uint64_t seed = 1;
};

// One visit as the broker sees it. Times in seconds.
struct SeenVisit {
  double opened = 0;            // since the quarter's first midnight
  double stay = 0;              // from opening to leaving
  std::vector<double> commits;  // since opening; the last one is that on leaving
  std::size_t bytes = 0;        // of one commit's capsule
  std::size_t refused = 0;      // passes
  std::size_t errors = 0;       // commits that were answered 503 and came again
};

struct SeenLocker {
  std::vector<SeenVisit> visits;  // in order
  bool engaged = false;           // what the classifier looks for
  std::size_t supporter = 0;      // of an engaged colleague
};

// Small schemes, each simulated on its own, one behind the other.
inline constexpr std::size_t kSchemes = 60;
struct SeenWorld {
  std::vector<SeenLocker> colleagues, supporters;
};

protocol::Policy human_policy();
// A quarter: of each scheme's 60 colleagues 20 have an engagement, with 10 of its 20 supporters.
SeenWorld simulate(const HumanOptions& options);

// How well one feature, or all of a group together, tells engaged from not: trained on one half
// of equally many of both, tried on the other half. Chance is 0.5 for both numbers.
struct Figure {
  std::string feature;
  double accuracy = 0;
  double auc = 0;
  bool guarded = false;  // must stay at chance
};

// Of a locker's quarter: how often and when it was visited.
std::vector<Figure> figures_of_times(const SeenWorld& world);
// Of single visits: how long, and, given how long, the commits' number and bytes, the gap between
// the last timed commit and leaving, and codes.
std::vector<Figure> figures_of_visits(const std::vector<SeenLocker>& lockers, std::uint64_t seed);

// In how many of an engaged colleague's cases the matched supporter is guessed first, and chance.
struct Matching {
  double by_times = 0, by_lengths = 0, chance = 0;
};
Matching match_supporters(const SeenWorld& world);

}  // namespace sotto::bench
