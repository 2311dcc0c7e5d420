#pragma once
// A lead's signing key in a file, sealed by seven words as a locker is (docs/cli.md, "A lead's
// key"): magic[17] || salt[16] || public key[32] || box of the seed[72].

#include <optional>

#include "client/core/keys.h"

namespace sotto::client {

inline constexpr std::size_t kLeadKeyFileSize = 17 + 16 + 32 + 72;

// keys: derived from the words with this salt.
Bytes seal_lead_key(const SigningKey& key, const LockerKeys& keys, FixedView<16> salt);
// What the words are to be derived with; nullopt for another file.
std::optional<ByteArray<16>> lead_key_salt(ByteView file);
// nullopt for other words.
std::optional<SigningKey> open_lead_key(ByteView file, const LockerKeys& keys);

}  // namespace sotto::client
