// A visit until it is open: the public files, a new locker's enrolment, the locker, the boards, the
// draw.

#include <algorithm>
#include <tuple>

#include "client/core/locker.h"
#include "client/core/visit_machine.h"
#include "crypto/primitives/random.h"

namespace sotto::client {
namespace {

using protocol::Role;
using protocol::Status;

// The key of a past epoch is gone; what is drawn is of this one.
std::pair<protocol::Epoch, std::uint8_t> name(const protocol::PassKey& key) {
  return {key.epoch, key.generation};
}

}  // namespace

// --- what is asked ---

void Visit::Machine::prepare_opening(protocol::UnixTime now) {
  switch (phase) {
    case Phase::kPublic:
      outgoing = Request{kPublicPaths[fetched], {}};
      return;
    case Phase::kEnrol:
      return carry(kEnrol, enrol_body());
    case Phase::kOpen:
      return carry(kOpen, open_body(now));
    case Phase::kBoards:
      outgoing = Request{board_paths[fetched], {}};
      return;
    case Phase::kDraw:
      return carry(kDraw, draw_body());
    case Phase::kOpened:
    case Phase::kFinished:
      break;
  }
  panic("visit: an opening that is over");
}

// The first state, with the seed of the first draw and the log as it was seen, in a new locker.
Bytes Visit::Machine::enrol_body() {
  State first = State::fresh(role);
  first.log = everybody->log_view();
  protocol::EnrolRequest request{.kind = protocol::EnrolKind::kNewLocker,
                                 .code = code->clone(),
                                 .role = role,
                                 .id = keys.id,
                                 .write_key = keys.write.public_key,
                                 .salt = random_array<protocol::kSaltSize>(),
                                 .locker = {}};
  request.locker = seal_locker(keys, request.salt, 1, first.encode());
  if (kept) {
    *kept = {{.version = 1, .blob = request.locker}};
    request.locker = random_bytes(protocol::kLockerSize);
  }
  request.signature = sign(keys.write, protocol::kEnrolLabel,
                           protocol::enrol_message(everybody->genesis(), request.encode()));
  return request.encode();
}

Bytes Visit::Machine::open_body(protocol::UnixTime now) const {
  protocol::OpenRequest request{
      .id = keys.id, .day = everybody->policy().calendar.day(now), .nonce = random_array<16>()};
  request.signature =
      sign(keys.write, protocol::kOpenLabel, protocol::open_message(everybody->genesis(), request));
  return request.encode();
}

Bytes Visit::Machine::draw_body() {
  const std::string& origin = everybody->policy().origin;
  draw = state.supporter ? Draw::for_supporter(state.draw_seed, pass_key().key, origin)
                         : Draw::for_colleague(state.draw_seed, everybody->policy().packs_per_epoch,
                                               pass_key().key, origin);
  protocol::DrawRequest request{.id = keys.id,
                                .epoch = pass_key().epoch,
                                .generation = pass_key().generation,
                                .token_request = draw->token_request()};
  if (const auto id = own_id()) request.supporter = *id;
  const Bytes message = protocol::draw_message(everybody->genesis(), request);
  if (state.supporter) {
    request.identity_signature =
        sign(state.supporter->identity, protocol::kDrawIdentityLabel, message);
  }
  request.signature = sign(keys.write, protocol::kDrawLabel, message);
  return request.encode();
}

// --- what is answered ---

void Visit::Machine::answer_opening(const Response& response, protocol::UnixTime now) {
  if (phase == Phase::kPublic || phase == Phase::kBoards) return take_file(response, now);
  const auto payload = exchange->open(response);
  if (phase == Phase::kDraw) return take_draw(payload, now);
  if (!payload) return fail(payload.error());
  if (phase == Phase::kOpen) return take_locker(*payload);
  if (!protocol::EnrolAnswer::parse(*payload)) return fail(Failure::kNotSotto);
  code.reset();
  phase = Phase::kOpen;
}

void Visit::Machine::take_file(const Response& response, protocol::UnixTime now) {
  if (response.status >= 500) return fail(Failure::kNoAnswer);
  // A day without cells may have no file; whether it was one is checked against the log.
  const bool none = phase == Phase::kBoards && response.status == 404;
  if (response.status != 200 && !none) return fail(Failure::kNotSotto);
  Bytes body = none ? Bytes{} : response.body;
  if (phase == Phase::kBoards) {
    board_files.push_back(std::move(body));
    if (++fetched == board_paths.size()) after_boards(now);
    return;
  }
  Bytes* const places[] = {&files.checkpoint, &files.log, &files.policy, &files.directory};
  *places[fetched] = std::move(body);
  if (++fetched == kPublicPaths.size()) take_public_files(now);
}

void Visit::Machine::take_public_files(protocol::UnixTime now) {
  auto checked = PublicView::check(files, pin, now);
  if (!checked) return fail(checked.error());
  files = {};
  everybody = std::move(*checked);
  pass_key_in_force =
      everybody->log().pass_key(everybody->policy().calendar.epoch(everybody->today()));
  if (!pass_key_in_force) return fail(Failure::kNoPassKey);
  if (gone_gateway == everybody->gateway().encode()) return fail(Failure::kGatewayKeyChanged);
  phase = code ? Phase::kEnrol : Phase::kOpen;
}

void Visit::Machine::take_locker(ByteView payload) {
  auto answer = protocol::OpenAnswer::parse(payload);
  if (!answer) return fail(Failure::kNotSotto);
  const Bytes* const blob = locker_of(*answer);
  if (blob == nullptr) return fail(Failure::kLockerOutdated);
  if (stale_version && answer->version <= *stale_version) return fail(Failure::kNotSotto);
  const auto plaintext = open_locker(keys, answer->salt, answer->version, *blob);
  auto stored = plaintext ? State::parse(plaintext->expose()) : std::nullopt;
  // A version that a commit made knows of that commit, and the broker tells what became of it.
  if (!stored || stored->in_flight.has_value() != answer->last.has_value()) {
    return fail(Failure::kLockerUnreadable);
  }
  if (answer->last) {
    last = protocol::open_outcome(stored->in_flight->outcome_key, answer->last->second);
    if (!last || last->version != answer->version) return fail(Failure::kLockerUnreadable);
  }
  state = std::move(*stored);
  version = answer->version;
  if (kept) {
    std::erase_if(*kept, [this](const KeptVersion& each) { return each.version != version; });
  }
  next_salt = answer->next_salt;
  check_memory();
  board_paths = BoardView::paths(state.role, everybody->today());
  fetched = 0;
  phase = Phase::kBoards;
}

// Of what is kept, the version that the broker holds, made by the very commit that it has applied:
// another copy of the file may have gone on in its own way.
const Bytes* Visit::Machine::locker_of(const protocol::OpenAnswer& answer) const {
  if (!kept) return &answer.locker;
  const Hash256 request = answer.last ? answer.last->first : Hash256{};
  for (const KeptVersion& each : *kept) {
    if (each.version == answer.version && each.request == request) return &each.blob;
  }
  return nullptr;
}

// The log only grows: what was seen once must be its beginning for ever.
void Visit::Machine::check_memory() {
  const auto agrees = everybody->agrees(state.log);
  if (!agrees) return fail(Failure::kLogRolledBack);
  if (!*agrees) return fail(Failure::kLogForked);
  log_before = state.log.size;
  const auto restored = everybody->log().restored_index();
  if (state.visits != 0 && restored && *restored >= state.log.size) {
    events.emplace_back(event::BrokerRestored{});
  }
  state.log = everybody->log_view();
}

void Visit::Machine::after_boards(protocol::UnixTime now) {
  auto checked =
      BoardView::check(std::move(board_files), state.role, everybody->today(), everybody->log(),
                       everybody->days_late(), everybody->policy().calendar.day(now));
  if (!checked) return fail(checked.error());
  board = std::move(*checked);
  if (draws(known(), pass_key().epoch, pass_key().generation)) {
    phase = Phase::kDraw;
  } else {
    finish_opening(now);
  }
}

// What became of the commit in flight. False when the receipt is not the log's, or when a pass or
// a report was judged that was not there.
bool Visit::Machine::resolve_in_flight(const protocol::CommitOutcome& outcome,
                                       protocol::Day known) {
  InFlight in_flight = std::move(*state.in_flight);
  state.in_flight.reset();
  if (!good_receipt(everybody->log(), state.role, outcome, in_flight.mark.cells)) return false;
  if ((in_flight.pass == PassUse::kNone) != (outcome.pass == protocol::PassResult::kNone)) {
    return false;
  }
  if (in_flight.report != (outcome.report != protocol::ReportResult::kNone)) return false;
  // One that was not taken is made again.
  if (in_flight.report && outcome.report != protocol::ReportResult::kTaken) {
    state.supporter->quarters.reported = 0;
  }
  if (state.recipient) take_opening(in_flight.opening, outcome.opening);
  in_flight.mark.batch = outcome.batch;
  state.receipts.add(std::move(in_flight.mark), known);
  if (in_flight.pass != PassUse::kEngagement) return true;
  if (Engagement* const engagement = state.find(in_flight.engagement)) {
    engagement->pass_redeemed(outcome.pass == protocol::PassResult::kAccepted);
  }
  return true;
}

void Visit::Machine::take_draw(const std::expected<Bytes, Refused>& payload,
                               protocol::UnixTime now) {
  if (payload) {
    finish_draw(*payload);
  } else if (payload.error().why != Failure::kRefused) {
    return fail(payload.error());
  } else {
    switch (payload.error().status) {
      case Status::kNotEligible:
        state.eligible = false;
        break;
      case Status::kAlreadyDrawn:  // an old locker came back; its passes of this epoch are lost
        std::tie(state.epoch_drawn, state.generation_drawn) = name(pass_key());
        state.redemptions = protocol::kCoverPasses;
        break;
      case Status::kWrongEpoch:  // at the turn of an epoch, or a roster that has just changed: the
      case Status::kNotListed:   // next visit draws
      case Status::kTryLater:
        break;
      default:
        return fail(payload.error());
    }
  }
  if (!failure) finish_opening(now);
}

void Visit::Machine::finish_draw(ByteView payload) {
  auto authenticators = draw->finish(payload);
  if (!authenticators) return fail(Failure::kDrawInvalid);
  const auto [epoch, generation] = name(pass_key());
  if (state.supporter) {
    state.supporter->cover.refill(epoch, generation, state.draw_seed, std::move(*authenticators));
  } else {
    state.packs.refill(epoch, generation, pass_key().key, state.draw_seed,
                       std::move(*authenticators));
  }
  state.epoch_drawn = epoch;
  state.generation_drawn = generation;
  state.redemptions = 0;
  state.draw_seed = random_secret<32>();
}

void Visit::Machine::finish_opening(protocol::UnixTime now) {
  const SeenAll before = seen();
  if (state.supporter) {
    state.supporter->quarters.turn(everybody->policy().calendar.epoch(everybody->today()));
  }
  const std::size_t answered = state.recipient ? state.recipient->answered.size() : 0;
  if (last && !resolve_in_flight(*last, everybody->today())) return fail(Failure::kNotSotto);
  check_own_listing();
  const protocol::Day days = publishing_days(everybody->policy());
  for (protocol::Day day : state.receipts.settle(*board, everybody->today(), days)) {
    events.emplace_back(event::CellMissing{day});
  }
  begin_peer();
  tick();
  if (state.supporter) look_at_sent(now);
  if (state.recipient) {
    look_at_openings(answered);
    scan_envelopes();
    scan_shares();  // of what was just found, too
  }
  scan();
  look_at_pairs();
  gossip();
  settle(before, true);
  board.reset();
  draw.reset();
  exchange.reset();
  last_opened = state.visits == 0 ? std::nullopt : std::optional(state.last_opened);
  state.last_opened = now;
  ++state.visits;
  opened_at = now;
  is_open = true;
  phase = Phase::kOpened;
  for (Intent& intent : again) {
    const auto applied = apply(intent);
    if (applied) {
      intents.push_back(std::move(intent));
    } else {
      events.emplace_back(event::IntentLost{std::move(intent), applied.error()});
    }
  }
  again.clear();
}

void Visit::Machine::check_own_listing() {
  if (!state.supporter) return;
  SupporterState& own = *state.supporter;
  const auto& roster = everybody->log().roster();
  const auto found = roster.find(*own_id());
  const auto is = [&](std::uint32_t number, const Hash256& commitment) {
    return found->second.number == number && found->second.commitment == commitment;
  };
  bool right = found != roster.end() ? !found->second.removed_from : own.listed == 0;
  if (right && found != roster.end()) {
    if (own.published.number != 0 && is(own.published.number, own.published.commitment())) {
      own.listed = own.published.number;
      own.listed_commitment = own.published.commitment();
    }
    right = is(own.listed, own.listed_commitment);
    const auto& directory = everybody->directory();
    right = right && (!found->second.in_force(directory.week) ||
                      std::ranges::find(directory.entries, *own_id(),
                                        &protocol::DirectoryEntry::id) != directory.entries.end());
  }
  if (!right) events.emplace_back(event::OwnListingMissing{});
}

}  // namespace sotto::client
