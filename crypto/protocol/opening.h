#pragma once
// The opening of an envelope (docs/spec/concerns.md): what a recipient asks in every commit, what
// the broker gives for it, and what of it the log has.

#include <optional>

#include "crypto/base/bytes.h"
#include "crypto/base/secret.h"
#include "crypto/primitives/hash.h"
#include "crypto/primitives/signature.h"
#include "crypto/protocol/calendar.h"
#include "crypto/protocol/envelope.h"

namespace sotto::protocol {

// In every commit of a recipient: an envelope by its day and its place in that day's file, counted
// over all batches from 0, and what to say of one that was opened earlier. All of the first three
// are zero when no envelope was published at all.
struct OpeningPlace {
  Day day = 0;
  std::uint32_t index = 0;
  Hash256 id{};
  std::uint8_t place = 0;  // the recipient's
  ByteArray<32> note{};    // opening_note, otherwise random
  Signature signature{};   // by the recipient's signing key, over opening_message
};
inline constexpr std::size_t kOpeningPlaceSize = 4 + 4 + 32 + 1 + 32 + 64;  // 137

inline constexpr std::string_view kOpeningLabel = "sotto/v1/opening-request";
// Bound to one version of one locker: nobody else's commit can carry it.
Bytes opening_message(const Hash256& genesis, const ByteArray<32>& locker,
                      std::uint64_t expected_version, const OpeningPlace& opening);

// What the broker gives: co-secret[32] ‖ trace[32] ‖ u64 index of the log's entry. 72 random bytes
// when it refused to open, with or without an entry; zeros to whoever is no recipient.
using OpeningAnswer = ByteArray<72>;
struct OpeningGiven {
  CoSecrets secrets;
  std::uint64_t entry = 0;

  OpeningAnswer encode() const;
  static OpeningGiven parse(const OpeningAnswer& answer);  // any 72 bytes
};

// What the log's entry commits to: whoever knows the trace recognises who opened, and nobody can
// show one entry as another's. SHA-256("sotto/v1/opening" ‖ 0x00 ‖ trace ‖ u8 place ‖ u64 entry)
Hash256 opening_commitment(const Secret<32>& trace, std::uint8_t place, std::uint64_t entry);

// What a recipient says of an envelope that they opened earlier. DO NOT CHANGE THE NUMBERS: they
// are in the log for ever.
enum class OpeningAct : std::uint8_t {
  kAcknowledged = 1,
  kNoAction = 2,
  kAdviceGiven = 3,
  kLocalAction = 4,
  kReferredOn = 5,
};
inline constexpr std::uint8_t kLastOpeningAct = 5;
// Under a key that the broker does not have: it knows every trace, and could otherwise see which
// envelopes were answered.
ByteArray<32> opening_note(const Secret<32>& note_key, std::uint8_t place, OpeningAct act);

}  // namespace sotto::protocol
