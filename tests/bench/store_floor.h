#pragma once
// What the disk alone costs: the rows of a group of commits put into a bare LMDB and committed, and
// their slots written in place and synced, on the disk of the folder.

#include <filesystem>

#include "crypto/protocol/requests.h"

struct MDB_env;

namespace sotto::bench {

class StoreFloor {
 public:
  explicit StoreFloor(const std::filesystem::path& folder);  // makes it
  ~StoreFloor();
  StoreFloor(const StoreFloor&) = delete;
  StoreFloor& operator=(const StoreFloor&) = delete;

  // CPU of one group, in seconds.
  double rows(protocol::Role role, std::size_t commits);
  double slots(std::size_t commits);
  // What waits goes, as it does when the broker publishes a batch.
  void publish();

 private:
  MDB_env* env_ = nullptr;
  unsigned lockers_ = 0, waiting_ = 0, spent_ = 0;
  int file_ = -1;
};

}  // namespace sotto::bench
