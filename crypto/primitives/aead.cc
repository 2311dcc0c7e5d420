#include "crypto/primitives/aead.h"

#include <sodium.h>

#include "crypto/primitives/random.h"

namespace sotto {

static_assert(crypto_aead_chacha20poly1305_ietf_ABYTES == kAeadTagSize);
static_assert(crypto_aead_xchacha20poly1305_ietf_ABYTES == kAeadTagSize);
static_assert(crypto_aead_xchacha20poly1305_ietf_NPUBBYTES == 24);

Bytes chacha20poly1305_seal(const Secret<32>& key, FixedView<12> nonce, ByteView aad,
                            ByteView plaintext) {
  Bytes out(plaintext.size() + kAeadTagSize);
  crypto_aead_chacha20poly1305_ietf_encrypt(out.data(), nullptr, plaintext.data(), plaintext.size(),
                                            aad.data(), aad.size(), nullptr, nonce.data(),
                                            key.expose().data());
  return out;
}

std::optional<SecretBytes> chacha20poly1305_open(const Secret<32>& key, FixedView<12> nonce,
                                                 ByteView aad, ByteView sealed) {
  if (sealed.size() < kAeadTagSize) return std::nullopt;
  SecretBytes out(sealed.size() - kAeadTagSize);
  if (crypto_aead_chacha20poly1305_ietf_decrypt(out.fill().data(), nullptr, nullptr, sealed.data(),
                                                sealed.size(), aad.data(), aad.size(), nonce.data(),
                                                key.expose().data()) != 0) {
    return std::nullopt;
  }
  return out;
}

Bytes xchacha20poly1305_seal(const Secret<32>& key, FixedView<24> nonce, ByteView aad,
                             ByteView plaintext) {
  Bytes out(plaintext.size() + kAeadTagSize);
  crypto_aead_xchacha20poly1305_ietf_encrypt(out.data(), nullptr, plaintext.data(),
                                             plaintext.size(), aad.data(), aad.size(), nullptr,
                                             nonce.data(), key.expose().data());
  return out;
}

std::optional<SecretBytes> xchacha20poly1305_open(const Secret<32>& key, FixedView<24> nonce,
                                                  ByteView aad, ByteView sealed) {
  if (sealed.size() < kAeadTagSize) return std::nullopt;
  SecretBytes out(sealed.size() - kAeadTagSize);
  if (crypto_aead_xchacha20poly1305_ietf_decrypt(out.fill().data(), nullptr, nullptr, sealed.data(),
                                                 sealed.size(), aad.data(), aad.size(),
                                                 nonce.data(), key.expose().data()) != 0) {
    return std::nullopt;
  }
  return out;
}

Bytes box_seal(const Secret<32>& key, ByteView aad, ByteView plaintext) {
  Bytes out(24 + plaintext.size() + kAeadTagSize);
  const MutableBytes nonce = MutableBytes(out).first(24);
  random_fill(nonce);
  crypto_aead_xchacha20poly1305_ietf_encrypt(out.data() + 24, nullptr, plaintext.data(),
                                             plaintext.size(), aad.data(), aad.size(), nullptr,
                                             nonce.data(), key.expose().data());
  return out;
}

std::optional<SecretBytes> box_open(const Secret<32>& key, ByteView aad, ByteView box) {
  if (box.size() < kBoxOverhead) return std::nullopt;
  return xchacha20poly1305_open(key, box.first<24>(), aad, box.subspan(24));
}

}  // namespace sotto
