#pragma once
// What the participants of one COCKTAIL-DKG ceremony agree on before it, and why a ceremony ends
// early (C2SP cocktail-dkg v0.2, "Setup" and "Error Handling").

#include <cstdint>
#include <expected>
#include <vector>

#include "crypto/primitives/hash.h"
#include "crypto/primitives/ristretto.h"

namespace sotto::cocktail {

enum class Reason {
  kSetup,        // t or n out of range, a static key twice, not this participant's key
  kMissing,      // fewer or more than n messages, ciphertexts or signatures
  kMessage,      // too short, trailing bytes, or a ciphertext of an impossible length
  kElement,      // the identity or not a canonical encoding, where an element belongs
  kProof,        // a proof of possession that does not hold
  kDecryption,   // a ciphertext that is not for this participant in this ceremony
  kShare,        // a share that its sender's commitment does not open to
  kCertificate,  // a signature that is not of this transcript: the views differ
};

// The participant to name, 1 to n; 0 when nobody can be.
struct Refusal {
  Reason reason;
  std::uint32_t participant = 0;
  bool operator==(const Refusal&) const = default;
};

struct Session {
  std::uint32_t t = 0;
  std::vector<ristretto::Element> P;  // static public keys of 1 to n, in this order
  Hash512 context{};

  // With the recommended context. session_id is unique to the ceremony.
  static std::expected<Session, Refusal> make(ByteView session_id, std::uint32_t t,
                                              std::vector<ristretto::Element> P);
  std::uint32_t n() const { return static_cast<std::uint32_t>(P.size()); }
  // Whether i is 1 to n and d is its static key.
  bool is_participant(std::uint32_t i, const ristretto::Scalar& d) const;
};

}  // namespace sotto::cocktail
