#pragma once
// The broker's half of the tally key (docs/spec/figures.md, "Keys"): with it, trustees who agree
// among themselves cannot open a single report, and the broker alone never can.

#include <optional>

#include "crypto/cocktail/certificate.h"
#include "crypto/primitives/hash.h"

namespace sotto::figures {

// What the broker's proof of possession is over: the scheme and one ceremony of its trustees.
cocktail::SchnorrSignature prove_possession(const ristretto::Scalar& x_B, const Hash256& genesis,
                                            const cocktail::Transcript& ceremony);

// Y = Y_T + Y_B. nullopt when the broker has not proven that it has the secret of Y_B: it could
// have chosen Y_B so that Y is a key of its own.
std::optional<ristretto::Element> tally_key(const cocktail::GroupKey& trustees,
                                            const ristretto::Element& Y_B,
                                            const cocktail::SchnorrSignature& possession,
                                            const Hash256& genesis,
                                            const cocktail::Transcript& ceremony);

// The session_id of a scheme's ceremony; numbers rise from 1.
Bytes ceremony_id(const Hash256& genesis, std::uint32_t number);

}  // namespace sotto::figures
