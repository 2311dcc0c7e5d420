#pragma once
// A concern on its way to the recipients that the supporter ticked (docs/spec/concerns.md): 4,608
// bytes, whether there is one inside or not. It takes a quorum of the ticked recipients and the
// broker to open one: the recipients have shares of its scalar, the broker has its co-secret, and
// gives it away only for the exact envelope.

#include <optional>
#include <span>

#include "crypto/hpke/hpke.h"
#include "crypto/primitives/hash.h"
#include "crypto/primitives/shamir.h"
#include "crypto/primitives/x25519.h"
#include "crypto/protocol/limits.h"

namespace sotto::protocol {

using Envelope = ByteArray<kEnvelopeSize>;
using CoSecret = Secret<32>;

inline constexpr std::size_t kEnvelopePlaces = 8;  // for recipients, one each
inline constexpr std::size_t kEnvelopePlaceSize =
    32 + 32 + 16;  // enc, sealed share or co-secret, tag
inline constexpr std::size_t kEnvelopeBodySize =
    kEnvelopeSize - (kEnvelopePlaces + 1) * kEnvelopePlaceSize;             // 3,888
inline constexpr std::size_t kConcernTextMax = kEnvelopeBodySize - 16 - 2;  // tag, length

// A recipient's concern key, and their place: 0 to 7, the same in every envelope of the scheme.
struct ConcernRecipient {
  std::uint8_t place = 0;
  X25519PublicKey key{};
};

// What all three parties know of the scheme. 32 bytes of genesis keep envelopes of one scheme from
// meaning anything in another.
struct ConcernRules {
  Hash256 genesis{};
  std::size_t quorum = 1;
};

// A text of at most 3,870 bytes for the ticked recipients, at least a quorum of them. nullopt when
// a key is of small order. Panics for a longer text and for recipients who are fewer, share a place
// or have none.
std::optional<Envelope> seal_envelope(ByteView text, std::span<const ConcernRecipient> ticked,
                                      const X25519PublicKey& broker, const ConcernRules& rules);

// An envelope that nobody can open, made by the same steps.
Envelope seal_cover_envelope(const Hash256& genesis);

// What the log names in an opening.
Hash256 envelope_id(const Envelope& envelope);

// A recipient tries an envelope: one X25519. nullopt: not for this key at this place.
class EnvelopeTrial {
 public:
  EnvelopeTrial(std::uint8_t place, X25519KeyPair key, const Hash256& genesis);
  std::optional<shamir::Share> share(const Envelope& envelope) const;

 private:
  std::uint8_t place_;
  X25519KeyPair key_;
  hpke::Schedule schedule_;
};

// The broker, for a logged opening. nullopt for anything but what was sealed, to the last bit.
std::optional<CoSecret> open_co_secret(const Envelope& envelope, const X25519KeyPair& broker,
                                       const Hash256& genesis);

// The text, of a quorum's shares and the co-secret. nullopt when they do not open it.
std::optional<SecretBytes> open_envelope(const Envelope& envelope,
                                         std::span<const shamir::Share> shares,
                                         const CoSecret& co_secret, const Hash256& genesis);

}  // namespace sotto::protocol
