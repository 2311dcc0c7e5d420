#include "client/core/near_peer/peer.h"

#include <algorithm>
#include <utility>

namespace sotto::client {
namespace {

using protocol::Role;
using Done = PeerState::Done;

std::unexpected<IntentRefusal> refuse(IntentRefusal why) {
  return std::unexpected(why);
}

}  // namespace

PeerState PeerState::fresh(Role role, const SigningKey* identity) {
  PeerState out;
  out.role_ = role;
  out.identity_ = identity != nullptr ? identity->clone() : SigningKey::generate();
  out.mail_ = X25519KeyPair::generate();
  return out;
}

PeerPair* PeerState::find(std::uint32_t number) {
  const auto found = std::ranges::find(pairs_, number, &PeerPair::number);
  return found == pairs_.end() ? nullptr : &*found;
}
const PeerPair* PeerState::pair(std::uint32_t number) const {
  const auto found = std::ranges::find(pairs_, number, &PeerPair::number);
  return found == pairs_.end() ? nullptr : &*found;
}
const PeerPair* PeerState::pair(const PairId& id) const {
  const auto found =
      std::ranges::find_if(pairs_, [&](const PeerPair& each) { return each.with.pair == id; });
  return found == pairs_.end() ? nullptr : &*found;
}

Side PeerState::side() const {
  return role_ == Role::kColleague ? Side::kSupportee : Side::kSupporter;
}

// All of an act or nothing of it; and nothing that the locker could not hold. What was said often
// enough is kept only while there is room.
template <class Act>
Done PeerState::change(const Act& act) {
  PeerState next = clone();
  const Done done = act(next);
  if (!done) return done;
  if (!next.fits()) next.forget_about_scheme();
  if (!next.fits()) return refuse(IntentRefusal::kNoRoom);
  *this = std::move(next);
  return {};
}

Done PeerState::put(Channel& channel, LetterKind kind, Bytes body) {
  if (!channel.put(kind, std::move(body))) return refuse(IntentRefusal::kNoRoom);
  return {};
}

// --- acts ---

Done PeerState::act(const PeerAct& act, const PeerAround& around) {
  switch (act.verb) {
    case PeerVerb::kApply:
      return apply(act.application);
    case PeerVerb::kJoin:
      return join(act.invitation);
    case PeerVerb::kOptOut:
      return opt_out(act.tell);
    case PeerVerb::kOptIn:
      return opt_in();
    case PeerVerb::kAnotherPairing:
      return another_pairing(act.pair);
    case PeerVerb::kWithdraw:
      return withdraw();
    case PeerVerb::kTellRelationship:
      return tell_relationship(act.pair, act.text);
    case PeerVerb::kTellAboutScheme:
      return tell_about_scheme(act.once, act.text, around.today);
    case PeerVerb::kProposeAgreement:
      return propose_agreement(act.pair, act.terms, around);
    case PeerVerb::kSignAgreement:
      return sign_agreement(act.pair, around);
    case PeerVerb::kGiveFeedback:
      return give_feedback(act.pair, act.feedback);
    case PeerVerb::kRemind:
      return remind(act.pair, around);
    case PeerVerb::kStateWishes:
      return state_wishes(act.wishes);
  }
  panic("peer: not a verb");
}

Done PeerState::apply(const Application& application) {
  if (role_ != Role::kSupporter) return refuse(IntentRefusal::kWrongRole);
  if (application.problem() != nullptr) return refuse(IntentRefusal::kPeerInvalid);
  return change([&](PeerState& next) {
    if (standing_ == Standing::kWithdrawn) next.come_back();
    next.joined_ = true;
    return next.put(next.director_, LetterKind::kApplication,
                    ApplicationLetter{next.mail_.public_key, application}.encode());
  });
}

// A withdrawal that is on its way goes first, unless the director has never heard of them.
void PeerState::come_back() {
  standing_ = Standing::kIn;
  name_.clear();
  grade_.clear();
  if (!director_.waits(LetterKind::kApplication)) return;
  director_.drop(LetterKind::kApplication);
  director_.drop(LetterKind::kStanding);
}

Done PeerState::join(const Invitation& invitation) {
  if (standing_ == Standing::kWithdrawn) return refuse(IntentRefusal::kPeerLeft);
  return change([&](PeerState& next) -> Done {
    next.joined_ = true;
    // To a director who has forgotten this locker nothing else is by anybody.
    const Hello hello{invitation, next.mail_.public_key};
    if (next.director_.put_first(LetterKind::kHello, hello.encode())) return {};
    return refuse(IntentRefusal::kNoRoom);
  });
}

Done PeerState::opt_out(bool tell_supporter) {
  if (role_ != Role::kColleague) return refuse(IntentRefusal::kWrongRole);
  if (standing_ == Standing::kWithdrawn) return refuse(IntentRefusal::kPeerLeft);
  if (!joined_) return refuse(IntentRefusal::kPeerNotThere);
  return change([&](PeerState& next) {
    next.standing_ = Standing::kOptedOut;
    return next.put(next.director_, LetterKind::kStanding,
                    StandingLetter{Standing::kOptedOut, tell_supporter}.encode());
  });
}

Done PeerState::opt_in() {
  if (role_ != Role::kColleague) return refuse(IntentRefusal::kWrongRole);
  if (standing_ == Standing::kWithdrawn) return refuse(IntentRefusal::kPeerLeft);
  if (standing_ == Standing::kIn) return refuse(IntentRefusal::kAlreadySaid);
  return change([&](PeerState& next) -> Done {
    next.standing_ = Standing::kIn;
    for (PeerPair& each : next.pairs_) {
      if (!each.with.has_come()) continue;
      const Done done = next.put(each.channel, LetterKind::kInAgain, {});
      if (!done) return done;
    }
    return next.put(next.director_, LetterKind::kStanding, StandingLetter{Standing::kIn}.encode());
  });
}

Done PeerState::state_wishes(const std::vector<std::string>& wishes) {
  if (role_ != Role::kColleague) return refuse(IntentRefusal::kWrongRole);
  if (standing_ == Standing::kWithdrawn) return refuse(IntentRefusal::kPeerLeft);
  // Who is nobody to the director yet would be answered, and the wishes lost.
  if (!is_known()) return refuse(IntentRefusal::kPeerNotThere);
  if (!are_characteristics(wishes)) return refuse(IntentRefusal::kPeerInvalid);
  return change([&](PeerState& next) {
    return next.put(next.director_, LetterKind::kWishes, Wishes{wishes}.encode());
  });
}

Done PeerState::another_pairing(std::uint32_t pair) {
  const PeerPair* const found = this->pair(pair);
  if (found == nullptr) return refuse(IntentRefusal::kNoSuchPair);
  const AboutPair about{found->with.pair, {}};
  return change([&](PeerState& next) {
    return next.put(next.director_, LetterKind::kAnotherPairing, about.encode());
  });
}

// At once; the director hears it when a visit carries it.
Done PeerState::withdraw() {
  if (standing_ == Standing::kWithdrawn) return refuse(IntentRefusal::kAlreadySaid);
  return change([&](PeerState& next) {
    next.standing_ = Standing::kWithdrawn;
    next.pairs_.clear();
    next.director_.drop(LetterKind::kWishes);
    if (!next.joined_) return Done{};
    return next.put(next.director_, LetterKind::kStanding,
                    StandingLetter{Standing::kWithdrawn}.encode());
  });
}

Done PeerState::tell_relationship(std::uint32_t pair, const std::string& text) {
  const PeerPair* const found = this->pair(pair);
  if (found == nullptr) return refuse(IntentRefusal::kNoSuchPair);
  if (!is_peer_text(text)) return refuse(IntentRefusal::kPeerInvalid);
  const AboutPair about{found->with.pair, text};
  return change([&](PeerState& next) {
    return next.put(next.director_, LetterKind::kRelationship, about.encode());
  });
}

Done PeerState::tell_about_scheme(const ByteArray<16>& once, const std::string& text,
                                  protocol::Day today) {
  if (!is_peer_text(text)) return refuse(IntentRefusal::kPeerInvalid);
  if (about_scheme_.left > 0) return refuse(IntentRefusal::kNoRoom);
  return change([&](PeerState& next) {
    next.about_scheme_ = {AboutScheme{once, text}.encode(), kAboutSchemeTimes, 0, {}, today};
    return Done{};
  });
}

Done PeerState::propose_agreement(std::uint32_t pair, const Agreement& terms,
                                  const PeerAround& around) {
  const PeerPair* const found = this->pair(pair);
  if (found == nullptr) return refuse(IntentRefusal::kNoSuchPair);
  if (!found->with.has_come()) return refuse(IntentRefusal::kPeerNotThere);
  SignedAgreement made{terms, {}, {}};
  Agreement& text = made.agreement;
  text.number = found->agreement ? found->agreement->agreement.number + 1 : 1;
  const bool doctor = role_ == Role::kColleague;
  (doctor ? text.supportee : text.supporter) = name_;
  (doctor ? text.supporter : text.supportee) = found->with.name;
  (doctor ? text.supportee_key : text.supporter_key) = identity_.public_key;
  (doctor ? text.supporter_key : text.supportee_key) = found->with.key;
  if (text.problem() != nullptr) return refuse(IntentRefusal::kPeerInvalid);
  return sign(pair, std::move(made), around);
}

Done PeerState::sign_agreement(std::uint32_t pair, const PeerAround& around) {
  const PeerPair* const found = this->pair(pair);
  if (found == nullptr) return refuse(IntentRefusal::kNoSuchPair);
  if (!found->agreement) return refuse(IntentRefusal::kPeerNotThere);
  SignedAgreement made = *found->agreement;
  if (side() == Side::kSupportee ? made.supportee.has_value() : made.supporter.has_value()) {
    return refuse(IntentRefusal::kAlreadySaid);
  }
  return sign(pair, std::move(made), around);
}

Done PeerState::sign(std::uint32_t pair, SignedAgreement agreement, const PeerAround& around) {
  if (!agreement.sign_as(side(), identity_, around.origin, around.genesis)) {
    panic("peer: an agreement of somebody else");
  }
  return change([&](PeerState& next) {
    PeerPair& own = *next.find(pair);
    own.agreement = agreement;
    return next.put(own.channel, LetterKind::kAgreement, encode_agreement(agreement));
  });
}

Done PeerState::give_feedback(std::uint32_t pair, const PairFeedback& feedback) {
  if (role_ != Role::kColleague) return refuse(IntentRefusal::kWrongRole);
  const PeerPair* const found = this->pair(pair);
  if (found == nullptr) return refuse(IntentRefusal::kNoSuchPair);
  if (!found->with.has_come()) return refuse(IntentRefusal::kPeerNotThere);
  if (!feedback.is_valid()) return refuse(IntentRefusal::kPeerInvalid);
  if (found->feedback) return refuse(IntentRefusal::kAlreadySaid);
  return change([&](PeerState& next) {
    PeerPair& own = *next.find(pair);
    own.feedback = feedback;
    return next.put(own.channel, LetterKind::kFeedback, feedback.encode());
  });
}

Done PeerState::remind(std::uint32_t pair, const PeerAround& around) {
  if (role_ != Role::kSupporter) return refuse(IntentRefusal::kWrongRole);
  const PeerPair* const found = this->pair(pair);
  if (found == nullptr) return refuse(IntentRefusal::kNoSuchPair);
  if (!found->with.has_come()) return refuse(IntentRefusal::kPeerNotThere);
  if (!may_remind(*found, around)) return refuse(IntentRefusal::kAlreadySaid);
  return change([&](PeerState& next) {
    PeerPair& own = *next.find(pair);
    own.reminded = around.today;
    return next.put(own.channel, LetterKind::kReminder, {});
  });
}

bool PeerState::feedback_is_due(const PeerPair& pair, const PeerAround& around) const {
  return role_ == Role::kColleague && !pair.feedback && pair.with.has_come() &&
         around.today >= pair.since + around.policy.feedback_weeks * 7u;
}

bool PeerState::may_remind(const PeerPair& pair, const PeerAround& around) const {
  return role_ == Role::kSupporter &&
         (pair.reminded == 0 || around.today >= pair.reminded + around.policy.reminder_weeks * 7u);
}

// --- what is sent ---

std::vector<PeerState::Sender> PeerState::senders() const {
  std::vector<Sender> out;
  if (director_.has_something()) out.push_back({0, director_.last_sent});
  if (about_scheme_.left > 0) out.push_back({kNobody, about_scheme_.sent});
  // Who opted out sends nothing to the other but that they are in again.
  for (const PeerPair& each : pairs_) {
    if (standing_ == Standing::kIn && each.with.has_come() && each.channel.has_something()) {
      out.push_back({each.number, each.channel.last_sent});
    }
  }
  std::ranges::sort(out, {}, [](const Sender& s) { return std::pair(s.last_sent, s.who); });
  return out;
}

void PeerState::look_at_director(const X25519PublicKey& director, protocol::Day today) {
  AboutSchemeSaid& said = about_scheme_;
  if (said.body.empty()) return;
  if (said.to != X25519PublicKey{} && said.to != director) {
    said.to = director;
    said.left = kAboutSchemeTimes;
  }
  if (said.left > 0) {
    said.day = today;
  } else if (today >= said.day + kAboutSchemeDays) {
    forget_about_scheme();
  }
}

void PeerState::forget_about_scheme() {
  if (about_scheme_.left == 0) about_scheme_ = {};
}

std::optional<Bytes> PeerState::next_cell(std::uint32_t who, std::uint32_t counter,
                                          const X25519PublicKey& director, const Hash256& genesis) {
  if (who == kNobody) {
    Letter letter;
    letter.kind = LetterKind::kAboutScheme;
    letter.piece = about_scheme_.body;
    about_scheme_.sent = counter;
    about_scheme_.to = director;
    --about_scheme_.left;
    return seal_letter(std::move(letter), nullptr, director, genesis);
  }
  PeerPair* const pair = who == 0 ? nullptr : find(who);
  Channel& channel = pair == nullptr ? director_ : pair->channel;
  std::optional<Letter> letter = channel.next();
  if (!letter) return std::nullopt;
  channel.last_sent = counter;
  return seal_letter(std::move(*letter), &identity_, pair == nullptr ? director : pair->with.mail,
                     genesis);
}

}  // namespace sotto::client
