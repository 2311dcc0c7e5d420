#pragma once
// A visit as a state machine: one open, then commits (docs/spec/visits.md). The host carries
// requests and time; nothing here does I/O. After `opened()` the person's intents change the state
// in memory; what has changed travels in the next commit, whose shape was planned before anybody
// asked what the person did.

#include <expected>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "client/core/concern.h"
#include "client/core/engagement.h"
#include "client/core/failure.h"
#include "client/core/host.h"
#include "client/core/kept.h"
#include "client/core/keys.h"
#include "client/core/near_peer/mail.h"
#include "client/core/near_peer/peer.h"
#include "client/core/plan.h"
#include "client/core/public_view.h"
#include "crypto/primitives/random.h"
#include "crypto/protocol/directory.h"
#include "crypto/protocol/replay.h"

namespace sotto::client {

// What a person wants. Applied to the state at once; kept until a commit that holds it is answered,
// so that after a version conflict the host can apply it again to the newer state.
namespace intent {
struct Enquire {
  protocol::SupporterId supporter{};
  protocol::Means means{};
  std::string value;  // as valid_value wants it
};
struct Choose {
  std::uint32_t engagement = 0;
  std::uint8_t slot = 0;  // 1..3
};
struct Accept {
  std::uint32_t engagement = 0;
};
struct Cannot {
  std::uint32_t engagement = 0;
};
struct Offer {
  std::uint32_t engagement = 0;
  std::vector<Slot> slots;
};
struct Held {
  std::uint32_t engagement = 0;
};
struct End {
  std::uint32_t engagement = 0;
};
struct EndAndBlock {
  std::uint32_t engagement = 0;
};
struct Pause {  // from next week on
  bool paused = true;
};
struct PublishListing {  // remembered here; proposed to the leads by roster.h
  protocol::ListingText text;
};
// A supporter's. Goes in the envelope of the next commit and cannot be taken back; left before
// that, nothing of it is anywhere.
struct SealConcern {
  ConcernDraft draft;
  ByteArray<16> once = random_array<16>();  // applied again it is not sealed again
};
// A recipient's: asks the broker, with an entry in the log.
struct OpenConcern {
  std::uint32_t concern = 0;
  OpeningReason reason{};
};
struct AcknowledgeConcern {
  std::uint32_t concern = 0;
};
struct SayOutcome {
  std::uint32_t concern = 0;
  protocol::OpeningAct outcome{};  // not kAcknowledged
};
struct BeRecipient {       // remembered here; proposed to the leads by roster.h
  std::uint8_t place = 0;  // 0 to 7
  std::string title;       // 1 to 80 bytes
};
struct Peer {  // of a near-peer scheme
  PeerAct act;
};
}  // namespace intent
using Intent =
    std::variant<intent::Enquire, intent::Choose, intent::Accept, intent::Cannot, intent::Offer,
                 intent::Held, intent::End, intent::EndAndBlock, intent::Pause,
                 intent::PublishListing, intent::SealConcern, intent::OpenConcern,
                 intent::AcknowledgeConcern, intent::SayOutcome, intent::BeRecipient, intent::Peer>;

// What the person should know; the same for everybody in kind, never about what was sent.
namespace event {
struct EnquiryShown {
  std::uint32_t engagement = 0;
};
struct EngagementChanged {
  std::uint32_t engagement = 0;
};
struct CellMissing {  // a receipt's cell was not published, or not in time
  protocol::Day day = 0;
};
struct BoardChanged {  // a day of a board is not what this locker was shown before
  protocol::Day day = 0;
};
struct OtherLog {  // the other side sees another log
  std::uint32_t engagement = 0;
};
struct LockerPutBack {  // the other side has seen newer than this locker
  std::uint32_t engagement = 0;
};
struct OwnListingMissing {};  // own listing is not in the log or the directory as signed
struct ConcernNotOpened {     // a supporter's, within the policy's hours: telephone
  std::uint32_t concern = 0;
};
struct ConcernAnswered {  // a supporter's: somebody opened it, acknowledged it or said what they
                          // did
  std::uint32_t concern = 0;
};
struct ConcernFound {  // a recipient's: there is one to open
  std::uint32_t concern = 0;
};
struct ConcernChanged {  // a recipient's: it opened, or another recipient's share came
  std::uint32_t concern = 0;
};
struct NoRoomForConcerns {};  // a recipient's: there are more than a locker holds
struct OpeningNotLogged {};   // a recipient's: the log has nothing of an opening that was answered
struct IntentLost {           // could not be applied again to the newer state
  Intent intent;
  IntentRefusal refusal{};
};
struct BrokerRestored {};  // from a backup, since this locker was opened last
using PeerChanged = PeerEvent;
}  // namespace event
using Event = std::variant<
    event::EnquiryShown, event::EngagementChanged, event::CellMissing, event::BoardChanged,
    event::OtherLog, event::LockerPutBack, event::OwnListingMissing, event::ConcernNotOpened,
    event::ConcernAnswered, event::ConcernFound, event::ConcernChanged, event::NoRoomForConcerns,
    event::OpeningNotLogged, event::IntentLost, event::BrokerRestored, event::PeerChanged>;

struct SupporterView {  // a line of the directory
  protocol::SupporterId id{};
  protocol::ListingText text;
  bool offered = false;  // has a contact key for this week
};

// What a person may know of their own engagements: never sent as they are.
struct OwnCounts {
  std::uint32_t enquiries = 0, contacts = 0, meetings = 0;
  OwnCounts& operator+=(const OwnCounts& more) {
    enquiries += more.enquiries;
    contacts += more.contacts;
    meetings += more.meetings;
    return *this;
  }
  bool operator==(const OwnCounts&) const = default;
};

// What a part of the director's desk carries in a visit (docs/spec/near-peer.md, "Calendar").
struct DeskPost {
  X25519KeyPair sealing;     // the director's: what letters to the director are opened with
  std::vector<Bytes> cells;  // that go, as many a commit as the role has
  DayMarks read = {};        // how far the desk has read the board: the part's locker says nothing

  DeskPost clone() const { return {sealing.clone(), cells, read}; }
};

// A pair of a near-peer scheme as one of the two may see it.
struct PairView {
  PeerPair pair;
  // There once both have come. Not accepted: the supporter has not introduced themself.
  std::optional<EngagementView> engagement;
  bool introduction_late = false;  // a supporter's: their first words are
  bool feedback_due = false, may_remind = false;
  bool agreement_whole = false;  // signed by both
  bool agreement_over = false;   // its estimated end has passed
};

// What became of an extra exchange that the person asked for in this visit.
enum class Asked : std::uint8_t { kNothing, kPending, kDone, kRefused };

class Visit {
 public:
  // Opens a locker. again: the unsaved() of a visit that lost its version, applied right after
  // opening.
  static Visit open(LockerKeys keys, Pin pin, protocol::UnixTime now,
                    std::vector<Intent> again = {});
  // A locker that its person keeps: the same requests, with random bytes for the locker in them.
  static Visit open_kept(LockerKeys keys, Pin pin, Kept kept, protocol::UnixTime now,
                         std::vector<Intent> again = {});
  // Makes a locker with a slip's code, then goes on as an opened visit: enrol is followed by an
  // open. For a supporter a fresh identity key is made inside the locker.
  static Visit enrol(LockerKeys keys, Pin pin, Secret<10> code, protocol::Role role,
                     protocol::UnixTime now);
  static Visit enrol_kept(LockerKeys keys, Pin pin, Secret<10> code, protocol::Role role,
                          protocol::UnixTime now);
  // Before its first step, of a visit that opens again because `before` failed: what that was told
  // must be true. After kStaleVersion the locker has another version than it knew, after
  // kGatewayKeyChanged the log another key; otherwise it fails. A broker could have the same
  // version committed as often as it likes, and compare.
  void follow(const Visit& before);
  // Of a part of the director's desk, before its first step; once it is open, with other cells.
  void carry_post(DeskPost post);
  ~Visit();
  Visit(Visit&&) noexcept;
  Visit& operator=(Visit&&) noexcept;

  // The host's loop: do what next() says, then report how it went. Asking again before the report
  // gives the same request. Wait without an end: until = kForever.
  static constexpr protocol::UnixTime kForever = ~protocol::UnixTime{0};
  Step next(protocol::UnixTime now);
  void answer(const Response& response, protocol::UnixTime now);
  void no_answer(protocol::UnixTime now);

  // True from the end of the opening on, also after a later failure.
  bool opened() const;
  std::optional<Failure> failure() const;
  // Why the broker refused; of failure kRefused, and of an extension that was refused.
  std::optional<protocol::Status> refusal() const;

  // All from here on: only while opened.
  std::expected<void, IntentRefusal> apply(Intent intent);
  // The next step is the leaving commit, then Finished; before it what has no answer goes once
  // more, and alone when it gets none again.
  void leave();
  // Whether a commit or new words have no answer: known from the network alone.
  bool unanswered() const;
  // The leaving commit as it would go now, without leaving: a browser hands these bytes to the page
  // after every change, because a closing page has no time to seal. While a commit is unanswered it
  // is that one again, without what was done since. nullopt after a failure, and of a locker that
  // its person keeps.
  std::optional<Request> leaving_request(protocol::UnixTime now) const;
  // Intents not yet held by an answered commit. One whose answer was lost may hold them all the
  // same; applied again they are refused (event::IntentLost) or change nothing that was not wished.
  std::vector<Intent> unsaved() const;
  // Of a locker that its person keeps, otherwise nullptr: must be durable before a request is
  // carried, and is worth keeping when the visit is over.
  const Kept* kept() const;

  // Not of a locker that its person keeps. New words: one extra exchange, after which the locker
  // lives under the fresh keys.
  void move_to(LockerKeys fresh);
  Asked moved() const;
  // Another scheme year by a new code: one extra exchange.
  void extend(Secret<10> code);
  Asked extended() const;

  // What a page shows.
  const PublicView& everybody() const;
  const protocol::Policy& policy() const { return everybody().policy(); }
  const protocol::Replay& log() const { return everybody().log(); }
  protocol::Role role() const;
  std::vector<SupporterView> directory() const;
  std::vector<EngagementView> engagements() const;  // without those that still wait for a pass
  std::vector<Event> events() const;                // of this visit so far
  std::optional<protocol::UnixTime> last_opened() const;  // before this visit
  std::uint32_t visits() const;                           // this one included
  std::size_t packs_left() const;                         // a colleague's
  OwnCounts own_counts() const;
  std::optional<protocol::SupporterId> own_id() const;   // a supporter's
  std::optional<SigningPublicKey> own_identity() const;  // a recipient's too
  // As published last; nullopt before, and for a colleague.
  std::optional<protocol::ListingText> own_listing() const;
  // As published last it stands in the log, signed by the leads: in force by next week.
  bool own_listing_signed() const;
  // Own listing, or place as a recipient, as published last, while the log does not have it;
  // signed, for RosterCall::propose() of roster.h. Only while opened.
  std::optional<protocol::Proposal> own_proposal() const;
  std::optional<protocol::RosterRequest> signed_proposal(protocol::Day day) const;
  bool paused() const;

  // Concerns. Who can be ticked today, by place.
  std::vector<RecipientView> recipients() const;
  std::vector<SentView> sent_concerns() const;  // a supporter's, that on its way included
  std::vector<HeldView> held_concerns() const;  // a recipient's
  // A recipient's: where they proposed to be, and whether the log has it so. nullopt before.
  std::optional<RecipientView> own_place() const;
  bool own_place_signed() const;
  // Of the programme director of a near-peer scheme, which is the recipient at the policy's place:
  // the key in the log under which statements are signed. nullopt for everybody else.
  std::optional<SigningKey> director_key() const;
  // The same with the key that letters come to.
  std::optional<DirectorKeys> director_keys() const;

  // Near-peer. nullptr: the scheme is none, or has none of this locker. See visit.h's intent::Peer.
  const PeerState* peer() const;
  PeerAround peer_around() const;       // of a near-peer scheme
  std::vector<PairView> pairs() const;  // none where peer() is none
  // A part's: letters to the director, in the order of the board; nobody has looked who wrote them.
  const std::vector<Letter>& found_letters() const;
  const DayMarks& has_read() const;  // the board that they stood on

  // Of one that can be read (record.h); nullopt otherwise.
  std::optional<Bytes> decision_record(std::uint32_t concern) const;
  Known known() const;  // for tests and for `sotto status`

 private:
  struct Machine;
  explicit Visit(std::unique_ptr<Machine> machine);
  std::unique_ptr<Machine> machine_;
};

}  // namespace sotto::client
