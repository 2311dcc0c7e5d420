#pragma once
// A board's file of one day (docs/spec/boards.md): batches one after the other, each with the list
// of its cell hashes before its cells. Immutable once the day is over. On the board of envelopes
// the cells are envelopes.

#include <optional>
#include <utility>
#include <vector>

#include "crypto/base/bytes.h"
#include "crypto/primitives/hash.h"
#include "crypto/protocol/entries.h"
#include "crypto/protocol/limits.h"

namespace sotto::protocol {

using Cell = FixedView<kCellSize>;

// SHA-256(cell)
Hash256 cell_hash(Cell cell);

// What one cell of a board takes.
constexpr std::size_t cell_size(Board board) {
  return board == Board::kEnvelopes ? kEnvelopeSize : kCellSize;
}

struct Batch {
  std::uint64_t number = 0;
  std::vector<Hash256> hashes;  // rising
  std::vector<ByteView> cells;  // views into the file, each of the board's cell_size
};

// u64 number || u32 n || n hashes || n cells. Cells with their hashes, in hash order;
// n > 0.
Bytes encode_batch(std::uint64_t number, const std::vector<std::pair<Hash256, Bytes>>& cells,
                   std::size_t size = kCellSize);

// Every batch of a day file. Refuses cells that do not match their hash, hashes that do not rise,
// batch numbers that do not rise, and trailing bytes.
std::optional<std::vector<Batch>> parse_day_file(ByteView file, std::size_t size = kCellSize);

// One cell of a day file by its place over all batches, from 0, without looking at the others.
// nullopt when there is none, when it is not of this hash, and for a file that is none.
std::optional<ByteView> find_cell(ByteView file, std::size_t size, std::uint32_t index,
                                  const Hash256& hash);

// The list file of the same day: the batches without their cells, so that everybody can check that
// their own cells were published without downloading the other side's board. u64 number || u32 n ||
// n hashes
struct BatchList {
  std::uint64_t number = 0;
  std::vector<Hash256> hashes;  // rising
};
Bytes encode_batch_list(std::uint64_t number, const std::vector<std::pair<Hash256, Bytes>>& cells);
std::optional<std::vector<BatchList>> parse_list_file(ByteView file);

// RFC 6962 root over leaf_hash(cell hash) in file order: the same of a day's both files.
Hash256 day_root(const std::vector<Batch>& batches);
Hash256 day_root(const std::vector<BatchList>& batches);

}  // namespace sotto::protocol
