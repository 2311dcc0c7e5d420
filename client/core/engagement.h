#pragma once
// One engagement as one side sees it (docs/spec/engagements.md): pure state; cells in, cells out.
// Both sides share the rules of snapshots and keys; what differs is who offers and who chooses.
//
// How a visit drives it: first what became of a pass that was sent earlier (pass_redeemed), then
// tick(); for every cell of the board its trials, and receive() for what opened; then the person's
// intents; at a commit pass_to_redeem() and next_cell(), the engagement least recently sent first.
// What is finished() is erased.

#include <array>
#include <expected>
#include <optional>
#include <string>
#include <vector>

#include "client/core/cell.h"
#include "client/core/messages.h"
#include "client/core/wallet.h"
#include "crypto/protocol/requests.h"

namespace sotto::client {

enum class Phase : std::uint8_t {
  kEnquired = 1,      // colleague: no answer yet; supporter: shown, not answered
  kWaitsForPass = 2,  // supporter: pass 1 not yet accepted; not shown, sends nothing
  kAccepted = 3,
  kEnded = 4,  // kept only until the other side knows (14 days at most)
};

enum class EndReason : std::uint8_t {
  kNone = 0,
  kMine = 1,
  kTheirs = 2,
  kCannot = 3,
  kThreeHeld = 4,
  kTime = 5
};

// Why an intent cannot be carried out. Every one has a plain sentence in the host's texts.
enum class IntentRefusal : std::uint8_t {
  kNoSuchEngagement,
  kNoSuchSupporter,
  kNotOffered,  // paused or no key this week
  kNoPackLeft,
  kTooManyEngagements,
  kMeansNotAllowed,
  kValueInvalid,
  kPlaceInvalid,
  kTooManySlots,
  kNotAccepted,
  kAlreadyAnswered,
  kNoOffer,
  kNoSuchSlot,
  kNothingAgreed,
  kFourthMeeting,
  kAlreadyEnded,
  kMeetingPending,  // the last agreed meeting was not held yet
  kWrongRole,
  kWrongState,
  kListingInvalid,
  kAlreadyEngaged,  // with this supporter
  kConcernInvalid,
  kNoSuchRecipient,   // nobody has a ticked place
  kTooFewRecipients,  // ticked, for the policy's quorum
  kConcernWaits,      // one goes with the next parcel already
  kTooManyConcerns,   // in these 21 days
  kNoSuchConcern,
  kConcernSealed,  // not open, or shares are missing
  kAlreadySaid,
  kRecipientInvalid,  // a place or a title
  kNoPairs,           // this scheme has none
  kNoSuchPair,
  kPeerInvalid,   // a field of a letter
  kPeerNotThere,  // the other has not come to the service, or nothing was written yet
  kPeerLeft,      // oneself has
  kNoRoom,        // letters wait, or the locker is full
  kNoPausing,     // nobody is chosen in this scheme
};
const char* describe(IntentRefusal refusal);

// Two words by which a phone call or an e-mail shows that it reached the person who asked.
std::array<std::uint16_t, 2> safety_words(const Secret<32>& engagement_secret);

// By which repeats of an enquiry are known after its engagement was erased: the first 8 bytes of
// SHA-256(secret).
using EnquiryMark = ByteArray<8>;
EnquiryMark enquiry_mark(const Secret<32>& engagement_secret);

// How long an ended engagement is kept for the other side.
inline constexpr protocol::Day kTombstoneDays = 14;

// A supporter's contact key of a week.
struct Contact {
  X25519PublicKey key{};
  protocol::Week week = 0;
};

// What a person sees of an engagement.
struct EngagementView {
  std::uint32_t id = 0;  // of this locker; means nothing elsewhere
  protocol::SupporterId supporter{};
  Phase phase{};
  EndReason end{};
  std::array<std::uint16_t, 2> safety_words{};
  protocol::Means means{};
  std::string value;  // empty once ended
  std::uint8_t agreed = 0, held = 0;
  std::uint8_t offer = 0;
  std::vector<Slot> slots;             // of the current offer; none when none is open
  std::optional<std::uint8_t> chosen;  // 1..3, of the current offer
  std::optional<Slot> agreed_slot;     // of meeting `agreed`, until it was held
  bool waits_for_pass = false;         // a choice stands that is not agreed yet
  bool no_pass_left = false;           // colleague: nothing can go before the next draw
  std::optional<ByteArray<16>> pair;   // of a near-peer scheme
};

// What sealing a cell needs besides the engagement.
struct Sending {
  std::string_view origin;
  LogView log;  // one's own
  protocol::Day today = 0;
  std::uint32_t counter = 0;       // rising; becomes last_sent()
  Packs* packs = nullptr;          // a colleague's; never null for one
  std::optional<Contact> contact;  // a colleague's: the supporter's key of this week, if any
};

// A key of an engagement, ready to try the cells of a board.
struct Trial {
  Opener opener;
  X25519PublicKey contact_key{};
};

// What became of a snapshot.
struct Received {
  bool accepted =
      false;  // false: a repeat, older than one received before, or with an unusable key
  bool put_back =
      false;  // the other side has seen more than was ever sent: an old locker came back
};

class Engagement {
 public:
  // --- colleague ---
  // means and value: as valid_value wants them. pack: taken for this engagement.
  static Engagement enquire(std::uint32_t id, const protocol::SupporterId& supporter,
                            const Contact& contact, const TakenPack& pack, protocol::Means means,
                            std::string value, protocol::Day today);
  std::expected<void, IntentRefusal> choose(std::uint8_t slot);
  // Of a near-peer pair: nothing is asked, no pass is spent, meetings are without a limit.
  static Engagement with_supporter(std::uint32_t id, const protocol::SupporterId& supporter,
                                   const Contact& contact, const ByteArray<16>& pair,
                                   protocol::Day today);

  // --- supporter ---
  // contact_key: the one that opened it. nullopt when the reply key is of small order.
  static std::optional<Engagement> from_enquiry(std::uint32_t id, const protocol::SupporterId& self,
                                                const X25519PublicKey& contact_key, Enquiry enquiry,
                                                protocol::Day today);
  // The pair that an enquiry names in the place of a pass.
  static std::optional<ByteArray<16>> pair_named(const Enquiry& enquiry);
  // Of an enquiry that names a pair: shown at once.
  static std::optional<Engagement> with_doctor(std::uint32_t id, const protocol::SupporterId& self,
                                               const X25519PublicKey& contact_key, Enquiry enquiry,
                                               protocol::Day today);
  // True when the enquiry is a repeat of this engagement's; then a newer pass is taken over while
  // the first one still waits.
  bool repeats(const Enquiry& enquiry);
  std::expected<void, IntentRefusal> accept();
  std::expected<void, IntentRefusal> cannot(protocol::Day today);
  // A new offer takes the place of an earlier one that was not agreed.
  std::expected<void, IntentRefusal> offer(std::vector<Slot> slots);
  // The pass that waits to be redeemed, if any, and what became of it. An enquiry whose pass was
  // refused is finished(); the state keeps its mark.
  std::optional<SentPass> pass_to_redeem() const;
  void pass_redeemed(bool accepted);
  // True when the pass that waits names the key in force and was drawn under another one: then it
  // is never redeemed, and counts as refused.
  bool refuse_pass_of_another_key(protocol::Epoch epoch, std::uint8_t generation,
                                  const voprf::TokenKeyId& key_id);

  // --- both ---
  // Once a visit. epoch and generation: of the pass key in force. May finish an enquiry whose pass
  // is of an older one; then its mark is not kept, for it comes again with another pass.
  void tick(protocol::Day today, std::uint8_t engagement_weeks, protocol::Epoch epoch,
            std::uint8_t generation);
  std::expected<void, IntentRefusal> held(protocol::Day today);
  std::expected<void, IntentRefusal> end(protocol::Day today);
  EngagementView view() const;

  // At most two keys; before the first answer a colleague has one key and up to four trials.
  std::vector<Trial> trials(std::string_view origin) const;
  Received receive(const Trial& trial, const Snapshot& snapshot, protocol::Day today);
  // What the other side said of the log and nobody has compared yet.
  std::optional<LogView> log_to_check() const;
  void log_checked() { peer_log_ = {}; }

  // The cell that goes now: the enquiry again, or a snapshot. nullopt when there is nothing to say
  // yet or no more, when no pass is left, or when no key of the supporter lives.
  std::optional<Bytes> next_cell(const Sending& sending);
  std::uint32_t last_sent() const { return last_sent_; }

  std::uint32_t id() const { return id_; }
  protocol::Role role() const { return role_; }
  Phase phase() const { return phase_; }
  const protocol::SupporterId& supporter() const { return supporter_; }
  EnquiryMark mark() const { return enquiry_mark(secret_); }
  const std::optional<ByteArray<16>>& pair() const { return pair_; }
  // Nothing is left to say: to be erased.
  bool finished() const { return finished_; }

  static constexpr std::size_t kMaxContacts = 4;  // 12 weeks of keys that live three
  static constexpr std::size_t kMaxSize =
      4 + 1 + 16 + 1 + 16 + 1 + 1 + 1 + 4 + 4 + 4 + 32 +    // who, phase, days, secret
      1 + kMaxContacts * (32 + 4) + 1 + 32 + 32 + 1 + 32 +  // keys
      4 + 4 + 4 + 1 + 2 + protocol::kMeansValueMax + kLogViewSize + 1 + 1 + 1 + 1 +  // views
      1 + kSlotsMaxSize + 1 + 1 + kSlotMax +                                         // offer
      4 + 1 + 1 + 4 + 1 + 1 + 1 +                  // a colleague's pack
      1 + 32 + 4 + 1 + 1 + kSentPassSize + 8 + 1;  // a supporter's
  static_assert(kMaxSize <= 1400, "six of them fit a locker beside the cover passes");
  void write(SecretWriter& out) const;
  // knows_pairs: false for what was written before there were any.
  static std::optional<Engagement> read(Reader& in, bool knows_pairs = true);

 private:
  // What only a colleague's engagement has.
  struct PackState {
    TakenPack pack;
    bool second = false;  // of this epoch: the first one's pass was refused
    bool asked = false;   // for a fresh pass
    std::uint32_t sent_since =
        0;  // number of the first snapshot with the present pass; 0: none yet
    bool none_left = false;
  };
  // What only a supporter's has.
  struct RedeemState {
    Secret<32> pack_secret;  // of the pack that was accepted last
    protocol::Epoch epoch = 0;
    std::uint8_t generation = 0;
    std::uint8_t accepted = 0;  // the highest index that the broker has accepted
    std::optional<SentPass> waiting;
    EnquiryMark refused{};  // of the nonce that was refused last
    bool ask = false;       // for a fresh pass
  };

  Engagement() = default;

  std::optional<IntentRefusal> refusal_of(protocol::Role role) const;
  void end_by(EndReason reason, protocol::Day today);
  void settle_meeting(protocol::Day today);

  std::uint8_t meetings_max() const { return pair_ ? 0xff : protocol::kMeetings; }
  bool has_current_pack(Packs& packs);
  std::optional<SentPass> pass_to_send(Packs& packs);
  void note_contact(const Sending& sending);
  std::optional<Bytes> enquiry_cell(const Sending& sending);
  std::optional<Bytes> snapshot_cell(const Sending& sending);
  Snapshot snapshot_to_send(const Sending& sending);

  void settle_keys(const Trial& trial);
  void take_offer(const Snapshot& snapshot);
  void take_choice(const Snapshot& snapshot);
  void take_pass(const SentPass& pass);
  bool takes_pack(const SentPass& pass) const;
  void agree_if_possible();
  void take_end(const Snapshot& snapshot, protocol::Day today);
  void refuse_waiting();

  void write_keys(SecretWriter& out) const;
  bool read_keys(Reader& in);
  void write_offer(SecretWriter& out) const;
  bool read_offer(Reader& in);
  void write_passes(SecretWriter& out) const;
  bool read_passes(Reader& in);
  bool consistent() const;

  std::uint32_t id_ = 0;
  protocol::Role role_{};
  protocol::SupporterId supporter_{};
  std::optional<ByteArray<16>> pair_;
  Phase phase_{};
  EndReason end_ = EndReason::kNone;
  bool finished_ = false;
  protocol::Day began_ = 0, ended_ = 0;
  std::uint32_t last_sent_ = 0;
  Secret<32> secret_;

  std::vector<Contact> contacts_;  // that may answer; one after the first answer
  std::optional<X25519KeyPair> used_;
  X25519KeyPair newest_;
  std::optional<X25519PublicKey> peer_key_;

  std::uint32_t number_ = 0, seen_ = 0;
  std::uint32_t ended_number_ = 0;  // of the first snapshot that said so; 0: none yet
  bool last_word_ = false;  // the other side knows the end: one more snapshot, then finished
  protocol::Means means_{};
  std::string value_;
  LogView peer_log_;  // size 0: none
  Answer answer_ = Answer::kNone;
  std::uint8_t agreed_ = 0, held_ = 0;
  std::uint8_t offer_ = 0;
  std::vector<Slot> slots_;
  std::uint8_t choice_ = 0;  // of the current offer
  std::optional<Slot> agreed_slot_;
  PackState pack_;
  RedeemState redeem_;
};

}  // namespace sotto::client
