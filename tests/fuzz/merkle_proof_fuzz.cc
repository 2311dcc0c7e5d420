// Input: a leaf count, an index, an old size (8 bits each, the index and old size taken modulo the
// count), then a proof of whole hashes. Proofs about the tree of so many leaves: the input's is
// accepted exactly when it is the one that the prover makes. The rest of the input, read as numbers
// of 64 bits, must never hang or crash a checker.

#include "crypto/base/panic.h"
#include "crypto/base/wire.h"
#include "crypto/tlog/tree.h"

using namespace sotto;

namespace {

std::vector<Hash256> leaves_of(std::size_t count) {
  std::vector<Hash256> out;
  for (std::size_t i = 0; i < count; ++i) {
    out.push_back(tlog::leaf_hash(Bytes{static_cast<std::uint8_t>(i)}));
  }
  return out;
}

void check_small(std::uint8_t count, std::uint8_t index, std::uint8_t old,
                 const std::vector<Hash256>& proof) {
  const std::vector<Hash256> leaves = leaves_of(count);
  const tlog::TreeHead head{{count}, tlog::root(leaves)};
  const tlog::LeafIndex leaf{index};
  const auto path = tlog::prove_inclusion(leaves, leaf);
  if (!tlog::check_inclusion(path, leaf, leaves[index], head)) panic("fuzz: proof refused");
  if (tlog::check_inclusion({proof}, leaf, leaves[index], head) != (proof == path.hashes)) {
    panic("fuzz: a forged inclusion proof holds");
  }
  const tlog::TreeHead older{{old}, tlog::root(std::span(leaves).first(old))};
  const auto steps = tlog::prove_consistency(leaves, older.size);
  if (!tlog::check_consistency(steps, older, head)) panic("fuzz: proof refused");
  if (tlog::check_consistency({proof}, older, head) != (proof == steps.hashes)) {
    panic("fuzz: a forged consistency proof holds");
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const ByteView input(data, size);
  Reader small(input);
  std::uint8_t count = 0, index = 0, old = 0;
  if (!small.u8(count) || !small.u8(index) || !small.u8(old) || count == 0) return 0;
  std::vector<Hash256> proof;
  for (Hash256 hash; small.fixed(hash);) proof.push_back(hash);
  check_small(count, index % count, static_cast<std::uint8_t>(old % count + 1), proof);

  Reader large(input);
  std::uint64_t a = 0, b = 0;
  if (!large.u64(a) || !large.u64(b)) return 0;
  // No proof leads from one of these hashes to the other.
  const Hash256 from = tlog::leaf_hash({});
  const Hash256 to = tlog::root({});
  if (tlog::check_inclusion({proof}, {a}, from, {{b}, to})) panic("fuzz: forged");
  if (tlog::check_consistency({proof}, {{a}, from}, {{b}, to})) panic("fuzz: forged");
  return 0;
}
