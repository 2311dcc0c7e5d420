#include "tests/bench/human_model.h"

#include <algorithm>
#include <cmath>
#include <random>

#include "client/core/plan.h"
#include "crypto/ohttp/ohttp.h"

namespace sotto::bench {
namespace {

using protocol::Role;

constexpr double kDay = 86'400;
constexpr int kDays = 91;  // a quarter that begins on a Monday
constexpr std::size_t kColleagues = 60, kEngaged = 20;
constexpr std::size_t kSupporters = 20, kMatched = 10;

// Invented rates.
constexpr double kLooksIn = 0.02;         // a day on which a colleague visits for no reason
constexpr double kLooksAgain = 0.15;      // comes back on the next visiting day without a reason
constexpr double kComesForAnswer = 0.85;  // comes back on it to read an answer
constexpr double kKeepsDay = 0.95;        // a supporter on a visiting day
constexpr double kAsTheyPlease = 0.4;     // a supporter on any day, without visiting days
constexpr double kRefusedCover = 1.0 / 16;
constexpr double kServerError = 0.01;

bool is_visiting_day(const protocol::Policy& policy, int day) {
  return (policy.visiting_days >> (day % 7) & 1) != 0;
}

int next_visiting_day(const protocol::Policy& policy, int day) {
  do ++day;
  while (!is_visiting_day(policy, day));
  return day;
}

// One person's quarter as it happens.
class Person {
 public:
  Person(Role role, const HumanOptions& options, std::mt19937_64& random)
      : role_(role), options_(options), random_(random), hour_(uniform(7, 22)) {}

  // A visit on that day, unless there was one: writing is what takes time beyond reading.
  void visit(int day, bool writes, bool sends, std::size_t real_passes = 0) {
    if (day >= kDays || (last_day_ == day && !writes)) return;
    last_day_ = day;
    SeenVisit seen;
    seen.opened = day * kDay + std::clamp(hour_ + normal(1.0), 0.0, 23.5) * 3600;
    const auto draw = static_cast<std::uint32_t>(random_());
    const double busy = reading() + (writes ? writing() : 0);
    seen.stay = options_.countdown && sends ? after_the_next_commit(busy, draw) : busy;
    fill(seen, draw, real_passes);
    locker.visits.push_back(std::move(seen));
  }

  bool chance(double probability) { return uniform(0, 1) < probability; }
  double uniform(double from, double to) {
    return std::uniform_real_distribution<>(from, to)(random_);
  }

  SeenLocker locker;

 private:
  double normal(double sigma) { return std::normal_distribution<>(0, sigma)(random_); }
  double reading() { return 90 * std::exp(normal(0.8)); }
  double writing() { return 60 * std::exp(normal(0.6)); }

  static double commit_at(std::uint32_t index, std::uint32_t draw) {
    const auto time = client::commit_time(human_policy(), 0, index, draw);
    return time ? static_cast<double>(*time) : -1;
  }

  // "Yours leaves within 42 seconds; you can close the page after that."
  double after_the_next_commit(double busy, std::uint32_t draw) {
    for (std::uint32_t i = 0; commit_at(i, draw) >= 0; ++i) {
      if (commit_at(i, draw) >= busy) return commit_at(i, draw) + uniform(2, 8);
    }
    return busy;
  }

  // What goes is the plan's business: Known has nothing of what the person did.
  void fill(SeenVisit& seen, std::uint32_t draw, std::size_t real_passes) {
    client::Known known{.role = role_, .listed = true, .epoch_drawn = 1};
    for (;;) {
      const client::CommitPlan plan = client::plan_commit(known, 1, 0);
      if (plan.pass == client::PassPlace::kPass) {
        if (real_passes > 0) {
          --real_passes;
        } else if (chance(kRefusedCover)) {
          ++seen.refused;
        }
      }
      seen.errors += chance(kServerError) ? 1 : 0;
      const double time = commit_at(known.commits++, draw);
      const bool leaving = time < 0 || time >= seen.stay;
      seen.commits.push_back(leaving ? seen.stay : time);
      if (leaving) break;
    }
    seen.bytes = ohttp::kRequestOverhead +
                 (client::plan_commit(known, 1, 0).cells == protocol::kColleagueCells
                      ? protocol::kMediumRequest
                      : protocol::kLargeRequest);
  }

  Role role_;
  const HumanOptions& options_;
  std::mt19937_64& random_;
  double hour_;
  int last_day_ = -1;
};

struct Scheme {
  Scheme(const HumanOptions& options, std::mt19937_64& random)
      : options(options), policy(human_policy()) {
    for (std::size_t i = 0; i < kColleagues; ++i) {
      colleagues.emplace_back(Role::kColleague, options, random);
    }
    for (std::size_t i = 0; i < kSupporters; ++i) {
      supporters.emplace_back(Role::kSupporter, options, random);
      writes.emplace_back(kDays + 14, 0);
      needs.emplace_back(kDays + 14, 0);
    }
  }

  // When the supporter acts on what arrived after `day`: on the next visiting day, or as they
  // please, a little sooner because they know what they wait for.
  int supporter_acts(std::size_t supporter, int day, std::size_t passes) {
    Person& person = supporters[supporter];
    const int acts = options.visiting_days ? next_visiting_day(policy, day)
                                           : day + 1 + static_cast<int>(person.uniform(0, 2));
    if (acts < kDays) {
      ++writes[supporter][static_cast<std::size_t>(acts)];
      needs[supporter][static_cast<std::size_t>(acts)] += passes;
    }
    return acts;
  }

  // A colleague reads an answer that came on `answered`: returns on which day.
  int colleague_returns(Person& person, int answered) {
    int day = answered;
    while (day < kDays && !person.chance(kComesForAnswer)) day = next_visiting_day(policy, day);
    if (!person.chance(0.5)) ++day;  // in the evening of that day, or on the morrow
    return day;
  }

  void engage(Person& person, std::size_t supporter) {
    person.locker.engaged = true;
    person.locker.supporter = supporter;
    int day = static_cast<int>(person.uniform(0, 40));
    days_of(person).push_back({day, true, true});  // the enquiry
    for (int meeting = 1; meeting <= 3 && day < kDays; ++meeting) {
      const int offered = supporter_acts(supporter, day, 1);
      const int chosen = colleague_returns(person, offered);
      days_of(person).push_back({chosen, true, true});
      const int agreed = supporter_acts(supporter, chosen, 1);
      days_of(person).push_back({colleague_returns(person, agreed), false, false});
      day = agreed + 2 + static_cast<int>(person.uniform(0, 8));  // they meet
    }
    days_of(person).push_back({day + 1, true, true});
  }

  struct DayOfVisit {
    int day;
    bool writes;
    bool sends;
  };
  std::vector<DayOfVisit>& days_of(Person& person) {
    plans.resize(colleagues.size());
    return plans[static_cast<std::size_t>(&person - colleagues.data())];
  }

  void look_in(Person& person) {
    for (int day = 0; day < kDays; ++day) {
      if (!person.chance(kLooksIn)) continue;
      days_of(person).push_back({day, person.chance(0.3), false});  // own listing, words, means …
      if (person.chance(kLooksAgain)) {
        days_of(person).push_back({next_visiting_day(policy, day), false, false});
      }
    }
  }

  void play(SeenWorld& world) {
    for (std::size_t i = 0; i < colleagues.size(); ++i) {
      look_in(colleagues[i]);
      if (i < kEngaged) engage(colleagues[i], i % kMatched);
    }
    for (std::size_t i = 0; i < colleagues.size(); ++i) {
      auto& plan = plans[i];
      std::ranges::sort(plan, {},
                        [](const DayOfVisit& each) { return std::pair(each.day, !each.writes); });
      for (const DayOfVisit& each : plan) colleagues[i].visit(each.day, each.writes, each.sends);
      world.colleagues.push_back(std::move(colleagues[i].locker));
    }
    for (std::size_t i = 0; i < supporters.size(); ++i) {
      supporters[i].locker.engaged = i < kMatched;
      for (int day = 0; day < kDays; ++day) {
        const auto at = static_cast<std::size_t>(day);
        const bool usual = options.visiting_days
                               ? is_visiting_day(policy, day) && supporters[i].chance(kKeepsDay)
                               : supporters[i].chance(kAsTheyPlease);
        if (usual || writes[i][at] > 0) {
          supporters[i].visit(day, writes[i][at] > 0, writes[i][at] > 0,
                              std::min<std::size_t>(needs[i][at], 2));
        }
      }
      world.supporters.push_back(std::move(supporters[i].locker));
    }
  }

  const HumanOptions& options;
  const protocol::Policy policy;
  std::vector<Person> colleagues, supporters;
  std::vector<std::vector<DayOfVisit>> plans;
  std::vector<std::vector<int>> writes;         // of a supporter on a day
  std::vector<std::vector<std::size_t>> needs;  // passes
};

}  // namespace

protocol::Policy human_policy() {
  return {};
}

SeenWorld simulate(const HumanOptions& options) {
  std::mt19937_64 random(options.seed);
  SeenWorld world;
  for (std::size_t scheme = 0; scheme < kSchemes; ++scheme) {
    const std::size_t first = world.colleagues.size();
    Scheme(options, random).play(world);
    for (std::size_t i = first; i < world.colleagues.size(); ++i) {
      world.colleagues[i].supporter += scheme * kSupporters;
    }
  }
  return world;
}

}  // namespace sotto::bench
