#pragma once
// Small exponents of the value generator H, by baby steps and giant steps: a table of 1,024
// elements, then one addition for every 1,024 candidates.

#include <cstdint>
#include <optional>
#include <vector>

#include "crypto/primitives/ristretto.h"

namespace sotto::figures {

class DiscreteLog {
 public:
  DiscreteLog();
  // The e in 1..bound with e * H = V; nullopt when there is none.
  std::optional<std::uint32_t> find(const ristretto::Element& V, std::uint32_t bound) const;

 private:
  struct Step {
    ByteArray<32> element;
    std::uint32_t exponent;
    bool operator<(const Step& other) const { return element < other.element; }
  };
  std::vector<Step> baby_;  // 1..1,024, sorted by element
};

}  // namespace sotto::figures
