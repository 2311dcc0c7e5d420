#include "client/core/trustee_witness.h"

#include "crypto/primitives/hkdf.h"

namespace sotto::client {

SigningKey trustee_witness_key(const LockerKeys& words) {
  return SigningKey::from_seed(derive<32>("sotto/v1/trustee-witness", {words.seal.expose()}));
}

tlog::NoteKey trustee_witness_name(const std::string& origin, std::uint8_t place,
                                   const SigningPublicKey& key) {
  return {origin + "/trustee-" + std::to_string(place + 1), key, tlog::KeyType::kCosignature};
}

}  // namespace sotto::client
