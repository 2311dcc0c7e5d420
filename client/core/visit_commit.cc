// The open visit: commits at the plan's times, new words, a new code. A commit without an answer
// goes again, the same bytes, at the next commit time; until then nothing new is sealed.

#include <utility>

#include "client/core/locker.h"
#include "client/core/visit_machine.h"
#include "crypto/primitives/random.h"

namespace sotto::client {

using protocol::Status;

Step Visit::Machine::next_opened(protocol::UnixTime now) {
  if (extended == Asked::kPending && code && start_extend()) return send(Carried::kExtend);
  // Not between a commit and its answer: its version is not known before.
  if (moved == Asked::kPending && !move && !commit && start_move()) return send(Carried::kMove);
  if (failure) return Finished{};
  if (leaving) {
    if (left) {
      phase = Phase::kFinished;
      return Finished{};
    }
    // New words without an answer go once more, then the commit under them.
    if (move && !move_repeated) {
      move_repeated = true;
      return send(Carried::kMove);
    }
    // What was done since is not in the repeat: its answer is followed by a commit of its own.
    if (commit && !commit_repeated) {
      commit_repeated = true;
      return send_commit(now);
    }
    left = true;
    return unanswered() ? next_opened(now) : send_commit(now);
  }
  const auto due = commit_time(everybody->policy(), opened_at, commits, drawn_moment);
  if (!due) return Wait{kForever};
  if (now < *due) return Wait{*due};
  if (move) {
    ++commits;
    return send(Carried::kMove);
  }
  return send_commit(now);
}

Step Visit::Machine::send(Carried what) {
  carried = what;
  const auto& sealed = what == Carried::kCommit ? commit : what == Carried::kMove ? move : exchange;
  outgoing = sealed->request();
  return Send{*outgoing};
}

Step Visit::Machine::send_commit(protocol::UnixTime now) {
  if (!commit) {
    auto sealed = seal_commit(state, now);
    if (!sealed) {
      fail(Failure::kLogInvalid);
      return Finished{};
    }
    commit = std::move(sealed->exchange);
    if (kept) kept->push_back(std::move(sealed->kept));
    concern.reset();
    commit_intents = intents.size();
  }
  ++commits;
  return send(Carried::kCommit);
}

// The plan first; then what fills it.
std::optional<Visit::Machine::Sealed> Visit::Machine::seal_commit(State& from,
                                                                  protocol::UnixTime now) const {
  const protocol::Calendar& calendar = everybody->policy().calendar;
  const protocol::Day today = calendar.day(now);
  // A visit that goes on into the next epoch redeems nothing there before its next opening.
  const CommitPlan plan = plan_commit(known(), calendar.epoch(today), pass_key().generation);
  const Dice dice(keys.seal, version);
  Filled filled = fill(from, plan,
                       {.everybody = *everybody,
                        .dice = dice,
                        .now = now,
                        .place = commits,
                        .concern = concern ? &*concern : nullptr,
                        .envelopes = &envelopes,
                        .post = post ? &post->cells : nullptr});
  KeptVersion made{.version = version + 1,
                   .blob = seal_locker(keys, next_salt, version + 1, from.encode())};
  protocol::CommitRequest request{.id = keys.id,
                                  .role = from.role,
                                  .expected_version = version,
                                  .outcome_key = from.in_flight->outcome_key.clone(),
                                  .locker = kept ? random_bytes(protocol::kLockerSize) : made.blob,
                                  .cells = std::move(filled.cells),
                                  .supporter = filled.supporter_places,
                                  .opening = filled.opening};
  if (request.opening) {
    request.opening->signature =
        sign(from.recipient->identity, protocol::kOpeningLabel,
             protocol::opening_message(everybody->genesis(), keys.id, version, *request.opening));
  }
  made.request = protocol::commit_hash(request.encode());
  request.signature = sign(keys.write, protocol::kCommitLabel,
                           protocol::commit_message(everybody->genesis(), made.request));
  auto exchange = Exchange::make(everybody->policy().origin, everybody->gateway(),
                                 commit_endpoint(from.role), request.encode());
  if (!exchange) return std::nullopt;
  return Sealed{std::move(*exchange), std::move(made)};
}

bool Visit::Machine::start_move() {
  protocol::MoveRequest request{.old_id = keys.id,
                                .expected_version = version,
                                .new_id = fresh_keys->id,
                                .new_key = fresh_keys->write.public_key,
                                .salt = random_array<protocol::kSaltSize>(),
                                .locker = {}};
  request.locker = seal_locker(*fresh_keys, request.salt, 1, state.encode());
  const Bytes message = protocol::move_message(everybody->genesis(), request.encode());
  request.new_signature = sign(fresh_keys->write, protocol::kMoveLabel, message);
  request.old_signature = sign(keys.write, protocol::kMoveLabel, message);
  move = Exchange::make(everybody->policy().origin, everybody->gateway(), kMove, request.encode());
  move_intents = intents.size();
  if (!move) fail(Failure::kLogInvalid);
  return move.has_value();
}

bool Visit::Machine::start_extend() {
  protocol::EnrolRequest request{.kind = protocol::EnrolKind::kExtend,
                                 .code = std::move(*code),
                                 .role = state.role,
                                 .id = keys.id,
                                 .write_key = keys.write.public_key,
                                 .salt = random_array<protocol::kSaltSize>(),
                                 .locker = random_bytes(protocol::kLockerSize)};
  code.reset();
  request.signature = sign(keys.write, protocol::kEnrolLabel,
                           protocol::enrol_message(everybody->genesis(), request.encode()));
  exchange =
      Exchange::make(everybody->policy().origin, everybody->gateway(), kEnrol, request.encode());
  if (!exchange) fail(Failure::kLogInvalid);
  return exchange.has_value();
}

void Visit::Machine::answer_opened(const Response& response, protocol::UnixTime now) {
  switch (std::exchange(carried, Carried::kNothing)) {
    case Carried::kCommit:
      return take_commit(commit->open(response), now);
    case Carried::kMove:
      return take_move(move->open(response));
    case Carried::kExtend:
      return take_extend(exchange->open(response));
    case Carried::kNothing:
      break;
  }
  panic("visit: an answer to nothing");
}

namespace {

// What is as good as no answer: the same bytes go again later.
bool later(const Refused& refused) {
  return refused.why == Failure::kNoAnswer || refused.status == Status::kTryLater;
}

Refused final_refusal(const Refused& refused) {
  if (refused.status == Status::kStaleVersion) return {Failure::kStaleVersion, refused.status};
  return refused;
}

}  // namespace

void Visit::Machine::take_commit(const std::expected<Bytes, Refused>& payload,
                                 protocol::UnixTime now) {
  if (!payload) {
    if (!later(payload.error())) fail(final_refusal(payload.error()));
    return;
  }
  const auto answer = protocol::CommitAnswer::parse(*payload);
  if (!answer || answer->outcome.version != version + 1) return fail(Failure::kNotSotto);
  const SeenAll before = seen();
  const protocol::Day today = everybody->policy().calendar.day(now);
  if (!resolve_in_flight(answer->outcome, today)) return fail(Failure::kNotSotto);
  settle(before, true);
  commit.reset();
  version = answer->outcome.version;
  next_salt = answer->next_salt;
  saved = commit_intents;
  if (kept) kept->erase(kept->begin(), kept->end() - 1);
}

void Visit::Machine::take_move(const std::expected<Bytes, Refused>& payload) {
  if (!payload) {
    if (!later(payload.error())) fail(final_refusal(payload.error()));
    return;
  }
  const auto answer = protocol::EnrolAnswer::parse(*payload);
  if (!answer || answer->version != 1) return fail(Failure::kNotSotto);
  keys = std::move(*fresh_keys);
  fresh_keys.reset();
  move.reset();
  moved = Asked::kDone;
  version = answer->version;
  next_salt = answer->next_salt;
  saved = move_intents;
}

void Visit::Machine::take_extend(const std::expected<Bytes, Refused>& payload) {
  exchange.reset();
  const auto answer = payload ? protocol::EnrolAnswer::parse(*payload) : std::nullopt;
  if (payload && !answer) return fail(Failure::kNotSotto);
  if (!payload && payload.error().why == Failure::kNotSotto) return fail(payload.error());
  extended = payload ? Asked::kDone : Asked::kRefused;
  if (payload) {
    state.eligible = true;
  } else if (payload.error().why == Failure::kRefused) {
    refusal = payload.error().status;
  }
}

}  // namespace sotto::client
