#pragma once
// A concern on its way to the recipients that the supporter ticked (docs/spec/concerns.md): 4,608
// bytes, whether there is one inside or not. It takes a quorum of the ticked recipients and the
// broker to open one: the recipients have shares of its scalar, the broker has its co-secret, and
// gives it away only for the exact envelope and with an entry in the log.

#include <optional>
#include <span>

#include "crypto/hpke/hpke.h"
#include "crypto/primitives/hash.h"
#include "crypto/primitives/shamir.h"
#include "crypto/primitives/x25519.h"
#include "crypto/protocol/limits.h"

namespace sotto::protocol {

using Envelope = ByteArray<kEnvelopeSize>;

inline constexpr std::size_t kEnvelopePlaces = kConcernPlaces;   // for recipients, one each
inline constexpr std::size_t kEnvelopePlaceSize = 32 + 32 + 16;  // enc, sealed share, tag
inline constexpr std::size_t kCoPlaceSize = 32 + 2 * 32 + 16;    // enc, co-secret, trace, tag
inline constexpr std::size_t kConcernCodesSize = 80;             // coded answers, docs/spec
inline constexpr std::size_t kCodesPartSize = 32 + kConcernCodesSize + 16;  // salt, codes, tag
inline constexpr std::size_t kTextPartSize =
    kEnvelopeSize - kEnvelopePlaces * kEnvelopePlaceSize - kCodesPartSize - kCoPlaceSize;
inline constexpr std::size_t kConcernTextMax = kTextPartSize - 16 - 2;  // tag, length
static_assert(kCodesPartSize == 128 && kTextPartSize == 3728);

using ConcernCodes = Secret<kConcernCodesSize>;

// What only the broker can open of an envelope, of cover too, and gives away with an opening. The
// co-secret is half of the envelope's key. By the trace whoever sealed the envelope finds its
// opening in the log; it commits to the key of the codes, the codes and the closed text.
struct CoSecrets {
  Secret<32> co_secret;
  Secret<32> trace;

  CoSecrets clone() const { return {co_secret.clone(), trace.clone()}; }
};

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

// What a supporter keeps of an envelope: enough to find what became of it in the log, and not to
// open it.
struct SealedEnvelope {
  Envelope envelope{};
  Secret<32> trace;
  Secret<32> note_key;
};

// Codes and a text of at most 3,710 bytes for the ticked recipients, at least a quorum of them.
// nullopt when a key is of small order. Panics for a longer text and for recipients who are fewer,
// share a place or have none.
std::optional<SealedEnvelope> seal_envelope(const ConcernCodes& codes, ByteView text,
                                            std::span<const ConcernRecipient> ticked,
                                            const X25519PublicKey& broker,
                                            const ConcernRules& rules);

// An envelope that nobody can open, made by the same steps: its place for the broker is real.
// Panics when the broker's key is of small order: no log has such a key.
Envelope seal_cover_envelope(const X25519PublicKey& broker, const Hash256& genesis);

// SHA-256(envelope): as it stands in the lists of the board.
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
std::optional<CoSecrets> open_co_place(const Envelope& envelope, const X25519KeyPair& broker,
                                       const Hash256& genesis);

// A concern, opened. codes_key opens the codes alone and is for an auditor; note_key, which follows
// from it, is that of opening_note (opening.h).
struct OpenedConcern {
  ConcernCodes codes;
  SecretBytes text;
  Secret<32> codes_key;
  Secret<32> note_key;
};

// By a quorum's shares and what the broker gave. nullopt when they do not open it, and when the
// trace is not the envelope's: then the broker has logged an opening that nobody would recognise.
std::optional<OpenedConcern> open_envelope(const Envelope& envelope,
                                           std::span<const shamir::Share> shares,
                                           const CoSecrets& given, const Hash256& genesis);

// What an auditor reads: the codes, and that this key, these codes, these places and this closed
// text are the ones to which the trace commits.
std::optional<ConcernCodes> open_codes(const Envelope& envelope, const Secret<32>& codes_key,
                                       const Secret<32>& trace);
Secret<32> concern_note_key(const Secret<32>& codes_key);

}  // namespace sotto::protocol
