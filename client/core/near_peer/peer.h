#pragma once
// What the locker of a doctor or of a supporter holds of a near-peer scheme, and what its client
// does with letters (docs/spec/near-peer.md, "Pairs"). Pure: letters in, letters out.

#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "client/core/engagement.h"
#include "client/core/near_peer/bodies.h"
#include "client/core/near_peer/channel.h"
#include "crypto/primitives/random.h"
#include "crypto/protocol/near_peer.h"
#include "crypto/protocol/requests.h"

namespace sotto::client {

// A pair as one of the two sees it.
struct PeerPair {
  std::uint32_t number = 0;  // of this locker
  protocol::Day since = 0;   // when the director told of it
  PairedWith with;
  Channel channel;  // with the other
  std::optional<SignedAgreement> agreement;
  std::optional<PairFeedback> feedback;  // given, or received
  protocol::Day reminded = 0;  // a supporter sent, or a doctor was shown, the last; 0: never
  bool came_back = false;      // a supporter's: the doctor says that they are in again

  PeerPair clone() const { return *this; }
};

// DO NOT CHANGE THE NUMBERS: the page's worker says them.
enum class PeerVerb : std::uint8_t {
  kApply = 1,             // supporter: application; again to correct it, or to come back
  kJoin = 2,              // invitation
  kOptOut = 3,            // doctor: tell
  kOptIn = 4,             // doctor
  kAnotherPairing = 5,    // pair
  kWithdraw = 6,          // every pair is forgotten
  kTellRelationship = 7,  // pair, text
  kTellAboutScheme = 8,   // text; in nobody's name
  kProposeAgreement = 9,  // pair, terms: the fields of the guide; names, keys, number are filled in
  kSignAgreement = 10,    // pair
  kGiveFeedback = 11,     // doctor: pair, feedback
  kRemind = 12,           // supporter: pair
  kStateWishes = 13,      // doctor: wishes
};
// One thing that a doctor or a supporter does, with what it needs of this.
struct PeerAct {
  PeerVerb verb{};
  std::uint32_t pair = 0;  // number
  bool tell = false;       // the supporter too
  Invitation invitation{};
  Application application{};
  std::string text{};  // is_peer_text
  Agreement terms{};
  PairFeedback feedback{};
  std::vector<std::string> wishes{};        // are_characteristics; none: no preference
  ByteArray<16> once = random_array<16>();  // applied again it is not said again
};

// What happened by a letter.
enum class PeerNews : std::uint8_t {
  kPaired,     // with somebody
  kUnpaired,   // your pairing has changed
  kAgreement,  // to be read: proposed, changed or signed
  kFeedback,
  kReminder,  // nobody waits for an answer
  kInAgain,
  kStatement,
  kNotSenior,  // the director paired whom the rules do not: it is not taken
};
struct PeerEvent {
  PeerNews news{};
  std::uint32_t pair = 0;
};

// What is asked besides the state.
struct PeerAround {
  const protocol::NearPeer& policy;
  std::string_view origin;
  Hash256 genesis{};
  protocol::Day today = 0;
};

class PeerState {
 public:
  using Done = std::expected<void, IntentRefusal>;
  static constexpr std::size_t kSupporterMax = 4500;  // bytes in a locker
  static constexpr std::size_t kDoctorMax = 12000;
  static constexpr std::uint8_t kAboutSchemeTimes = 4;  // that such a letter is sent
  // Days that it is kept after that: as long as the board has it.
  static constexpr protocol::Day kAboutSchemeDays = protocol::kBoardDays;

  // identity: a supporter's own; a doctor's is made.
  static PeerState fresh(protocol::Role role, const SigningKey* identity);

  Done act(const PeerAct& act, const PeerAround& around);

  // --- letters ---
  // director: the key in the log. Whatever is by nobody known is dropped; what does not fit too.
  std::vector<PeerEvent> take(const Letter& letter, const SigningPublicKey& director,
                              const PeerAround& around);
  // Who has something to send, the longest waiting first: 0 the director, otherwise a pair's
  // number, kNobody the box for the scheme.
  struct Sender {
    std::uint32_t who = 0;
    std::uint32_t last_sent = 0;
  };
  static constexpr std::uint32_t kNobody = ~std::uint32_t{0};
  std::vector<Sender> senders() const;
  // Once a visit, before anything is sent. What was said about the scheme to the director before
  // this one is said again: nobody can have told that it was read.
  void look_at_director(const X25519PublicKey& director, protocol::Day today);
  // The cell of one of these. nullopt: nothing can be sealed to the receiver.
  std::optional<Bytes> next_cell(std::uint32_t who, std::uint32_t counter,
                                 const X25519PublicKey& director, const Hash256& genesis);

  protocol::Role role() const { return role_; }
  const SigningKey& identity() const { return identity_; }
  const X25519KeyPair& mail() const { return mail_; }
  const std::string& name() const { return name_; }    // as the director has it; empty: not known
  const std::string& grade() const { return grade_; }  // likewise
  Standing standing() const { return standing_; }
  bool has_joined() const { return joined_; }       // said hello, or applied
  bool is_known() const { return !name_.empty(); }  // the director has answered
  bool has_told(LetterKind kind) const { return director_.waits(kind); }
  const std::vector<PeerPair>& pairs() const { return pairs_; }
  const PeerPair* pair(std::uint32_t number) const;
  const PeerPair* pair(const PairId& id) const;
  const std::string& statement() const { return statement_; }  // the last; empty: none
  // Whether a doctor may be asked for feedback, and a supporter may remind.
  bool feedback_is_due(const PeerPair& pair, const PeerAround& around) const;
  bool may_remind(const PeerPair& pair, const PeerAround& around) const;

  PeerState clone() const;
  std::size_t size() const;  // bytes that write() writes
  bool fits() const;
  void write(SecretWriter& out) const;
  // knows_resaid: false for what was written before feedback was said again to another director.
  static std::optional<PeerState> read(Reader& in, bool knows_resaid = true);

 private:
  Done apply(const Application& application);
  void come_back();
  Done join(const Invitation& invitation);
  Done opt_out(bool tell_supporter);
  Done opt_in();
  Done another_pairing(std::uint32_t pair);
  Done withdraw();
  Done tell_relationship(std::uint32_t pair, const std::string& text);
  Done tell_about_scheme(const ByteArray<16>& once, const std::string& text, protocol::Day today);
  void forget_about_scheme();
  Done propose_agreement(std::uint32_t pair, const Agreement& terms, const PeerAround& around);
  Done sign_agreement(std::uint32_t pair, const PeerAround& around);
  Done give_feedback(std::uint32_t pair, const PairFeedback& feedback);
  Done state_wishes(const std::vector<std::string>& wishes);
  Done remind(std::uint32_t pair, const PeerAround& around);
  template <class Act>
  Done change(const Act& act);
  PeerPair* find(std::uint32_t number);
  Done put(Channel& channel, LetterKind kind, Bytes body);
  // Keeps it, signed, and puts it to the other.
  Done sign(std::uint32_t pair, SignedAgreement agreement, const PeerAround& around);
  Side side() const;
  bool is_senior(const PairedWith& with, const Introduction& told,
                 const protocol::NearPeer& policy) const;
  void take_from_director(const Channel::Taken& taken, const PeerAround& around,
                          std::vector<PeerEvent>& news);
  void take_introduction(const Introduction& told, const PeerAround& around,
                         std::vector<PeerEvent>& news);
  void take_within_pair(PeerPair& pair, const Channel::Taken& taken, const PeerAround& around,
                        std::vector<PeerEvent>& news);
  bool take_agreement(PeerPair& pair, SignedAgreement theirs, const PeerAround& around);
  bool is_of_pair(const Agreement& agreement, const PeerPair& pair) const;

  protocol::Role role_{};
  SigningKey identity_;
  X25519KeyPair mail_;
  std::string name_, grade_;
  Standing standing_ = Standing::kIn;
  bool joined_ = false;
  Channel director_;
  std::uint32_t next_pair_ = 1;
  std::vector<PeerPair> pairs_;
  std::string statement_;
  // To nobody's name.
  struct AboutSchemeSaid {
    Bytes body;             // empty: none
    std::uint8_t left = 0;  // times to send it
    std::uint32_t sent = 0;
    X25519PublicKey to{};   // zeros: not sent yet
    protocol::Day day = 0;  // when it was sent last, or said
  };
  static bool read_said(Reader& in, bool knows_resaid, AboutSchemeSaid& said);
  AboutSchemeSaid about_scheme_;
};

}  // namespace sotto::client
