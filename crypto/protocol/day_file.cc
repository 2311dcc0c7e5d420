#include "crypto/protocol/day_file.h"

#include "crypto/base/wire.h"
#include "crypto/tlog/tree.h"

namespace sotto::protocol {
namespace {

bool read_batch(Reader& in, Batch& out) {
  std::uint32_t count = 0;
  if (!in.u64(out.number) || !in.u32(count)) return false;
  // Before anything is multiplied or reserved by what a peer wrote.
  if (count == 0 || count > in.left() / (sizeof(Hash256) + kCellSize)) return false;
  out.hashes.resize(count);
  for (std::uint32_t i = 0; i < count; ++i) {
    if (!in.fixed(out.hashes[i])) return false;
    if (i > 0 && out.hashes[i] <= out.hashes[i - 1]) return false;
  }
  out.cells.resize(count);
  for (std::uint32_t i = 0; i < count; ++i) {
    if (!in.view(kCellSize, out.cells[i])) return false;
    if (cell_hash(Cell(out.cells[i])) != out.hashes[i]) return false;
  }
  return true;
}

}  // namespace

Hash256 cell_hash(Cell cell) {
  return sha256({cell});
}

Bytes encode_batch(std::uint64_t number, const std::vector<std::pair<Hash256, Bytes>>& cells) {
  if (cells.empty()) panic("day_file: a batch without cells");
  Writer out(8 + 4 + cells.size() * (sizeof(Hash256) + kCellSize));
  out.u64(number).u32(static_cast<std::uint32_t>(cells.size()));
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (i > 0 && cells[i].first <= cells[i - 1].first) panic("day_file: cells not in hash order");
    out.bytes(cells[i].first);
  }
  for (const auto& [hash, cell] : cells) {
    if (cell.size() != kCellSize) panic("day_file: a cell of another size");
    out.bytes(cell);
  }
  return out.take();
}

std::optional<std::vector<Batch>> parse_day_file(ByteView file) {
  Reader in(file);
  std::vector<Batch> batches;
  while (in.left() > 0) {
    Batch batch;
    if (!read_batch(in, batch)) return std::nullopt;
    if (!batches.empty() && batch.number <= batches.back().number) return std::nullopt;
    batches.push_back(std::move(batch));
  }
  return batches;
}

Hash256 day_root(const std::vector<Batch>& batches) {
  tlog::Frontier tree;
  for (const Batch& batch : batches) {
    for (const Hash256& hash : batch.hashes) tree.append(tlog::leaf_hash(hash));
  }
  return tree.head().root;
}

}  // namespace sotto::protocol
