#pragma once
// Oblivious HTTP (RFC 9458), both ends, over Sotto's one HPKE suite (crypto/hpke). Media types are
// RFC 9458's own: message/ohttp-req and message/ohttp-res. Plaintexts are binary HTTP messages.

#include <expected>
#include <optional>

#include "crypto/base/bytes.h"
#include "crypto/base/secret.h"
#include "crypto/hpke/hpke.h"

namespace sotto::ohttp {

// key_id || kem_id[2] || kdf_id[2] || aead_id[2]
inline constexpr std::size_t kHeaderSize = 7;
// A request capsule is header[7] || enc[32] || ciphertext: its plaintext and 55 bytes.
inline constexpr std::size_t kRequestOverhead = kHeaderSize + hpke::kEncSize + hpke::kTagSize;
// max(Nn, Nk) of ChaCha20-Poly1305 (section 4.4)
inline constexpr std::size_t kResponseNonceSize = 32;
// A response capsule is nonce[32] || ciphertext: its plaintext and 48 bytes.
inline constexpr std::size_t kResponseOverhead = kResponseNonceSize + hpke::kTagSize;

// The gateway's public key as clients learn it (section 3.1): 41 bytes, with our suite alone.
struct KeyConfig {
  std::uint8_t key_id = 0;
  X25519PublicKey public_key{};

  Bytes encode() const;
  // nullopt unless it is one whole configuration of our KEM that offers our suite, whatever else it
  // offers.
  static std::optional<KeyConfig> parse(ByteView encoded);
};

// What the gateway holds.
struct GatewayKey {
  std::uint8_t key_id = 0;
  X25519KeyPair pair;

  KeyConfig config() const { return {key_id, pair.public_key}; }
};

// What both ends keep of a request for its response (section 4.4): enc and the exported secret.
struct ResponseContext {
  hpke::Enc enc{};
  Secret<32> secret;
};

struct ClientRequest {
  Bytes capsule;
  ResponseContext context;

  // nullopt for anything but a response sealed to this request.
  std::optional<SecretBytes> open_response(ByteView response_capsule) const;
};

// nullopt when the configuration's key is of small order.
std::optional<ClientRequest> encapsulate(const KeyConfig& config, ByteView bhttp);

enum class Refusal {
  kTruncated,     // shorter than an empty request
  kUnknownKey,    // another key id: the client's configuration is out of date (section 5.3)
  kUnknownSuite,  // not our KEM, KDF and AEAD
  kNotAuthentic,  // sealed to another key, or changed on the way
};

struct GatewayRequest {
  SecretBytes bhttp;
  ResponseContext context;

  // Under a fresh nonce each time.
  Bytes seal_response(ByteView response_bhttp) const;
};

std::expected<GatewayRequest, Refusal> open_request(const GatewayKey& key, ByteView capsule);

}  // namespace sotto::ohttp
