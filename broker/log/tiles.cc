#include "broker/log/tiles.h"

#include "crypto/base/wire.h"

namespace sotto::broker {

std::optional<decltype(http::Response::body)> Tiles::read(const tlog::Tile& tile,
                                                          const http::MappedRange& log) {
  const std::lock_guard lock(mutex_);
  catch_up(log.file->bytes().subspan(log.offset, log.size));
  const std::optional<tlog::TreeSize> needs = tile.needs();
  if (!needs || needs->value > levels_[0].size()) return std::nullopt;
  if (tile.level) return hashes(tile);
  // A bundle is what the file says between two entries: they stand behind their lengths there, too.
  const std::size_t first = starts_[needs->value - tile.width];
  const std::size_t size = starts_[needs->value] - first;
  if (starts_[needs->value] > log.size) return std::nullopt;  // not yet, when this one was read
  return http::MappedRange{log.file, log.offset + first, size};
}

Bytes Tiles::hashes(const tlog::Tile& tile) const {
  const std::span<const Hash256> level = levels_[*tile.level];
  Bytes out;
  for (const Hash256& hash : level.subspan(tile.index * tlog::kTileWidth, tile.width)) {
    out.insert(out.end(), hash.begin(), hash.end());
  }
  return out;
}

// A hash of a level is the root of 256 of the level below.
void Tiles::append(const Hash256& leaf) {
  levels_[0].push_back(leaf);
  for (std::size_t level = 0; levels_[level].size() % tlog::kTileWidth == 0; ++level) {
    if (level + 1 == levels_.size()) levels_.emplace_back();
    levels_[level + 1].push_back(tlog::root(std::span(levels_[level]).last(tlog::kTileWidth)));
  }
}

void Tiles::catch_up(ByteView log) {
  if (log.size() <= starts_.back()) return;
  Reader reader(log.subspan(starts_.back()));
  for (Bytes entry; reader.vec16(entry);) {
    append(tlog::leaf_hash(entry));
    starts_.push_back(starts_.back() + sizeof(std::uint16_t) + entry.size());
  }
}

}  // namespace sotto::broker
