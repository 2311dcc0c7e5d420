// Token requests, single and in batches: whatever is taken is written back byte for byte.

#include <algorithm>
#include <cstdlib>

#include "crypto/voprf/token.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace sotto;
  const ByteView wire(data, size);
  voprf::TokenKeyId key_id{};
  if (const auto single = voprf::parse_request(wire)) {
    key_id.back() = single->truncated_key_id;
    if (!equal(voprf::encode_request(key_id, single->elements[0]), wire)) std::abort();
  }
  const std::size_t count = std::clamp<std::size_t>(size / 32, 1, voprf::kMaxBatch);
  if (const auto batch = voprf::parse_batch_request(wire, count)) {
    if (batch->elements.size() != count) std::abort();
    key_id.back() = batch->truncated_key_id;
    if (!equal(voprf::encode_batch_request(key_id, batch->elements), wire)) std::abort();
  }
  return 0;
}
