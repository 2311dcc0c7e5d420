// What a board says to an opening visit: enquiries, snapshots, and what they change.

#include <algorithm>

#include "client/core/visit_machine.h"

namespace sotto::client {
namespace {

using protocol::Board;

// The keys with which the cells of a board are tried.
class Keyring {
 public:
  // post: of the director's desk, which opens nothing else.
  Keyring(const State& state, std::string_view origin, const Hash256& genesis, const DeskPost* post)
      : origin_(origin) {
    if (post != nullptr || state.peer) {
      const X25519KeyPair& mail = post != nullptr ? post->sealing : state.peer->mail();
      letters_ = Opener::for_enquiries(mail.clone(), letter_info(genesis));
    }
    if (post != nullptr) return;
    if (state.supporter) {
      const auto own = protocol::supporter_id(state.supporter->identity.public_key);
      const Bytes info = cell_info(origin, Board::kEnquiries, own);
      for (const WeekKey& key : state.supporter->week_keys) {
        contacts_.push_back(Opener::for_enquiries(key.pair.clone(), info));
      }
    }
    for (const Engagement& engagement : state.engagements) renew(engagement);
  }

  struct Opened {
    SecretBytes message;
    const Opener* contact = nullptr;  // an enquiry's
    std::uint32_t engagement = 0;     // 0 of a letter
    const Trial* trial = nullptr;
  };
  std::optional<Opened> open(protocol::Cell cell) const {
    for (const Ring& ring : rings_) {
      for (const Trial& trial : ring.trials) {
        auto message = trial.opener.open(cell);
        if (message) return Opened{std::move(*message), nullptr, ring.engagement, &trial};
      }
    }
    for (const Opener& contact : contacts_) {
      auto message = contact.open(cell);
      if (message) return Opened{std::move(*message), &contact, 0, nullptr};
    }
    if (letters_) {
      auto message = letters_->open(cell);
      if (message) return Opened{std::move(*message), nullptr, 0, nullptr};
    }
    return std::nullopt;
  }

  // After an engagement's keys may have changed.
  void renew(const Engagement& engagement) {
    std::erase_if(rings_, [&](const Ring& ring) { return ring.engagement == engagement.id(); });
    rings_.push_back({engagement.id(), engagement.trials(origin_)});
  }

 private:
  struct Ring {
    std::uint32_t engagement = 0;
    std::vector<Trial> trials;
  };
  std::string origin_;
  std::vector<Opener> contacts_;
  std::optional<Opener> letters_;
  std::vector<Ring> rings_;
};

// Of a near-peer scheme: only of whom the director has introduced, and once a pair.
void take_paired(State& state, const X25519PublicKey& contact_key, Enquiry enquiry,
                 protocol::Day today) {
  const auto named = Engagement::pair_named(enquiry);
  if (!named || state.peer->pair(*named) == nullptr ||
      state.supporter->marks.contains(enquiry_mark(enquiry.secret))) {
    return;
  }
  // A doctor who begins anew has another locker, or another copy of it.
  std::erase_if(state.engagements, [&](const Engagement& each) { return each.pair() == named; });
  if (state.engagements.size() == kPeerEngagementsMax) return;
  auto engagement = Engagement::with_doctor(
      state.next_engagement, protocol::supporter_id(state.supporter->identity.public_key),
      contact_key, std::move(enquiry), today);
  if (!engagement) return;
  ++state.next_engagement;
  state.engagements.push_back(std::move(*engagement));
}

// An enquiry that is new and can be redeemed becomes an engagement that waits for its pass. What
// does not fit is not remembered: it comes again.
void take_enquiry(State& state, const X25519PublicKey& contact_key, Enquiry enquiry,
                  const protocol::PassKey& in_force, protocol::Day today) {
  for (Engagement& engagement : state.engagements) {
    if (engagement.repeats(enquiry)) return;
  }
  if (state.peer) return take_paired(state, contact_key, std::move(enquiry), today);
  if (state.supporter->marks.contains(enquiry_mark(enquiry.secret)) ||
      state.engagements.size() == protocol::kMaxEngagements ||
      enquiry.pass.epoch != in_force.epoch || enquiry.pass.generation != in_force.generation) {
    return;
  }
  auto engagement = Engagement::from_enquiry(
      state.next_engagement, protocol::supporter_id(state.supporter->identity.public_key),
      contact_key, std::move(enquiry), today);
  if (!engagement) return;
  ++state.next_engagement;
  state.engagements.push_back(std::move(*engagement));
}

}  // namespace

void Visit::Machine::tick() {
  std::erase_if(state.engagements, [this](Engagement& engagement) {
    const bool waited = engagement.phase() == client::Phase::kWaitsForPass;
    engagement.tick(everybody->today(), everybody->policy().engagement_weeks, pass_key().epoch,
                    pass_key().generation);
    return waited && engagement.finished();  // without a mark: it comes with another pass
  });
  if (state.supporter) state.supporter->erase_old_keys(everybody->today());
}

void Visit::Machine::scan() {
  Keyring keyring(state, everybody->policy().origin, everybody->genesis(), post ? &*post : nullptr);
  for (protocol::Day day : board->changed(state.seen, everybody->log())) {
    events.emplace_back(event::BoardChanged{day});
  }
  BoardMarks tried = state.seen;
  if (post) tried.read = post->read;
  for (protocol::Cell cell : board->cells_after(tried)) {
    const auto opened = keyring.open(cell);
    if (!opened) continue;
    if (opened->contact != nullptr) {
      auto enquiry = Enquiry::parse(opened->message.expose());
      if (!enquiry) continue;
      take_enquiry(state, opened->contact->key(), std::move(*enquiry), pass_key(),
                   everybody->today());
      continue;
    }
    if (opened->engagement == 0) {
      if (const auto letter = Letter::parse(opened->message.expose())) take_letter(*letter);
      continue;
    }
    const auto snapshot = Snapshot::parse(opened->message.expose());
    if (!snapshot) continue;
    Engagement& engagement = *state.find(opened->engagement);
    const Received received = engagement.receive(*opened->trial, *snapshot, everybody->today());
    if (received.put_back) events.emplace_back(event::LockerPutBack{engagement.id()});
    if (received.accepted) keyring.renew(engagement);
  }
  state.seen = board->marks();
}

// What the others said of the log: the beginning of ours, or ours is not theirs. A pass of another
// key says the same.
void Visit::Machine::gossip() {
  const protocol::PassKey& key = pass_key();
  const voprf::TokenKeyId key_id = key_id_of(key.key);
  for (Engagement& engagement : state.engagements) {
    if (engagement.refuse_pass_of_another_key(key.epoch, key.generation, key_id)) {
      events.emplace_back(event::OtherLog{engagement.id()});
    }
  }
  for (Engagement& engagement : state.engagements) {
    const auto theirs = engagement.log_to_check();
    // Who has no pass has no say.
    if (!theirs || engagement.phase() == client::Phase::kWaitsForPass) continue;
    const auto agrees = everybody->agrees(*theirs);
    if (!agrees) continue;  // longer than ours: compared when ours is as long
    if (!*agrees) events.emplace_back(event::OtherLog{engagement.id()});
    engagement.log_checked();
  }
}

Visit::Machine::SeenAll Visit::Machine::seen() const {
  SeenAll out;
  for (const Engagement& engagement : state.engagements) {
    const EngagementView view = engagement.view();
    out.push_back(
        {view.id, view.phase, view.agreed, view.held, view.offer, view.chosen.has_value()});
  }
  return out;
}

void Visit::Machine::settle(const SeenAll& before, bool aloud) {
  for (const Seen& now : seen()) {
    const auto found = std::ranges::find(before, now.id, &Seen::id);
    const Seen then = found != before.end() ? *found : Seen{now.id, client::Phase::kWaitsForPass};
    if (now == then || now.phase == client::Phase::kWaitsForPass) continue;
    const bool shown = then.phase == client::Phase::kWaitsForPass;
    if (shown && state.find(now.id)->finished()) continue;  // its pass was refused
    OwnCounts more{.enquiries = shown ? 1u : 0u,
                   .meetings = static_cast<std::uint32_t>(now.held - then.held)};
    if (now.phase == client::Phase::kAccepted && then.phase != now.phase) more.contacts = 1;
    state.counts += more;
    if (state.supporter) state.supporter->quarters.now += more;
    if (!aloud) continue;
    if (shown) {
      events.emplace_back(event::EnquiryShown{now.id});
    } else {
      events.emplace_back(event::EngagementChanged{now.id});
    }
  }
  erase_finished();
}

// Ended and known to be, or refused: only the mark stays.
void Visit::Machine::erase_finished() {
  std::erase_if(state.engagements, [this](const Engagement& engagement) {
    if (engagement.finished() && state.supporter) state.supporter->marks.add(engagement.mark());
    return engagement.finished();
  });
}

}  // namespace sotto::client
