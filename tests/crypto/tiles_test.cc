#include "crypto/tlog/tiles.h"

#include <gtest/gtest.h>

#include <map>

#include "crypto/base/wire.h"

namespace sotto::tlog {
namespace {

std::vector<Hash256> some_leaves(std::size_t count) {
  std::vector<Hash256> out;
  for (std::size_t i = 0; i < count; ++i) {
    out.push_back(leaf_hash(Writer().u32(static_cast<std::uint32_t>(i)).take()));
  }
  return out;
}

// Which tiles a tree of this size has, by the specification's own sentence.
std::map<std::pair<int, bool>, std::uint64_t> tiles_of(std::size_t size) {
  std::map<std::pair<int, bool>, std::uint64_t> out;  // (level, partial) → how many, or how wide
  for (int level = 0; size > 0; ++level, size /= kTileWidth) {
    if (size >= kTileWidth) out[{level, false}] = size / kTileWidth;
    if (size % kTileWidth != 0) out[{level, true}] = size % kTileWidth;
  }
  return out;
}

TEST(Tiles, ThePublishedPathIsWritten) {
  // c2sp.org/tlog-tiles, "Merkle Tree".
  EXPECT_EQ((Tile{0, 1234067}.path()), "tile/0/x001/x234/067");
  EXPECT_EQ((Tile{std::nullopt, 1234067, 12}.path()), "tile/entries/x001/x234/067.p/12");
}

TEST(Tiles, WhatIsWrittenIsReadBack) {
  for (const std::uint64_t index :
       {std::uint64_t{0}, std::uint64_t{999}, std::uint64_t{1000}, std::uint64_t{1234067},
        std::uint64_t{1'000'000'000}, std::uint64_t{1} << 48}) {
    for (const std::uint32_t width : {1u, 255u, 256u}) {
      for (const Tile& tile :
           {Tile{std::uint8_t{0}, index, width}, Tile{std::uint8_t{63}, index, width},
            Tile{std::nullopt, index, width}}) {
        EXPECT_EQ(Tile::parse(tile.path()), tile) << tile.path();
      }
    }
  }
}

TEST(Tiles, OtherPathsAreRefused) {
  for (const char* bad : {"",
                          "tile/",
                          "tile/0",
                          "tile/0/",
                          "tile/0/1",
                          "tile/0/0001",
                          "tile/64/000",
                          "tile/00/000",
                          "tile/-1/000",
                          "tile/data/000",
                          "tile/0/000.p/0",
                          "tile/0/000.p/256",
                          "tile/0/000.p/01",
                          "tile/0/000.p/",
                          "tile/0/000.p",
                          "tile/0/x000/001",
                          "tile/0/x001/1",
                          "tile/0/x01/001",
                          "tile/0/x001001",
                          "tile/0/001/001",
                          "tile/0/x001/001/",
                          "/tile/0/000",
                          "tile/0/00a",
                          "tile/entries/x999/x999/x999/x999/x999/x999/x999/999"}) {
    EXPECT_FALSE(Tile::parse(bad)) << bad;
  }
}

TEST(Tiles, ATreeHasTheTilesThatTheSpecificationCounts) {
  const auto leaves = some_leaves(70'000);
  using Counts = std::map<std::pair<int, bool>, std::uint64_t>;
  // c2sp.org/tlog-tiles, "Partial Tiles".
  const Counts large = {
      {{0, false}, 273}, {{0, true}, 112}, {{1, false}, 1}, {{1, true}, 17}, {{2, true}, 1}};
  EXPECT_EQ(tiles_of(70'000), large);
  const Tile last0{0, 273, 112}, last1{1, 1, 17}, last2{2, 0, 1};
  for (const Tile& tile : {Tile{0, 272}, last0, Tile{1, 0}, last1, last2}) {
    const auto hashes = tile_hashes(leaves, tile);
    ASSERT_TRUE(hashes) << tile.path();
    EXPECT_EQ(hashes->size(), tile.width * sizeof(Hash256));
  }
  for (const Tile& tile : {Tile{0, 273, 113}, Tile{0, 273}, Tile{1, 1, 18}, Tile{2, 0, 2},
                           Tile{3, 0, 1}, Tile{8, 0, 1}, Tile{63, 0, 1}}) {
    EXPECT_FALSE(tile_hashes(leaves, tile)) << tile.path();
  }
}

TEST(Tiles, ATileOfALevelHashesTheTilesBelow) {
  const auto leaves = some_leaves(3 * kTileWidth + 5);
  const Bytes above = *tile_hashes(leaves, {1, 0, 3});
  for (std::uint64_t i = 0; i < 3; ++i) {
    const Bytes below = *tile_hashes(leaves, {0, i});
    std::vector<Hash256> hashes;
    for (std::size_t at = 0; at < below.size(); at += sizeof(Hash256)) {
      hashes.push_back(to_array(ByteView(below).subspan(at).first<sizeof(Hash256)>()));
    }
    EXPECT_TRUE(equal(root(hashes), ByteView(above).subspan(i * 32, 32)));
  }
}

TEST(Tiles, ABundleHasNoHashes) {
  EXPECT_FALSE(tile_hashes(some_leaves(2), {std::nullopt, 0, 2}));
  EXPECT_EQ((Tile{std::nullopt, 1, 2}.needs()), TreeSize{258});
}

}  // namespace
}  // namespace sotto::tlog
