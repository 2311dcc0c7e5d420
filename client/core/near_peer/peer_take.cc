// What letters say to a doctor or a supporter.

#include <algorithm>

#include "client/core/near_peer/peer.h"
#include "client/core/near_peer/statement.h"

namespace sotto::client {

using protocol::Role;

// A letter changes everything that it says or nothing: one that does not fit comes again.
std::vector<PeerEvent> PeerState::take(const Letter& letter, const SigningPublicKey& director,
                                       const PeerAround& around) {
  std::vector<PeerEvent> news;
  PeerState next = clone();
  const bool from_director = letter.sender == director;
  PeerPair* pair = nullptr;
  for (PeerPair& each : next.pairs_) {
    if (each.with.has_come() && each.with.key == letter.sender) pair = &each;
  }
  if (!from_director && pair == nullptr) return news;
  if (!letter.is_signed(mail_.public_key, around.genesis)) return news;
  const auto taken = from_director ? next.director_.take(letter) : pair->channel.take(letter);
  if (taken && from_director) next.take_from_director(*taken, around, news);
  if (taken && !from_director) next.take_within_pair(*pair, *taken, around, news);
  if (!next.fits()) next.forget_about_scheme();
  if (!next.fits()) return {};
  *this = std::move(next);
  return news;
}

void PeerState::take_from_director(const Channel::Taken& taken, const PeerAround& around,
                                   std::vector<PeerEvent>& news) {
  const bool doctor = role_ == Role::kColleague;
  if (taken.kind == (doctor ? LetterKind::kIntroduction : LetterKind::kDoctors)) {
    const auto told = Introduction::parse(taken.body);
    if (told && !(doctor && told->pairs.size() > 1)) take_introduction(*told, around, news);
  } else if (taken.kind == LetterKind::kStatement && !doctor) {
    std::string text(taken.body.begin(), taken.body.end());
    if (text.size() > kStatementMax) return;
    statement_ = std::move(text);
    news.push_back({PeerNews::kStatement, 0});
  }
}

bool PeerState::is_senior(const PairedWith& with, const Introduction& told,
                          const protocol::NearPeer& policy) const {
  const auto own = policy.grade(told.grade);
  const auto theirs = policy.grade(with.grade);
  if (!own || !theirs) return false;
  return role_ == Role::kColleague ? *theirs > *own : *own > *theirs;
}

// The whole view: a pair that is not in it any more has ended.
void PeerState::take_introduction(const Introduction& told, const PeerAround& around,
                                  std::vector<PeerEvent>& news) {
  name_ = told.name;
  grade_ = told.grade;
  // Whom the director has taken off the desk is not known there any more.
  if (name_.empty()) {
    joined_ = director_.waits(LetterKind::kApplication) || director_.waits(LetterKind::kHello);
  }
  if (standing_ == Standing::kWithdrawn) return;
  std::erase_if(pairs_, [&](const PeerPair& each) {
    const bool over =
        std::ranges::find(told.pairs, each.with.pair, &PairedWith::pair) == told.pairs.end();
    if (over) news.push_back({PeerNews::kUnpaired, each.number});
    return over;
  });
  for (const PairedWith& with : told.pairs) {
    if (!is_senior(with, told, around.policy)) {
      news.push_back({PeerNews::kNotSenior, 0});
      continue;
    }
    const auto found = std::ranges::find_if(
        pairs_, [&](const PeerPair& each) { return each.with.pair == with.pair; });
    if (found == pairs_.end()) {
      PeerPair pair;
      pair.number = next_pair_++;
      pair.since = around.today;
      pair.with = with;
      news.push_back({PeerNews::kPaired, pair.number});
      pairs_.push_back(std::move(pair));
      continue;
    }
    // Who comes with another key comes with another locker: what was signed stays on paper.
    if (found->with.has_come() && found->with.key != with.key) {
      found->channel = {};
      found->agreement.reset();
    }
    found->with = with;
  }
}

void PeerState::take_within_pair(PeerPair& pair, const Channel::Taken& taken,
                                 const PeerAround& around, std::vector<PeerEvent>& news) {
  const bool doctor = role_ == Role::kColleague;
  switch (taken.kind) {
    case LetterKind::kAgreement:
      if (auto theirs = parse_agreement(taken.body)) {
        if (take_agreement(pair, std::move(*theirs), around)) {
          news.push_back({PeerNews::kAgreement, pair.number});
        }
      }
      return;
    case LetterKind::kFeedback:
      if (auto feedback = PairFeedback::parse(taken.body); feedback && !doctor) {
        pair.feedback = std::move(*feedback);
        news.push_back({PeerNews::kFeedback, pair.number});
      }
      return;
    case LetterKind::kReminder:
      // One in reminder_weeks, whatever the other's client does.
      if (!doctor || !taken.body.empty()) return;
      if (pair.reminded != 0 && around.today < pair.reminded + around.policy.reminder_weeks * 7u) {
        return;
      }
      pair.reminded = around.today;
      news.push_back({PeerNews::kReminder, pair.number});
      return;
    case LetterKind::kInAgain:
      if (doctor || !taken.body.empty()) return;
      pair.came_back = true;
      news.push_back({PeerNews::kInAgain, pair.number});
      return;
    default:
      return;
  }
}

bool PeerState::is_of_pair(const Agreement& agreement, const PeerPair& pair) const {
  const bool doctor = role_ == Role::kColleague;
  return (doctor ? agreement.supportee : agreement.supporter) == name_ &&
         (doctor ? agreement.supporter : agreement.supportee) == pair.with.name &&
         (doctor ? agreement.supportee_key : agreement.supporter_key) == identity_.public_key &&
         (doctor ? agreement.supporter_key : agreement.supportee_key) == pair.with.key;
}

// The higher number counts; of two texts with one number the supporter's. Signatures of one text
// add up.
bool PeerState::take_agreement(PeerPair& pair, SignedAgreement theirs, const PeerAround& around) {
  const bool doctor = role_ == Role::kColleague;
  if (!is_of_pair(theirs.agreement, pair)) return false;
  auto& own_place = doctor ? theirs.supportee : theirs.supporter;
  const auto& other_place = doctor ? theirs.supporter : theirs.supportee;
  if (!other_place) return false;
  const auto& present = pair.agreement;
  const bool same = present && present->agreement.encode() == theirs.agreement.encode();
  if (present && !same) {
    const std::uint32_t own_number = present->agreement.number;
    if (theirs.agreement.number < own_number) return false;
    if (theirs.agreement.number == own_number && !doctor) return false;
  }
  own_place = same ? (doctor ? present->supportee : present->supporter) : std::nullopt;
  // The other's signature is good when the text would be whole with one's own.
  SignedAgreement whole = theirs;
  if (!whole.sign_as(side(), identity_, around.origin, around.genesis) ||
      !whole.is_whole(around.origin, around.genesis)) {
    return false;
  }
  if (same && present->supportee == theirs.supportee && present->supporter == theirs.supporter) {
    return false;
  }
  pair.agreement = std::move(theirs);
  return true;
}

}  // namespace sotto::client
