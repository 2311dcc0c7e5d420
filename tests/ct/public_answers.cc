// Wrappers that the linker puts around libsodium's functions (-Wl,--wrap): randomness becomes
// secret, and the answers that our code acts on become public, but nothing else that they return.

#include "tests/ct/public_answers.h"

namespace sotto::testing {
namespace {
bool products_are_public = false;
bool base_products_are_public = false;

int product(int answer, const unsigned char* out, bool is_public) {
  if (is_public) reveal({out, 32});
  return revealed(answer);  // whether it was the identity: never for honest keys
}
}  // namespace

PublicProducts::PublicProducts() {
  products_are_public = true;
}
PublicProducts::~PublicProducts() {
  products_are_public = false;
}

PublicBaseProducts::PublicBaseProducts() {
  base_products_are_public = true;
}
PublicBaseProducts::~PublicBaseProducts() {
  base_products_are_public = false;
}

extern "C" {
using Out = unsigned char*;
using In = const unsigned char*;
using Size = unsigned long long;

void __real_randombytes_buf(void* out, std::size_t size);
void __wrap_randombytes_buf(void* out, std::size_t size) {
  __real_randombytes_buf(out, size);
  VALGRIND_MAKE_MEM_UNDEFINED(out, size);
}

// Whether a scalar or an element is zero: an honest one never is.
int __real_sodium_is_zero(In bytes, std::size_t size);
int __wrap_sodium_is_zero(In bytes, std::size_t size) {
  return revealed(__real_sodium_is_zero(bytes, size));
}
int __real_crypto_core_ristretto255_scalar_invert(Out out, In scalar);
int __wrap_crypto_core_ristretto255_scalar_invert(Out out, In scalar) {
  return revealed(__real_crypto_core_ristretto255_scalar_invert(out, scalar));
}

int __real_crypto_scalarmult_ristretto255(Out out, In scalar, In element);
int __wrap_crypto_scalarmult_ristretto255(Out out, In scalar, In element) {
  return product(__real_crypto_scalarmult_ristretto255(out, scalar, element), out,
                 products_are_public);
}
int __real_crypto_scalarmult_ristretto255_base(Out out, In scalar);
int __wrap_crypto_scalarmult_ristretto255_base(Out out, In scalar) {
  return product(__real_crypto_scalarmult_ristretto255_base(out, scalar), out,
                 products_are_public || base_products_are_public);
}

// Whether both were elements: what our code makes always is.
int __real_crypto_core_ristretto255_add(Out out, In a, In b);
int __wrap_crypto_core_ristretto255_add(Out out, In a, In b) {
  return revealed(__real_crypto_core_ristretto255_add(out, a, b));
}
int __real_crypto_core_ristretto255_sub(Out out, In a, In b);
int __wrap_crypto_core_ristretto255_sub(Out out, In a, In b) {
  return revealed(__real_crypto_core_ristretto255_sub(out, a, b));
}

// Whether the peer's key was of small order, which depends on that key alone.
int __real_crypto_scalarmult_curve25519(Out out, In scalar, In element);
int __wrap_crypto_scalarmult_curve25519(Out out, In scalar, In element) {
  return revealed(__real_crypto_scalarmult_curve25519(out, scalar, element));
}

// Whether a ciphertext is genuine: what is done next shows it.
int __real_crypto_aead_chacha20poly1305_ietf_decrypt(Out pt, Size* pt_size, Out nothing, In ct,
                                                     Size ct_size, In aad, Size aad_size, In nonce,
                                                     In key);
int __wrap_crypto_aead_chacha20poly1305_ietf_decrypt(Out pt, Size* pt_size, Out nothing, In ct,
                                                     Size ct_size, In aad, Size aad_size, In nonce,
                                                     In key) {
  return revealed(__real_crypto_aead_chacha20poly1305_ietf_decrypt(
      pt, pt_size, nothing, ct, ct_size, aad, aad_size, nonce, key));
}
int __real_crypto_aead_xchacha20poly1305_ietf_decrypt(Out pt, Size* pt_size, Out nothing, In ct,
                                                      Size ct_size, In aad, Size aad_size, In nonce,
                                                      In key);
int __wrap_crypto_aead_xchacha20poly1305_ietf_decrypt(Out pt, Size* pt_size, Out nothing, In ct,
                                                      Size ct_size, In aad, Size aad_size, In nonce,
                                                      In key) {
  return revealed(__real_crypto_aead_xchacha20poly1305_ietf_decrypt(
      pt, pt_size, nothing, ct, ct_size, aad, aad_size, nonce, key));
}
}

}  // namespace sotto::testing
