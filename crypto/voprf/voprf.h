#pragma once
// VOPRF(ristretto255, SHA-512), verifiable mode, in batches (RFC 9497 sections 3.2 and 3.3.2). The
// server evaluates blinded inputs without seeing them and proves that it used its published key.

#include <optional>
#include <span>
#include <vector>

#include "crypto/base/secret.h"
#include "crypto/primitives/ristretto.h"
#include "crypto/voprf/dleq.h"

namespace sotto::voprf {

// The function's value for one input, 64 bytes.
using Output = Secret<64>;

struct KeyPair {
  ristretto::Scalar secret;
  ristretto::Element public_key;

  static KeyPair generate();
  // DeriveKeyPair (section 3.2.1); info at most 65,535 bytes. nullopt as DeriveKeyPairError, never
  // in practice.
  static std::optional<KeyPair> derive(FixedView<32> seed, ByteView info);
  // nullopt for zero.
  static std::optional<KeyPair> from_secret(ristretto::Scalar secret);
};

struct Blinded {
  ristretto::Scalar blind;  // secret, not zero
  ristretto::Element element;
};

// Blind. The caller draws the blind or derives it from a seed; used for one input only.
Blinded blind(ByteView input, ristretto::Scalar blind);

struct Evaluation {
  std::vector<ristretto::Element> elements;
  Proof proof;
};

// BlindEvaluate: one element for each of blinded (1 to 65,535) and one proof for all. nullopt for
// elements that somebody picked so that there is no proof (dleq.h).
std::optional<Evaluation> evaluate(const KeyPair& key, std::span<const ristretto::Element> blinded);

// Finalize: verifies the whole proof before anything else, then gives one output an input, in
// order. nullopt when the number of elements differs or the proof is not this key's.
std::optional<std::vector<Output>> finalize(const ristretto::Element& public_key,
                                            std::span<const ByteView> inputs,
                                            std::span<const Blinded> blinded,
                                            const Evaluation& evaluation);

// Evaluate: the output for an input that the server knows.
Output evaluate_input(const KeyPair& key, ByteView input);

}  // namespace sotto::voprf
