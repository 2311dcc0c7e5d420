// The broker's process is killed under load, again and again. What it acknowledged is there, what
// it did not answer happens once, and no pass is accepted twice.

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <thread>

#include "broker/founded.h"
#include "broker/passes/passes.h"
#include "broker/tables.h"
#include "crypto/primitives/random.h"
#include "tests/story/storm.h"

namespace sotto::testing {
namespace {

using Milliseconds = std::chrono::milliseconds;

void kill_often(std::uint64_t seed, int times, const std::filesystem::path& under = {}) {
  Storm storm(seed, {}, under);
  for (int i = 1; i <= times && !::testing::Test::HasFailure(); ++i) {
    SCOPED_TRACE("kill " + std::to_string(i));
    storm.until([&] {
      std::this_thread::sleep_for(Milliseconds(storm.between(20, 500)));
      storm.world().run.kill();
    });
    storm.world().run.start();
    storm.look();
  }
  storm.finish();
}

TEST(Kill, LosesNothingAcknowledgedAndRepeatsNothing) {
  kill_often(20261122, 12);
}

TEST(KillLong, LosesNothingAcknowledgedAndRepeatsNothing) {
  kill_often(20261123, 100);
}

// Thousands of lockers come together, which memory should not have to hold.
TEST(KillSoak, LosesNothingAcknowledgedAndRepeatsNothing) {
  kill_often(20261124, 1'000, std::filesystem::temp_directory_path());
}

// A quarter's passes of a very large scheme, as rows alone.
void spend_a_million(ProcessWorld& world) {
  world.run.start();  // makes the epoch's tables
  world.raw();
  world.run.stop();
  const auto spent = broker::kSpent.of(broker::table_number(world.epoch(), 0));
  auto store =
      broker::Store::open(world.run.data().string(), broker::all_tables(), broker::repair_slots);
  ASSERT_TRUE(store) << store.error();
  std::vector<ByteArray<32>> nonces(1'000'000);
  for (auto& nonce : nonces) nonce = random_array<32>();
  std::ranges::sort(nonces);  // much faster to write, and the same table afterwards
  constexpr std::size_t kAtOnce = 50'000;
  for (std::size_t from = 0; from < nonces.size(); from += kAtOnce) {
    ASSERT_TRUE(broker::apply_now(**store, [&](const broker::GroupView&) {
      broker::Decision decision;
      for (std::size_t i = from; i < from + kAtOnce; ++i) {
        decision.put(spent, to_bytes(nonces[i]), {});
      }
      return decision;
    }));
  }
  ASSERT_EQ((*store)->snapshot().count(spent), nonces.size());
}

TEST(Kill, ServesAgainWithinASecondWithAMillionSpentPasses) {
  Storm storm(20261125, spend_a_million);
  std::vector<Milliseconds> times;
  for (int i = 0; i < 5; ++i) {
    storm.until([&] {
      std::this_thread::sleep_for(Milliseconds(storm.between(100, 300)));
      storm.world().run.kill();
    });
    const auto killed = std::chrono::steady_clock::now();
    storm.world().run.start();
    times.push_back(
        std::chrono::duration_cast<Milliseconds>(std::chrono::steady_clock::now() - killed));
    storm.look();
  }
  std::ranges::sort(times);
  std::printf("serving again after %lld to %lld ms\n",
              static_cast<long long>(times.front().count()),
              static_cast<long long>(times.back().count()));
  EXPECT_LE(times[1], Milliseconds(1000)) << "whatever else this machine is doing";
  storm.finish();
}

}  // namespace
}  // namespace sotto::testing
