// What a commit costs as a scheme grows: with up to ten million spent passes and 100,000 lockers,
// in one store on a real disk. Sixty-four commits at a time go through the broker in this process;
// HTTP is left out, because it does not grow. Also the broker's own memory, and how long a start
// takes. SOTTO_BENCH_QUICK: a tenth of both.

#include <atomic>
#include <cstdlib>
#include <functional>
#include <latch>
#include <stdexcept>
#include <string>

#include "tests/bench/crowd.h"
#include "tests/bench/fill.h"
#include "tests/bench/measure.h"

namespace sotto::bench {
namespace {

using protocol::Role;

constexpr std::size_t kAtOnce = 64;
constexpr int kRounds = 5;
constexpr int kStarts = 3;
constexpr int kPairs = 21;

class Growth {
 public:
  int run() {
    const char* const quick = std::getenv("SOTTO_BENCH_QUICK");
    const std::size_t part = quick != nullptr && *quick != '\0' ? 10 : 1;
    look(0, 0);
    fill_both(10'000, 10'000 / part);
    fill_both(1'000'000 / part, 10'000);
    fill_both(10'000'000 / part, 100'000 / part);
    compare();
    return goals_.exit_code();
  }

 private:
  static testing::Rig::Options options(std::atomic<double>& began, std::vector<double>& groups) {
    testing::Rig::Options out = rig_options();
    out.store.writer.at_step = [&](broker::Writer::Step step) {
      if (step == broker::Writer::Step::kDecided) began = wall_clock();
      if (step == broker::Writer::Step::kSlotsSynced) groups.push_back(wall_clock() - began);
    };
    return out;
  }

  void fill_both(std::size_t spent, std::size_t lockers) {
    spend(rig_, spent - spent_);
    spent_ = spent;
    if (lockers > lockers_) {
      fill_lockers(rig_, lockers - lockers_);
      lockers_ = lockers;
    }
    look(spent, lockers);
  }

  void look(std::size_t spent, std::size_t lockers) {
    const std::string with =
        std::to_string(spent) + " spent passes, " + std::to_string(lockers) + " lockers: ";
    groups_.clear();
    show(with + "colleague's commit, microseconds of CPU", commits(rig_, colleagues_));
    show(with + "supporter's commit and redemption, microseconds of CPU",
         commits(rig_, supporters_));
    std::vector<double> synced;
    for (const double group : groups_) synced.push_back(1000 * group);
    show(with + "a group of commits made durable, milliseconds", synced);
    goals_.at_most(with + "broker's own memory, MiB", {memory("RssAnon")}, 128);
    show("    mapped files in memory beside it, MiB", {memory("RssFile")});
    std::vector<double> starts;
    for (int i = 0; i < kStarts; ++i) starts.push_back(start());
    goals_.at_most(with + "started to serving, seconds", starts, 1);
    goals_.at_most(with + "memory after that, MiB", {memory("RssAnon")}, 128);
    show("    started to serving from a disk that nothing is kept of in memory, seconds",
         {start([&] { forget_pages(rig_.folder()); })});
  }

  double start(const std::function<void()>& before = [] {}) {
    rig_.stop();
    before();
    const double begin = wall_clock();
    rig_.start();
    return wall_clock() - begin;
  }

  // Of rounds of commits at once; the first is not counted.
  static std::vector<double> commits(testing::Rig& rig, Crowd& crowd) {
    round(rig, crowd);
    std::vector<double> out;
    for (int i = 1; i < kRounds; ++i) out.push_back(round(rig, crowd));
    if (!crowd.all_applied()) throw std::runtime_error("a commit was not applied");
    return out;
  }

  // Microseconds of CPU a commit, after a batch was published.
  static double round(testing::Rig& rig, Crowd& crowd) {
    rig.advance(kPublishEvery);
    std::vector<Bytes> capsules;
    for (std::size_t i = 0; i < kAtOnce; ++i) capsules.push_back(crowd.next_commit(i));
    std::latch answered(kAtOnce);
    const Cpu before = process_cpu();
    for (Bytes& capsule : capsules) {
      rig.broker().handle({"POST", "/gateway", "message/ohttp-req", std::move(capsule), ""},
                          [&](const broker::http::Response&) { answered.count_down(); });
    }
    answered.wait();
    return 1e6 * (process_cpu().sum() - before.sum()) / double(kAtOnce);
  }

  // The full store takes turns with an empty one, so that both meet the same machine.
  void compare() {
    testing::Rig empty(rig_options());
    Crowd supporters(empty, Role::kSupporter, kAtOnce),
        colleagues(empty, Role::kColleague, kAtOnce);
    const auto ratios = [&](Crowd& full, Crowd& fresh) {
      round(rig_, full);
      round(empty, fresh);
      std::vector<double> out;
      for (int i = 0; i < kPairs; ++i) out.push_back(round(rig_, full) / round(empty, fresh));
      return out;
    };
    goals_.at_most("colleague's commit: CPU with the fullest store / with an empty one",
                   ratios(colleagues_, colleagues), 1.3);
    goals_.at_most("supporter's commit and redemption: the same", ratios(supporters_, supporters),
                   1.3);
  }

  std::atomic<double> began_ = 0;
  std::vector<double> groups_;  // seconds of each
  testing::Rig rig_{options(began_, groups_)};
  // Before anything is filled: a crowd of supporters moves the clock to the next week.
  Crowd supporters_{rig_, Role::kSupporter, kAtOnce};
  Crowd colleagues_{rig_, Role::kColleague, kAtOnce};
  std::size_t spent_ = 0, lockers_ = 0;
  Goals goals_;
};

}  // namespace
}  // namespace sotto::bench

int main() {
  return sotto::bench::Growth().run();
}
