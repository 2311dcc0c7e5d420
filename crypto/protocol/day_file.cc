#include "crypto/protocol/day_file.h"

#include "crypto/base/wire.h"
#include "crypto/tlog/tree.h"

namespace sotto::protocol {
namespace {

using HashedCells = std::vector<std::pair<Hash256, Bytes>>;

void write_hashes(Writer& out, std::uint64_t number, const HashedCells& cells) {
  if (cells.empty()) panic("day_file: a batch without cells");
  out.u64(number).u32(static_cast<std::uint32_t>(cells.size()));
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (i > 0 && cells[i].first <= cells[i - 1].first) panic("day_file: cells not in hash order");
    out.bytes(cells[i].first);
  }
}

// size: what each cell takes behind the hashes; 0 in a list. A batch of n takes n times hash and
// cell; looked at before anything is multiplied or reserved by what a peer wrote.
template <class AnyBatch>
bool read_hashes(Reader& in, std::size_t size, AnyBatch& out) {
  std::uint32_t count = 0;
  if (!in.u64(out.number) || !in.u32(count)) return false;
  if (count == 0 || count > in.left() / (sizeof(Hash256) + size)) return false;
  out.hashes.resize(count);
  for (std::uint32_t i = 0; i < count; ++i) {
    if (!in.fixed(out.hashes[i])) return false;
    if (i > 0 && out.hashes[i] <= out.hashes[i - 1]) return false;
  }
  return true;
}

bool read_batch(Reader& in, std::size_t size, Batch& out) {
  if (!read_hashes(in, size, out)) return false;
  out.cells.resize(out.hashes.size());
  for (std::size_t i = 0; i < out.cells.size(); ++i) {
    if (!in.view(size, out.cells[i])) return false;
    if (sha256({out.cells[i]}) != out.hashes[i]) return false;
  }
  return true;
}

bool read_batch(Reader& in, std::size_t size, BatchList& out) {
  return read_hashes(in, size, out);
}

template <class AnyBatch>
std::optional<std::vector<AnyBatch>> parse_batches(ByteView file, std::size_t size) {
  Reader in(file);
  std::vector<AnyBatch> batches;
  while (in.left() > 0) {
    AnyBatch batch;
    if (!read_batch(in, size, batch)) return std::nullopt;
    if (!batches.empty() && batch.number <= batches.back().number) return std::nullopt;
    batches.push_back(std::move(batch));
  }
  return batches;
}

template <class AnyBatch>
Hash256 root_of(const std::vector<AnyBatch>& batches) {
  tlog::Frontier tree;
  for (const AnyBatch& batch : batches) {
    for (const Hash256& hash : batch.hashes) tree.append(tlog::leaf_hash(hash));
  }
  return tree.head().root;
}

}  // namespace

Hash256 cell_hash(Cell cell) {
  return sha256({cell});
}

Bytes encode_batch(std::uint64_t number, const HashedCells& cells, std::size_t size) {
  Writer out(8 + 4 + cells.size() * (sizeof(Hash256) + size));
  write_hashes(out, number, cells);
  for (const auto& [hash, cell] : cells) {
    if (cell.size() != size) panic("day_file: a cell of another size");
    out.bytes(cell);
  }
  return out.take();
}

std::optional<std::vector<Batch>> parse_day_file(ByteView file, std::size_t size) {
  return parse_batches<Batch>(file, size);
}

std::optional<ByteView> find_cell(ByteView file, std::size_t size, std::uint32_t index,
                                  const Hash256& hash) {
  Reader in(file);
  std::uint32_t before = 0;
  while (in.left() > 0) {
    std::uint64_t number = 0;
    std::uint32_t count = 0;
    ByteView hashes, cells;
    if (!in.u64(number) || !in.u32(count) || count > in.left() / (sizeof(Hash256) + size) ||
        !in.view(count * sizeof(Hash256), hashes) || !in.view(count * size, cells)) {
      return std::nullopt;
    }
    if (index - before < count) {
      const ByteView cell = cells.subspan((index - before) * size, size);
      return sha256({cell}) == hash ? std::optional(cell) : std::nullopt;
    }
    before += count;
  }
  return std::nullopt;
}

Bytes encode_batch_list(std::uint64_t number, const HashedCells& cells) {
  Writer out(8 + 4 + cells.size() * sizeof(Hash256));
  write_hashes(out, number, cells);
  return out.take();
}

std::optional<std::vector<BatchList>> parse_list_file(ByteView file) {
  return parse_batches<BatchList>(file, 0);
}

Hash256 day_root(const std::vector<Batch>& batches) {
  return root_of(batches);
}

Hash256 day_root(const std::vector<BatchList>& batches) {
  return root_of(batches);
}

}  // namespace sotto::protocol
