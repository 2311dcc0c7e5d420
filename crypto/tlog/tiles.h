#pragma once
// A log as static files (c2sp.org/tlog-tiles): 256 hashes of one level of the tree a tile, and the
// entries in bundles of 256, each behind its u16 length. Only the last of a level may be partial.

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "crypto/base/bytes.h"
#include "crypto/tlog/tree.h"

namespace sotto::tlog {

inline constexpr std::uint32_t kTileWidth = 256;
inline constexpr std::uint8_t kMaxTileLevel = 63;

// A tile of hashes, or a bundle of entries where it has no level.
struct Tile {
  std::optional<std::uint8_t> level;
  std::uint64_t index = 0;
  std::uint32_t width = kTileWidth;  // 1 to 256

  // "tile/0/x001/x234/067.p/12", "tile/entries/000".
  std::string path() const;
  // nullopt for any other form: without padding, with a width of 0 or 256 written out.
  static std::optional<Tile> parse(std::string_view path);
  // How many leaves a tree must have for this tile to be.
  std::optional<TreeSize> needs() const;  // nullopt: more than can be counted

  bool operator==(const Tile&) const = default;
};

// The hashes of a tile, at most 8,192 bytes; nullopt for a bundle and for a tile that this tree
// does not have.
std::optional<Bytes> tile_hashes(std::span<const Hash256> leaves, const Tile& tile);

}  // namespace sotto::tlog
