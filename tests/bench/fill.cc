#include "tests/bench/fill.h"

#include <fcntl.h>
#include <malloc.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <future>
#include <stdexcept>

#include "broker/passes/passes.h"
#include "broker/store/disk.h"
#include "broker/visits/lockers.h"
#include "crypto/base/wire.h"
#include "crypto/primitives/random.h"

namespace sotto::bench {
namespace {

constexpr std::size_t kSorted = 1'000'000;  // nonces at a time; sorted they are written quickly
constexpr std::size_t kGroup = 10'000;

}  // namespace

double memory(const std::string& name) {
  malloc_trim(0);
  std::ifstream in("/proc/self/status");
  std::string word;
  while (in >> word) {
    double kilobytes = 0;
    if (word == name + ":" && in >> kilobytes) return kilobytes / 1024;
  }
  throw std::runtime_error("/proc/self/status has no " + name);
}

void forget_pages(const std::filesystem::path& folder) {
  for (const char* name : {"store/data.mdb", "erasable"}) {
    const broker::Descriptor file = broker::open_file((folder / name).string(), O_RDONLY);
    if (!file.open() || fsync(file.get()) != 0 ||
        posix_fadvise(file.get(), 0, 0, POSIX_FADV_DONTNEED) != 0) {
      throw std::runtime_error("the pages of a file cannot be forgotten");
    }
  }
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

void spend(testing::Rig& rig, std::size_t passes) {
  const auto& calendar = rig.broker().scheme().policy.calendar;
  const auto epoch = calendar.epoch(calendar.day(rig.now()));
  const auto table = broker::kSpent.of(
      broker::table_number(epoch, rig.broker().log()->pass_key(epoch)->generation));
  while (passes > 0) {
    std::vector<ByteArray<32>> nonces(std::min(passes, kSorted));
    passes -= nonces.size();
    for (ByteArray<32>& nonce : nonces) nonce = random_array<32>();
    std::ranges::sort(nonces);
    for (std::size_t done = 0; done < nonces.size();) {
      broker::Decision decision;
      for (const std::size_t end = std::min(nonces.size(), done + kGroup); done < end; ++done) {
        decision.put(table, to_bytes(nonces[done]), {});
      }
      apply(rig.store(), std::move(decision));
    }
  }
}

void fill_lockers(testing::Rig& rig, std::size_t count) {
  const auto& calendar = rig.broker().scheme().policy.calendar;
  std::uint32_t slot = broker::kReservedSlots + broker::kLockerSlots;
  while (count > 0) {
    const broker::Snapshot snapshot = rig.store().snapshot();
    broker::Decision decision;
    for (std::size_t of_group = std::min<std::size_t>(count, 250); of_group > 0;) {
      const Bytes taken = sotto::Writer().u32(--slot).take();
      if (snapshot.get(broker::kTakenSlots, taken)) continue;  // of somebody who enrolled
      broker::LockerRow row;
      row.write_key = random_array<32>();
      row.role = protocol::Role::kColleague;
      row.last_epoch = calendar.epoch(calendar.day(rig.now()));  // else the next start expires it
      row.slot = slot;
      row.version = 1;
      const Bytes blob = random_bytes(protocol::kLockerSize);
      row.blob = blob;
      decision.put(broker::kLockers, random_bytes(32), row.encode());
      decision.put(broker::kTakenSlots, taken, {});
      decision.write_slot(slot,
                          broker::LockerSlot{1, random_secret<32>(), random_secret<32>()}.encode());
      --of_group;
      --count;
    }
    apply(rig.store(), std::move(decision));
  }
}

}  // namespace sotto::bench
