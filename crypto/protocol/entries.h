#pragma once
// The entries of the log (docs/spec/log.md): typed, one encoding each, at most 65,535 bytes.
// Entries carry days, never times. Whether an entry is *allowed* where it stands is the replay's
// business (replay.h).

#include <array>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "crypto/base/bytes.h"
#include "crypto/primitives/hash.h"
#include "crypto/primitives/signature.h"
#include "crypto/primitives/x25519.h"
#include "crypto/protocol/calendar.h"
#include "crypto/protocol/changes.h"
#include "crypto/protocol/lead_signatures.h"
#include "crypto/protocol/limits.h"
#include "crypto/protocol/trustees.h"

namespace sotto::protocol {

using SupporterId = ByteArray<kSupporterIdSize>;

// The first 16 bytes of SHA-256("sotto/v1/supporter" || 0x00 || identity key).
SupporterId supporter_id(const SigningPublicKey& identity_key);

enum class Board : std::uint8_t { kEnquiries = 1, kReplies = 2, kEnvelopes = 3 };
inline constexpr Board kBoards[] = {Board::kEnquiries, Board::kReplies, Board::kEnvelopes};

// DO NOT CHANGE THE NUMBERS: they are in the log for ever.
enum class EntryType : std::uint8_t {
  kGenesis = 1,
  kPassKey = 2,
  kListing = 3,
  kRemoval = 4,
  kDayRoot = 5,
  kRestored = 6,
  kRecipient = 7,
  kRecipientRemoval = 8,
  kOpening = 9,
  kLeadKey = 10,
  kLogKey = 11,
  kGatewayKey = 12,
  kPolicy = 13,
  kBuild = 14,
  kTrusteeKey = 15,
  kCertificate = 16,
  kRelease = 17,
  kConcernsKey = 18,
  kClosing = 31,
};

struct Genesis {
  std::string origin;
  Hash256 policy_hash{};
  SigningPublicKey log_key{};
  SigningPublicKey receipt_key{};
  std::uint8_t gateway_key_id = 0;
  ByteArray<32> gateway_key{};     // X25519, Oblivious HTTP
  X25519PublicKey concerns_key{};  // number 0; the broker's, for its place in envelopes
  std::array<SigningPublicKey, 2> leads{};
  std::array<Signature, 2> signatures{};
};

// The epoch's pass key, ristretto255. Published kPassKeyNoticeDays ahead without signatures, or
// with both leads' in an emergency; the first entries of a log are excepted.
struct PassKey {
  Epoch epoch = 0;
  std::uint8_t generation = 0;  // rises when a key of the same epoch was revoked
  ByteArray<32> key{};
  std::vector<LeadSignature> signatures;
};

// A supporter's public entry: added, or replaced by a higher number. In force from the next week
// on.
struct Listing {
  SigningPublicKey identity_key{};
  std::uint32_t number = 0;  // strictly rising for one supporter, over listings and removals
  Hash256 commitment{};      // HMAC-SHA-256(salt, listing text)
  Signature signature{};     // the supporter's own
  std::vector<LeadSignature> signatures;
};

struct Removal {
  SupporterId id{};
  std::uint32_t number = 0;
  std::vector<LeadSignature> signatures;
};

struct DayRoot {
  Board board{};
  Day board_day = 0;
  std::uint32_t cells = 0;
  Hash256 root{};  // RFC 6962 over the day's cell hashes in the order of the day file
};

// The broker was restored from a backup that held from_size entries; every pass key above is
// revoked.
struct Restored {
  std::uint64_t from_size = 0;
};

// Who may open concerns, by their role: at once, added or replaced by a higher number.
struct Recipient {
  std::uint8_t place = 0;    // 0..7
  std::uint32_t number = 0;  // strictly rising for one place, over recipients and removals
  std::string title;         // 1 to 80 bytes: "Clinical lead, first"
  X25519PublicKey sealing_key{};
  SigningPublicKey signing_key{};
  Signature signature{};  // by signing_key
  std::vector<LeadSignature> signatures;
};

struct RecipientRemoval {
  std::uint8_t place = 0;
  std::uint32_t number = 0;
  std::vector<LeadSignature> signatures;
};

// One in every commit of a recipient, whether it opened anything or not (opening.h).
struct Opening {
  Hash256 commitment{};
  ByteArray<32> note{};
};

// The broker's next concerns key, signed by both leads.
struct ConcernsKey {
  std::uint32_t number = 0;  // one more than that of the key before
  X25519PublicKey key{};
  std::vector<LeadSignature> signatures;
};

struct Entry {
  Day day = 0;
  std::variant<Genesis, PassKey, Listing, Removal, DayRoot, Restored, Recipient, RecipientRemoval,
               Opening, ConcernsKey, LeadChange, LogKeyChange, GatewayChange, PolicyChange, Build,
               TrusteeKey, TrusteeCertificate, LoggedFigures, Closing>
      body;

  EntryType type() const;
  Bytes encode() const;
  static std::optional<Entry> parse(ByteView wire);
};

// What the people of an entry sign. The genesis hash binds it to one log; the day is left out,
// because people sign before the broker appends.
Bytes genesis_message(Day day, const Genesis& genesis);
Bytes pass_key_message(const Hash256& genesis, const PassKey& entry);
Bytes listing_message(const Hash256& genesis, const Listing& entry);  // supporter and leads
Bytes removal_message(const Hash256& genesis, const Removal& entry);
Bytes recipient_message(const Hash256& genesis, const Recipient& entry);  // recipient and leads
Bytes recipient_removal_message(const Hash256& genesis, const RecipientRemoval& entry);
Bytes concerns_key_message(const Hash256& genesis, const ConcernsKey& entry);
inline constexpr std::string_view kGenesisLabel = "sotto/v1/genesis";
inline constexpr std::string_view kPassKeyLabel = "sotto/v1/pass-key";
inline constexpr std::string_view kListingLabel = "sotto/v1/listing";
inline constexpr std::string_view kListingLeadLabel = "sotto/v1/listing-lead";
inline constexpr std::string_view kRemovalLabel = "sotto/v1/removal";
inline constexpr std::string_view kRecipientLabel = "sotto/v1/recipient";
inline constexpr std::string_view kRecipientLeadLabel = "sotto/v1/recipient-lead";
inline constexpr std::string_view kRecipientRemovalLabel = "sotto/v1/recipient-removal";
inline constexpr std::string_view kConcernsKeyLabel = "sotto/v1/concerns-key";

// The log file: every entry behind its 16-bit length. nullopt when it does not end with an entry.
std::optional<std::vector<ByteView>> split_log(ByteView file);

}  // namespace sotto::protocol
