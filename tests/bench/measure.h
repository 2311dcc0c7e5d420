#pragma once
// Ratios measured several times in one run: what `./run bench` prints and records, and whether a
// goal is met.

#include <sys/resource.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
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

// A line of JSON for the file that SOTTO_BENCH_RECORDS names, from which report.mjs makes the page.
// Names have neither quotes nor backslashes. goal: the member for it, or nothing.
inline void record(const std::string& name, const std::vector<double>& values,
                   const std::string& goal) {
  const char* const path = std::getenv("SOTTO_BENCH_RECORDS");
  std::FILE* const file = path == nullptr ? nullptr : std::fopen(path, "ae");
  if (file == nullptr) return;
  std::fprintf(file, "{\"name\": \"%s\"%s, \"values\": [", name.c_str(), goal.c_str());
  const char* between = "";
  for (const double value : values) {
    std::fprintf(file, "%s%.9g", between, value);
    between = ", ";
  }
  std::fputs("]}\n", file);
  std::fclose(file);
}

inline void print(const std::string& name, const std::vector<double>& values) {
  std::printf("%-70s %9.3f  (%.3f to %.3f of %zu)\n", name.c_str(), median(values),
              std::ranges::min(values), std::ranges::max(values), values.size());
  std::fflush(stdout);
}

// Prints "name  median  (lowest to highest of n)" for what has no goal.
inline void show(const std::string& name, const std::vector<double>& values) {
  print(name, values);
  record(name, values, "");
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
    print(name, values);
    std::printf("    goal: %s %.2f: %s\n", bound, goal, met ? "met" : "MISSED");
    std::fflush(stdout);
    record(name, values,
           std::string(", \"bound\": \"") + bound + "\", \"goal\": " + std::to_string(goal) +
               ", \"met\": " + (met ? "true" : "false"));
    missed_ = missed_ || !met;
  }
  bool missed_ = false;
};

}  // namespace sotto::bench
