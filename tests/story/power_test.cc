// The power goes under load, and what was not synced goes with it (power_preload.cc). What the
// broker acknowledged is there, what it did not answer happens once, and its folder is whole.

#include <fcntl.h>
#include <gtest/gtest-spi.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>

#include "tests/story/storm.h"

namespace sotto::testing {
namespace {

constexpr int kPowerWent = 77;  // exit status

class PowerCuts {
 public:
  // forgetful: a part of the names of files that do not notice when they are synced.
  explicit PowerCuts(std::uint64_t seed, std::string forgetful = {})
      : storm_(seed), forgetful_(std::move(forgetful)) {
    const auto path = storm_.world().run.home() / "switch";
    switch_ = open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    storm_.world().run.stop();
    setenv("SOTTO_POWER_SWITCH", path.c_str(), 1);
    setenv("SOTTO_POWER_DATA", storm_.world().run.data().c_str(), 1);
    set(0);
    start();
  }
  ~PowerCuts() { close(switch_); }
  PowerCuts(const PowerCuts&) = delete;
  PowerCuts& operator=(const PowerCuts&) = delete;

  void cut_once() {
    storm_.until([&] {
      set(static_cast<std::uint64_t>(storm_.between(1, 1500)));
      EXPECT_EQ(storm_.world().run.wait(), kPowerWent);
    });
    while (storm_.between(0, 3) == 0) {  // and once more, while it starts
      set(static_cast<std::uint64_t>(storm_.between(1, 40)));
      try {
        start();
        set(0);
        storm_.world().run.kill();
      } catch (const std::runtime_error&) {
        EXPECT_EQ(storm_.world().run.wait(), kPowerWent);
      }
    }
    set(0);
    EXPECT_EQ(storm_.check(), "");
    start();
    storm_.look();
  }
  void finish() { storm_.finish(); }

 private:
  // So many calls until the power goes; 0: it stays.
  void set(std::uint64_t calls) { ASSERT_EQ(pwrite(switch_, &calls, sizeof calls, 0), 8); }
  void start() {
    setenv("SOTTO_POWER_FORGET", forgetful_.c_str(), 1);
    setenv("SOTTO_POWER_SEED", std::to_string(++starts_).c_str(), 1);
    setenv("LD_PRELOAD", SOTTO_POWER_PRELOAD, 1);
    try {
      storm_.world().run.start();
    } catch (...) {
      unsetenv("LD_PRELOAD");
      throw;
    }
    unsetenv("LD_PRELOAD");
  }

  Storm storm_;
  const std::string forgetful_;
  int switch_ = -1;
  int starts_ = 0;
};

void cut_often(std::uint64_t seed, int times) {
  PowerCuts power(seed);
  for (int i = 1; i <= times && !::testing::Test::HasFailure(); ++i) {
    SCOPED_TRACE("cut " + std::to_string(i));
    power.cut_once();
  }
  power.finish();
}

TEST(Power, LosesNothingAcknowledgedAndRepeatsNothing) {
  cut_often(20261122, 10);
}

TEST(PowerLong, LosesNothingAcknowledgedAndRepeatsNothing) {
  cut_often(20261123, 200);
}

// A broker that leaves out one of its syncs. The log grows seldom: most cuts find nothing of it
// unsynced.
bool comes_through(const char* forgetful) {
  PowerCuts power(20261122, forgetful);
  bool found = false;
  for (int i = 0; i < 100 && !found; ++i) {
    ::testing::TestPartResultArray failures;
    {
      using Reporter = ::testing::ScopedFakeTestPartResultReporter;
      const Reporter reporter(Reporter::INTERCEPT_ALL_THREADS, &failures);
      try {
        power.cut_once();
      } catch (const std::exception&) {
        found = true;  // it does not even start again
      }
    }
    found = found || failures.size() > 0;
  }
  return !found;
}

class PowerForgets : public ::testing::TestWithParam<const char*> {};
class PowerForgetsLong : public PowerForgets {};

TEST_P(PowerForgets, AndDoesNotComeThrough) {
  EXPECT_FALSE(comes_through(GetParam()));
}

TEST_P(PowerForgetsLong, AndDoesNotComeThrough) {
  EXPECT_FALSE(comes_through(GetParam()));
}

INSTANTIATE_TEST_SUITE_P(Each, PowerForgets, ::testing::Values("erasable", "data.mdb"));
INSTANTIATE_TEST_SUITE_P(Each, PowerForgetsLong, ::testing::Values("boards", "/log", "checkpoint"));

}  // namespace
}  // namespace sotto::testing
