#pragma once
// The secret scalars of one proof. Hedged: they hang on fresh randomness, on the proof's secrets
// and on its statement, so that neither a weak generator nor a repeated one gives a secret away.

#include "crypto/primitives/ristretto.h"

namespace sotto::figures {

class Nonces {
 public:
  // Draws 32 bytes. The label is the kind of proof.
  Nonces(std::string_view label, ByteView secrets, ByteView statement);
  ristretto::Scalar next();

 private:
  std::string_view label_;
  Secret<64> seed_;
  std::uint16_t count_ = 0;
};

}  // namespace sotto::figures
