// One piece of work of work.h, for whoever measures it from outside.
//
//   hot_paths NAME TIMES   does it so often, in sotto_measured; what comes before is setting up
//   hot_paths              reads lines "NAME TIMES" and answers each with the seconds of CPU

#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <map>
#include <string>

#include "tests/bench/measure.h"
#include "tests/bench/work.h"

// Under a name that callgrind can be told: counting begins and ends with it.
extern "C" [[gnu::noinline]] void sotto_measured(const sotto::bench::Work& work, int times) {
  for (int i = 0; i < times; ++i) work();
}

namespace sotto::bench {
namespace {

const Work* find(const std::string& name) {
  static std::map<std::string, Work> made;
  const auto known = made.find(name);
  if (known != made.end()) return &known->second;
  for (const Named& each : kWorks) {
    if (each.name == name) return &made.emplace(name, each.make()).first->second;
  }
  std::fprintf(stderr, "no piece of work called %s\n", name.c_str());
  return nullptr;
}

int answer() {
  std::string name;
  int times = 0;
  while (std::cin >> name >> times) {
    const Work* const work = find(name);
    if (work == nullptr) return 1;
    const double begin = thread_cpu();
    sotto_measured(*work, times);
    std::printf("%.9f\n", thread_cpu() - begin);
    std::fflush(stdout);
  }
  return 0;
}

}  // namespace
}  // namespace sotto::bench

int main(int argc, char** argv) {
  if (argc == 1) return sotto::bench::answer();
  const auto* const work = argc == 3 ? sotto::bench::find(argv[1]) : nullptr;
  if (work == nullptr) return 1;
  sotto_measured(*work, std::atoi(argv[2]));
  return 0;
}
