#include "crypto/figures/discrete_log.h"

#include <algorithm>

#include "crypto/figures/generator.h"

namespace sotto::figures {

using ristretto::Element;
using ristretto::Scalar;

namespace {
constexpr std::uint32_t kBabySteps = 1024;
}

DiscreteLog::DiscreteLog() {
  baby_.reserve(kBabySteps);
  std::optional<Element> at = value_generator();
  for (std::uint32_t e = 1; e <= kBabySteps; ++e) {
    baby_.push_back({at->bytes(), e});
    at = Element::add(*at, value_generator());
  }
  std::ranges::sort(baby_, {}, &Step::element);
}

std::optional<std::uint32_t> DiscreteLog::find(const Element& V, std::uint32_t bound) const {
  const auto giant = Element::multiply(Scalar::from_number(kBabySteps), value_generator());
  std::optional<Element> rest = V;
  // rest = V - passed * H, which is never the identity: that exponent would have been found.
  for (std::uint64_t passed = 0; rest && passed < bound; passed += kBabySteps) {
    const auto step = std::ranges::lower_bound(baby_, rest->bytes(), {}, &Step::element);
    if (step != baby_.end() && step->element == rest->bytes()) {
      const std::uint64_t e = passed + step->exponent;
      return e <= bound ? std::optional(static_cast<std::uint32_t>(e)) : std::nullopt;
    }
    rest = Element::subtract(*rest, *giant);
  }
  return std::nullopt;
}

}  // namespace sotto::figures
