#pragma once
// The inside of a visit. For client/core/visit*.cc alone: visit.cc has the public side and the
// order of steps, visit_open.cc what happens until the visit is open, visit_scan.cc what a board
// says, visit_commit.cc commits, new words and new codes, visit_intents.cc what people do,
// visit_concerns.cc what supporters seal, visit_recipient.cc what recipients open, visit_peer.cc
// what near-peer schemes add.

#include <vector>

#include "client/core/board_view.h"
#include "client/core/exchange.h"
#include "client/core/outbox.h"
#include "client/core/state.h"
#include "client/core/visit.h"

namespace sotto::client {

struct Visit::Machine {
  enum class Phase { kPublic, kEnrol, kOpen, kBoards, kDraw, kOpened, kFinished };
  // What the host is carrying while the visit is open.
  enum class Carried { kNothing, kCommit, kMove, kExtend };

  // Of an engagement, to see what has changed.
  struct Seen {
    std::uint32_t id = 0;
    client::Phase phase{};
    std::uint8_t agreed = 0, held = 0, offer = 0;
    bool chosen = false;
    bool operator==(const Seen&) const = default;
  };
  using SeenAll = std::vector<Seen>;

  // --- visit.cc ---
  Step next(protocol::UnixTime now);
  void answer(const Response& response, protocol::UnixTime now);
  void no_answer();
  void fail(Failure why) { failure = why; }
  void fail(const Refused& refused);
  void carry(const Endpoint& endpoint, ByteView content);

  // --- visit_open.cc ---
  void prepare_opening(protocol::UnixTime now);
  void answer_opening(const Response& response, protocol::UnixTime now);
  void take_file(const Response& response, protocol::UnixTime now);
  void take_public_files(protocol::UnixTime now);
  Bytes enrol_body();
  Bytes open_body(protocol::UnixTime now) const;
  Bytes draw_body();
  void take_locker(ByteView payload);
  const Bytes* locker_of(const protocol::OpenAnswer& answer) const;
  void check_memory();
  void after_boards(protocol::UnixTime now);
  void take_draw(const std::expected<Bytes, Refused>& payload, protocol::UnixTime now);
  void finish_draw(ByteView payload);
  void finish_opening(protocol::UnixTime now);
  bool resolve_in_flight(const protocol::CommitOutcome& outcome, protocol::Day known);
  void check_own_listing();

  // --- visit_scan.cc ---
  void tick();
  void scan();
  void gossip();
  SeenAll seen() const;
  // Counts what has changed since `before`, says it if `aloud`, and erases what is finished.
  void settle(const SeenAll& before, bool aloud);
  void erase_finished();

  // --- visit_commit.cc ---
  Step next_opened(protocol::UnixTime now);
  bool unanswered() const { return commit.has_value() || move.has_value(); }
  void answer_opened(const Response& response, protocol::UnixTime now);
  Step send(Carried what);
  Step send_commit(protocol::UnixTime now);
  // A commit on its way, and what its person keeps of it.
  struct Sealed {
    Exchange exchange;
    KeptVersion kept;
  };
  std::optional<Sealed> seal_commit(State& from, protocol::UnixTime now) const;
  bool start_move();
  bool start_extend();
  void take_commit(const std::expected<Bytes, Refused>& payload, protocol::UnixTime now);
  void take_move(const std::expected<Bytes, Refused>& payload);
  void take_extend(const std::expected<Bytes, Refused>& payload);

  // --- visit_intents.cc ---
  std::expected<void, IntentRefusal> apply(const Intent& intent);
  std::expected<void, IntentRefusal> carry_out(const intent::Enquire& wish);
  std::expected<void, IntentRefusal> carry_out(const intent::Choose& wish);
  std::expected<void, IntentRefusal> carry_out(const intent::Accept& wish);
  std::expected<void, IntentRefusal> carry_out(const intent::Cannot& wish);
  std::expected<void, IntentRefusal> carry_out(const intent::Offer& wish);
  std::expected<void, IntentRefusal> carry_out(const intent::Held& wish);
  std::expected<void, IntentRefusal> carry_out(const intent::End& wish);
  std::expected<void, IntentRefusal> carry_out(const intent::EndAndBlock& wish);
  std::expected<void, IntentRefusal> carry_out(const intent::Pause& wish);
  std::expected<void, IntentRefusal> carry_out(const intent::PublishListing& wish);
  std::optional<protocol::Proposal> own_proposal() const;
  std::optional<protocol::Proposal> own_listing_proposal() const;

  // --- visit_concerns.cc ---
  std::expected<void, IntentRefusal> carry_out(const intent::SealConcern& wish);
  void look_at_sent(protocol::UnixTime now);
  bool is_overdue(const SentConcern& sent, protocol::UnixTime now) const;
  SentView view_of(const SentConcern& sent) const;

  // --- visit_recipient.cc ---
  void look_at_openings(std::size_t known);
  void look_for_notes(HeldConcern& held) const;
  void scan_shares();
  void scan_envelopes();
  bool hold(const PublishedEnvelope& found, std::uint8_t place, const shamir::Share& share);
  void take_opening(const OpeningInFlight& asked, const protocol::OpeningAnswer& answer);
  std::expected<void, IntentRefusal> carry_out(const intent::OpenConcern& wish);
  std::expected<void, IntentRefusal> carry_out(const intent::AcknowledgeConcern& wish);
  std::expected<void, IntentRefusal> carry_out(const intent::SayOutcome& wish);
  std::expected<void, IntentRefusal> carry_out(const intent::BeRecipient& wish);
  std::expected<void, IntentRefusal> say(std::uint32_t concern, Saying HeldConcern::* what,
                                         protocol::OpeningAct act);
  std::optional<protocol::Proposal> own_recipient_proposal() const;
  HeldView view_of(const HeldConcern& held) const;

  // --- visit_peer.cc ---
  void begin_peer();
  void take_letter(const Letter& letter);
  void look_at_pairs();
  const protocol::Recipient* director() const;
  PeerAround peer_around() const;
  PairView view_of(const PeerPair& pair) const;
  std::expected<void, IntentRefusal> carry_out(const intent::Peer& wish);

  Known known() const;
  protocol::Epoch quarter_due() const;
  const protocol::PassKey& pass_key() const { return *pass_key_in_force; }
  std::optional<protocol::SupporterId> own_id() const;

  // Given.
  LockerKeys keys;
  Pin pin;
  std::optional<Secret<10>> code;  // of an enrolment, or of an extension
  protocol::Role role{};           // of an enrolment; afterwards the state's
  std::vector<Intent> again;
  std::optional<DeskPost> post;  // of a part of the director's desk
  // What the visit before was told that there is no more.
  std::optional<std::uint64_t> stale_version;
  std::optional<Bytes> gone_gateway;

  // The opening.
  Phase phase = Phase::kPublic;
  PublicFiles files;
  std::vector<std::string> board_paths;
  std::vector<Bytes> board_files;
  std::size_t fetched = 0;  // of this phase
  std::optional<PublicView> everybody;
  std::optional<BoardView> board;  // until it was scanned
  std::optional<protocol::PassKey> pass_key_in_force;
  std::vector<PublishedEnvelope> envelopes;  // a recipient's, without their bytes
  std::optional<SealedConcern> concern;      // that waits for a commit
  std::optional<protocol::CommitOutcome> last;
  std::optional<Draw> draw;
  bool is_open = false;
  std::uint64_t log_before = 0;  // entries that the locker had seen

  // What the host carries, until it reports.
  std::optional<Request> outgoing;
  std::optional<Exchange> exchange;  // of the opening and of an extension

  // The open visit.
  State state;
  std::optional<protocol::UnixTime> last_opened;
  std::uint64_t version = 0;
  protocol::Salt next_salt{};
  std::optional<Kept> kept;  // of a locker that its person keeps
  protocol::UnixTime opened_at = 0;
  std::uint32_t drawn_moment = 0;
  std::uint32_t commits = 0;  // sent, repeats included
  Carried carried = Carried::kNothing;
  std::optional<Exchange> commit;  // sealed and not answered
  bool commit_repeated = false;    // on leaving
  std::size_t commit_intents = 0;  // how many of them it holds
  std::vector<Intent> intents;     // of this visit
  std::size_t saved = 0;           // how many of them an answered commit holds
  bool leaving = false, left = false;

  std::optional<LockerKeys> fresh_keys;
  std::optional<Exchange> move;  // sealed and not answered
  std::size_t move_intents = 0;
  bool move_repeated = false;  // on leaving
  Asked moved = Asked::kNothing, extended = Asked::kNothing;

  std::vector<Letter> letters;  // a part's
  std::vector<Event> events;
  std::optional<Failure> failure;
  std::optional<protocol::Status> refusal;
};

}  // namespace sotto::client
