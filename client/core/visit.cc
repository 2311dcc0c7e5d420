#include "client/core/visit.h"

#include <algorithm>

#include "client/core/roster.h"
#include "client/core/visit_machine.h"
#include "crypto/base/panic.h"
#include "crypto/primitives/random.h"

namespace sotto::client {

// --- the steps ---

Step Visit::Machine::next(protocol::UnixTime now) {
  if (failure || phase == Phase::kFinished) return Finished{};
  if (outgoing) return Send{*outgoing};
  if (phase == Phase::kOpened) return next_opened(now);
  if (leaving) {
    phase = Phase::kFinished;
    return Finished{};
  }
  prepare_opening(now);
  if (failure) return Finished{};
  return Send{*outgoing};
}

void Visit::Machine::answer(const Response& response, protocol::UnixTime now) {
  if (!outgoing) panic("visit: an answer to nothing");
  outgoing.reset();
  if (phase == Phase::kOpened) {
    answer_opened(response, now);
  } else {
    answer_opening(response, now);
  }
}

void Visit::Machine::no_answer() {
  if (!outgoing) panic("visit: no answer to nothing");
  outgoing.reset();
  if (phase != Phase::kOpened) {
    fail(Failure::kNoAnswer);
    return;
  }
  if (carried == Carried::kExtend) take_extend(std::unexpected(Refused{Failure::kNoAnswer}));
  carried = Carried::kNothing;
}

void Visit::Machine::fail(const Refused& refused) {
  failure = refused.why;
  if (refused.why == Failure::kRefused) refusal = refused.status;
}

// The gateway's key is checked by use: one of small order is in no good log.
void Visit::Machine::carry(const Endpoint& endpoint, ByteView content) {
  exchange = Exchange::make(everybody->policy().origin, everybody->gateway(), endpoint, content);
  if (!exchange) {
    fail(Failure::kLogInvalid);
    return;
  }
  outgoing = exchange->request();
}

Known Visit::Machine::known() const {
  Known out;
  out.role = state.role;
  if (const auto id = own_id()) {
    const auto entry = everybody->log().roster().find(*id);
    out.listed =
        entry != everybody->log().roster().end() && entry->second.in_force(everybody->week());
  }
  out.eligible = state.eligible;
  out.epoch_drawn = state.epoch_drawn;
  out.generation_drawn = state.generation_drawn;
  out.redemptions = state.redemptions;
  out.commits = commits;
  if (state.supporter) {
    out.quarter_due = quarter_due();
    out.quarter_reported = state.supporter->quarters.reported;
  }
  return out;
}

// Of the visit's day: one that lasts into the next quarter reports nothing there.
protocol::Epoch Visit::Machine::quarter_due() const {
  const protocol::Replay& log = everybody->log();
  const protocol::Epoch now = everybody->policy().calendar.epoch(everybody->today());
  if (now == 0 || log.certificate_for(now - 1) == nullptr || log.closing_of(now - 1) != nullptr) {
    return 0;
  }
  const auto roster = log.reporters(now - 1);
  const bool listed = std::ranges::binary_search(roster, state.supporter->identity.public_key);
  return listed ? now - 1 : 0;
}

std::optional<protocol::SupporterId> Visit::Machine::own_id() const {
  if (!state.supporter) return std::nullopt;
  return protocol::supporter_id(state.supporter->identity.public_key);
}

// --- the public side ---

Visit::Visit(std::unique_ptr<Machine> machine) : machine_(std::move(machine)) {}
Visit::~Visit() = default;
Visit::Visit(Visit&&) noexcept = default;
Visit& Visit::operator=(Visit&&) noexcept = default;

Visit Visit::open(LockerKeys keys, Pin pin, protocol::UnixTime, std::vector<Intent> again) {
  auto machine = std::make_unique<Machine>();
  machine->keys = std::move(keys);
  machine->pin = std::move(pin);
  machine->again = std::move(again);
  // Before anything private is known.
  random_fill(
      {reinterpret_cast<std::uint8_t*>(&machine->drawn_moment), sizeof machine->drawn_moment});
  return Visit(std::move(machine));
}

Visit Visit::open_kept(LockerKeys keys, Pin pin, Kept kept, protocol::UnixTime now,
                       std::vector<Intent> again) {
  Visit out = open(std::move(keys), std::move(pin), now, std::move(again));
  out.machine_->kept = std::move(kept);
  return out;
}

Visit Visit::enrol(LockerKeys keys, Pin pin, Secret<10> code, protocol::Role role,
                   protocol::UnixTime now) {
  Visit out = open(std::move(keys), std::move(pin), now);
  out.machine_->code = std::move(code);
  out.machine_->role = role;
  return out;
}

Visit Visit::enrol_kept(LockerKeys keys, Pin pin, Secret<10> code, protocol::Role role,
                        protocol::UnixTime now) {
  Visit out = enrol(std::move(keys), std::move(pin), std::move(code), role, now);
  out.machine_->kept.emplace();
  return out;
}

void Visit::follow(const Visit& before) {
  const Machine& failed = *before.machine_;
  if (failed.failure == Failure::kStaleVersion) machine_->stale_version = failed.version;
  if (failed.failure == Failure::kGatewayKeyChanged) {
    machine_->gone_gateway = failed.everybody->gateway().encode();
  }
}

void Visit::carry_post(DeskPost post) {
  machine_->post = std::move(post);
}

Step Visit::next(protocol::UnixTime now) {
  return machine_->next(now);
}

void Visit::answer(const Response& response, protocol::UnixTime now) {
  machine_->answer(response, now);
}

void Visit::no_answer(protocol::UnixTime) {
  machine_->no_answer();
}

bool Visit::opened() const {
  return machine_->is_open;
}
std::optional<Failure> Visit::failure() const {
  return machine_->failure;
}
std::optional<protocol::Status> Visit::refusal() const {
  return machine_->refusal;
}

std::expected<void, IntentRefusal> Visit::apply(Intent intent) {
  if (!opened()) panic("visit: an intent before it is open");
  const auto applied = machine_->apply(intent);
  if (applied) machine_->intents.push_back(std::move(intent));
  return applied;
}

void Visit::leave() {
  machine_->leaving = true;
}

bool Visit::unanswered() const {
  return machine_->unanswered();
}

std::optional<Request> Visit::leaving_request(protocol::UnixTime now) const {
  const Machine& machine = *machine_;
  if (!opened() || machine.failure || machine.left || machine.move || machine.kept) {
    return std::nullopt;
  }
  if (machine.commit) return machine.commit->request();
  State copy = machine.state.clone();
  const auto sealed = machine.seal_commit(copy, now);
  return sealed ? std::optional(sealed->exchange.request()) : std::nullopt;
}

std::vector<Intent> Visit::unsaved() const {
  const auto& intents = machine_->intents;
  const auto first = intents.begin() + static_cast<std::ptrdiff_t>(machine_->saved);
  return {first, intents.end()};
}

const Kept* Visit::kept() const {
  return machine_->kept ? &*machine_->kept : nullptr;
}

void Visit::move_to(LockerKeys fresh) {
  if (!opened()) panic("visit: new words before it is open");
  if (machine_->kept) panic("visit: new words for a locker that is not the broker's");
  if (machine_->move) panic("visit: new words while others are on their way");
  machine_->fresh_keys = std::move(fresh);
  machine_->moved = Asked::kPending;
}

Asked Visit::moved() const {
  return machine_->moved;
}

void Visit::extend(Secret<10> code) {
  if (!opened()) panic("visit: a new code before it is open");
  machine_->code = std::move(code);
  machine_->extended = Asked::kPending;
}

Asked Visit::extended() const {
  return machine_->extended;
}

const PublicView& Visit::everybody() const {
  if (!machine_->everybody) panic("visit: nothing was checked yet");
  return *machine_->everybody;
}

protocol::Role Visit::role() const {
  return machine_->state.role;
}

std::vector<SupporterView> Visit::directory() const {
  std::vector<SupporterView> out;
  for (const protocol::DirectoryEntry& entry : everybody().directory().entries) {
    auto text = protocol::ListingText::parse(entry.text);
    if (!text) panic("visit: a checked listing does not parse");
    out.push_back({entry.id, std::move(*text), everybody().contact_key(entry.id).has_value()});
  }
  return out;
}

std::vector<EngagementView> Visit::engagements() const {
  std::vector<EngagementView> out;
  for (const Engagement& engagement : machine_->state.engagements) {
    if (engagement.phase() != Phase::kWaitsForPass) out.push_back(engagement.view());
  }
  return out;
}

std::vector<Event> Visit::events() const {
  return machine_->events;
}
std::optional<protocol::UnixTime> Visit::last_opened() const {
  return machine_->last_opened;
}
std::uint32_t Visit::visits() const {
  return machine_->state.visits;
}
std::size_t Visit::packs_left() const {
  return machine_->state.packs.left();
}
OwnCounts Visit::own_counts() const {
  return machine_->state.counts;
}
std::optional<protocol::SupporterId> Visit::own_id() const {
  return machine_->own_id();
}

std::optional<SigningPublicKey> Visit::own_identity() const {
  const State& state = machine_->state;
  if (state.recipient) return state.recipient->identity.public_key;
  if (!state.supporter) return std::nullopt;
  return state.supporter->identity.public_key;
}

std::optional<protocol::ListingText> Visit::own_listing() const {
  const auto& own = machine_->state.supporter;
  if (!own || own->published.number == 0) return std::nullopt;
  return protocol::ListingText::parse(own->published.text);
}

bool Visit::own_listing_signed() const {
  const auto& own = machine_->state.supporter;
  if (!own || own->published.number == 0) return false;
  const auto& roster = log().roster();
  const auto found = roster.find(*own_id());
  return found != roster.end() && !found->second.removed_from &&
         found->second.number == own->published.number &&
         found->second.commitment == own->published.commitment();
}

std::optional<protocol::Proposal> Visit::own_proposal() const {
  return machine_->own_proposal();
}

std::optional<protocol::RosterRequest> Visit::signed_proposal(protocol::Day day) const {
  auto proposal = own_proposal();
  if (!proposal) return std::nullopt;
  return proposal_of(machine_->keys, everybody().genesis(), std::move(*proposal), day);
}

bool Visit::paused() const {
  return machine_->state.supporter && machine_->state.supporter->paused;
}

Known Visit::known() const {
  return machine_->known();
}

}  // namespace sotto::client
