#pragma once
// Near-peer's allocation (docs/allocation.md): every foundation doctor gets a supporter who is more
// senior, as far as there are places. Plain arrays in, plain arrays out: names and addresses stay
// outside. A library of its own, because LEMON needs exceptions and client/core has none.

#include <cstdint>
#include <expected>
#include <optional>
#include <span>
#include <vector>

namespace sotto::allocate {

using Grade = std::uint8_t;            // the place in the scheme's ordered list, juniors first
using Characteristic = std::uint16_t;  // one that a supporter declared for matching

inline constexpr std::size_t kMaxDoctors = 4000;
inline constexpr std::size_t kMaxSupporters = 2000;
inline constexpr std::size_t kMaxPlaces = 20;  // of one supporter
inline constexpr std::size_t kMaxWanted = 8;   // of one doctor

struct Doctor {
  Grade grade = 0;
  std::vector<Characteristic> wanted{};    // empty: no preference. No value twice
  std::optional<std::uint32_t> current{};  // the supporter they have now, an index
  std::vector<std::uint32_t> never{};      // supporters who are not offered again, indexes
};

struct Supporter {
  Grade grade = 0;
  std::uint8_t places = 0;
  std::vector<Characteristic> declared{};  // what is not here is not known, which is not "no"
};

enum class Outcome : std::uint8_t {
  kKept = 1,          // the supporter they had
  kNew = 2,           // another one, or the first
  kNobodySenior = 3,  // no supporter with a place is more senior and may be offered
  kNoPlace = 4,       // there are such supporters, and their places are taken
};

struct Pair {
  Outcome outcome{};
  std::optional<std::uint32_t> supporter{};    // an index; for kKept and kNew
  std::vector<Characteristic> met{}, unmet{};  // of what the doctor wanted, in their order
};

// Why nothing was allocated. `row` is the doctor's or the supporter's index.
enum class Problem : std::uint8_t {
  kTooMany = 1,           // doctors or supporters; row 0
  kTooManyPlaces = 2,     // of this supporter
  kTooManyWanted = 3,     // by this doctor
  kWantedTwice = 4,       // by this doctor
  kUnknownSupporter = 5,  // in this doctor's `current` or `never`
};
struct BadInput {
  Problem problem{};
  std::uint32_t row = 0;
};

// One pair a doctor, in their order. Among all allocations that break no rule it takes one that
// first pairs the most doctors, then moves the fewest who have a supporter, then meets the most of
// what is wanted, then spreads the load (least sum of squares); what is still equal, `seed`
// decides. The same input and seed have the same result.
std::expected<std::vector<Pair>, BadInput> allocate(std::span<const Doctor> doctors,
                                                    std::span<const Supporter> supporters,
                                                    std::uint64_t seed);

}  // namespace sotto::allocate
