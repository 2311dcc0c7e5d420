#pragma once
// The private state of a locker: everything that a person's client remembers, in exactly
// kLockerPlaintextSize bytes. Its layout is this client's own business.

#include <optional>
#include <vector>

#include "client/core/concern_state.h"
#include "client/core/engagement.h"
#include "client/core/near_peer/peer.h"
#include "client/core/receipts.h"
#include "client/core/visit.h"
#include "client/core/wallet.h"
#include "crypto/base/secret.h"

namespace sotto::client {

// What stood in the pass place of a commit.
enum class PassUse : std::uint8_t { kNone = 0, kCover = 1, kEngagement = 2 };

// What a recipient's commit asked the broker to open.
struct OpeningInFlight {
  bool asked = false;         // an envelope: there was one, and the log has this recipient
  std::uint8_t place = 0;     // at which
  std::uint32_t concern = 0;  // which of those held; 0: cover
};

// A commit that was sealed, as the state inside that very commit knows it. What became of it is
// known from its answer or, at the next open, from the broker's memory of the last one.
struct InFlight {
  protocol::OutcomeKey outcome_key;  // under which the broker keeps what became of it
  ReceiptMark mark;                  // batch still 0
  PassUse pass = PassUse::kNone;
  std::uint32_t engagement = 0;  // whose pass
  OpeningInFlight opening;       // a recipient's
  bool report = false;           // a supporter's: there was one
};

// Enquiries that are never shown again: the last kMax of them.
class EnquiryMarks {
 public:
  static constexpr std::size_t kMax = 64;
  static constexpr std::size_t kMaxSize = 1 + kMax * sizeof(EnquiryMark);

  void add(const EnquiryMark& mark);
  bool contains(const EnquiryMark& mark) const;

  void write(SecretWriter& out) const;
  static std::optional<EnquiryMarks> read(Reader& in);

 private:
  std::vector<EnquiryMark> marks_;  // oldest first
};

// A supporter's contact key of a week.
struct WeekKey {
  protocol::Week week = 0;
  X25519KeyPair pair;
};

// A listing of one's own; number 0: none.
struct OwnListing {
  std::uint32_t number = 0;
  ByteArray<32> salt{};
  Bytes text;  // encoded ListingText

  Hash256 commitment() const { return protocol::listing_commitment(salt, text); }
};

// What a supporter's figures are made of (docs/spec/figures.md, "Sending").
struct QuarterCounts {
  protocol::Epoch quarter = 0;   // of `now`; 0: before the first visit
  OwnCounts now;                 // what was learnt in this quarter
  OwnCounts before;              // in the one before it
  protocol::Epoch reported = 0;  // the last that the broker has taken a report of

  // At every opening: what was counted moves on with the quarter.
  void turn(protocol::Epoch today);
  static constexpr std::size_t kMaxSize = 4 + 2 * 3 * 4 + 4;
};

// What only a supporter's locker holds.
struct SupporterState {
  SigningKey identity;
  CoverPasses cover;
  std::vector<WeekKey> week_keys;  // of which the private halves live
  bool paused = false;
  EnquiryMarks marks;
  OwnListing published;      // by oneself, last; in the log or not yet
  std::uint32_t listed = 0;  // number of the entry that was seen in the log last; 0: never any
  Hash256 listed_commitment{};
  SentConcerns sent;
  QuarterCounts quarters;

  // Every week has one key, made once.
  const WeekKey& key_of(protocol::Week week);
  void erase_old_keys(protocol::Day today);

  static constexpr std::size_t kMaxWeekKeys = 5;  // next week's, this one's, and three weeks' past
  static constexpr std::size_t kMaxSize = 32 + CoverPasses::kMaxSize + 1 + kMaxWeekKeys * (4 + 32) +
                                          1 + EnquiryMarks::kMaxSize + 4 + 32 + 2 +
                                          protocol::kListingTextMax + 4 + 32 +
                                          SentConcerns::kMaxSize + QuarterCounts::kMaxSize;
};

// Of a near-peer scheme, so that a supporter's pairs have room: a listing, and engagements.
inline constexpr std::size_t kPeerListingMax = 600;
inline constexpr std::size_t kPeerEngagementsMax = kPairsMax;

struct State {
  protocol::Role role{};
  LogView log;  // the longest that was seen
  protocol::UnixTime last_opened = 0;
  std::uint32_t visits = 0;
  OwnCounts counts;
  bool eligible = true;
  protocol::Epoch epoch_drawn = 0;
  std::uint8_t generation_drawn = 0;
  std::uint32_t redemptions = 0;  // of that epoch
  Secret<32> draw_seed;           // of the next draw
  BoardMarks seen;                // the boards of the last visit
  std::uint32_t cells_sent = 0;
  std::uint32_t next_engagement = 1;
  Packs packs;  // a colleague's
  Receipts receipts;
  std::optional<InFlight> in_flight;
  std::vector<Engagement> engagements;
  std::optional<PeerState> peer;  // of a near-peer scheme
  std::optional<SupporterState> supporter;
  std::optional<RecipientState> recipient;

  // Of a new locker.
  static State fresh(protocol::Role role);
  Engagement* find(std::uint32_t engagement);
  // Makes `peer`; not when what is there leaves no room for it.
  void begin_peer();

  SecretBytes encode() const;
  static std::optional<State> parse(ByteView plaintext);
  State clone() const;
};

}  // namespace sotto::client
