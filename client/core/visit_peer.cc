// What near-peer schemes add to a visit: letters, and the engagement of every pair
// (docs/spec/near-peer.md). Nothing here adds a request, or makes one larger.

#include <algorithm>

#include "client/core/visit_machine.h"

namespace sotto::client {
namespace {

using protocol::Role;

std::unexpected<IntentRefusal> refuse_peer(IntentRefusal why) {
  return std::unexpected(why);
}

}  // namespace

void Visit::Machine::begin_peer() {
  if (everybody->policy().near_peer && !post) state.begin_peer();
}

const protocol::Recipient* Visit::Machine::director() const {
  const auto& policy = everybody->policy();
  if (!policy.near_peer) return nullptr;
  const auto found = everybody->log().recipients().find(policy.near_peer->director);
  return found == everybody->log().recipients().end() ? nullptr : &found->second;
}

PeerAround Visit::Machine::peer_around() const {
  const protocol::Policy& policy = everybody->policy();
  if (!policy.near_peer) panic("visit: no near-peer scheme");
  return {*policy.near_peer, policy.origin, everybody->genesis(), everybody->today()};
}

void Visit::Machine::take_letter(const Letter& letter) {
  if (post) {
    letters.push_back(letter);
    return;
  }
  const protocol::Recipient* const by = director();
  if (by == nullptr) return;
  for (const PeerEvent& each : state.peer->take(letter, by->signing_key, peer_around())) {
    events.emplace_back(each);
  }
}

// A doctor's client gets in touch by itself, so that nobody has to and nothing shows who did. What
// belongs to a pair that is over is erased with it.
void Visit::Machine::look_at_pairs() {
  if (!state.peer) return;
  if (const protocol::Recipient* const is = director()) {
    state.peer->look_at_director(is->sealing_key, everybody->today());
  }
  std::erase_if(state.engagements, [this](const Engagement& each) {
    const bool over = each.pair() && state.peer->pair(*each.pair()) == nullptr;
    if (over && state.supporter) state.supporter->marks.add(each.mark());
    return over;
  });
  if (state.role != Role::kColleague || state.peer->standing() != Standing::kIn) return;
  for (const PeerPair& pair : state.peer->pairs()) {
    const bool begun = std::ranges::any_of(
        state.engagements, [&](const Engagement& each) { return each.pair() == pair.with.pair; });
    if (begun || !pair.with.has_come()) continue;
    const auto id = protocol::supporter_id(pair.with.key);
    const auto key = everybody->contact_key(id);
    if (!key) continue;  // not listed yet, or paused
    state.engagements.push_back(Engagement::with_supporter(
        state.next_engagement++, id, {key->key, key->week}, pair.with.pair, everybody->today()));
  }
}

std::expected<void, IntentRefusal> Visit::Machine::carry_out(const intent::Peer& wish) {
  if (!state.peer) return refuse_peer(IntentRefusal::kNoPairs);
  const auto done = state.peer->act(wish.act, peer_around());
  if (done) look_at_pairs();
  return done;
}

// --- the public side ---

const PeerState* Visit::peer() const {
  return machine_->state.peer ? &*machine_->state.peer : nullptr;
}

PeerAround Visit::peer_around() const {
  return machine_->peer_around();
}

PairView Visit::Machine::view_of(const PeerPair& pair) const {
  const PeerAround around = peer_around();
  PairView out{.pair = pair, .engagement = {}};
  for (const Engagement& each : state.engagements) {
    if (each.pair() == pair.with.pair) out.engagement = each.view();
  }
  const bool introduced = out.engagement && out.engagement->phase == client::Phase::kAccepted;
  out.introduction_late = state.role == Role::kSupporter && !introduced &&
                          around.today >= pair.since + around.policy.introduction_days;
  out.feedback_due = state.peer->feedback_is_due(pair, around);
  out.may_remind = state.peer->may_remind(pair, around);
  if (!pair.agreement) return out;
  const protocol::Calendar& calendar = everybody->policy().calendar;
  out.agreement_whole = pair.agreement->is_whole(around.origin, around.genesis);
  out.agreement_over =
      protocol::date_of(calendar.start(around.today)) > pair.agreement->agreement.end;
  return out;
}

std::vector<PairView> Visit::pairs() const {
  std::vector<PairView> out;
  if (!machine_->state.peer) return out;
  for (const PeerPair& each : machine_->state.peer->pairs()) {
    out.push_back(machine_->view_of(each));
  }
  return out;
}

const std::vector<Letter>& Visit::found_letters() const {
  return machine_->letters;
}

const DayMarks& Visit::has_read() const {
  return machine_->state.seen.read;
}

}  // namespace sotto::client
