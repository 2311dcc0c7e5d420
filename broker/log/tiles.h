#pragma once
// The log as tiles and entry bundles (docs/spec/log.md, "Tiles"), made from the file `log` when
// they are asked for: there is nothing to keep in step. Every hash is made once, so that nobody
// makes the broker hash the log by asking.

#include <mutex>
#include <optional>
#include <vector>

#include "broker/http/message.h"
#include "crypto/tlog/tiles.h"

namespace sotto::broker {

class Tiles {
 public:
  // The files must be one log, as it was or is: another thread may have read more of it than this
  // one. nullopt: the log has no such tile yet. For any thread.
  std::optional<decltype(http::Response::body)> read(const tlog::Tile& tile,
                                                     const http::MappedRange& log);

 private:
  void catch_up(ByteView log);
  void append(const Hash256& leaf);
  Bytes hashes(const tlog::Tile& tile) const;  // of one that there is

  std::mutex mutex_;
  // By level: of every entry, of every 256, of every 65,536, …
  std::vector<std::vector<Hash256>> levels_ = {{}};
  std::vector<std::size_t> starts_ = {0};  // of each entry, and behind the last
};

}  // namespace sotto::broker
