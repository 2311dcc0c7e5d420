#pragma once
// A trustee as a witness of the log (docs/spec/figures.md, "Keys"; docs/spec/log.md, "Witnesses"):
// the same seven words give the key, and the policy says whether its cosignatures count.

#include <cstdint>
#include <string>

#include "client/core/keys.h"
#include "crypto/tlog/note.h"

namespace sotto::client {

// Of the words' keys under the scheme's salt: Ed25519, derive("sotto/v1/trustee-witness", seal).
SigningKey trustee_witness_key(const LockerKeys& words);

// As a policy names it: ORIGIN "/trustee-" PLACE, places counted from 1.
tlog::NoteKey trustee_witness_name(const std::string& origin, std::uint8_t place,
                                   const SigningPublicKey& key);

}  // namespace sotto::client
