// The director's page and the command line give the same pairs: these numbers hold natively and as
// WebAssembly, where this program runs too (tests/wasm).

#include <gtest/gtest.h>

#include <random>

#include "client/allocate/allocate.h"

using namespace sotto::allocate;

namespace {

struct Cohort {
  std::vector<Doctor> doctors;
  std::vector<Supporter> supporters;
};

// Of some characteristics, each with this chance in a hundred.
std::vector<Characteristic> some(std::mt19937& draw, unsigned chance) {
  std::vector<Characteristic> out;
  for (Characteristic each = 0; each < 6; ++each) {
    if (draw() % 100 < chance) out.push_back(each);
  }
  return out;
}

Cohort cohort(unsigned seed, unsigned doctors, unsigned supporters) {
  std::mt19937 draw(seed);
  Cohort out;
  for (unsigned i = 0; i < supporters; ++i) {
    Supporter one;
    one.grade = static_cast<Grade>(1 + draw() % 4);
    one.places = static_cast<std::uint8_t>(draw() % 4);
    one.declared = some(draw, 40);
    out.supporters.push_back(one);
  }
  for (unsigned i = 0; i < doctors; ++i) {
    Doctor one;
    one.grade = static_cast<Grade>(draw() % 3);
    one.wanted = some(draw, 25);
    if (draw() % 3 == 0) one.current = draw() % supporters;
    if (draw() % 8 == 0) one.never.push_back(draw() % supporters);
    out.doctors.push_back(one);
  }
  return out;
}

// FNV-1a over who was chosen for whom, and why.
std::uint64_t digest(const std::vector<Pair>& pairs) {
  std::uint64_t out = 0xcbf29ce484222325;
  const auto add = [&](std::uint32_t value) { out = (out ^ value) * 0x100000001b3; };
  for (const Pair& pair : pairs) {
    add(static_cast<std::uint32_t>(pair.outcome));
    add(pair.supporter.value_or(~0U));
    add(static_cast<std::uint32_t>(pair.met.size()));
  }
  return out;
}

struct Known {
  unsigned doctors, supporters;
  std::uint64_t seed, digest;
};

TEST(AllocateEverywhere, GivesTheSamePairsForTheSameInputAndSeed) {
  constexpr Known kKnown[] = {
      {5, 3, 1, 13007846225544434791U},    {40, 25, 1, 5369234073880712261U},
      {40, 25, 2, 14613532021894233406U},  {120, 60, 3, 12344189544167677905U},
      {400, 150, 4, 5498526776691406712U}, {2000, 1000, 5, 14560191713904129941U},
  };
  unsigned draw = 20261123;
  for (const Known& each : kKnown) {
    const Cohort from = cohort(draw++, each.doctors, each.supporters);
    const auto pairs = allocate(from.doctors, from.supporters, each.seed);
    ASSERT_TRUE(pairs);
    EXPECT_EQ(digest(*pairs), each.digest) << each.doctors << " × " << each.supporters;
  }
}

}  // namespace
