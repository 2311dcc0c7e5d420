#pragma once
// Privacy Pass tokens of type 0x0005, VOPRF(ristretto255, SHA-512): the challenge and token of RFC
// 9577, single issuance as in RFC 9578 section 5 and batches of
// draft-ietf-privacypass-batched-tokens (amortized). Sizes in bytes.

#include <expected>
#include <span>
#include <string>
#include <vector>

#include "crypto/base/bytes.h"
#include "crypto/base/secret.h"
#include "crypto/primitives/hash.h"
#include "crypto/voprf/voprf.h"

namespace sotto::voprf {

inline constexpr std::uint16_t kTokenType = 0x0005;
inline constexpr std::size_t kMaxBatch = 200;
inline constexpr std::size_t kTokenInputSize = 2 + 3 * 32;
inline constexpr std::size_t kTokenSize = kTokenInputSize + 64;
static_assert(kTokenInputSize == 98 && kTokenSize == 162);

// Why bytes from a peer were not taken.
enum class Refusal {
  kSize,       // too short, trailing bytes, or a length in a longer form than needed
  kTokenType,  // not 0x0005
  kCount,      // not the number of elements expected
  kElement,    // the identity or not a canonical encoding
  kProof,      // a scalar of the proof is not below the group order
};

// SHA-256(public key), 32.
using TokenKeyId = Hash256;
TokenKeyId token_key_id(const ristretto::Element& public_key);
// Its last byte, which is all that a request carries.
std::uint8_t truncated(const TokenKeyId& id);

// TokenChallenge (RFC 9577 section 2.1), bound to nothing: no redemption context and no origin, so
// that every token under a key carries the same one.
struct Challenge {
  std::string issuer_name;

  Bytes encode() const;
  Hash256 digest() const;
};

// What the VOPRF evaluates for a token: token type || nonce || challenge digest || key id, 98.
using TokenInput = ByteArray<kTokenInputSize>;
TokenInput token_input(FixedView<32> nonce, const Hash256& challenge_digest,
                       const TokenKeyId& key_id);

// Token (RFC 9577 section 2.2), 162. Whoever knows the authenticator owns the token.
struct Token {
  ByteArray<32> nonce;
  Hash256 challenge_digest;
  TokenKeyId key_id;
  Output authenticator;

  TokenInput input() const;
  Secret<kTokenSize> encode() const;
  static std::expected<Token, Refusal> parse(ByteView bytes);
};

// True when the token is of this key and this challenge and its authenticator is right. Whether it
// was spent before is for the caller to know.
[[nodiscard]] bool verify_token(const KeyPair& key, const Token& token,
                                const Hash256& challenge_digest);

struct Request {
  std::uint8_t truncated_key_id;
  std::vector<ristretto::Element> elements;
};

// TokenRequest: token type || truncated key id || element, 35. Response: element || c || s, 96.
Bytes encode_request(const TokenKeyId& key_id, const ristretto::Element& element);
std::expected<Request, Refusal> parse_request(ByteView bytes);
Bytes encode_response(const Evaluation& evaluation);
std::expected<Evaluation, Refusal> parse_response(ByteView bytes);

// AmortizedBatchTokenRequest: token type || truncated key id || varint(32 n) || n elements.
// Response: varint(32 n) || n elements || c || s. n is 1 to 200, and decided by the reader
// beforehand.
Bytes encode_batch_request(const TokenKeyId& key_id, std::span<const ristretto::Element> elements);
std::expected<Request, Refusal> parse_batch_request(ByteView bytes, std::size_t expected_count);
Bytes encode_batch_response(const Evaluation& evaluation);
std::expected<Evaluation, Refusal> parse_batch_response(ByteView bytes, std::size_t expected_count);

}  // namespace sotto::voprf
