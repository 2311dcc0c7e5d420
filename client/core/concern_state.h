#pragma once
// What lockers remember of concerns (docs/spec/concerns.md, "What lockers keep"): a supporter what
// recognises an opening in the log, a recipient what is theirs.

#include <optional>
#include <vector>

#include "client/core/concern.h"
#include "crypto/base/wire.h"
#include "crypto/primitives/shamir.h"
#include "crypto/primitives/signature.h"
#include "crypto/primitives/x25519.h"
#include "crypto/protocol/entries.h"
#include "crypto/protocol/opening.h"

namespace sotto::client {

// How long anybody remembers a concern.
inline constexpr protocol::Day kConcernDays = 21;

// --- a supporter's ---

struct SentConcern {
  std::uint32_t number = 0;    // of this locker
  ByteArray<16> intent{};      // by which it is not sealed twice
  Hash256 id{};                // of the envelope
  Secret<32> trace, note_key;  // of its openings, and of what their notes say
  protocol::UnixTime sealed = 0;
  protocol::Day day = 0;
  std::uint8_t recipients = 0;  // bit 0: place 0

  SentConcern clone() const;
  bool ticked(std::uint8_t place) const { return (recipients >> place & 1) != 0; }
  static constexpr std::size_t kSize = 4 + 16 + 32 + 2 * 32 + 8 + 4 + 1;
};

// One that is sealed and waits for the next commit; in memory alone.
struct SealedConcern {
  protocol::Envelope envelope{};
  SentConcern mark;
};

class SentConcerns {
 public:
  static constexpr std::size_t kMax = 8;
  static constexpr std::size_t kMaxSize = 4 + 1 + kMax * SentConcern::kSize;

  bool full() const { return all_.size() == kMax; }
  // Not when full. Numbers it.
  void add(SentConcern concern);
  bool has(const ByteArray<16>& intent) const;
  void erase_old(protocol::Day today);
  const std::vector<SentConcern>& all() const { return all_; }
  std::uint32_t next() const { return next_; }  // the number of the one that is added next

  void write(SecretWriter& out) const;
  static std::optional<SentConcerns> read(Reader& in);

 private:
  std::uint32_t next_ = 1;
  std::vector<SentConcern> all_;  // oldest first
};

// --- a recipient's ---

// One opening that the broker has answered: what the log must say at its entry.
struct AnsweredOpening {
  std::uint64_t entry = 0;
  Hash256 commitment{};
  std::uint32_t concern = 0;  // of this locker; 0: cover
  static constexpr std::size_t kSize = 8 + 32 + 4;
};

// Something that a note says: asked for, carried by a commit, seen in the log.
struct Saying {
  std::uint8_t act = 0;  // OpeningAct; 0: not asked for
  bool sent = false;
  std::optional<std::uint64_t> entry;  // whose note it is

  bool waits() const { return act != 0 && !sent && !entry; }
  static constexpr std::size_t kSize = 1 + 1 + 1 + 8;
};

// A concern that is this recipient's, from when it was found in the files until it is erased.
struct HeldConcern {
  std::uint32_t number = 0;  // of this locker
  protocol::Day day = 0;     // of the file that it stands in
  std::uint32_t index = 0;   // there
  std::uint8_t place = 0;    // own, in the envelope
  protocol::Envelope envelope{};
  Secret<32> share;                     // own
  std::vector<shamir::Share> received;  // of other recipients
  std::uint8_t shares_sent = 0;         // whose turn it is

  std::uint8_t reason = 0;  // OpeningReason, once it was asked for
  bool opened = false;      // what follows is there
  std::uint64_t entry = 0;
  protocol::CoSecrets given;  // by the broker
  bool logged = false;        // the entry was seen in the log

  Saying acknowledged, outcome;

  shamir::Share own_share() const;
  Hash256 id() const { return protocol::envelope_id(envelope); }
  HeldConcern clone() const;
  void write(SecretWriter& out) const;
  static std::optional<HeldConcern> read(Reader& in);

  static constexpr std::size_t kSharesMax = protocol::kEnvelopePlaces - 1;
  static constexpr std::size_t kMaxSize = 4 + 4 + 4 + 1 + protocol::kEnvelopeSize + 32 + 1 +
                                          kSharesMax * (1 + 32) + 1 + 1 + 1 + 8 + 32 + 32 + 1 +
                                          2 * Saying::kSize;
};

// What stands in the log or is on its way there; number 0: none.
struct OwnRecipient {
  std::uint32_t number = 0;
  std::uint8_t place = 0;
  std::string title;
};

struct RecipientState {
  static constexpr std::size_t kHeldMax = 4;
  static constexpr std::size_t kAnsweredMax = 24;
  static constexpr std::size_t kMaxSize = 32 + 32 + 4 + 1 + 2 + protocol::kRecipientTitleMax + 4 +
                                          1 + 1 + kHeldMax * HeldConcern::kMaxSize + 1 +
                                          kAnsweredMax * AnsweredOpening::kSize;

  SigningKey identity;
  X25519KeyPair sealing;
  OwnRecipient published;  // by oneself, last
  std::uint32_t next_concern = 1;
  bool try_all = false;  // one was found that there was no room for
  std::vector<HeldConcern> held;
  std::vector<AnsweredOpening> answered;  // not yet compared with the log

  static RecipientState fresh();
  HeldConcern* find(std::uint32_t concern);
  void erase_old(protocol::Day today);

  void write(SecretWriter& out) const;
  static std::optional<RecipientState> read(Reader& in);
};

}  // namespace sotto::client
