#pragma once
// What every demo is played on: it tells what happens, ends when it is asked to, and says whether
// all came as hoped.

#include <signal.h>

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <exception>
#include <iostream>
#include <string>

namespace sotto::testing {

inline volatile sig_atomic_t asked_to_stop = 0;

struct Stopped : std::exception {};

inline void tell(const std::string& text) {
  if (asked_to_stop != 0) throw Stopped();
  std::cerr << text << "\n";
}

// Says the first thing that did not.
inline bool came(const boost::json::object& outcome, const boost::json::object& hoped) {
  for (const auto& [key, value] : hoped) {
    if (outcome.contains(key) &&
        boost::json::serialize(outcome.at(key)) == boost::json::serialize(value)) {
      continue;
    }
    std::cerr << "demo: " << key << " is not " << boost::json::serialize(value) << "\n";
    return false;
  }
  return true;
}

// A demo's main(). play: its arguments to its exit code.
inline int on_stage(int argc, char** argv, int (*play)(int argc, char** argv)) {
  for (const int number : {SIGINT, SIGTERM, SIGHUP}) {
    signal(number, [](int) { asked_to_stop = 1; });
  }
  try {
    return play(argc, argv);
  } catch (const std::exception& problem) {
    // What was under way ends badly when it is stopped.
    if (asked_to_stop != 0) return 130;
    std::cerr << "demo: " << problem.what() << "\n";
    return 1;
  }
}

}  // namespace sotto::testing
