// The broker's own memory with one million spent passes and 10,000 lockers, after it has written
// them and answered commits. Pages of the map that LMDB reads are the kernel's to give back, and
// counted apart.

#include <algorithm>
#include <fstream>
#include <future>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>

#include "broker/passes/passes.h"
#include "broker/visits/lockers.h"
#include "crypto/base/wire.h"
#include "crypto/primitives/random.h"
#include "tests/bench/crowd.h"
#include "tests/bench/measure.h"

namespace sotto::bench {
namespace {

constexpr std::size_t kSpent = 1'000'000;
constexpr std::size_t kLockers = 10'000;

// A line of /proc/self/status, in MiB.
double memory(const std::string& name) {
  std::ifstream in("/proc/self/status");
  std::string word;
  while (in >> word) {
    double kilobytes = 0;
    if (word == name + ":" && in >> kilobytes) return kilobytes / 1024;
  }
  throw std::runtime_error("/proc/self/status has no " + name);
}

void apply(broker::Store& store, broker::Decision decision) {
  auto prepared = std::make_shared<broker::Decision>(std::move(decision));
  std::promise<bool> applied;
  broker::Job job;
  job.decide = [prepared](const broker::GroupView&) { return std::move(*prepared); };
  job.done = [&](const broker::Outcome& outcome) { applied.set_value(!outcome.try_later); };
  if (!store.writer().submit(std::move(job)) || !applied.get_future().get()) {
    throw std::runtime_error("a row was not stored");
  }
}

void spend(testing::Rig& rig) {
  const auto& calendar = rig.broker().scheme().policy.calendar;
  const auto epoch = calendar.epoch(calendar.day(rig.now()));
  const auto table = broker::kSpent.of(
      broker::table_number(epoch, rig.broker().log()->pass_key(epoch)->generation));
  std::vector<ByteArray<32>> nonces(kSpent);
  for (ByteArray<32>& nonce : nonces) nonce = random_array<32>();
  std::ranges::sort(nonces);  // written quickly; the table is the same
  for (std::size_t done = 0; done < kSpent;) {
    broker::Decision decision;
    for (const std::size_t end = std::min(kSpent, done + 10'000); done < end; ++done) {
      decision.put(table, to_bytes(nonces[done]), {});
    }
    apply(rig.store(), std::move(decision));
  }
}

void enrol(testing::Rig& rig) {
  for (std::uint32_t done = 0; done < kLockers;) {
    broker::Decision decision;
    for (const std::uint32_t end = std::min<std::uint32_t>(kLockers, done + 250); done < end;
         ++done) {
      broker::LockerRow row;
      row.write_key = random_array<32>();
      row.role = protocol::Role::kColleague;
      row.slot = broker::kReservedSlots + broker::kLockerSlots - 1 - done;
      row.version = 1;
      row.blob = random_bytes(protocol::kLockerSize);
      decision.put(broker::kLockers, random_bytes(32), row.encode());
      decision.put(broker::kTakenSlots, sotto::Writer().u32(row.slot).take(), {});
      decision.write_slot(row.slot,
                          broker::LockerSlot{1, random_secret<32>(), random_secret<32>()}.encode());
    }
    apply(rig.store(), std::move(decision));
  }
}

void commit(testing::Rig& rig, protocol::Role role) {
  Crowd crowd(rig, role, 20);
  for (std::size_t i = 0; i < 5 * crowd.size(); ++i) {
    rig.exchange({"/gateway", crowd.next_commit(i % crowd.size())});
  }
  if (!crowd.all_applied()) throw std::runtime_error("a commit was not applied");
}

int run() {
  testing::Rig rig({.policy = testing::Rig::test_policy(),
                    .start = kSundayEvening,
                    .under = std::filesystem::current_path()});
  Goals goals;
  show("broker's memory at first, MiB", {memory("RssAnon")});
  spend(rig);
  enrol(rig);
  commit(rig, protocol::Role::kColleague);
  commit(rig, protocol::Role::kSupporter);
  const double filled = memory("RssAnon");
  show("    mapped files in memory beside it, MiB", {memory("RssFile")});
  rig.restart();
  commit(rig, protocol::Role::kColleague);
  goals.at_most("1,000,000 spent passes, 10,000 lockers: memory, MiB", {filled}, 128);
  goals.at_most("    and after starting again on that folder", {memory("RssAnon")}, 128);
  return goals.exit_code();
}

}  // namespace
}  // namespace sotto::bench

int main() {
  return sotto::bench::run();
}
