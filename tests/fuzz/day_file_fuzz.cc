// What parses as a day file, of cells or of envelopes, or as a list file, is written as the bytes
// that were read; and each of its cells is found by its place.

#include "crypto/base/panic.h"
#include "crypto/protocol/day_file.h"

using namespace sotto;

namespace {

using HashedCells = std::vector<std::pair<Hash256, Bytes>>;

void read_and_write_day(ByteView file, std::size_t size) {
  protocol::find_cell(file, size, 0, {});
  const auto batches = protocol::parse_day_file(file, size);
  if (!batches) return;
  Bytes again;
  std::uint32_t index = 0;
  for (const protocol::Batch& batch : *batches) {
    HashedCells cells;
    for (std::size_t i = 0; i < batch.cells.size(); ++i) {
      cells.emplace_back(batch.hashes[i], to_bytes(batch.cells[i]));
      const auto found = protocol::find_cell(file, size, index++, batch.hashes[i]);
      if (!found || !equal(*found, batch.cells[i])) panic("fuzz: a cell that is not in its place");
    }
    again = concat({again, protocol::encode_batch(batch.number, cells, size)});
  }
  if (!equal(again, file)) panic("fuzz: a day file with two encodings");
}

void read_and_write_list(ByteView file) {
  const auto lists = protocol::parse_list_file(file);
  if (!lists) return;
  Bytes again;
  for (const protocol::BatchList& list : *lists) {
    HashedCells cells;
    for (const Hash256& hash : list.hashes) cells.emplace_back(hash, Bytes{});
    again = concat({again, protocol::encode_batch_list(list.number, cells)});
  }
  if (!equal(again, file)) panic("fuzz: a list file with two encodings");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  read_and_write_day({data, size}, protocol::kCellSize);
  read_and_write_day({data, size}, protocol::kEnvelopeSize);
  read_and_write_list({data, size});
  return 0;
}
