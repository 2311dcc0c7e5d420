#include "client/wasm/director/director.h"

#include "client/allocate/desk.h"
#include "client/core/near_peer/desk_view.h"
#include "client/core/near_peer/import.h"
#include "client/core/near_peer/statement.h"
#include "client/core/near_peer/take_off.h"
#include "client/wasm/director/module.h"
#include "client/wasm/host_call.h"
#include "crypto/base/panic.h"

namespace sotto::client::wasm {
namespace {

using protocol::Date;

enum class Act : std::uint8_t {
  kTold = 0,
  kObjected = 1,
  kSupported = 2,
  kLeaves = 3,
  kAttest = 4,
  kPlaces = 5,
  kOptsOut = 6,
  kOptsIn = 7,
  kChange = 8,
  kWithdraws = 9,
  kGrade = 10,
  kRenew = 11,
  kSettled = 12,
  kRemove = 13,
  kTheirs = 14,
  kNotTheirs = 15,
  kWishes = 16
};

std::string_view name(DeskRefusal refusal) {
  switch (refusal) {
    case DeskRefusal::kNoSuchRow:
      return "no_such_row";
    case DeskRefusal::kWithdrawn:
      return "withdrawn";
    case DeskRefusal::kTooEarly:
      return "too_early";
    case DeskRefusal::kNotAGrade:
      return "not_a_grade";
    case DeskRefusal::kNotSenior:
      return "not_senior";
    case DeskRefusal::kTooManyPlaces:
      return "too_many_places";
    case DeskRefusal::kNoPair:
      return "no_pair";
    case DeskRefusal::kKnown:
      return "known";
    case DeskRefusal::kFull:
      return "full";
    case DeskRefusal::kPaired:
      return "paired";
    case DeskRefusal::kStillIn:
      return "still_in";
    case DeskRefusal::kNotes:
      return "notes";
    case DeskRefusal::kClaim:
      return "claim";
    case DeskRefusal::kNoClaim:
      return "no_claim";
    case DeskRefusal::kNotWishes:
      return "not_wishes";
    case DeskRefusal::kOutgrown:
      return "outgrown";
  }
  return "";
}

Desk::Done apply(Desk& desk, DeskMail& mail, Act act, std::uint32_t number, std::uint8_t value,
                 const std::string& words, Date today) {
  switch (act) {
    case Act::kTold:
      return desk.told(number, today);
    case Act::kObjected:
      return desk.objected(number);
    case Act::kSupported:
      return desk.confirm_support(number);
    case Act::kLeaves:
      return desk.withdraw_supporter(number);
    case Act::kAttest:
      return desk.attest(number, desk.policy().cycle(today), words);
    case Act::kPlaces:
      return desk.set_places(number, value);
    case Act::kOptsOut:
      return desk.opt_out(number);
    case Act::kOptsIn:
      return desk.opt_in(number);
    case Act::kChange:
      return desk.change_pairing(number);
    case Act::kWithdraws:
      return desk.withdraw_doctor(number);
    case Act::kGrade:
      return desk.set_grade(number, words);
    case Act::kWishes:
      return desk.set_wishes(number, parted_words(words));
    case Act::kRenew:
      if (desk.doctor(number) == nullptr && desk.supporter(number) == nullptr) {
        return std::unexpected(DeskRefusal::kNoSuchRow);
      }
      mail.renew_invitation(number);
      return {};
    case Act::kSettled:
      return settle_notes(desk, mail, number);
    case Act::kTheirs:
    case Act::kNotTheirs:
      return mail.settle_claim(number, act == Act::kTheirs, desk);
    case Act::kRemove:
      return take_off(desk, mail, open_desk().desk.keys(), number, today);
  }
  panic("director: no such act");
}

// Every line is one text; an empty line is none.
bool take_feedback(FeedbackBox& box, std::string_view lines) {
  while (!lines.empty()) {
    std::string_view line = lines.substr(0, lines.find('\n'));
    lines.remove_prefix(std::min(line.size() + 1, lines.size()));
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (!line.empty() && !box.add(line)) return false;
  }
  return true;
}

}  // namespace

Director& director() {
  static Director the_director = [] {
    install_new_handler();
    return Director{};
  }();
  return the_director;
}

Json& begin() {
  return director().begin();
}

OpenDesk& open_desk() {
  if (!director().open) panic("director: no desk is open");
  return *director().open;
}

std::string_view input_text() {
  return director().input_text();
}

Date date_of(double now) {
  if (!(now >= 0 && now < 1e11)) panic("director: not a time");
  return protocol::date_of(static_cast<protocol::UnixTime>(now));
}

void say_refusal(std::string_view refusal) {
  begin().object().member("refusal", refusal).end_object();
}

std::uint8_t* sotto_input(std::uint32_t size) {
  return director().room_for(size);
}

const std::uint32_t* sotto_result() {
  return director().result();
}

void sotto_wipe() {
  director().wipe();
}

void sotto_keys(std::uint32_t which) {
  begin();
  const ByteView input = director().input.expose();
  if (input.size() != 32 || which != 0) panic("director: these are no keys");
  director().keys = keys_of(Secret<32>::from(input.first<32>()));
}

void director_open(double now) {
  begin();
  if (!director().keys) panic("director: no keys");
  const LockerKeys keys = std::move(*director().keys);
  director().keys.reset();
  const ByteView file = director().input.expose();
  const auto salt = desk_salt(file);
  if (!salt) return say_refusal("not_a_desk");
  auto desk = client::open_desk(file, keys);
  if (!desk) return say_refusal("wrong_words");
  protocol::Policy scheme = desk->scheme();
  director().open.emplace(OpenDesk{std::move(*desk), keys.clone(), *salt, std::move(scheme)});
  write_desk(director().text, open_desk(), date_of(now));
}

void director_show(double now) {
  write_desk(begin(), open_desk(), date_of(now));
}

void director_do(double now) {
  begin();
  const Date today = date_of(now);
  Desk draft = open_desk().desk.desk;
  DeskMail mail = open_desk().desk.mail;
  Reader in(director().input.expose());
  while (!in.done()) {
    std::uint8_t what = 0, value = 0;
    std::uint32_t number = 0;
    std::string words;
    if (!in.u8(what) || !in.u32(number) || !in.u8(value) || !in.text16(words)) {
      panic("director: these are no acts");
    }
    const auto act = static_cast<Act>(what);
    const auto done = apply(draft, mail, act, number, value, words, today);
    if (done) continue;
    director().text.object().member("refusal", name(done.error()));
    director().text.member("number", number).end_object();
    return;
  }
  open_desk().desk.desk = std::move(draft);
  open_desk().desk.mail = std::move(mail);
  write_desk(director().text, open_desk(), today);
}

void director_import(std::uint32_t kind, double now) {
  begin();
  if (kind > 1) panic("director: no such list");
  const auto import = kind == 0 ? import_doctors : import_applications;
  const auto imported = import(open_desk().desk.desk, input_text());
  Json& out = director().text.object();
  if (imported) {
    out.member("imported", static_cast<std::uint32_t>(*imported)).key("desk");
    write_desk(out, open_desk(), date_of(now));
  } else {
    out.key("bad").list();
    for (const BadRow& row : imported.error()) {
      out.object().member("line", static_cast<std::uint32_t>(row.line));
      out.member("why", row.why).end_object();
    }
    out.end_list();
  }
  out.end_object();
}

void director_allocate(std::uint32_t seed, double now) {
  allocate::allocate_desk(open_desk().desk.desk, seed, date_of(now));
  director_show(now);
}

void director_file() {
  begin();
  const OpenDesk& open = open_desk();
  director().bytes = SecretBytes::from(seal_desk(open.desk, open.keys, open.salt));
}

void director_pairs() {
  begin();
  director().bytes = SecretBytes::from(as_bytes(pairs_csv(open_desk().desk.desk)));
}

void director_feedback() {
  begin();
  FeedbackBox& box = open_desk().desk.desk.feedback();
  if (!input_text().empty()) {
    FeedbackBox draft = box;
    if (!take_feedback(draft, input_text())) return say_refusal("feedback");
    box = std::move(draft);
    begin().object().member("ok", true).end_object();
    return;
  }
  Json& out = director().text.object().key("texts").list();
  for (const std::string& text : box.release()) out.text(text);
  out.end_list().end_object();
}

void director_statement(double now) {
  begin();
  OpenDesk& open = open_desk();
  Reader in(director().input.expose());
  std::uint32_t number = 0;
  std::uint8_t kind = 0, hours = 0, send = 0;
  std::string from, until;
  if (!in.u32(number) || !in.u8(kind) || !in.u8(hours) || !in.text16(from) || !in.text16(until) ||
      !in.u8(send) || !in.done() || kind < 1 || kind > 2 || hours < 1 || hours > 4 || send > 1) {
    panic("director: this is no statement");
  }
  const SupporterRow* row = open.desk.desk.supporter(number);
  if (row == nullptr) return say_refusal(name(DeskRefusal::kNoSuchRow));
  const auto begins = protocol::parse_date(from), ends = protocol::parse_date(until);
  if (!begins) return say_refusal("from");
  if (!ends) return say_refusal("until");
  const Date today = date_of(now);
  if (*begins > *ends) return say_refusal("backwards");
  if (*ends > today) return say_refusal("not_over");
  const Statement statement{open.scheme.origin,
                            open.desk.genesis,
                            static_cast<StatementKind>(kind),
                            row->application.name,
                            *begins,
                            *ends,
                            today,
                            static_cast<Hours>(hours)};
  if (statement.problem() != nullptr) panic("director: a statement with a problem");
  const std::string file = sign_statement(statement, open.desk.signing).file();
  if (send == 1 && !open.desk.mail.put_statement(number, file)) return say_refusal("not_here");
  begin().object().member("text", file).end_object();
}

}  // namespace sotto::client::wasm
