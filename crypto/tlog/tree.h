#pragma once
// The Merkle tree of a log: RFC 6962 section 2.1 with SHA-256. Hashes are 32 bytes. Proofs are made
// from all leaf hashes, because a log of ours is small and every client holds all of it.

#include <compare>
#include <cstdint>
#include <span>
#include <vector>

#include "crypto/base/bytes.h"
#include "crypto/primitives/hash.h"

namespace sotto::tlog {

// How many leaves, and which leaf (the first is 0): both are numbers, so they are types.
struct TreeSize {
  std::uint64_t value = 0;
  auto operator<=>(const TreeSize&) const = default;
};
struct LeafIndex {
  std::uint64_t value = 0;
  auto operator<=>(const LeafIndex&) const = default;
};

// The state of a log: what a checkpoint signs.
struct TreeHead {
  TreeSize size;
  Hash256 root{};
  bool operator==(const TreeHead&) const = default;
};

// SHA-256(0x00 || entry)
Hash256 leaf_hash(ByteView entry);

// SHA-256(0x01 || left || right)
Hash256 node_hash(const Hash256& left, const Hash256& right);

// MTH (section 2.1); of no leaves, the hash of the empty string.
Hash256 root(std::span<const Hash256> leaves);

// A tree that only grows, kept as the roots of its complete subtrees: one hash for each bit set in
// its size.
class Frontier {
 public:
  void append(const Hash256& leaf);
  TreeHead head() const;

 private:
  TreeSize size_;
  std::vector<Hash256> subtrees_;  // largest, and leftmost, first
};

// The audit path of a leaf (section 2.1.1), from the leaf upwards.
struct InclusionProof {
  std::vector<Hash256> hashes;
};

// The index must lie in the tree.
InclusionProof prove_inclusion(std::span<const Hash256> leaves, LeafIndex index);

// Whether the leaf stands at the index of the tree. False for an index outside it, and for a proof
// with a hash too many or too few.
[[nodiscard]] bool check_inclusion(const InclusionProof& proof, LeafIndex index,
                                   const Hash256& leaf, const TreeHead& head);

// That a smaller tree is the beginning of a larger one (section 2.1.2).
struct ConsistencyProof {
  std::vector<Hash256> hashes;
};

// From the first old_size leaves to all of them. The old size is neither 0 nor above the new one.
ConsistencyProof prove_consistency(std::span<const Hash256> leaves, TreeSize old_size);

// False for an older tree that is empty (it would prove nothing) or larger than the newer one, and
// for a proof with a hash too many or too few.
[[nodiscard]] bool check_consistency(const ConsistencyProof& proof, const TreeHead& older,
                                     const TreeHead& newer);

}  // namespace sotto::tlog
