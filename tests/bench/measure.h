#pragma once
// Ratios measured several times in one run: what `./run bench` prints, and whether a goal is met.

#include <sys/resource.h>

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <string>
#include <vector>

namespace sotto::bench {

inline double seconds(const timespec& time) {
  return static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec);
}

// CPU of this thread, in seconds: what others do on the machine hardly shows in it.
inline double thread_cpu() {
  timespec time{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return seconds(time);
}

inline double wall_clock() {
  timespec time{};
  clock_gettime(CLOCK_MONOTONIC, &time);
  return seconds(time);
}

// What all threads of this process have used, in seconds.
struct Cpu {
  double user = 0, system = 0;
  double sum() const { return user + system; }
};
inline Cpu process_cpu() {
  rusage used{};
  getrusage(RUSAGE_SELF, &used);
  const auto of = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + 1e-6 * static_cast<double>(time.tv_usec);
  };
  return {of(used.ru_utime), of(used.ru_stime)};
}

inline double median(std::vector<double> values) {
  std::ranges::sort(values);
  const std::size_t half = values.size() / 2;
  return values.size() % 2 == 1 ? values[half] : (values[half - 1] + values[half]) / 2;
}

// Prints "name  median  (lowest to highest of n)".
inline void show(const std::string& name, const std::vector<double>& values,
                 const char* unit = "") {
  std::printf("%-58s %8.2f%s  (%.2f to %.2f of %zu)\n", name.c_str(), median(values), unit,
              std::ranges::min(values), std::ranges::max(values), values.size());
}

// Goals are held by medians. The process's exit code is goals.exit_code().
class Goals {
 public:
  void at_most(const std::string& name, const std::vector<double>& values, double goal) {
    judge(name, values, median(values) <= goal, "at most", goal);
  }
  void at_least(const std::string& name, const std::vector<double>& values, double goal) {
    judge(name, values, median(values) >= goal, "at least", goal);
  }
  int exit_code() const { return missed_ ? 1 : 0; }

 private:
  void judge(const std::string& name, const std::vector<double>& values, bool met,
             const char* bound, double goal) {
    show(name, values);
    std::printf("    goal: %s %.2f: %s\n", bound, goal, met ? "met" : "MISSED");
    std::fflush(stdout);
    missed_ = missed_ || !met;
  }
  bool missed_ = false;
};

}  // namespace sotto::bench
