#pragma once
// Letters of a near-peer scheme (docs/spec/near-peer.md, "Letters"): cells like any other, sealed
// to the director, to a doctor or to a supporter, and signed by whoever wrote them.

#include <optional>
#include <string_view>

#include "client/core/cell.h"
#include "crypto/primitives/hash.h"
#include "crypto/primitives/signature.h"
#include "crypto/primitives/x25519.h"
#include "crypto/protocol/limits.h"

namespace sotto::client {

// DO NOT CHANGE THE NUMBERS: they are on the wire.
enum class LetterKind : std::uint8_t {
  // To the director.
  kApplication = 1,
  kHello = 2,
  kStanding = 3,
  kAnotherPairing = 4,
  kRelationship = 5,  // or to another recipient of concerns
  kAboutScheme = 6,   // from nobody in particular
  kWishes = 7,        // a doctor's, for a supporter's characteristics
  // From the director.
  kIntroduction = 16,  // to a doctor
  kDoctors = 17,       // to a supporter
  kStatement = 19,
  // From anybody: what the other said is here, and there is nothing else to say.
  kReceived = 20,
  // Within a pair.
  kAgreement = 32,
  kFeedback = 33,
  kReminder = 34,
  kInAgain = 35,
};

// A kind that is in a channel's queue: numbered, and answered by its number.
bool is_numbered(LetterKind kind);

struct Letter {
  static constexpr std::size_t kHead = 1 + 1 + 2 + 2 + 1 + 1 + 32 + 2;
  static constexpr std::size_t kPieceMax = protocol::kMessageMax - kHead - 64;  // of a body
  static constexpr std::size_t kPartsMax = 4;
  static constexpr std::size_t kBodyMax = kPieceMax * kPartsMax;

  LetterKind kind{};
  std::uint16_t number = 0;  // of the sender's to this receiver, rising; 0 of what is not numbered
  std::uint16_t seen = 0;    // of the receiver's to the sender, taken last
  std::uint8_t part = 0, parts = 1;
  SigningPublicKey sender{};  // zeros of kAboutScheme
  Bytes piece;                // of the body
  Signature signature{};      // zeros of kAboutScheme

  // Whether the sender wrote it to the owner of this key.
  bool is_signed(const X25519PublicKey& receiver, const Hash256& genesis) const;
  // The message of its cell, which parse() reads.
  Bytes encode() const;
  // nullopt for everything that breaks a rule of the page, apart from the signature.
  static std::optional<Letter> parse(ByteView message);
};
static_assert(Letter::kPieceMax == 742);

// Signs and seals; the letter's sender and signature are filled in. key: nullptr of kAboutScheme.
// nullopt when nothing can be sealed to the receiver.
std::optional<Bytes> seal_letter(Letter letter, const SigningKey* key,
                                 const X25519PublicKey& receiver, const Hash256& genesis);

// What letters to a key are opened with: Opener::for_enquiries of this.
Bytes letter_info(const Hash256& genesis);

}  // namespace sotto::client
