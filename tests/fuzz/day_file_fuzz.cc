// What parses as a day file is written as the bytes that were read.

#include "crypto/protocol/day_file.h"

#include "crypto/base/panic.h"

using namespace sotto;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto batches = protocol::parse_day_file({data, size});
  if (!batches) return 0;
  Bytes again;
  for (const protocol::Batch& batch : *batches) {
    std::vector<std::pair<Hash256, Bytes>> cells;
    for (std::size_t i = 0; i < batch.cells.size(); ++i) {
      cells.emplace_back(batch.hashes[i], to_bytes(batch.cells[i]));
    }
    again = concat({again, protocol::encode_batch(batch.number, cells)});
  }
  if (!equal(again, {data, size})) panic("fuzz: a day file with two encodings");
  return 0;
}
