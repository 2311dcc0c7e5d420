#include "client/core/keys.h"

#include <algorithm>

#include "crypto/primitives/argon2.h"
#include "crypto/primitives/hkdf.h"
#include "crypto/protocol/labelled_hash.h"

namespace sotto::client {

ByteArray<16> words_salt(const Hash256& genesis) {
  const Hash256 hash = protocol::labelled_hash("sotto/v1/words", genesis);
  return to_array(FixedView<32>(hash).first<16>());
}

std::optional<Secret<32>> stretch(const protocol::Words& words, FixedView<16> salt) {
  const SecretBytes text = words.text();
  return argon2id(text.expose(), salt);
}

LockerKeys keys_of(const Secret<32>& root) {
  // The id is public: the broker files the locker under it.
  return LockerKeys{
      .id = to_array(derive<32>("sotto/v1/locker-id", {root.expose()}).expose()),
      .write = SigningKey::from_seed(derive<32>("sotto/v1/locker-write", {root.expose()})),
      .seal = derive<32>("sotto/v1/locker-seal", {root.expose()}),
  };
}

std::optional<LockerKeys> derive_keys(const protocol::Words& words, FixedView<16> salt) {
  const auto root = stretch(words, salt);
  if (!root) return std::nullopt;
  return keys_of(*root);
}

}  // namespace sotto::client
