#include "crypto/tlog/tree.h"

#include <bit>
#include <optional>

#include "crypto/base/panic.h"

namespace sotto::tlog {
namespace {

using Hashes = std::span<const Hash256>;

// k of RFC 6962: the largest power of two smaller than n, for n > 1.
std::uint64_t split(std::uint64_t n) {
  return std::bit_floor(n - 1);
}

void path(Hashes leaves, std::size_t index, std::vector<Hash256>& out) {
  if (leaves.size() == 1) return;
  const std::size_t k = split(leaves.size());
  if (index < k) {
    path(leaves.first(k), index, out);
    out.push_back(root(leaves.subspan(k)));
  } else {
    path(leaves.subspan(k), index - k, out);
    out.push_back(root(leaves.first(k)));
  }
}

// SUBPROOF(m, D[n], b): whole says whether the old tree's root is D[0:m], known to the checker.
void subproof(Hashes leaves, std::size_t m, bool whole, std::vector<Hash256>& out) {
  if (m == leaves.size()) {
    if (!whole) out.push_back(root(leaves));
    return;
  }
  const std::size_t k = split(leaves.size());
  if (m <= k) {
    subproof(leaves.first(k), m, whole, out);
    out.push_back(root(leaves.subspan(k)));
  } else {
    subproof(leaves.subspan(k), m - k, false, out);
    out.push_back(root(leaves.first(k)));
  }
}

// The root of a tree of n leaves from one leaf and its path; the same recursion as path().
std::optional<Hash256> root_by_path(Hashes proof, std::uint64_t index, std::uint64_t n,
                                    const Hash256& leaf) {
  if (index >= n) panic("tlog: leaf outside its subtree");
  if (n == 1) {
    if (!proof.empty()) return std::nullopt;
    return leaf;
  }
  if (proof.empty()) return std::nullopt;
  const std::uint64_t k = split(n);
  const bool left = index < k;
  const auto below =
      root_by_path(proof.first(proof.size() - 1), left ? index : index - k, left ? k : n - k, leaf);
  if (!below) return std::nullopt;
  return left ? node_hash(*below, proof.back()) : node_hash(proof.back(), *below);
}

struct RootPair {
  Hash256 older;
  Hash256 newer;
};

// The roots of the first m and of all n leaves; the same recursion as subproof().
std::optional<RootPair> roots_by_proof(Hashes proof, std::uint64_t m, std::uint64_t n, bool whole,
                                       const Hash256& old_root) {
  if (m == 0 || m > n) panic("tlog: old tree outside its subtree");
  if (m == n) {
    if (proof.size() != (whole ? 0 : 1)) return std::nullopt;
    const Hash256& known = whole ? old_root : proof.front();
    return RootPair{known, known};
  }
  if (proof.empty()) return std::nullopt;
  const std::uint64_t k = split(n);
  const Hashes rest = proof.first(proof.size() - 1);
  if (m <= k) {
    const auto below = roots_by_proof(rest, m, k, whole, old_root);
    if (!below) return std::nullopt;
    return RootPair{below->older, node_hash(below->newer, proof.back())};
  }
  const auto below = roots_by_proof(rest, m - k, n - k, false, old_root);
  if (!below) return std::nullopt;
  return RootPair{node_hash(proof.back(), below->older), node_hash(proof.back(), below->newer)};
}

}  // namespace

Hash256 leaf_hash(ByteView entry) {
  static constexpr std::uint8_t kLeaf[1] = {0};
  return sha256({kLeaf, entry});
}

Hash256 node_hash(const Hash256& left, const Hash256& right) {
  static constexpr std::uint8_t kNode[1] = {1};
  return sha256({kNode, left, right});
}

Hash256 root(std::span<const Hash256> leaves) {
  if (leaves.empty()) return sha256({});
  if (leaves.size() == 1) return leaves.front();
  const std::size_t k = split(leaves.size());
  return node_hash(root(leaves.first(k)), root(leaves.subspan(k)));
}

void Frontier::append(const Hash256& leaf) {
  // As in binary counting: every low bit that is set carries one subtree into the next size.
  Hash256 carried = leaf;
  for (std::uint64_t bits = size_.value; (bits & 1) != 0; bits >>= 1) {
    carried = node_hash(subtrees_.back(), carried);
    subtrees_.pop_back();
  }
  subtrees_.push_back(carried);
  ++size_.value;
}

TreeHead Frontier::head() const {
  if (subtrees_.empty()) return {size_, root({})};
  Hash256 out = subtrees_.back();
  for (std::size_t i = subtrees_.size() - 1; i > 0; --i) out = node_hash(subtrees_[i - 1], out);
  return {size_, out};
}

InclusionProof prove_inclusion(std::span<const Hash256> leaves, LeafIndex index) {
  if (index.value >= leaves.size()) panic("tlog: proof of a leaf outside the tree");
  InclusionProof out;
  path(leaves, index.value, out.hashes);
  return out;
}

bool check_inclusion(const InclusionProof& proof, LeafIndex index, const Hash256& leaf,
                     const TreeHead& head) {
  if (index.value >= head.size.value) return false;
  return root_by_path(proof.hashes, index.value, head.size.value, leaf) == head.root;
}

ConsistencyProof prove_consistency(std::span<const Hash256> leaves, TreeSize old_size) {
  if (old_size.value == 0 || old_size.value > leaves.size()) {
    panic("tlog: proof from a tree that is empty or larger");
  }
  ConsistencyProof out;
  subproof(leaves, old_size.value, true, out.hashes);
  return out;
}

bool check_consistency(const ConsistencyProof& proof, const TreeHead& older,
                       const TreeHead& newer) {
  if (older.size.value == 0 || older.size > newer.size) return false;
  const auto roots =
      roots_by_proof(proof.hashes, older.size.value, newer.size.value, true, older.root);
  return roots && roots->older == older.root && roots->newer == newer.root;
}

}  // namespace sotto::tlog
