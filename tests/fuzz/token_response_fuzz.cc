// Token responses, single and in batches: whatever is taken is written back byte for byte, and no
// proof that was found by chance is good.

#include <algorithm>
#include <cstdlib>

#include "crypto/voprf/token.h"

namespace {

// No seed of the corpus answers these elements under this key.
void look_for_a_forgery(const sotto::voprf::Evaluation& evaluation) {
  using namespace sotto;
  static const auto key = voprf::KeyPair::derive(ByteArray<32>{1}, {});
  const std::vector<ristretto::Element> sent(evaluation.elements.size(), key->public_key);
  if (voprf::verify_proof(key->public_key, sent, evaluation.elements, evaluation.proof)) {
    std::abort();
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace sotto;
  const ByteView wire(data, size);
  if (const auto single = voprf::parse_response(wire)) {
    if (!equal(voprf::encode_response(*single), wire)) std::abort();
    look_for_a_forgery(*single);
  }
  const std::size_t elements = size / 32 > 2 ? size / 32 - 2 : 1;
  const std::size_t count = std::min(elements, voprf::kMaxBatch);
  if (const auto batch = voprf::parse_batch_response(wire, count)) {
    if (batch->elements.size() != count) std::abort();
    if (!equal(voprf::encode_batch_response(*batch), wire)) std::abort();
    if (count <= 3) look_for_a_forgery(*batch);
  }
  return 0;
}
