#include "client/core/near_peer/letter.h"

#include <algorithm>

#include "crypto/base/wire.h"

namespace sotto::client {
namespace {

constexpr std::uint8_t kLetterType = 16;  // of a cell's message
constexpr std::string_view kLetterLabel = "sotto/v1/letter";

bool is_kind(std::uint8_t kind) {
  switch (static_cast<LetterKind>(kind)) {
    case LetterKind::kApplication:
    case LetterKind::kHello:
    case LetterKind::kStanding:
    case LetterKind::kAnotherPairing:
    case LetterKind::kRelationship:
    case LetterKind::kAboutScheme:
    case LetterKind::kWishes:
    case LetterKind::kIntroduction:
    case LetterKind::kDoctors:
    case LetterKind::kStatement:
    case LetterKind::kReceived:
    case LetterKind::kAgreement:
    case LetterKind::kFeedback:
    case LetterKind::kReminder:
    case LetterKind::kInAgain:
      return true;
  }
  return false;
}

bool is_zero(ByteView bytes) {
  return std::ranges::all_of(bytes, [](std::uint8_t byte) { return byte == 0; });
}

// One encoding for what cannot be numbered, parted or signed.
bool is_consistent(const Letter& letter) {
  if (letter.parts == 0 || letter.parts > Letter::kPartsMax || letter.part >= letter.parts ||
      letter.piece.size() > Letter::kPieceMax) {
    return false;
  }
  // Every part but the last is full.
  if (letter.part + 1 < letter.parts && letter.piece.size() != Letter::kPieceMax) return false;
  if (letter.parts > 1 && letter.piece.empty()) return false;
  const bool nobody = letter.kind == LetterKind::kAboutScheme;
  if (is_numbered(letter.kind) != (letter.number != 0)) return false;
  if (letter.number == 0 && letter.parts != 1) return false;
  if (letter.kind == LetterKind::kReceived && !letter.piece.empty()) return false;
  if (!nobody) return true;
  return letter.seen == 0 && is_zero(letter.sender) && is_zero(letter.signature);
}

Bytes unsigned_part(const Letter& letter) {
  return Writer()
      .u8(kLetterType)
      .u8(static_cast<std::uint8_t>(letter.kind))
      .u16(letter.number)
      .u16(letter.seen)
      .u8(letter.part)
      .u8(letter.parts)
      .bytes(letter.sender)
      .vec16(letter.piece)
      .take();
}

Bytes signed_message(const Letter& letter, const X25519PublicKey& receiver,
                     const Hash256& genesis) {
  return concat({genesis, receiver, unsigned_part(letter)});
}

}  // namespace

bool is_numbered(LetterKind kind) {
  return is_kind(static_cast<std::uint8_t>(kind)) && kind != LetterKind::kAboutScheme &&
         kind != LetterKind::kReceived;
}

bool Letter::is_signed(const X25519PublicKey& receiver, const Hash256& genesis) const {
  return kind != LetterKind::kAboutScheme &&
         verify(sender, kLetterLabel, signed_message(*this, receiver, genesis), signature);
}

Bytes Letter::encode() const {
  return concat({unsigned_part(*this), signature});
}

std::optional<Letter> Letter::parse(ByteView message) {
  Reader in(message);
  Letter out;
  std::uint8_t type = 0;
  std::uint8_t kind = 0;
  if (!in.u8(type) || type != kLetterType || !in.u8(kind) || !is_kind(kind) ||
      !in.u16(out.number) || !in.u16(out.seen) || !in.u8(out.part) || !in.u8(out.parts) ||
      !in.fixed(out.sender) || !in.vec16(out.piece) || !in.fixed(out.signature) || !in.done()) {
    return std::nullopt;
  }
  out.kind = static_cast<LetterKind>(kind);
  if (!is_consistent(out)) return std::nullopt;
  return out;
}

std::optional<Bytes> seal_letter(Letter letter, const SigningKey* key,
                                 const X25519PublicKey& receiver, const Hash256& genesis) {
  if (key != nullptr) letter.sender = key->public_key;
  if (!is_consistent(letter) || (key == nullptr) != (letter.kind == LetterKind::kAboutScheme)) {
    panic("letter: breaks a rule of its own");
  }
  if (key != nullptr) {
    letter.signature = sign(*key, kLetterLabel, signed_message(letter, receiver, genesis));
  }
  return seal_enquiry(receiver, letter_info(genesis), letter.encode());
}

Bytes letter_info(const Hash256& genesis) {
  return Writer().bytes(as_bytes(kLetterLabel)).u8(0).bytes(genesis).take();
}

}  // namespace sotto::client
