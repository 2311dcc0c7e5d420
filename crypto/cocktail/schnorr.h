#pragma once
// The Schnorr signature of COCKTAIL-DKG(Ristretto255, SHA-512), for proofs of possession and
// certificates (C2SP cocktail-dkg v0.2, "Schnorr Signature Scheme"). Not Ed25519.

#include "crypto/primitives/ristretto.h"

namespace sotto::cocktail {

// R || z, 64 bytes.
using SchnorrSignature = ByteArray<64>;

// The secret key is not zero.
SchnorrSignature sign(const ristretto::Scalar& sk, ByteView m);
[[nodiscard]] bool verify(const ristretto::Element& pk, ByteView m,
                          const SchnorrSignature& signature);

}  // namespace sotto::cocktail
