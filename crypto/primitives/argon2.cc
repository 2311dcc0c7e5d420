#include "crypto/primitives/argon2.h"

#ifdef __wasm__
#include <sodium.h>
#else
#include <argon2.h>
#endif

namespace sotto {

std::optional<Secret<32>> argon2id(ByteView password, FixedView<16> salt) {
  Secret<32> out;
#ifdef __wasm__
  static_assert(kArgon2Lanes == 1);
  const int result =
      crypto_pwhash(out.fill().data(), 32, reinterpret_cast<const char*>(password.data()),
                    password.size(), salt.data(), kArgon2Passes,
                    std::size_t{kArgon2MemoryKiB} * 1024, crypto_pwhash_ALG_ARGON2ID13);
#else
  const int result =
      argon2id_hash_raw(kArgon2Passes, kArgon2MemoryKiB, kArgon2Lanes, password.data(),
                        password.size(), salt.data(), salt.size(), out.fill().data(), 32);
#endif
  if (result != 0) return std::nullopt;
  return out;
}

}  // namespace sotto
