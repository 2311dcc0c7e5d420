// A broker under mixed load for long: what it does not let go of shows in its memory. ./run soak
// gives it a broker with AddressSanitizer and an hour.

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <memory>
#include <numeric>
#include <span>
#include <thread>

#include "client/cli/http.h"
#include "tests/story/process_world.h"

namespace sotto::testing {
namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::seconds;

constexpr int kColleagues = 2, kSupporters = 2;
constexpr int kCodes = 500;
// Boards live 14 days, of two seconds each here: then everything that grows has its size.
constexpr seconds kWarmUp{45};
constexpr std::chrono::milliseconds kBetweenSamples{500};
// What the line through all samples may rise from the first to the last.
constexpr double kMostKib = 4096;
constexpr double kMostShare = 0.05;  // of what there is; whichever is more

// Not what is mapped from files, which the kernel may take back.
double anonymous_kib(pid_t pid) {
  std::ifstream in("/proc/" + std::to_string(pid) + "/status");
  for (std::string line; std::getline(in, line);) {
    if (line.starts_with("RssAnon:")) return std::stod(line.substr(8));
  }
  throw std::runtime_error("the broker's memory cannot be read");
}

// The rise from the first sample to the last, by least squares.
double rise(const std::vector<double>& samples) {
  const auto n = static_cast<double>(samples.size());
  const double mean = std::accumulate(samples.begin(), samples.end(), 0.0) / n;
  const double middle = (n - 1) / 2;
  double along = 0, square = 0;
  for (std::size_t i = 0; i < samples.size(); ++i) {
    const double x = static_cast<double>(i) - middle;
    along += x * (samples[i] - mean);
    square += x * x;
  }
  return square == 0 ? 0 : along / square * (n - 1);
}

// Everybody does everything, and some of it wrong.
class MixedLoad {
 public:
  MixedLoad()
      : world_(SchemeChanges{{"epoch_days = 400", "epoch_days = 90000"},
                             {"day_seconds = 4", "day_seconds = 2"}}) {
    world_.run.start();
    world_.import_codes(kCodes);
    for (int i = 0; i < kColleagues + kSupporters; ++i) {
      const auto role = i < kColleagues ? protocol::Role::kColleague : protocol::Role::kSupporter;
      lockers_.push_back(std::make_unique<RawLocker>(world_.enrol(role)));
    }
  }

  // Samples of the broker's memory, from the end of warming up on.
  std::vector<double> run(seconds time) {
    std::vector<std::thread> threads;
    for (std::size_t i = 0; i < lockers_.size(); ++i) {
      threads.emplace_back([this, i] { act(*lockers_[i], i >= kColleagues); });
    }
    threads.emplace_back([this] { talk_nonsense(); });
    std::vector<double> samples;
    const auto begun = Clock::now();
    while (Clock::now() - begun < kWarmUp + time) {
      std::this_thread::sleep_for(kBetweenSamples);
      if (world_.codes_left() < kCodes / 4) bring_codes();
      if (Clock::now() - begun > kWarmUp) samples.push_back(anonymous_kib(world_.run.pid()));
    }
    over_ = true;
    for (std::thread& thread : threads) thread.join();
    EXPECT_EQ(world_.run.stop(), 0);
    return samples;
  }

  std::uint64_t commits() const { return commits_; }
  std::uint64_t others() const { return others_; }

 private:
  void bring_codes() {
    try {
      world_.import_codes(kCodes);
    } catch (const std::exception&) {
      // A broker that is this busy did not answer in time: at the next sample.
    }
  }

  // A day is short, and the machine may be slow: a refusal for the day is part of the load.
  void act(RawLocker& locker, bool supporter) {
    std::vector<ByteArray<protocol::kTokenSize>> passes;
    for (std::uint64_t round = 1; !over_; ++round) {
      try {
        if (supporter && passes.empty() && round % 20 == 1) passes = world_.draw_passes();
        std::optional<ByteArray<protocol::kTokenSize>> pass;
        if (!passes.empty()) {
          pass = passes.back();
          passes.pop_back();
        }
        const Bytes body = locker.commit_body(pass);
        if (locker.commit(body)) ++commits_;
        static_cast<void>(locker.open(world_.today()));
        if (round % 5 == 0) static_cast<void>(locker.commit(body));  // what was done already
        others_ += 2;
      } catch (const std::exception&) {
        // A locker that was refused, or no slip left: others go on.
      }
    }
  }

  // Public files, what is none, and capsules that nobody sealed.
  void talk_nonsense() {
    const auto origin = *client::cli::parse_origin(world_.run.address());
    for (std::size_t i = 0; !over_; ++i) {
      static constexpr const char* kPaths[] = {
          "/log", "/directory", "/policy", "/checkpoint", "/boards/0/1", "/health", "/no/such"};
      static_cast<void>(client::cli::exchange(origin, {kPaths[i % std::size(kPaths)], {}}));
      static_cast<void>(client::cli::exchange(origin, {"/gateway", Bytes(1 + i * 7919 % 60'000)}));
      others_ += 2;
    }
  }

  ProcessWorld world_;
  std::vector<std::unique_ptr<RawLocker>> lockers_;
  std::atomic<bool> over_ = false;
  std::atomic<std::uint64_t> commits_ = 0, others_ = 0;
};

void stays_flat(seconds time) {
  MixedLoad load;
  const std::vector<double> samples = load.run(time);
  ASSERT_GT(samples.size(), 20u);
  const double mean =
      std::accumulate(samples.begin(), samples.end(), 0.0) / static_cast<double>(samples.size());
  const double rises = rise(samples);
  std::printf("%llu commits and %llu other requests; %.0f KiB, rising by %.0f KiB in %lld s\n",
              static_cast<unsigned long long>(load.commits()),
              static_cast<unsigned long long>(load.others()), mean, rises,
              static_cast<long long>(time.count()));
  std::printf("by tenths of the time:");
  for (std::size_t tenth = 0; tenth < 10; ++tenth) {
    const std::span<const double> part(samples.begin() + tenth * samples.size() / 10,
                                       samples.begin() + (tenth + 1) * samples.size() / 10);
    std::printf(" %.0f", std::accumulate(part.begin(), part.end(), 0.0) / double(part.size()));
  }
  std::printf(" KiB\n");
  EXPECT_LE(rises, std::max(kMostKib, kMostShare * mean));
  EXPECT_GT(load.commits(), 50u);
  EXPECT_GT(load.others(), load.commits());
}

TEST(MemoryRise, IsThatOfALine) {
  EXPECT_NEAR(rise({100, 110, 120, 130}), 30, 1e-9);
  EXPECT_NEAR(rise({100, 100, 100, 100}), 0, 1e-9);
  EXPECT_LT(rise({130, 120, 110, 100}), 0);
  // Half a KiB a request, a hundred requests a second, for a minute: the test would see it.
  std::vector<double> leak;
  for (int i = 0; i < 120; ++i) leak.push_back(50'000 + 25 * i + (i % 7) * 60);
  EXPECT_GT(rise(leak), 2500);
}

TEST(MixedLoadLong, LeavesMemoryFlatForAMinute) {
  stays_flat(seconds(60));
}

// So long as ./run soak says.
TEST(MixedLoadSoak, LeavesMemoryFlat) {
  const char* const time = std::getenv("SOTTO_SOAK_SECONDS");
  stays_flat(seconds(time != nullptr ? std::atoll(time) : 3600));
}

}  // namespace
}  // namespace sotto::testing
