#pragma once
// What the maker of a stored folder and its test have in common.

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <chrono>
#include <cstdint>
#include <ctime>
#include <functional>
#include <stdexcept>
#include <string>
#include <thread>

#include "tests/story/by_hand.h"

namespace sotto::testing {

// The day on which a stored folder was left: Wednesday 2026-11-18, noon UTC.
inline constexpr std::int64_t kStoredNoon = 1'795'003'200;

// How far ahead of the machine's clock that is; behind when negative.
inline std::int64_t shift_to(std::int64_t when) {
  return when - static_cast<std::int64_t>(std::time(nullptr));
}

// Visits until an engagement is as it is waited for; its id.
inline std::string wait_for(Processes& scheme, const std::string& person,
                            const std::function<bool(const boost::json::object&)>& seen) {
  for (int visit = 0; visit < 60; ++visit) {
    const auto shown = scheme.must(person, {"show"});
    for (const boost::json::value& engagement : shown.at("engagements").as_array()) {
      if (seen(engagement.as_object())) return std::to_string(engagement.at("id").to_number<int>());
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(500));
  }
  throw std::runtime_error(person + " waited in vain");
}

}  // namespace sotto::testing
