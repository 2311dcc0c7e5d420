#pragma once
// One proof for a batch: D_i = k * C_i for every i, under the key k of the public key (RFC 9497
// section 2.2, with the transcript of that section only).

#include <optional>
#include <span>

#include "crypto/primitives/ristretto.h"

namespace sotto::voprf {

// c || s, 64 bytes.
struct Proof {
  ristretto::Scalar c;
  ristretto::Scalar s;

  ByteArray<64> encode() const;
  // nullopt when c or s is not below the group order.
  static std::optional<Proof> parse(FixedView<64> bytes);
};

// GenerateProof. C and D have the same number of elements, 1 to 65,535. Draws the nonce r. nullopt
// when their weighted sum is the identity on the way or in the end: the weights are hashes of what
// both sides know, so whoever picks C can search for such a one.
std::optional<Proof> prove(const ristretto::Scalar& k, const ristretto::Element& public_key,
                           std::span<const ristretto::Element> C,
                           std::span<const ristretto::Element> D);

// Under these weights instead of the hashed ones, one for each of C: for prove() and its test.
std::optional<Proof> prove_weighted(const ristretto::Scalar& k,
                                    const ristretto::Element& public_key,
                                    std::span<const ristretto::Scalar> weights,
                                    std::span<const ristretto::Element> C);

// VerifyProof; false also for different numbers of elements.
[[nodiscard]] bool verify_proof(const ristretto::Element& public_key,
                                std::span<const ristretto::Element> C,
                                std::span<const ristretto::Element> D, const Proof& proof);

}  // namespace sotto::voprf
