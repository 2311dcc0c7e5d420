#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>
#include <random>

#include "client/core/plan.h"
#include "tests/bench/human_model.h"

namespace sotto::bench {
namespace {

constexpr double kDay = 86'400;

// One case: its features, and what is to be found.
struct Case {
  std::vector<double> features;
  bool engaged = false;
};
struct Split {
  std::vector<Case> train, test;
};

// Equally many of both kinds, in random order, half for training.
Split split(std::vector<Case> cases, std::mt19937_64& random) {
  std::ranges::shuffle(cases, random);
  const auto engaged = std::ranges::count(cases, true, &Case::engaged);
  const auto each =
      std::min<std::ptrdiff_t>(engaged, static_cast<std::ptrdiff_t>(cases.size()) - engaged);
  std::ptrdiff_t taken[2] = {0, 0};
  Split out;
  for (Case& one : cases) {
    std::ptrdiff_t& count = taken[one.engaged ? 1 : 0];
    if (count == each) continue;
    (2 * count++ < each ? out.train : out.test).push_back(std::move(one));
  }
  return out;
}

using Score = std::function<double(const Case&)>;

// The chance that an engaged case scores above another one; ties count half.
double auc_of(const std::vector<Case>& cases, const Score& score) {
  std::vector<std::pair<double, bool>> scored;
  for (const Case& one : cases) scored.emplace_back(score(one), one.engaged);
  std::ranges::sort(scored);
  double below = 0, pairs = 0, others = 0, engaged = 0;
  for (std::size_t i = 0; i < scored.size();) {
    double tied[2] = {0, 0};
    const double value = scored[i].first;
    for (; i < scored.size() && scored[i].first == value; ++i) ++tied[scored[i].second ? 1 : 0];
    pairs += tied[1] * (below + tied[0] / 2);
    below += tied[0];
    others += tied[0];
    engaged += tied[1];
  }
  return pairs / (others * engaged);
}

double accuracy_of(const std::vector<Case>& cases, const Score& score, double threshold) {
  const auto right = std::ranges::count_if(
      cases, [&](const Case& one) { return (score(one) > threshold) == one.engaged; });
  return static_cast<double>(right) / static_cast<double>(cases.size());
}

// The threshold, and the side of it, that tell best in training.
Figure by_threshold(const std::string& name, const Split& data, std::size_t feature, bool guarded) {
  std::vector<double> values;
  for (const Case& one : data.train) values.push_back(one.features[feature]);
  std::ranges::sort(values);
  double best = 0, threshold = 0, sign = 1;
  for (std::size_t i = 0; i < 200; ++i) {
    const double at = values[i * values.size() / 200];
    for (const double side : {1.0, -1.0}) {
      const double accuracy = accuracy_of(
          data.train, [&](const Case& one) { return side * one.features[feature]; }, side * at);
      if (accuracy > best) best = accuracy, threshold = side * at, sign = side;
    }
  }
  const Score score = [&](const Case& one) { return sign * one.features[feature]; };
  return {name, accuracy_of(data.test, score, threshold), auc_of(data.test, score), guarded};
}

// Logistic regression over features, standardised, and their squares.
Figure by_regression(const std::string& name, const Split& data,
                     const std::vector<std::size_t>& features, bool guarded) {
  const std::size_t width = 2 * features.size();
  std::vector<double> mean(width, 0), deviation(width, 0), weights(width + 1, 0);
  const auto raw = [&](const Case& one, std::size_t i) {
    const double value = one.features[features[i / 2]];
    return i % 2 == 0 ? value : value * value;
  };
  const auto count = static_cast<double>(data.train.size());
  for (std::size_t i = 0; i < width; ++i) {
    for (const Case& one : data.train) mean[i] += raw(one, i) / count;
    for (const Case& one : data.train) deviation[i] += std::pow(raw(one, i) - mean[i], 2) / count;
    deviation[i] = deviation[i] > 1e-12 ? std::sqrt(deviation[i]) : 1;
  }
  const auto scaled = [&](const Case& one, std::size_t i) {
    return (raw(one, i) - mean[i]) / deviation[i];
  };
  const Score score = [&](const Case& one) {
    double sum = weights[width];
    for (std::size_t i = 0; i < width; ++i) sum += weights[i] * scaled(one, i);
    return sum;
  };
  for (int step = 0; step < 150; ++step) {
    std::vector<double> slope(width + 1, 0);
    for (const Case& one : data.train) {
      const double wrong = 1 / (1 + std::exp(-score(one))) - (one.engaged ? 1 : 0);
      for (std::size_t i = 0; i < width; ++i) slope[i] += wrong * scaled(one, i) / count;
      slope[width] += wrong / count;
    }
    for (std::size_t i = 0; i <= width; ++i) weights[i] -= 0.8 * slope[i];
  }
  return {name, accuracy_of(data.test, score, 0), auc_of(data.test, score), guarded};
}

std::vector<Figure> classify(const std::vector<Case>& cases, const std::vector<std::string>& names,
                             const std::vector<bool>& guarded, std::uint64_t seed) {
  std::mt19937_64 random(seed);
  const Split data = split(cases, random);
  std::vector<Figure> out;
  std::vector<std::size_t> all, kept;
  for (std::size_t i = 0; i < names.size(); ++i) {
    out.push_back(by_threshold(names[i], data, i, guarded[i]));
    all.push_back(i);
    if (guarded[i]) kept.push_back(i);
  }
  if (!kept.empty()) {
    out.push_back(by_regression("all that must stay at chance, together", data, kept, true));
  }
  out.push_back(by_regression("everything, together", data, all, false));
  return out;
}

// --- what is seen of single visits ---

// What the plan alone makes of a visit of that length, for every moment that could have been drawn.
struct Expected {
  double gap = 0, commits = 0;
};
std::vector<Expected> expected(double stay) {
  static const protocol::Policy policy = human_policy();
  std::vector<Expected> out;
  for (std::uint64_t draw = 0; draw < 31; ++draw) {
    double last = 0;
    std::uint32_t commits = 0;
    for (;; ++commits) {
      const auto time = client::commit_time(
          policy, 0, commits, static_cast<std::uint32_t>(((draw << 32) + (1u << 31)) / 31));
      if (!time || static_cast<double>(*time) >= stay) break;
      last = static_cast<double>(*time);
    }
    out.push_back({stay - last, commits + 1.0});
  }
  return out;
}

// The rank of what was seen among what the plan would make, in 0..1; ties at random. Uniform, and
// without a trace of the length itself, unless people or clients depend on what went when.
double rank(double seen, const std::vector<Expected>& all, double Expected::* of,
            std::mt19937_64& random) {
  double below = 0, tied = 0;
  for (const Expected& one : all) {
    if (std::abs(one.*of - seen) < 1e-6) {
      ++tied;
    } else if (one.*of < seen) {
      ++below;
    }
  }
  const double within = std::uniform_real_distribution<>(0, 1)(random);
  return (below + tied * within) / static_cast<double>(all.size());
}

// --- what is seen of a quarter ---

std::vector<int> days_of(const SeenLocker& locker) {
  std::vector<int> out;
  for (const SeenVisit& visit : locker.visits) {
    out.push_back(static_cast<int>(visit.opened / kDay));
  }
  return out;
}

// The most visits in any 21 days.
double busiest_weeks(const std::vector<int>& days) {
  std::ptrdiff_t most = 0;
  for (int first : days) {
    most = std::max(most, std::ranges::count_if(
                              days, [&](int day) { return day >= first && day < first + 21; }));
  }
  return static_cast<double>(most);
}

double share_on_visiting_days(const std::vector<int>& days) {
  if (days.empty()) return 0;
  const auto on = std::ranges::count_if(
      days, [](int day) { return (human_policy().visiting_days >> (day % 7) & 1) != 0; });
  return static_cast<double>(on) / static_cast<double>(days.size());
}

}  // namespace

std::vector<Figure> figures_of_times(const SeenWorld& world) {
  std::vector<Case> cases;
  for (const SeenLocker& locker : world.colleagues) {
    const std::vector<int> days = days_of(locker);
    cases.push_back(
        {{static_cast<double>(days.size()), busiest_weeks(days), share_on_visiting_days(days)},
         locker.engaged});
  }
  return classify(cases,
                  {"visits in a quarter", "most visits in 21 days", "share on visiting days"},
                  {false, false, false}, 7);
}

std::vector<Figure> figures_of_visits(const std::vector<SeenLocker>& lockers, std::uint64_t seed) {
  std::mt19937_64 random(seed);
  std::vector<Case> cases;
  for (const SeenLocker& locker : lockers) {
    for (const SeenVisit& visit : locker.visits) {
      const std::vector<Expected> plan = expected(visit.stay);
      const std::size_t timed = visit.commits.size() - 1;
      const double gap = visit.stay - (timed > 0 ? visit.commits[timed - 1] : 0);
      cases.push_back(
          {{visit.stay, static_cast<double>(visit.bytes),
            rank(static_cast<double>(visit.commits.size()), plan, &Expected::commits, random),
            rank(gap, plan, &Expected::gap, random), static_cast<double>(visit.refused),
            static_cast<double>(visit.errors)},
           locker.engaged});
    }
  }
  return classify(cases,
                  {"how long a visit lasts", "length of a commit", "commits, given how long",
                   "gap before leaving, given how long", "refused passes", "server errors"},
                  {false, true, true, true, true, true}, seed);
}

Matching match_supporters(const SeenWorld& world) {
  const std::size_t in_scheme = world.supporters.size() / kSchemes;
  const std::size_t colleagues = world.colleagues.size() / kSchemes;
  Matching out{.chance = 1.0 / static_cast<double>(in_scheme)};
  double cases = 0;
  for (std::size_t i = 0; i < world.colleagues.size(); ++i) {
    const SeenLocker& colleague = world.colleagues[i];
    if (!colleague.engaged) continue;
    ++cases;
    double best_times = -1, best_lengths = -1;
    std::size_t guess_times = 0, guess_lengths = 0;
    const std::size_t first = i / colleagues * in_scheme;
    for (std::size_t s = first; s < first + in_scheme; ++s) {
      // Supporters who visit, or stay long, in the two days before this colleague comes back, more
      // than they do at other times.
      double hits = 0, minutes = 0, all_minutes = 0;
      for (const SeenVisit& visit : world.supporters[s].visits) {
        const bool before = std::ranges::any_of(colleague.visits, [&](const SeenVisit& back) {
          return back.opened > visit.opened && back.opened < visit.opened + 2 * kDay;
        });
        hits += before ? 1 : 0;
        minutes += before ? std::log(visit.stay) : 0;
        all_minutes += std::log(visit.stay);
      }
      const auto visits = static_cast<double>(world.supporters[s].visits.size());
      const double times = hits / visits;
      const double lengths = hits > 0 ? minutes / hits - all_minutes / visits : 0;
      if (times > best_times) best_times = times, guess_times = s;
      if (lengths > best_lengths) best_lengths = lengths, guess_lengths = s;
    }
    out.by_times += guess_times == colleague.supporter ? 1 : 0;
    out.by_lengths += guess_lengths == colleague.supporter ? 1 : 0;
  }
  out.by_times /= cases;
  out.by_lengths /= cases;
  return out;
}

}  // namespace sotto::bench
