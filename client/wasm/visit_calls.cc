// A visit, step by step.

#include "client/core/names.h"
#include "client/core/near_peer/desk_file.h"
#include "client/wasm/desk.h"
#include "client/wasm/intents.h"
#include "client/wasm/module.h"
#include "client/wasm/views.h"
#include "crypto/base/panic.h"

namespace sotto::client::wasm {
namespace {

Sitting& sitting() {
  if (!desk().sitting) panic("module: there is no visit");
  return *desk().sitting;
}

void write_step(Json& out, const Step& step, protocol::UnixTime now) {
  out.object();
  if (const auto* send = std::get_if<Send>(&step)) {
    out.member("step", "send").member("path", send->request.path);
    say_bytes(send->request.body);
  } else if (const auto* wait = std::get_if<Wait>(&step)) {
    const protocol::Calendar& calendar = desk().view().policy().calendar;
    out.member("step", "wait").key("until");
    wait->until == Visit::kForever ? out.null() : out.number(wait->until);
    // What is sealed for one day is no commit of the next.
    out.member("dayEnds", calendar.start(calendar.day(now) + 1));
  } else {
    out.member("step", "finished");
  }
  const Visit& visit = sitting().visit();
  out.member("opened", sitting().is_open());
  if (visit.failure()) {
    out.member("failure", describe(*visit.failure()));
    if (visit.failure() == Failure::kRefused && visit.refusal()) {
      out.member("status", name(*visit.refusal()));
    }
  }
  out.end_object();
}

}  // namespace

void sotto_open(std::uint32_t role, double now) {
  desk().begin();
  if (desk().sitting) panic("module: one visit at a time");
  Pin pin = desk().pin(desk().view().genesis());
  std::optional<Secret<10>> code;
  if (role != 0) {
    auto slip = protocol::parse_slip(desk().input_text());
    if (!slip) return say_refusal(name(slip.error()));
    if (!slip->matches(desk().view().genesis())) return say_refusal("wrong_log");
    code = std::move(slip->code.bytes);
  }
  if (role > 3) panic("module: no such role");
  LockerKeys keys = desk().take(KeysOf::kLocker);
  desk().sitting = code ? Sitting::enrol(std::move(keys), std::move(pin), std::move(*code),
                                         static_cast<protocol::Role>(role), time_of(now))
                        : Sitting::open(std::move(keys), std::move(pin), time_of(now));
}

void sotto_part(double now) {
  desk().begin();
  if (desk().sitting) panic("module: one visit at a time");
  Reader in(desk().input.expose());
  Hash256 genesis{};
  std::string address;
  std::uint8_t role = 0;
  Secret<10> code;
  Secret<32> sealing;
  if (!in.fixed(genesis) || !in.text16(address) || !in.u8(role) || role > 2 || !in.secret(code) ||
      !in.secret(sealing)) {
    panic("module: this is no post");
  }
  auto read = DayMarks::read(in);
  if (!read || in.left() % protocol::kCellSize != 0) panic("module: this is no post");
  DeskPost post{X25519KeyPair::from_secret(std::move(sealing)), {}, std::move(*read)};
  for (ByteView cell; in.view(protocol::kCellSize, cell);) post.cells.push_back(to_bytes(cell));
  Pin pin{to_bytes(genesis), std::move(address)};
  LockerKeys keys = desk().take(KeysOf::kLocker);
  desk().sitting = role == 0 ? Sitting::open(std::move(keys), std::move(pin), time_of(now))
                             : Sitting::enrol(std::move(keys), std::move(pin), std::move(code),
                                              static_cast<protocol::Role>(role), time_of(now));
  desk().sitting->carry_post(std::move(post));
}

void sotto_next(std::uint32_t leaving, double now) {
  Json& out = desk().begin();
  if (leaving != 0) sitting().leave();
  const Step step = sitting().next(time_of(now));
  write_step(out, step, time_of(now));
}

void sotto_answer(std::uint32_t status, double now) {
  Json& out = desk().begin();
  if (status == 0) {
    sitting().no_answer(time_of(now));
  } else {
    sitting().answer({status, to_bytes(desk().input.expose())}, time_of(now));
  }
  out.object().member("unanswered", sitting().visit().unanswered()).end_object();
}

void sotto_visit() {
  Json& out = desk().begin();
  if (sitting().is_open()) {
    write_visit(out, sitting());
  } else {
    out.null();
  }
}

void sotto_do() {
  auto intent = read_intent(desk().input.expose());
  if (!intent) panic("module: an intent that does not parse");
  const auto applied = desk().open_sitting().visit().apply(std::move(*intent));
  if (!applied) return say_refusal(name(applied.error()));
  say_ok();
}

void sotto_leaving(double now) {
  Json& out = desk().begin();
  const auto request = sitting().visit().leaving_request(time_of(now));
  if (!request) {
    out.null();
    return;
  }
  out.object().member("path", request->path).end_object();
  say_bytes(request->body);
}

void sotto_move() {
  desk().begin();
  desk().open_sitting().move_to(desk().take(KeysOf::kFresh));
  desk().fresh_words.reset();
}

void sotto_extend() {
  auto slip = protocol::parse_slip(desk().input_text());
  if (!slip) return say_refusal(name(slip.error()));
  if (!slip->matches(desk().view().genesis())) return say_refusal("wrong_log");
  desk().open_sitting().extend(std::move(slip->code.bytes));
  say_ok();
}

void sotto_record(std::uint32_t concern) {
  desk().begin();
  const auto record = desk().open_sitting().visit().decision_record(concern);
  if (!record) return say_refusal(name(IntentRefusal::kConcernSealed));
  say_ok();
  say_bytes(*record);
}

void sotto_letters() {
  desk().begin();
  const Visit& visit = desk().open_sitting().visit();
  SecretWriter out(visit.has_read().size() +
                   visit.found_letters().size() * (2 + protocol::kMessageMax));
  visit.has_read().write(out);
  for (const Letter& letter : visit.found_letters()) out.vec16(letter.encode());
  desk().bytes = out.take();
}

void sotto_new_desk() {
  desk().begin();
  const Sitting& open = desk().open_sitting();
  auto keys = open.visit().director_keys();
  if (!keys) return say_refusal("not_the_director");
  const Hash256 genesis = desk().view().genesis();
  const DirectorsDesk fresh = begin_desk(genesis, open.visit().policy(), std::move(*keys));
  say_ok();
  say_bytes(seal_desk(fresh, open.keys(), words_salt(genesis)));
}

}  // namespace sotto::client::wasm
