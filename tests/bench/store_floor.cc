#include "tests/bench/store_floor.h"

#include <fcntl.h>
#include <lmdb.h>
#include <unistd.h>

#include <stdexcept>

#include "broker/store/erasable.h"
#include "crypto/primitives/random.h"
#include "crypto/protocol/limits.h"
#include "tests/bench/measure.h"

namespace sotto::bench {
namespace {

using protocol::Role;

constexpr std::size_t kFew = 64;  // lockers, each written again and again
constexpr std::size_t kRowOverhead = 200;

void must(bool held) {
  if (!held) throw std::runtime_error("the disk's floor");
}

void put(MDB_txn* txn, MDB_dbi table, const Bytes& key, const Bytes& value) {
  MDB_val k{key.size(), const_cast<std::uint8_t*>(key.data())};
  MDB_val v{value.size(), const_cast<std::uint8_t*>(value.data())};
  must(mdb_put(txn, table, &k, &v, 0) == 0);
}

}  // namespace

StoreFloor::StoreFloor(const std::filesystem::path& folder) {
  std::filesystem::create_directories(folder);
  must(mdb_env_create(&env_) == 0 && mdb_env_set_mapsize(env_, std::size_t{64} << 30) == 0 &&
       mdb_env_set_maxdbs(env_, 3) == 0 &&
       mdb_env_open(env_, folder.c_str(), MDB_NOTLS, 0600) == 0);
  MDB_txn* txn = nullptr;
  must(mdb_txn_begin(env_, nullptr, 0, &txn) == 0 &&
       mdb_dbi_open(txn, "lockers", MDB_CREATE, &lockers_) == 0 &&
       mdb_dbi_open(txn, "waiting", MDB_CREATE, &waiting_) == 0 &&
       mdb_dbi_open(txn, "spent", MDB_CREATE, &spent_) == 0 && mdb_txn_commit(txn) == 0);
  file_ = ::open((folder / "slots").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  const Bytes slots = random_bytes(std::size_t{broker::kSlots} * broker::kSlotSize);
  must(file_ >= 0 && write(file_, slots.data(), slots.size()) == ssize_t(slots.size()) &&
       fsync(file_) == 0);
}

StoreFloor::~StoreFloor() {
  mdb_env_close(env_);
  close(file_);
}

double StoreFloor::rows(Role role, std::size_t commits) {
  const Bytes locker = random_bytes(protocol::kLockerSize + kRowOverhead);
  const Bytes cell = random_bytes(protocol::kCellSize + 17);
  const Bytes envelope = random_bytes(protocol::kEnvelopeSize + 17);
  std::vector<Bytes> keys;
  for (std::size_t i = 0; i < 9 * commits; ++i) keys.push_back(random_bytes(32));
  const double begin = thread_cpu();
  std::size_t next = 0;
  MDB_txn* txn = nullptr;
  must(mdb_txn_begin(env_, nullptr, 0, &txn) == 0);
  for (std::size_t i = 0; i < commits; ++i) {
    put(txn, lockers_, Bytes(32, static_cast<std::uint8_t>(i % kFew)), locker);
    for (std::size_t j = 0; j < protocol::cells_of(role); ++j) {
      put(txn, waiting_, keys[next++], cell);
    }
    if (role == Role::kSupporter) {
      put(txn, waiting_, keys[next++], envelope);
      put(txn, spent_, keys[next++], {});
    }
  }
  must(mdb_txn_commit(txn) == 0);
  return thread_cpu() - begin;
}

void StoreFloor::publish() {
  MDB_txn* txn = nullptr;
  must(mdb_txn_begin(env_, nullptr, 0, &txn) == 0 && mdb_drop(txn, waiting_, 0) == 0 &&
       mdb_txn_commit(txn) == 0);
}

double StoreFloor::slots(std::size_t commits) {
  const Bytes slot = random_bytes(broker::kSlotSize);
  const double begin = thread_cpu();
  for (std::size_t i = 0; i < commits; ++i) {
    const auto at = static_cast<off_t>(random_below(broker::kSlots) * broker::kSlotSize);
    must(pwrite(file_, slot.data(), slot.size(), at) == ssize_t(slot.size()));
  }
  must(fdatasync(file_) == 0);
  return thread_cpu() - begin;
}

}  // namespace sotto::bench
