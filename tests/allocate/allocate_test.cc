#include "client/allocate/allocate.h"

#include <gtest/gtest.h>
#include <sys/resource.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <ctime>
#include <random>

using namespace sotto::allocate;

namespace {

using Doctors = std::vector<Doctor>;
using Supporters = std::vector<Supporter>;

// What the allocation is judged by, the most important first; less is better.
using Score = std::array<long, 4>;  // without a supporter, moved, wishes met (negative), squares

bool allowed(const Doctor& doctor, const Supporters& supporters, std::uint32_t index) {
  return supporters[index].grade > doctor.grade && supporters[index].places > 0 &&
         std::count(doctor.never.begin(), doctor.never.end(), index) == 0;
}

Score score(const Doctors& doctors, const Supporters& supporters,
            const std::vector<std::optional<std::uint32_t>>& chosen) {
  Score sum{};
  std::vector<long> load(supporters.size());
  for (std::size_t i = 0; i < doctors.size(); ++i) {
    const Doctor& doctor = doctors[i];
    if (!chosen[i]) {
      ++sum[0];
      continue;
    }
    ++load[*chosen[i]];
    if (doctor.current && allowed(doctor, supporters, *doctor.current)) {
      sum[1] += *doctor.current != *chosen[i];
    }
    const auto& declared = supporters[*chosen[i]].declared;
    for (const auto wanted : doctor.wanted) {
      sum[2] -= std::count(declared.begin(), declared.end(), wanted) > 0;
    }
  }
  for (const long each : load) sum[3] += each * each;
  return sum;
}

// Tries everything.
class BruteForce {
 public:
  BruteForce(const Doctors& doctors, const Supporters& supporters)
      : doctors_(doctors), supporters_(supporters), chosen_(doctors.size()) {
    for (const auto& supporter : supporters) left_.push_back(supporter.places);
  }
  Score best() {
    try_from(0);
    return best_;
  }

 private:
  void try_from(std::size_t i) {
    if (i == doctors_.size()) {
      best_ = std::min(best_, score(doctors_, supporters_, chosen_));
      return;
    }
    chosen_[i] = std::nullopt;
    try_from(i + 1);
    for (std::uint32_t s = 0; s < supporters_.size(); ++s) {
      if (left_[s] == 0 || !allowed(doctors_[i], supporters_, s)) continue;
      --left_[s];
      chosen_[i] = s;
      try_from(i + 1);
      ++left_[s];
    }
  }
  const Doctors& doctors_;
  const Supporters& supporters_;
  std::vector<std::optional<std::uint32_t>> chosen_;
  std::vector<int> left_;
  Score best_{1L << 40, 0, 0, 0};
};

class Draw {
 public:
  explicit Draw(unsigned seed) : engine_(seed) {}
  unsigned below(unsigned bound) { return engine_() % bound; }

  std::vector<Characteristic> some(unsigned kinds, unsigned chance) {
    std::vector<Characteristic> drawn;
    for (unsigned kind = 0; kind < kinds; ++kind) {
      if (below(100) < chance) drawn.push_back(static_cast<Characteristic>(kind));
    }
    return drawn;
  }
  Supporters supporters(unsigned count, unsigned places) {
    Supporters all(count);
    for (auto& one : all) {
      one = {static_cast<Grade>(1 + below(3)), static_cast<std::uint8_t>(below(places + 1)),
             some(4, 50)};
    }
    return all;
  }
  Doctors doctors(unsigned count, unsigned supporters) {
    Doctors all(count);
    for (auto& one : all) {
      one.grade = static_cast<Grade>(below(3));
      one.wanted = some(4, 40);
      if (supporters > 0 && below(3) > 0) one.current = below(supporters);
      if (supporters > 0 && below(4) == 0) one.never.push_back(below(supporters));
    }
    return all;
  }

 private:
  std::mt19937 engine_;
};

std::vector<std::optional<std::uint32_t>> chosen(const std::vector<Pair>& pairs) {
  std::vector<std::optional<std::uint32_t>> all;
  for (const auto& pair : pairs) all.push_back(pair.supporter);
  return all;
}

std::vector<Pair> pairs_of(const Doctors& doctors, const Supporters& supporters,
                           std::uint64_t seed = 1) {
  auto pairs = allocate(doctors, supporters, seed);
  EXPECT_TRUE(pairs);
  return pairs ? *pairs : std::vector<Pair>{};
}

void expect_refused(const Doctors& doctors, const Supporters& supporters, Problem problem,
                    std::uint32_t row) {
  const auto pairs = allocate(doctors, supporters, 1);
  ASSERT_FALSE(pairs);
  EXPECT_EQ(pairs.error().problem, problem);
  EXPECT_EQ(pairs.error().row, row);
}

// A current supporter still counts where places have become fewer, so every rule is looked at.
void expect_rules(const Doctors& doctors, const Supporters& supporters,
                  const std::vector<Pair>& pairs) {
  ASSERT_EQ(pairs.size(), doctors.size());
  std::vector<int> load(supporters.size());
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    EXPECT_EQ(pairs[i].met.size() + pairs[i].unmet.size(), doctors[i].wanted.size());
    if (!pairs[i].supporter) {
      EXPECT_TRUE(pairs[i].met.empty());
      continue;
    }
    ++load[*pairs[i].supporter];
    EXPECT_TRUE(allowed(doctors[i], supporters, *pairs[i].supporter));
  }
  for (std::size_t s = 0; s < supporters.size(); ++s) EXPECT_LE(load[s], supporters[s].places);
}

TEST(Allocate, NobodyAndNothing) {
  EXPECT_TRUE(pairs_of({}, {}).empty());
  const auto pairs = pairs_of({Doctor{}}, {});
  ASSERT_EQ(pairs.size(), 1u);
  EXPECT_EQ(pairs[0].outcome, Outcome::kNobodySenior);
}

TEST(Allocate, SomebodyOfTheSameGradeIsNotMoreSenior) {
  const auto pairs = pairs_of({Doctor{.grade = 1}, Doctor{.grade = 0}}, {{1, 2, {}}});
  EXPECT_EQ(pairs[0].outcome, Outcome::kNobodySenior);
  EXPECT_EQ(pairs[1].outcome, Outcome::kNew);
}

TEST(Allocate, WhoIsLeftOutIsToldThatThereIsNoPlace) {
  const auto pairs = pairs_of({Doctor{}, Doctor{}}, {{1, 1, {}}});
  EXPECT_EQ((pairs[0].outcome == Outcome::kNoPlace) + (pairs[1].outcome == Outcome::kNoPlace), 1);
}

TEST(Allocate, ASupporterWithoutAPlaceIsNobody) {
  EXPECT_EQ(pairs_of({Doctor{}}, {{1, 0, {}}})[0].outcome, Outcome::kNobodySenior);
}

TEST(Allocate, WhatWasWantedIsExplained) {
  const auto pairs = pairs_of({Doctor{.wanted = {5, 7, 6}}}, {{1, 1, {6, 5}}});
  EXPECT_EQ(pairs[0].met, (std::vector<Characteristic>{5, 6}));
  EXPECT_EQ(pairs[0].unmet, (std::vector<Characteristic>{7}));
}

TEST(Allocate, APairThatWasEndedIsNotMadeAgain) {
  const auto pairs = pairs_of({Doctor{.never = {0}}}, {{1, 1, {}}, {1, 1, {}}});
  EXPECT_EQ(pairs[0].supporter, 1u);
}

TEST(Allocate, APairStaysEvenWhereAnotherWouldMeetMore) {
  const auto pairs = pairs_of({Doctor{.wanted = {1}, .current = 0}}, {{1, 1, {}}, {1, 1, {1}}});
  EXPECT_EQ(pairs[0].outcome, Outcome::kKept);
}

TEST(Allocate, APairEndsWhenTheDoctorHasBecomeAsSenior) {
  const auto pairs = pairs_of({Doctor{.grade = 1, .current = 0}}, {{1, 1, {}}, {2, 1, {}}});
  EXPECT_EQ(pairs[0].supporter, 1u);
  EXPECT_EQ(pairs[0].outcome, Outcome::kNew);
}

TEST(Allocate, LoadIsSpread) {
  const auto pairs = pairs_of(Doctors(6), Supporters(3, {1, 6, {}}));
  std::array<int, 3> load{};
  for (const auto& pair : pairs) ++load[*pair.supporter];
  EXPECT_EQ(load, (std::array{2, 2, 2}));
}

TEST(Allocate, TheSeedDecidesWhatIsEqual) {
  const Doctors doctors(6);
  const Supporters supporters(6, {1, 1, {}});
  EXPECT_EQ(chosen(pairs_of(doctors, supporters, 7)), chosen(pairs_of(doctors, supporters, 7)));
  bool differs = false;
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    differs |=
        chosen(pairs_of(doctors, supporters, seed)) != chosen(pairs_of(doctors, supporters, 7));
  }
  EXPECT_TRUE(differs);
}

TEST(Allocate, RefusesTooManyDoctorsOrSupporters) {
  expect_refused(Doctors(kMaxDoctors + 1), {}, Problem::kTooMany, 0);
  expect_refused({}, Supporters(kMaxSupporters + 1), Problem::kTooMany, 0);
}
TEST(Allocate, RefusesTooManyPlaces) {
  expect_refused({}, {{1, 1, {}}, {1, kMaxPlaces + 1, {}}}, Problem::kTooManyPlaces, 1);
}
TEST(Allocate, RefusesTooManyWishes) {
  Doctor doctor;
  for (Characteristic i = 0; i <= kMaxWanted; ++i) doctor.wanted.push_back(i);
  expect_refused({Doctor{}, doctor}, {}, Problem::kTooManyWanted, 1);
}
TEST(Allocate, RefusesAWishThatStandsTwice) {
  expect_refused({Doctor{.wanted = {3, 4, 3}}}, {}, Problem::kWantedTwice, 0);
}
TEST(Allocate, RefusesASupporterWhoIsNotThere) {
  expect_refused({Doctor{.current = 1}}, {{1, 1, {}}}, Problem::kUnknownSupporter, 0);
  expect_refused({Doctor{}, Doctor{.never = {0, 9}}}, {{1, 1, {}}}, Problem::kUnknownSupporter, 1);
}

TEST(Allocate, IsAsGoodAsTryingEverything) {
  Draw draw(20261122);
  for (int round = 0; round < 120; ++round) {
    const auto supporters = draw.supporters(draw.below(6), 2);
    const auto doctors = draw.doctors(draw.below(8), static_cast<unsigned>(supporters.size()));
    const auto pairs = pairs_of(doctors, supporters, static_cast<std::uint64_t>(round));
    expect_rules(doctors, supporters, pairs);
    EXPECT_EQ(score(doctors, supporters, chosen(pairs)), BruteForce(doctors, supporters).best())
        << "round " << round;
  }
}

TEST(Allocate, BreaksNoRule) {
  Draw draw(4);
  for (int round = 0; round < 40; ++round) {
    const auto supporters = draw.supporters(40, 4);
    const auto doctors = draw.doctors(80, 40);
    expect_rules(doctors, supporters, pairs_of(doctors, supporters));
  }
}

long met(const std::vector<Pair>& pairs) {
  long sum = 0;
  for (const auto& pair : pairs) sum += static_cast<long>(pair.met.size());
  return sum;
}

TEST(Allocate, DeclaringMoreNeverMeetsLess) {
  Draw draw(5);
  for (int round = 0; round < 60; ++round) {
    auto supporters = draw.supporters(12, 3);
    auto doctors = draw.doctors(25, 0);
    const long before = met(pairs_of(doctors, supporters));
    auto& declared = supporters[draw.below(12)].declared;
    const auto more = static_cast<Characteristic>(draw.below(4));
    if (std::count(declared.begin(), declared.end(), more) == 0) declared.push_back(more);
    EXPECT_GE(met(pairs_of(doctors, supporters)), before) << "round " << round;
  }
}

TEST(Allocate, AgainWithTheSameNumbersMovesNobody) {
  Draw draw(6);
  const auto supporters = draw.supporters(30, 4);
  auto doctors = draw.doctors(60, 0);
  const auto first = pairs_of(doctors, supporters, 1);
  for (std::size_t i = 0; i < doctors.size(); ++i) doctors[i].current = first[i].supporter;
  EXPECT_EQ(chosen(pairs_of(doctors, supporters, 2)), chosen(first));
}

// Of this process, so that what else runs on the machine does not count.
double cpu_seconds() {
  timespec now{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

TEST(AllocateScale, AWholeDeaneryInSecondsAndHalfAGigabyte) {
  Draw draw(8);
  Supporters supporters(1000);
  for (auto& one : supporters) one = {static_cast<Grade>(1 + draw.below(4)), 3, draw.some(6, 30)};
  Doctors doctors(2000);
  for (auto& one : doctors) one = {static_cast<Grade>(draw.below(2)), draw.some(6, 30), {}, {}};
  const double began = cpu_seconds();
  const auto pairs = pairs_of(doctors, supporters);
  const double took = cpu_seconds() - began;
  expect_rules(doctors, supporters, pairs);
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  std::printf("2,000 doctors, 1,000 supporters: %.2f s, %ld MiB\n", took, usage.ru_maxrss / 1024);
  // A sanitizer's own work is not counted.
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
  EXPECT_LE(took, 5.0);
  EXPECT_LE(usage.ru_maxrss / 1024, 500);
#endif
}

}  // namespace
