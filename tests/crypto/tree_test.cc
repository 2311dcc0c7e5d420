#include "crypto/tlog/tree.h"

#include <gtest/gtest.h>

#include "tests/support/vectors.h"

namespace sotto::tlog {
namespace {

using sotto::testing::hex;
using sotto::testing::hex_array;
using sotto::testing::hex_list;
using sotto::testing::read_vectors;
using sotto::testing::text;
using sotto::testing::VectorCase;

using Hashes = std::vector<Hash256>;

std::uint64_t number(const VectorCase& vector, const std::string& key) {
  std::uint64_t out = 0;
  for (std::uint8_t byte : hex_array<8>(vector, key)) out = out << 8 | byte;
  return out;
}

Hashes proof_of(const VectorCase& vector) {
  Hashes out;
  for (const Bytes& hash : hex_list(vector, "proof")) {
    if (hash.size() != 32) throw std::runtime_error("not a hash");
    out.push_back(to_array(FixedView<32>(hash)));
  }
  return out;
}

bool is_valid(const VectorCase& vector) {
  return hex(vector, "valid") == Bytes{1};
}

// Leaves that are all different: the hashes of the numbers from 0.
Hashes some_leaves(std::size_t count) {
  Hashes out;
  for (std::size_t i = 0; i < count; ++i) {
    out.push_back(
        leaf_hash(Bytes{static_cast<std::uint8_t>(i), static_cast<std::uint8_t>(i >> 8)}));
  }
  return out;
}

// Every proof that differs from the given one by a hash left out, added (at every place, a new one
// or a neighbour again) or flipped in one bit.
std::vector<Hashes> spoilt(const Hashes& proof) {
  std::vector<Hashes> out;
  for (std::size_t i = 0; i < proof.size(); ++i) {
    out.push_back(proof);
    out.back().erase(out.back().begin() + static_cast<std::ptrdiff_t>(i));
    out.push_back(proof);
    out.back()[i][i % 32] ^= 0x10;
  }
  for (std::size_t i = 0; i <= proof.size(); ++i) {
    const auto at = static_cast<std::ptrdiff_t>(i);
    out.push_back(proof);
    out.back().insert(out.back().begin() + at, leaf_hash({}));
    if (proof.empty()) continue;
    out.push_back(proof);
    out.back().insert(out.back().begin() + at, proof[i == proof.size() ? i - 1 : i]);
  }
  return out;
}

TEST(Tree, RootsOfThePublishedLeaves) {
  const VectorCase vector = read_vectors("merkle_roots").front();
  const std::vector<Bytes> roots = hex_list(vector, "roots");
  Hashes leaves;
  Frontier frontier;
  ASSERT_EQ(roots.size(), 9u);
  EXPECT_TRUE(equal(root(leaves), roots[0]));
  for (const Bytes& entry : hex_list(vector, "leaves")) {
    leaves.push_back(leaf_hash(entry));
    frontier.append(leaves.back());
    EXPECT_TRUE(equal(root(leaves), roots[leaves.size()])) << leaves.size();
    EXPECT_TRUE(equal(frontier.head().root, roots[leaves.size()])) << leaves.size();
  }
  EXPECT_EQ(leaves.size(), 8u);
}

TEST(Tree, AFrontierHasTheRootOfItsLeavesAtEverySize) {
  const Hashes leaves = some_leaves(300);
  Frontier frontier;
  for (std::size_t size = 0; size < leaves.size(); ++size) {
    const TreeHead expected{{size}, root(std::span(leaves).first(size))};
    ASSERT_EQ(frontier.head(), expected) << size;
    frontier.append(leaves[size]);
  }
}

TEST(Tree, ALeafIsNeverTakenForANode) {
  const Hashes leaves = some_leaves(2);
  EXPECT_NE(leaf_hash(concat({leaves[0], leaves[1]})), node_hash(leaves[0], leaves[1]));
  EXPECT_NE(node_hash(leaves[0], leaves[1]), node_hash(leaves[1], leaves[0]));
}

TEST(Inclusion, PublishedProofsHoldOrAreRefused) {
  int valid = 0;
  for (const VectorCase& vector : read_vectors("merkle_inclusion")) {
    const TreeHead head{{number(vector, "tree_size")}, hex_array<32>(vector, "root")};
    EXPECT_EQ(check_inclusion({proof_of(vector)}, {number(vector, "leaf_index")},
                              hex_array<32>(vector, "leaf_hash"), head),
              is_valid(vector))
        << text(vector, "name");
    valid += is_valid(vector) ? 1 : 0;
  }
  EXPECT_EQ(valid, 6);
}

TEST(Consistency, PublishedProofsHoldOrAreRefused) {
  int valid = 0;
  for (const VectorCase& vector : read_vectors("merkle_consistency")) {
    const TreeHead older{{number(vector, "size1")}, hex_array<32>(vector, "root1")};
    const TreeHead newer{{number(vector, "size2")}, hex_array<32>(vector, "root2")};
    EXPECT_EQ(check_consistency({proof_of(vector)}, older, newer), is_valid(vector))
        << text(vector, "name");
    valid += is_valid(vector) ? 1 : 0;
  }
  EXPECT_EQ(valid, 6);
}

TEST(Inclusion, EveryLeafOfEveryTreeTo64IsProvenAndNoSpoiltProofHolds) {
  const Hashes all = some_leaves(64);
  for (std::size_t size = 1; size <= all.size(); ++size) {
    const std::span<const Hash256> leaves = std::span(all).first(size);
    const TreeHead head{{size}, root(leaves)};
    for (std::size_t i = 0; i < size; ++i) {
      const InclusionProof proof = prove_inclusion(leaves, {i});
      ASSERT_TRUE(check_inclusion(proof, {i}, leaves[i], head)) << i << " of " << size;
      for (const Hashes& bad : spoilt(proof.hashes)) {
        ASSERT_FALSE(check_inclusion({bad}, {i}, leaves[i], head)) << i << " of " << size;
      }
      ASSERT_FALSE(check_inclusion(proof, {i}, leaf_hash({}), head)) << "another leaf";
      ASSERT_FALSE(check_inclusion(proof, {i + 1}, leaves[i], head)) << "another index";
      ASSERT_FALSE(check_inclusion(proof, {i + size}, leaves[i], head)) << "outside the tree";
    }
  }
}

TEST(Consistency, EveryPairOfTreesTo64IsProvenAndNoSpoiltProofHolds) {
  const Hashes all = some_leaves(64);
  for (std::size_t size = 1; size <= all.size(); ++size) {
    const std::span<const Hash256> leaves = std::span(all).first(size);
    const TreeHead newer{{size}, root(leaves)};
    for (std::size_t old = 1; old <= size; ++old) {
      const TreeHead older{{old}, root(leaves.first(old))};
      const ConsistencyProof proof = prove_consistency(leaves, {old});
      ASSERT_TRUE(check_consistency(proof, older, newer)) << old << " to " << size;
      for (const Hashes& bad : spoilt(proof.hashes)) {
        ASSERT_FALSE(check_consistency({bad}, older, newer)) << old << " to " << size;
      }
      if (old == size) continue;
      ASSERT_FALSE(check_consistency(proof, newer, older)) << "a tree that shrank";
      ASSERT_FALSE(check_consistency(proof, {{old}, newer.root}, newer)) << "a fork";
      ASSERT_FALSE(check_consistency(proof, older, {{size}, older.root})) << "a fork";
    }
  }
}

TEST(Inclusion, AnEmptyTreeHoldsNothing) {
  EXPECT_FALSE(check_inclusion({}, {0}, root({}), {{0}, root({})}));
}

TEST(Consistency, AnEmptyTreeProvesNothing) {
  const TreeHead empty{{0}, root({})};
  const Hashes leaves = some_leaves(1);
  EXPECT_FALSE(check_consistency({}, empty, empty));
  EXPECT_FALSE(check_consistency({}, empty, {{1}, root(leaves)}));
}

TEST(Consistency, TheSameSizeWithAnotherRootIsAFork) {
  const Hashes leaves = some_leaves(2);
  EXPECT_FALSE(check_consistency({}, {{2}, leaves[0]}, {{2}, leaves[1]}));
  EXPECT_TRUE(check_consistency({}, {{2}, leaves[0]}, {{2}, leaves[0]}));
}

TEST(Tree, ProofsAboutTheLargestSizesEnd) {
  constexpr std::uint64_t kMax = ~std::uint64_t{0};
  const InclusionProof path{Hashes(64, leaf_hash({}))};
  EXPECT_FALSE(check_inclusion(path, {kMax - 1}, leaf_hash({}), {{kMax}, root({})}));
  EXPECT_FALSE(check_inclusion(path, {kMax}, leaf_hash({}), {{kMax}, root({})}));
  EXPECT_FALSE(check_consistency({path.hashes}, {{kMax - 1}, root({})}, {{kMax}, root({})}));
}

TEST(TreeDeathTest, AProofOfWhatIsNotThereIsABug) {
  const Hashes leaves = some_leaves(3);
  EXPECT_DEATH(prove_inclusion(leaves, {3}), "panic: tlog");
  EXPECT_DEATH(prove_consistency(leaves, {0}), "panic: tlog");
  EXPECT_DEATH(prove_consistency(leaves, {4}), "panic: tlog");
}

}  // namespace
}  // namespace sotto::tlog
