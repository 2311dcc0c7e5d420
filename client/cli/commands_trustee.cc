// What trustees of the figures do (docs/cli.md, "Trustees"). A trustee has no locker: seven words
// are all that they keep, and none of this is a visit.

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include "client/cli/commands.h"
#include "client/cli/cosign.h"
#include "client/cli/credentials.h"
#include "client/cli/open_figures.h"
#include "client/cli/witness.h"
#include "client/core/roster.h"
#include "client/core/trustee.h"
#include "client/core/trustee_witness.h"
#include "crypto/protocol/text.h"

namespace sotto::client::cli {
namespace {

namespace json = boost::json;
using Turn = Ceremony::Turn;
using protocol::TrusteeAnswer;

// A trustee in front of the log.
struct Seat {
  PublicView everybody;
  TrusteeKeys keys;
  std::uint8_t place = 0;
};

Exit not_a_trustee(Host& host) {
  host.terminal.problem(
      "These words are no trustee's of this scheme, or both leads have not signed yet. Look at "
      "each word, and ask the leads.");
  return Exit::kRefused;
}

// A trustee who is a witness, too, looks at the log before there is a quorum: it may be theirs that
// is missing.
Exit cosign_as_trustee(Host& host, const Arguments& arguments, const protocol::Words& words) {
  const auto next = fetch_next_log(host, arguments);
  if (!next) return next.error();
  const auto root = derive(host, words, words_salt(next->view.genesis()));
  if (!root) return root.error();
  const auto place = place_of(next->view.log(), TrusteeKeys::of(*root));
  if (!place) return not_a_trustee(host);
  const SigningKey key = trustee_witness_key(*root);
  std::string text = witness_key_text(
      trustee_witness_name(next->view.policy().origin, *place, key.public_key).name, key);
  const Exit done = cosign_next(host, *next, arguments.state, text);
  wipe({reinterpret_cast<std::uint8_t*>(text.data()), text.size()});
  return done;
}

// Words of somebody who has a place, or had one when the key of the quarter that is over was made.
struct Person {
  PublicView everybody;
  TrusteeKeys keys;
};

std::expected<Person, Exit> recognise(Host& host, const Arguments& arguments) {
  const auto words = read_words(host, arguments.words_file, "The seven words of a trustee:");
  if (!words) return std::unexpected(words.error());
  if (!arguments.state.empty()) {
    const Exit done = cosign_as_trustee(host, arguments, *words);
    if (done != Exit::kOk) return std::unexpected(done);
  }
  auto everybody = view_public(host, arguments.genesis);
  if (!everybody) return std::unexpected(everybody.error());
  const auto root = derive(host, *words, words_salt(everybody->genesis()));
  if (!root) return std::unexpected(root.error());
  return Person{std::move(*everybody), TrusteeKeys::of(*root)};
}

std::expected<Seat, Exit> take_seat(Host& host, Person person) {
  const auto place = place_of(person.everybody.log(), person.keys);
  if (place) return Seat{std::move(person.everybody), std::move(person.keys), *place};
  return std::unexpected(not_a_trustee(host));
}

std::expected<Seat, Exit> take_seat(Host& host, const Arguments& arguments) {
  auto person = recognise(host, arguments);
  if (!person) return std::unexpected(person.error());
  return take_seat(host, std::move(*person));
}

std::expected<TrusteeAnswer, Exit> carry(Host& host, const std::optional<TrusteeCall>& call) {
  if (!call) return std::unexpected(explain(host.terminal, Failure::kLogInvalid));
  const auto response = host.carry(call->request());
  if (!response) return std::unexpected(explain(host.terminal, Failure::kNoAnswer));
  auto done = call->open(*response);
  if (done) return std::move(*done);
  if (done.error().why == Failure::kRefused &&
      done.error().status == protocol::Status::kStaleProposal) {
    host.terminal.problem(
        "Somebody has begun another ceremony in this moment. Nothing is lost; visit again.");
    return std::unexpected(Exit::kTryLater);
  }
  return std::unexpected(explain(host.terminal, done.error().why, done.error().status));
}

// "place 2 (Medical director)"
std::string name_of(const Seat& seat, std::uint8_t place) {
  const auto& trustees = seat.everybody.log().trustees();
  return "place " + std::to_string(place + 1) + " (" + for_screen(trustees.at(place).title) + ")";
}

std::string names_of(const Seat& seat, const std::vector<std::uint8_t>& places) {
  std::string out;
  for (const std::uint8_t place : places) {
    if (!out.empty()) out += ", ";
    out += name_of(seat, place);
  }
  return out;
}

std::string_view reason(cocktail::Reason why) {
  switch (why) {
    case cocktail::Reason::kElement:
    case cocktail::Reason::kMessage:
    case cocktail::Reason::kMissing:
    case cocktail::Reason::kSetup:
      return "it is not the message of a ceremony";
    case cocktail::Reason::kProof:
      return "its proof does not hold";
    case cocktail::Reason::kDecryption:
      return "what is in it for you cannot be opened";
    case cocktail::Reason::kShare:
      return "the share in it for you is wrong";
    case cocktail::Reason::kCertificate:
      return "others were shown something else";
  }
  return "";
}

json::object to_json(const Seat& seat, const Ceremony& now, std::string_view did) {
  json::array missing;
  for (const std::uint8_t place : now.missing) missing.push_back(place + 1);
  json::object out{{"place", seat.place + 1},
                   {"ceremony", now.number},
                   {"did", did},
                   {"state", name(now.turn)},
                   {"missing", std::move(missing)}};
  if (now.culprit) out["culprit"] = *now.culprit + 1;
  return out;
}

Exit say_spoilt(Host& host, const Seat& seat, const Ceremony& now) {
  const std::string who =
      now.culprit ? "The part of " + name_of(seat, *now.culprit) : std::string("What came back");
  host.terminal.problem(
      who + " does not fit: " + std::string(reason(now.refusal->reason)) +
      ". You have signed nothing, and no key was made. It was sent wrong or changed on the way: "
      "tell the other trustees. When one of you runs \"sotto trustee begin-again\", everybody "
      "visits twice once more; if it happens again, the leads put somebody else in that place.");
  return Exit::kRefused;
}

Exit say_done(Host& host, const Seat& seat, const Ceremony& now) {
  // A log fetched before this visit's signature, which was the last, does not have it yet.
  const auto& certificates = seat.everybody.log().certificates();
  if (!certificates.empty() && certificates.back().body.number == now.number &&
      !share_of(seat.everybody.log(), seat.keys)) {
    host.terminal.problem(
        "The log has a key, and your words give no share of it: the broker has changed what was "
        "sent to you. Tell the other trustees; one of you runs \"sotto trustee begin-again\".");
    return Exit::kDistrust;
  }
  const auto n = static_cast<std::uint32_t>(seat.everybody.log().trustees().size());
  host.terminal.line("The key is in the log. " + std::to_string(protocol::trustee_quorum(n)) +
                     " of " + std::to_string(n) +
                     " trustees and the broker together open figures, and nobody else does. Keep "
                     "your seven words: with the log they are your share.");
  return Exit::kOk;
}

Exit say(Host& host, const Seat& seat, const Ceremony& now) {
  switch (now.turn) {
    case Turn::kTooFewTrustees:
      host.terminal.line("The log has " + std::to_string(seat.everybody.log().trustees().size()) +
                         " trustees, and it takes three. Visit again when the leads have signed "
                         "the others.");
      return Exit::kOk;
    case Turn::kWait:
      host.terminal.line("You have done this part. Still to visit: " + names_of(seat, now.missing) +
                         ". Visit once more after them. Whoever cannot be reached, the leads can "
                         "replace: then everybody begins anew.");
      return Exit::kOk;
    case Turn::kSpoilt:
      return say_spoilt(host, seat, now);
    case Turn::kDone:
      return say_done(host, seat, now);
    case Turn::kContribute:
    case Turn::kCertify:
    case Turn::kOtherLog:
      break;
  }
  host.terminal.problem(
      "The trustees in the log have changed in this moment. Nothing is lost; visit again.");
  return Exit::kTryLater;
}

// The part of a visit that is the ceremony's.
Exit visit_ceremony(Host& host, const Seat& seat, json::object& value) {
  auto answer = carry(host, TrusteeCall::read(seat.everybody, seat.keys, seat.place));
  if (!answer) return answer.error();
  Ceremony now = Ceremony::look(seat.everybody, seat.keys, seat.place, *answer);
  std::string_view did = "nothing";
  // Whoever is the last to send their part may sign in the same visit.
  while (now.turn == Turn::kContribute || now.turn == Turn::kCertify) {
    const bool signs = now.turn == Turn::kCertify;
    did = signs ? "certified" : "contributed";
    answer = carry(host, now.call);
    if (!answer) return answer.error();
    host.terminal.line(signs ? "You have checked everybody's part and signed."
                             : "Your part has gone to the other trustees.");
    now = Ceremony::look(seat.everybody, seat.keys, seat.place, *answer);
    // What was just done and is not there is a broker that does not keep what it takes.
    if (now.turn == Turn::kContribute || (signs && now.turn == Turn::kCertify)) {
      return explain(host.terminal, Failure::kNotSotto);
    }
  }
  value = to_json(seat, now, did);
  return say(host, seat, now);
}

}  // namespace

Exit trustee_propose(Host& host, const Arguments& arguments) {
  if (arguments.title.empty() || arguments.title.size() > protocol::kTrusteeTitleMax ||
      !protocol::is_plain_text(arguments.title)) {
    host.terminal.problem("A title is one line of at most 80 bytes.");
    return Exit::kUsage;
  }
  const auto everybody = view_public(host, arguments.genesis);
  if (!everybody) return everybody.error();
  const protocol::Words words = protocol::Words::generate();
  const auto handed = hand_over(host, words, arguments.words_out);
  if (!handed) return handed.error();
  const auto root = derive(host, words, words_salt(everybody->genesis()));
  if (!root) return root.error();
  const TrusteeKeys keys = TrusteeKeys::of(*root);
  const auto place = static_cast<std::uint8_t>(arguments.place - 1);
  const protocol::Entry entry{
      .day = 0, .body = trustee_entry(keys, everybody->log(), place, arguments.title)};
  const auto written = write_out(host, arguments.out, as_bytes(to_hex(entry.encode()) + "\n"));
  if (!written) return written.error();

  const std::string six = spelt(client::six_words(keys.signing.public_key));
  const std::string vkey =
      trustee_witness_name(everybody->policy().origin, place, trustee_witness_key(*root).public_key)
          .vkey();
  json::object out{
      {"place", arguments.place}, {"out", arguments.out}, {"six_words", six}, {"witness", vkey}};
  if (arguments.words_out.empty()) out["words"] = shown(words);
  host.terminal.value(out);
  host.terminal.line("Give " + arguments.out +
                     " to a lead; nothing in it is secret. The leads ask for these six words; "
                     "read them out by telephone or face to face:");
  host.terminal.line("    " + six);
  host.terminal.line("Your verifier key, should the scheme's policy name you as a witness:");
  host.terminal.line("    " + vkey);
  return Exit::kOk;
}

Exit trustee_visit(Host& host, const Arguments& arguments) {
  auto person = recognise(host, arguments);
  if (!person) return person.error();
  json::object value;
  // First what cannot wait: the figures are only there until the quarter is over.
  FiguresDone done;
  auto visit = QuarterVisit::begin(person->everybody, person->keys);
  const bool quarter = visit.has_value();
  if (quarter) done = open_figures(host, person->everybody, person->keys, std::move(*visit));
  Exit exit = Exit::kOk;
  // Whoever has left may still open what was reported under their key.
  if (!quarter || place_of(person->everybody.log(), person->keys)) {
    const auto seat = take_seat(host, std::move(*person));
    if (!seat) return seat.error();
    exit = visit_ceremony(host, *seat, value);
  }
  if (quarter) value["figures"] = std::move(done.value);
  if (!value.empty()) host.terminal.value(value);
  return done.exit != Exit::kOk ? done.exit : exit;
}

Exit trustee_begin_again(Host& host, const Arguments& arguments) {
  const auto seat = take_seat(host, arguments);
  if (!seat) return seat.error();
  auto answer = carry(host, TrusteeCall::read(seat->everybody, seat->keys, seat->place));
  if (!answer) return answer.error();
  if (answer->number == 0) {
    return say(host, *seat, Ceremony::look(seat->everybody, seat->keys, seat->place, *answer));
  }
  answer = carry(
      host, TrusteeCall::begin_again(seat->everybody, seat->keys, seat->place, answer->number));
  if (!answer) return answer.error();
  host.terminal.value(json::object{{"ceremony", answer->number}});
  host.terminal.line(
      "Another ceremony has begun. Tell the other trustees: everybody visits twice. Until it is "
      "over, the key of before stays what it was.");
  return Exit::kOk;
}

}  // namespace sotto::client::cli
