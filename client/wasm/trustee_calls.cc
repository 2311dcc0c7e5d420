// What trustees of the figures do (docs/spec/figures.md, "Ceremony" and "What trustees do").

#include "client/core/names.h"
#include "client/wasm/desk.h"
#include "client/wasm/module.h"
#include "client/wasm/views.h"
#include "crypto/base/panic.h"
#include "crypto/protocol/text.h"
#include "crypto/protocol/words.h"

namespace sotto::client::wasm {
namespace {

using protocol::TrusteeAnswer;
using Turn = Ceremony::Turn;

enum class Asks : std::uint32_t { kRead = 0, kNext = 1, kBeginAgain = 2, kQuarter = 3 };

std::string_view name(cocktail::Reason reason) {
  switch (reason) {
    case cocktail::Reason::kElement:
    case cocktail::Reason::kMessage:
    case cocktail::Reason::kMissing:
    case cocktail::Reason::kSetup:
      return "message";
    case cocktail::Reason::kProof:
      return "proof";
    case cocktail::Reason::kDecryption:
      return "sealed";
    case cocktail::Reason::kShare:
      return "share";
    case cocktail::Reason::kCertificate:
      return "views";
  }
  panic("module: not a reason");
}

const Desk::Seat& seat() {
  if (!desk().seat) panic("module: no trustee has sat down");
  return *desk().seat;
}

void send(std::optional<TrusteeCall> call) {
  if (!call) return say_failure(Failure::kLogInvalid, {});
  desk().begin().object().member("path", call->request().path).end_object();
  say_bytes(call->request().body);
  desk().trustee_call = std::move(call);
}

// With the keys that were given last; or once more with those of before, in a newer log.
void sit_down() {
  if (!desk().keys[static_cast<std::size_t>(KeysOf::kTrustee)]) return;
  desk().seat = Desk::Seat{TrusteeKeys::of(desk().take(KeysOf::kTrustee))};
  desk().quarter.reset();
}

void read() {
  sit_down();
  const auto place = place_of(desk().view().log(), seat().keys);
  if (!place) return say_refusal("not_a_trustee");
  desk().seat->place = *place;
  send(TrusteeCall::read(desk().view(), seat().keys, seat().place));
}

// Begins, goes on, or says how it went.
void open_quarter() {
  sit_down();
  auto& quarter = desk().quarter;
  if (!quarter) quarter = QuarterVisit::begin(desk().view(), seat().keys);
  if (!quarter) return;
  if (const Request* const request = quarter->request()) {
    desk().begin().object().member("path", request->path).end_object();
    return say_bytes(request->body);
  }
  write_quarter_done(desk().begin(), quarter->done(), desk().view());
  quarter.reset();
}

// "there", "missing" (the log's key gives these words no share), or "later": the log was fetched
// before the key.
std::string_view share(const Ceremony& now) {
  const auto& log = desk().view().log();
  const auto& certificates = log.certificates();
  if (certificates.empty() || certificates.back().body.number != now.number) return "later";
  return share_of(log, seat().keys) ? "there" : "missing";
}

void write_parts(Json& out, const TrusteeAnswer& answer) {
  constexpr std::array<std::string_view, 3> kSteps{"nothing", "contributed", "certified"};
  const auto& trustees = desk().view().log().trustees();
  out.key("parts").list();
  for (const TrusteeAnswer::Part& part : answer.parts) {
    const auto who = trustees.find(part.place);
    out.object().member("place", part.place);
    out.member("title", who == trustees.end() ? std::string_view() : who->second.title);
    out.member("step", kSteps[static_cast<std::size_t>(part.step)]).end_object();
  }
  out.end_list();
}

void write(Json& out, const TrusteeAnswer& answer, const Ceremony& now) {
  out.object().member("place", seat().place).member("number", now.number);
  out.member("turn", name(now.turn));
  write_parts(out, answer);
  out.key("missing").list();
  for (const std::uint8_t place : now.missing) out.number(place);
  out.end_list().key("culprit");
  now.culprit ? out.number(*now.culprit) : out.null();
  out.key("reason");
  now.refusal ? out.text(name(now.refusal->reason)) : out.null();
  out.key("share");
  now.turn == Turn::kDone ? out.text(share(now)) : out.null();
  out.end_object();
}

}  // namespace

void sotto_trustee_new(std::uint32_t place) {
  desk().begin();
  const std::string_view title = desk().input_text();
  if (place > 6) panic("module: not a place of a trustee");
  if (title.empty() || title.size() > protocol::kTrusteeTitleMax ||
      !protocol::is_plain_text(title)) {
    return say_refusal("title");
  }
  const TrusteeKeys keys = TrusteeKeys::of(desk().take(KeysOf::kTrustee));
  const protocol::Entry entry{
      .day = 0,
      .body = trustee_entry(keys, desk().view().log(), static_cast<std::uint8_t>(place),
                            std::string(title))};
  Json& out = desk().text.object();
  out.key("sixWords").list();
  for (const std::uint16_t word : six_words(keys.signing.public_key)) {
    out.text(protocol::word(word));
  }
  out.end_list().end_object();
  say_bytes(as_bytes(to_hex(entry.encode()) + "\n"));
  desk().fresh_words.reset();
}

void sotto_trustee(std::uint32_t what) {
  desk().begin();
  switch (static_cast<Asks>(what)) {
    case Asks::kRead:
      return read();
    case Asks::kNext:
      if (!desk().ceremony || !desk().ceremony->call) panic("module: nothing is asked of them");
      return send(std::move(desk().ceremony->call));
    case Asks::kBeginAgain:
      if (!desk().ceremony) panic("module: they do not know what is held");
      return send(TrusteeCall::begin_again(desk().view(), seat().keys, seat().place,
                                           desk().ceremony->number));
    case Asks::kQuarter:
      return open_quarter();
  }
  panic("module: no such request");
}

void sotto_trustee_answer(std::uint32_t status) {
  desk().begin();
  if (desk().quarter) {
    std::optional<Response> response;
    if (status != 0) response = Response{status, to_bytes(desk().input.expose())};
    return desk().quarter->answer(desk().view(), seat().keys, response);
  }
  if (!desk().trustee_call) panic("module: an answer to nothing");
  const TrusteeCall call = std::move(*desk().trustee_call);
  desk().trustee_call.reset();
  if (status == 0) return say_failure(Failure::kNoAnswer, {});
  const auto answer = call.open({status, to_bytes(desk().input.expose())});
  if (!answer) return say_failure(answer.error().why, answer.error().status);
  desk().ceremony = Ceremony::look(desk().view(), seat().keys, seat().place, *answer);
  write(desk().text, *answer, *desk().ceremony);
}

}  // namespace sotto::client::wasm
