#include "crypto/primitives/hash.h"

#ifdef __wasm__
#include <sodium.h>
#else
#include <openssl/evp.h>

#include <memory>

#include "crypto/base/panic.h"
#endif

namespace sotto {

#ifdef __wasm__
Hash256 sha256(std::initializer_list<ByteView> parts) {
  crypto_hash_sha256_state state;
  crypto_hash_sha256_init(&state);
  for (ByteView part : parts) crypto_hash_sha256_update(&state, part.data(), part.size());
  Hash256 out;
  crypto_hash_sha256_final(&state, out.data());
  sodium_memzero(&state, sizeof state);
  return out;
}
#else
namespace {

// In a context of its own, so that no configuration of the system has a say in what a hash is.
const EVP_MD* find_method() {
  OSSL_LIB_CTX* const own = OSSL_LIB_CTX_new();
  return own == nullptr ? nullptr : EVP_MD_fetch(own, "SHA256", nullptr);
}

// OpenSSL clears a hash's state as it frees it.
struct Wipe {
  void operator()(EVP_MD_CTX* state) const { EVP_MD_CTX_free(state); }
};

}  // namespace

Hash256 sha256(std::initializer_list<ByteView> parts) {
  static const EVP_MD* const method = find_method();
  const std::unique_ptr<EVP_MD_CTX, Wipe> state(EVP_MD_CTX_new());
  bool done = method != nullptr && state != nullptr &&
              EVP_DigestInit_ex2(state.get(), method, nullptr) == 1;
  for (ByteView part : parts) {
    done = done && EVP_DigestUpdate(state.get(), part.data(), part.size()) == 1;
  }
  Hash256 out;
  if (!done || EVP_DigestFinal_ex(state.get(), out.data(), nullptr) != 1) {
    panic("hash: OpenSSL gave no SHA-256");
  }
  return out;
}
#endif

}  // namespace sotto
