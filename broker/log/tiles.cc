#include "broker/log/tiles.h"

#include "crypto/base/wire.h"

namespace sotto::broker {

std::optional<decltype(http::Response::body)> Tiles::read(const tlog::Tile& tile,
                                                          const http::MappedRange& log) {
  const std::lock_guard lock(mutex_);
  catch_up(log.file->bytes().subspan(log.offset, log.size));
  if (tile.level) return tile_hashes(leaves_, tile);
  const std::optional<tlog::TreeSize> needs = tile.needs();
  if (!needs || needs->value > leaves_.size()) return std::nullopt;
  // A bundle is what the file says between two entries: they stand behind their lengths there, too.
  const std::size_t first = starts_[needs->value - tile.width];
  const std::size_t size = starts_[needs->value] - first;
  if (starts_[needs->value] > log.size) return std::nullopt;  // not yet, when this one was read
  return http::MappedRange{log.file, log.offset + first, size};
}

void Tiles::catch_up(ByteView log) {
  if (log.size() <= starts_.back()) return;
  Reader reader(log.subspan(starts_.back()));
  for (Bytes entry; reader.vec16(entry);) {
    leaves_.push_back(tlog::leaf_hash(entry));
    starts_.push_back(starts_.back() + sizeof(std::uint16_t) + entry.size());
  }
}

}  // namespace sotto::broker
