// Replaying a whole log of 20,000 entries, as every client does at every visit.

#include <stdexcept>

#include "tests/bench/measure.h"
#include "tests/bench/ten_years.h"

namespace sotto::bench {
namespace {

constexpr std::size_t kRounds = 5;

int run() {
  const testing::SampleLog log = ten_years();
  const client::PublicFiles files = files_of(log);
  const protocol::UnixTime now = log.policy.calendar.start(log.replay.last_day());
  std::vector<double> times;
  for (std::size_t round = 0; round < kRounds; ++round) {
    const double begin = thread_cpu();
    const auto view = client::PublicView::check(files, {}, now);
    times.push_back(thread_cpu() - begin);
    if (!view || view->log().size() < kEntries) throw std::runtime_error("the log is refused");
  }
  Goals goals;
  goals.at_most("replay of a log of 20,000 entries, seconds of CPU", times, 2);
  std::printf("    %.1f MB, %zu entries\n", static_cast<double>(files.log.size()) / 1e6,
              log.entries.size());
  return goals.exit_code();
}

}  // namespace
}  // namespace sotto::bench

int main() {
  return sotto::bench::run();
}
