#pragma once

#include <cstddef>
#include <vector>

namespace sotto::testing {

// Every subset of 0 to count - 1.
template <class Visit>
void for_each_subset(std::size_t count, Visit visit) {
  for (std::size_t mask = 0; mask < std::size_t{1} << count; ++mask) {
    std::vector<std::size_t> chosen;
    for (std::size_t i = 0; i < count; ++i) {
      if ((mask >> i & 1) != 0) chosen.push_back(i);
    }
    visit(chosen);
  }
}

}  // namespace sotto::testing
