// The personal requests: from the capsule to its answer (docs/spec/capsules.md). Whatever happens
// inside, the answer has the one size of its path.

#include <thread>

#include "broker/call.h"
#include "broker/figures/release.h"
#include "crypto/ohttp/bhttp.h"

namespace sotto::broker {

namespace {

using protocol::Status;

// What every path is asked in and answered in. A commit's size is checked by its encoding.
std::size_t answer_size(std::string_view path) {
  if (path == "/open" || path == "/roster" || path == "/trustees") return protocol::kLargeAnswer;
  if (path == "/draw") return protocol::kMediumAnswer;
  return protocol::kSmallAnswer;
}

Bytes content_of(Status status) {
  return {static_cast<std::uint8_t>(status)};
}

}  // namespace

void Broker::open_capsule(const CallPtr& call) {
  const auto log = log_.get();
  const auto old = log->old_gateway(today());
  const ohttp::GatewayKey* key =
      old && call->capsule[0] == old->id ? scheme_.keys.gateway_key(*old) : nullptr;
  if (key == nullptr) key = scheme_.keys.gateway_key(log->gateway());
  if (key == nullptr) panic("gateway: its key is not here");
  auto gateway = ohttp::open_request(*key, call->capsule);
  if (!gateway) {
    // Nothing inside is known, not even a key to answer with.
    call->done(
        {400,
         "text/plain; charset=utf-8",
         {{"Cache-Control", "no-store"}},
         to_bytes(as_bytes("This capsule is not sealed to the gateway key of this log. Read the "
                           "log again.\n"))});
    return;
  }
  call->request_size = call->capsule.size() - ohttp::kRequestOverhead;
  call->capsule.clear();
  call->gateway = std::move(*gateway);
  const auto request = bhttp::parse_request(call->gateway->bhttp.expose());
  if (!request || request->method != "POST") return answer(call, content_of(Status::kMalformed));
  call->path = request->path;
  call->body = request->content;
  call->answer_size = answer_size(call->path);
  dispatch(call);
}

void Broker::dispatch(const CallPtr& call) {
  struct Route {
    std::string_view path;
    std::size_t request_size;
    void (Broker::*handler)(const CallPtr&);
  };
  static constexpr Route kRoutes[] = {
      {"/open", protocol::kSmallRequest, &Broker::on_open},
      {"/commit", protocol::kMediumRequest, &Broker::on_commit},
      {"/commit", protocol::kLargeRequest, &Broker::on_commit},
      {"/enrol", protocol::kMediumRequest, &Broker::on_enrol},
      {"/move", protocol::kMediumRequest, &Broker::on_move},
      {"/draw", protocol::kSmallRequest, &Broker::on_draw},
      {"/roster", protocol::kSmallRequest, &Broker::on_roster},
      {"/cosign", protocol::kSmallRequest, &Broker::on_cosign},
      {"/trustees", protocol::kSmallRequest, &Broker::on_trustees},
  };
  bool known = false;
  for (const Route& route : kRoutes) {
    if (route.path != call->path) continue;
    known = true;
    const bool changes = route.path != "/open" && route.path != "/cosign";
    if (objected_ && changes) return answer(call, content_of(Status::kTryLater));
    if (route.request_size == call->request_size) return (this->*route.handler)(call);
  }
  answer(call, content_of(known ? Status::kMalformed : Status::kUnknownRequest));
}

void Broker::answer(const CallPtr& call, Bytes content) {
  bhttp::Response response;
  response.content = content;
  const SecretBytes encoded = bhttp::encode(response, call->answer_size);
  call->done({200,
              "message/ohttp-res",
              {{"Cache-Control", "no-store"}},
              call->gateway->seal_response(encoded.expose())});
}

void Broker::write(const CallPtr& call, std::size_t weight,
                   std::move_only_function<Decision(const GroupView&)> decide,
                   std::move_only_function<void(const Outcome&)> then) {
  Job job;
  job.weight = weight;
  job.decide = std::move(decide);
  job.done = [this, call, then = std::move(then)](Outcome outcome) mutable {
    if (then) then(outcome);
    Bytes content = outcome.try_later ? content_of(Status::kTryLater) : std::move(outcome.answer);
    pool_.resume([this, call, content = std::move(content)]() { answer(call, content); });
  };
  if (!store_.writer().submit(std::move(job))) answer(call, content_of(Status::kTryLater));
}

void Broker::on_open(const CallPtr& call) {
  const auto request = protocol::OpenRequest::parse(call->body);
  if (!request) return answer(call, content_of(Status::kMalformed));
  const Status status = check_open(store_.snapshot(), scheme_, *request, today());
  if (status != Status::kOk) return answer(call, content_of(status));
  if (!counts_.visit(request->id, request->nonce, today())) {
    return answer(call, content_of(Status::kTooManyVisits));
  }
  // Between a commit and its slot's write there is a moment in which they do not fit.
  for (int tries = 0; tries < 200; ++tries) {
    auto content = answer_open(store_.snapshot(), store_.erasable(), request->id);
    if (content) return answer(call, std::move(*content));
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  answer(call, content_of(Status::kTryLater));
}

void Broker::on_commit(const CallPtr& call) {
  const std::shared_ptr<const LivePassKey> key = pass_key_.get();
  auto checked = check_commit(store_.snapshot(), scheme_, *log_.get(), key.get(), challenge_,
                              batch_, call->body, today());
  if (!checked) return answer(call, content_of(checked.error()));
  const std::size_t size = protocol::cells_of(checked->request.role) == protocol::kSupporterCells
                               ? protocol::kLargeRequest
                               : protocol::kMediumRequest;
  if (size != call->request_size) return answer(call, content_of(Status::kMalformed));
  if (checked->request.opening) {
    checked->opening = check_opening(store_.files(), store_.erasable(), scheme_, *log_.get(),
                                     checked->request, today());
  }
  auto commit = std::make_shared<const CheckedCommit>(std::move(*checked));
  auto decided = std::make_shared<CommitDecision>();
  write(
      call, call->request_size,
      [this, commit, decided](const GroupView& view) {
        *decided = decide_commit(view, scheme_, *log_.get(), *commit, counts_, today());
        return std::move(decided->decision);
      },
      [this, commit, decided](const Outcome& outcome) {
        if (outcome.try_later) return;
        if (decided->appended) log_.set(decided->appended);
        if (decided->applied) counts_.committed(commit->request.id, today());
      });
}

void Broker::write_with_slot(const CallPtr& call, const protocol::Salt& salt, DecideWithSlot decide,
                             std::move_only_function<void(const Outcome&)> then) {
  auto reserved = std::make_shared<std::optional<ReservedSlot>>();
  Job job;
  job.decide = [salt, reserved](const GroupView& view) {
    return reserve_slot(view, salt, *reserved);
  };
  job.done = [this, call, reserved, decide = std::move(decide),
              then = std::move(then)](const Outcome& outcome) mutable {
    if (outcome.try_later) {
      pool_.resume([this, call]() { answer(call, content_of(Status::kTryLater)); });
      return;
    }
    pool_.resume(
        [this, call, reserved, decide = std::move(decide), then = std::move(then)]() mutable {
          write(
              call, call->request_size,
              [reserved, decide = std::move(decide)](const GroupView& view) mutable {
                return decide(view, *reserved);
              },
              std::move(then));
        });
  };
  if (!store_.writer().submit(std::move(job))) answer(call, content_of(Status::kTryLater));
}

void Broker::on_enrol(const CallPtr& call) {
  auto checked = check_enrol(store_.snapshot(), scheme_, call->body);
  if (!checked) return answer(call, content_of(checked.error()));
  auto request = std::make_shared<const protocol::EnrolRequest>(std::move(*checked));
  if (request->kind == protocol::EnrolKind::kExtend) {
    return write(call, call->request_size, [this, request](const GroupView& view) {
      return decide_enrol(view, scheme_, *request, std::nullopt, today());
    });
  }
  write_with_slot(call, request->salt,
                  [this, request](const GroupView& view, const auto& reserved) {
                    return decide_enrol(view, scheme_, *request, reserved, today());
                  });
}

void Broker::on_move(const CallPtr& call) {
  auto checked = check_move(store_.snapshot(), scheme_, call->body);
  if (!checked) return answer(call, content_of(checked.error()));
  auto move = std::make_shared<const CheckedMove>(std::move(*checked));
  write_with_slot(
      call, move->request.salt,
      [move](const GroupView& view, const auto& reserved) {
        return decide_move(view, *move, reserved);
      },
      [this, move](const Outcome& outcome) {
        if (!outcome.try_later && !outcome.answer.empty() && outcome.answer[0] == 0) {
          counts_.moved(move->request.old_id, move->request.new_id, today());
        }
      });
}

void Broker::on_draw(const CallPtr& call) {
  auto parsed = protocol::DrawRequest::parse(call->body);
  if (!parsed) return answer(call, content_of(Status::kMalformed));
  const auto log = log_.get();
  const std::shared_ptr<const LivePassKey> key = pass_key_.get();
  const Status status = check_draw(store_.snapshot(), scheme_, *log, *parsed, call->body, today());
  if (status != Status::kOk) return answer(call, content_of(status));
  if (!key || key->epoch != parsed->epoch || key->generation != parsed->generation) {
    return answer(call, content_of(Status::kTryLater));  // the duties have not turned the key yet
  }
  const protocol::Role role = parsed->supporter == protocol::SupporterId{}
                                  ? protocol::Role::kColleague
                                  : protocol::Role::kSupporter;
  auto passes = evaluate_draw(*key, scheme_.policy, role, parsed->token_request);
  if (!passes) return answer(call, content_of(Status::kBadPassRequest));
  auto request = std::make_shared<const protocol::DrawRequest>(std::move(*parsed));
  write(call, 256, [request, call, content = protocol::ok_answer(*passes)](const GroupView& view) {
    Decision decision;
    const Status recorded = record_draw(view, *request, call->body, decision);
    if (recorded != Status::kOk) return refuse(recorded);
    decision.answer = content;
    return decision;
  });
}

void Broker::on_roster(const CallPtr& call) {
  auto parsed = protocol::RosterRequest::parse(call->body);
  if (!parsed) return answer(call, content_of(Status::kMalformed));
  auto request = std::make_shared<const protocol::RosterRequest>(std::move(*parsed));
  auto appended = std::make_shared<std::shared_ptr<const protocol::Replay>>();
  write(
      call, call->request_size,
      [this, request, appended](const GroupView& view) {
        RosterDecision out = decide_roster(view, scheme_, *log_.get(), *request, counts_, today());
        *appended = std::move(out.appended);
        return std::move(out.decision);
      },
      [this, appended](const Outcome& outcome) {
        if (!outcome.try_later && *appended) log_.set(*appended);
      });
}

void Broker::on_cosign(const CallPtr& call) {
  if (!take_) return answer(call, content_of(Status::kUnknownRequest));
  const std::string lines(call->body.begin(), call->body.end());
  answer(call, content_of(take_(lines) ? Status::kOk : Status::kBadSignature));
}

void Broker::on_trustees(const CallPtr& call) {
  auto parsed = protocol::TrusteeRequest::parse(call->body);
  if (!parsed) return answer(call, content_of(Status::kMalformed));
  auto request = std::make_shared<const protocol::TrusteeRequest>(std::move(*parsed));
  const auto log = log_.get();
  std::optional<QuarterSeat> seat;
  if (protocol::is_of_quarter(request->kind)) {
    const auto found = seat_of(scheme_, *log, *request, today());
    if (!found) return answer(call, content_of(found.error()));
    seat = *found;
  }
  if (request->kind == protocol::TrusteeKind::kReports) {
    return answer(call, answer_reports(store_.snapshot(), store_.erasable(), *request));
  }
  if (request->kind == protocol::TrusteeKind::kParts) {
    return answer(
        call, answer_parts(store_.snapshot(), store_.erasable(), scheme_, *log, *request, *seat));
  }
  auto appended = std::make_shared<std::shared_ptr<const protocol::Replay>>();
  write(
      call, call->request_size,
      [this, request, appended, log, seat](const GroupView& view) {
        // `log` is kept because the seat is one in it.
        TrusteesDecision out =
            seat ? decide_release(view, scheme_, *log_.get(), *request, *seat, today())
                 : decide_trustees(view, scheme_, *log_.get(), *request, today());
        *appended = std::move(out.appended);
        return std::move(out.decision);
      },
      [this, appended](const Outcome& outcome) {
        if (!outcome.try_later && *appended) log_.set(*appended);
      });
}

}  // namespace sotto::broker
