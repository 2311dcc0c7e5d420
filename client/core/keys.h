#pragma once
// From the seven words to the keys of a locker (docs/spec/words-and-lockers.md).

#include <optional>

#include "crypto/base/secret.h"
#include "crypto/primitives/signature.h"
#include "crypto/protocol/requests.h"
#include "crypto/protocol/words.h"

namespace sotto::client {

struct LockerKeys {
  protocol::LockerId id{};
  SigningKey write;
  Secret<32> seal;

  LockerKeys clone() const { return {id, write.clone(), seal.clone()}; }
};

// The salt of a scheme's words: SHA-256("sotto/v1/words" || 0x00 || genesis hash), first 16 bytes.
ByteArray<16> words_salt(const Hash256& genesis);

// What everything of a locker is derived from, and the slow part of it: 0.3 to 1 s and 128 MiB.
// nullopt when the memory could not be had.
std::optional<Secret<32>> stretch(const protocol::Words& words, FixedView<16> salt);
LockerKeys keys_of(const Secret<32>& root);

// Both.
std::optional<LockerKeys> derive_keys(const protocol::Words& words, FixedView<16> salt);

}  // namespace sotto::client
