#pragma once
// Authenticated encryption by libsodium. ChaCha20-Poly1305 (RFC 8439) where an RFC asks for it; its
// nonce is the RFC's business. XChaCha20-Poly1305 for Sotto's own blobs, whose nonce is random.

#include <optional>

#include "crypto/base/bytes.h"
#include "crypto/base/secret.h"

namespace sotto {

inline constexpr std::size_t kAeadTagSize = 16;

// ciphertext || tag, plaintext.size() + 16 bytes
Bytes chacha20poly1305_seal(const Secret<32>& key, FixedView<12> nonce, ByteView aad,
                            ByteView plaintext);
std::optional<SecretBytes> chacha20poly1305_open(const Secret<32>& key, FixedView<12> nonce,
                                                 ByteView aad, ByteView sealed);

// The same with XChaCha20, for standards that derive the nonce.
Bytes xchacha20poly1305_seal(const Secret<32>& key, FixedView<24> nonce, ByteView aad,
                             ByteView plaintext);
std::optional<SecretBytes> xchacha20poly1305_open(const Secret<32>& key, FixedView<24> nonce,
                                                  ByteView aad, ByteView sealed);

inline constexpr std::size_t kBoxOverhead = 24 + kAeadTagSize;

// A box: nonce[24] || ciphertext || tag[16], under XChaCha20-Poly1305 with a fresh random nonce.
Bytes box_seal(const Secret<32>& key, ByteView aad, ByteView plaintext);
std::optional<SecretBytes> box_open(const Secret<32>& key, ByteView aad, ByteView box);

}  // namespace sotto
