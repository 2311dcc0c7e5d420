// Tile::parse takes any bytes; what parses is written as it was read, and asking a small tree for
// it gives what it must hold or nothing.

#include "crypto/base/panic.h"
#include "crypto/tlog/tiles.h"

using namespace sotto;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const std::vector<Hash256> leaves(300);
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  const auto tile = tlog::Tile::parse(input);
  if (!tile) return 0;
  if (tile->path() != input) panic("fuzz: a tile has two paths");
  const auto hashes = tlog::tile_hashes(leaves, *tile);
  if (hashes && hashes->size() != tile->width * sizeof(Hash256)) panic("fuzz: a tile of no size");
  return 0;
}
