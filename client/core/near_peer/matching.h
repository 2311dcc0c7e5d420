#pragma once
// What the allocation (docs/allocation.md) gets of a desk, and gives back: numbers alone. The same
// shapes as client/allocate's, which is a library of its own.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace sotto::client {

// How a doctor fared. DO NOT CHANGE THE NUMBERS.
enum class MatchOutcome : std::uint8_t {
  kNotYet = 0,
  kKept = 1,
  kNew = 2,
  kNobodySenior = 3,
  kNoPlace = 4,
};

struct MatchDoctor {
  std::uint32_t number = 0;  // of the desk
  std::uint8_t grade = 0;
  std::vector<std::uint16_t> wanted;     // places in `words`
  std::optional<std::uint32_t> current;  // index of a supporter
  std::vector<std::uint32_t> never;      // indexes of supporters
};

struct MatchSupporter {
  std::uint32_t number = 0;  // of the desk
  std::uint8_t grade = 0;
  std::uint8_t places = 0;
  std::vector<std::uint16_t> declared;  // places in `words`
};

struct MatchInput {
  std::vector<MatchDoctor> doctors;
  std::vector<MatchSupporter> supporters;  // the eligible ones
  std::vector<std::string> words;          // folded; what somebody declared or wished for
};

struct MatchResult {
  MatchOutcome outcome{};
  std::optional<std::uint32_t> supporter;  // index of a supporter
};

}  // namespace sotto::client
