#pragma once
// H, the second generator: values are exponents of H, randomness of the base point G, because
// libsodium multiplies G three times as fast. Nobody knows log_G(H), on which the range proof
// rests.

#include "crypto/primitives/ristretto.h"

namespace sotto::figures {

const ristretto::Element& value_generator();

}  // namespace sotto::figures
