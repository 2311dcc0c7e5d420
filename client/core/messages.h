#pragma once
// What cells say: enquiries and snapshots (docs/spec/engagements.md). At most kMessageMax bytes
// each.

#include <optional>
#include <string>
#include <vector>

#include "crypto/base/secret.h"
#include "crypto/base/wire.h"
#include "crypto/primitives/hash.h"
#include "crypto/primitives/x25519.h"
#include "crypto/protocol/calendar.h"
#include "crypto/protocol/limits.h"
#include "crypto/protocol/policy.h"
#include "crypto/voprf/token.h"

namespace sotto::client {

// A pass on its way from a colleague to a supporter. index 1..3.
struct SentPass {
  protocol::Epoch epoch = 0;
  std::uint8_t generation = 0;
  Secret<32> pack_secret;
  std::uint8_t index = 0;
  Secret<64> authenticator;
  voprf::TokenKeyId key_id{};  // of the key that it was drawn under

  SentPass clone() const {
    return {epoch, generation, pack_secret.clone(), index, authenticator.clone(), key_id};
  }
};
inline constexpr std::size_t kSentPassSize = 1 + 4 + 1 + 32 + 64 + 32;

// SHA-256("sotto/v1/pass" || 0x00 || pack secret || index)
ByteArray<32> pass_nonce(const Secret<32>& pack_secret, std::uint8_t index);

// index || epoch || generation || pack secret || authenticator || key id; kSentPassSize zero bytes
// for none.
// Reading refuses any other index, and an index of 0 with anything else behind it.
void write_pass(SecretWriter& out, const std::optional<SentPass>& pass);
bool read_pass(Reader& in, std::optional<SentPass>& out);

// The sender's view of the log, for gossip.
struct LogView {
  std::uint64_t size = 0;
  Hash256 root{};
  bool operator==(const LogView&) const = default;
};
inline constexpr std::size_t kLogViewSize = 8 + 32;
void write_log_view(SecretWriter& out, const LogView& log);
bool read_log_view(Reader& in, LogView& out);

struct Enquiry {
  X25519PublicKey reply_key{};
  Secret<32> secret;
  SentPass pass;  // index 1
  protocol::Means means{};
  std::string value;  // see valid_value
  LogView log;

  SecretBytes encode() const;
  static std::optional<Enquiry> parse(ByteView message);
};
inline constexpr std::size_t kEnquiryMax =
    1 + 32 + 32 + kSentPassSize + 1 + 2 + protocol::kMeansValueMax + kLogViewSize;
static_assert(kEnquiryMax <= protocol::kMessageMax);

struct Slot {
  protocol::UnixTime start = 0;
  std::string place;  // see valid_place
  bool operator==(const Slot&) const = default;
};
inline constexpr std::size_t kSlotMax = 8 + 2 + protocol::kPlaceMax;
inline constexpr std::size_t kSlotsMaxSize = 1 + protocol::kSlotsMax * kSlotMax;
// u8 n, then each: start, place. Reading refuses more than kSlotsMax and places that are not valid.
void write_slots(SecretWriter& out, const std::vector<Slot>& slots);
bool read_slots(Reader& in, std::vector<Slot>& out);

enum class Answer : std::uint8_t { kNone = 0, kAccept = 1, kCannot = 2 };

struct Snapshot {
  std::uint32_t number = 0;
  std::uint32_t seen = 0;
  bool ended = false;
  bool fresh_pass = false;
  X25519PublicKey key{};
  Answer answer = Answer::kNone;
  std::uint8_t agreed = 0, held = 0;
  std::uint8_t offer = 0;   // 0: none yet
  std::vector<Slot> slots;  // of the offer; none when it is not open any more
  std::uint8_t choice_offer = 0, choice_slot = 0;  // slot 1..3
  std::optional<SentPass> pass;
  LogView log;

  SecretBytes encode() const;
  static std::optional<Snapshot> parse(ByteView message);
};
inline constexpr std::size_t kSnapshotMax =
    1 + 4 + 4 + 1 + 32 + 1 + 1 + 1 + 1 + kSlotsMaxSize + 2 + kSentPassSize + kLogViewSize;
static_assert(kSnapshotMax <= protocol::kMessageMax);

// What may be sent as the value of a means: nothing for in-service, otherwise 1 to kMeansValueMax
// bytes of plain text.
bool valid_value(protocol::Means means, std::string_view value);
// What may be sent as a place: plain text, at most 40 characters and kPlaceMax bytes; may be empty.
bool valid_place(std::string_view place);
inline constexpr std::size_t kPlaceCharactersMax = 40;

}  // namespace sotto::client
