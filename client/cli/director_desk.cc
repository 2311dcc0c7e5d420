#include "client/cli/director_desk.h"

#include <algorithm>
#include <array>
#include <boost/json/array.hpp>
#include <charconv>
#include <sstream>

#include "client/cli/credentials.h"
#include "client/cli/files.h"
#include "client/core/near_peer/desk_view.h"
#include "client/core/near_peer/import.h"
#include "client/core/near_peer/take_off.h"

namespace sotto::client::cli {
namespace {

namespace json = boost::json;
using client::Desk;
using protocol::Date;

constexpr const char* kActs =
    "What can be done: told, objected, supported, leaves (a supporter's number), attest NUMBER "
    "GRADE, places NUMBER COUNT; opts-out, opts-in, change, withdraws (a doctor's number), grade "
    "NUMBER GRADE, wishes NUMBER WORDS (with semicolons; none: they are taken back); renew (the "
    "invitation of a number), settled (what was written to you about a "
    "pairing of theirs), theirs and not-theirs (an application with a supporter's address), remove "
    "(somebody from the desk, for good).";

std::optional<std::uint32_t> number_of(const std::string& word) {
  std::uint32_t out = 0;
  const char* end = word.data() + word.size();
  if (std::from_chars(word.data(), end, out).ptr != end || word.empty()) return std::nullopt;
  return out;
}

Desk::Done apply_word(Desk& desk, const std::string& act, std::uint32_t number, Date today) {
  if (act == "told") return desk.told(number, today);
  if (act == "objected") return desk.objected(number);
  if (act == "supported") return desk.confirm_support(number);
  if (act == "leaves") return desk.withdraw_supporter(number);
  if (act == "opts-out") return desk.opt_out(number);
  if (act == "opts-in") return desk.opt_in(number);
  if (act == "change") return desk.change_pairing(number);
  return desk.withdraw_doctor(number);
}

constexpr std::array<std::string_view, 8> kPlainActs{
    "told", "objected", "supported", "leaves", "opts-out", "opts-in", "change", "withdraws"};

json::array words_json(const std::vector<std::string>& words) {
  json::array out;
  for (const std::string& word : words) out.emplace_back(word);
  return out;
}

// An application with a supporter's address, as somebody wrote it.
json::value claim_json(const DeskMail& mail, std::uint32_t supporter) {
  const Application* const claim = mail.claim(supporter);
  if (claim == nullptr) return nullptr;
  return json::object{{"name", claim->name},
                      {"email", claim->email},
                      {"supervisor_name", claim->supervisor_name},
                      {"supervisor_email", claim->supervisor_email},
                      {"characteristics", words_json(claim->matched_on)}};
}

std::string joined(const std::vector<std::string>& words) {
  std::string out;
  for (const std::string& word : words) out += (out.empty() ? "" : ", ") + for_screen(word);
  return out;
}

std::string line_of(const OpenDesk& open, const DoctorRow& row) {
  const Desk& desk = open.desk.desk;
  std::string out = std::to_string(row.number) + "  " + for_screen(row.name) + ", " +
                    desk.policy().grades[row.grade] + ", " + std::string(name(row.standing));
  const SupporterRow* supporter = desk.supporter(row.supporter);
  out += supporter == nullptr ? ": nobody (" + std::string(name(row.outcome)) + ")"
                              : ": " + for_screen(supporter->application.name) + " (" +
                                    std::string(name(row.outcome)) + ")";
  const Fared how = fared(desk, row);
  if (!how.met.empty()) out += "; matched on: " + joined(how.met);
  if (!how.unmet.empty()) out += "; could not match: " + joined(how.unmet);
  if (!how.later.empty()) out += "; asked for since: " + joined(how.later);
  return out;
}

}  // namespace

std::expected<OpenDesk, Exit> open_desk_file(Host& host, const Arguments& arguments) {
  const auto file = read_in(host, arguments.desk_file, kDeskFileMax);
  if (!file) return std::unexpected(file.error());
  const auto salt = desk_salt(file->expose());
  if (!salt) {
    host.terminal.problem("This is not a director's desk: " + arguments.desk_file);
    return std::unexpected(Exit::kUsage);
  }
  const auto words = read_words(host, arguments.words_file);
  if (!words) return std::unexpected(words.error());
  auto keys = derive(host, *words, *salt);
  if (!keys) return std::unexpected(keys.error());
  auto desk = open_desk(file->expose(), *keys);
  if (!desk) {
    host.terminal.problem("These words do not open this desk. Look at each word and try again.");
    return std::unexpected(Exit::kWrongWords);
  }
  protocol::Policy scheme = desk->scheme();
  return OpenDesk{std::move(*desk), std::move(*keys), *salt, std::move(scheme),
                  protocol::date_of(host.clock.now())};
}

std::expected<void, Exit> save_desk(Host& host, const Arguments& arguments, const OpenDesk& open) {
  const auto written =
      replace_private(arguments.desk_file, seal_desk(open.desk, open.keys, open.salt));
  if (written) return {};
  host.terminal.problem(std::string(text(written.error())) + " " + arguments.desk_file);
  return std::unexpected(Exit::kUsage);
}

std::expected<void, std::string> apply_act(DirectorsDesk& whole, const std::string& line,
                                           Date today) {
  Desk& desk = whole.desk;
  std::istringstream in(line);
  std::string act, first, rest;
  in >> act >> first >> std::ws;
  std::getline(in, rest);
  const auto number = number_of(first);
  if (!number) return std::unexpected(std::string(kActs));
  Desk::Done done;
  if (act == "renew" && rest.empty()) {
    if (desk.doctor(*number) == nullptr && desk.supporter(*number) == nullptr) {
      done = std::unexpected(DeskRefusal::kNoSuchRow);
    } else {
      whole.mail.renew_invitation(*number);
    }
  } else if (act == "settled" && rest.empty()) {
    done = settle_notes(desk, whole.mail, *number);
  } else if ((act == "theirs" || act == "not-theirs") && rest.empty()) {
    done = whole.mail.settle_claim(*number, act == "theirs", desk);
  } else if (act == "remove" && rest.empty()) {
    done = take_off(desk, whole.mail, whole.keys(), *number, today);
  } else if (act == "attest") {
    done = desk.attest(*number, desk.policy().cycle(today), rest);
  } else if (act == "grade") {
    done = desk.set_grade(*number, rest);
  } else if (act == "wishes") {
    done = desk.set_wishes(*number, parted_words(rest));
  } else if (act == "places") {
    const auto count = number_of(rest);
    if (!count) return std::unexpected(std::string(kActs));
    done = *count > 0xff ? std::unexpected(DeskRefusal::kTooManyPlaces)
                         : desk.set_places(*number, static_cast<std::uint8_t>(*count));
  } else if (rest.empty() && std::ranges::find(kPlainActs, act) != kPlainActs.end()) {
    done = apply_word(desk, act, *number, today);
  } else {
    return std::unexpected(std::string(kActs));
  }
  if (done) return {};
  return std::unexpected("\"" + act + " " + first + "\": " + describe(done.error()));
}

json::object to_json(const OpenDesk& open) {
  const Desk& desk = open.desk.desk;
  json::array supporters, doctors, without;
  for (const SupporterRow& row : desk.supporters()) {
    supporters.push_back(json::object{{"number", row.number},
                                      {"name", row.application.name},
                                      {"grade", desk.policy().grades[row.grade]},
                                      {"state", name(desk.eligibility(row, open.today))},
                                      {"places", row.places},
                                      {"doctors", desk.load(row.number)},
                                      {"here", open.desk.mail.has_come(row.number)},
                                      {"claim", claim_json(open.desk.mail, row.number)}});
  }
  for (const DoctorRow& row : desk.doctors()) {
    const Fared how = fared(desk, row);
    doctors.push_back(json::object{
        {"number", row.number},
        {"name", row.name},
        {"grade", desk.policy().grades[row.grade]},
        {"standing", name(row.standing)},
        {"supporter", row.supporter == 0 ? json::value(nullptr) : json::value(row.supporter)},
        {"outcome", name(row.outcome)},
        {"here", open.desk.mail.has_come(row.number)},
        {"met", words_json(how.met)},
        {"unmet", words_json(how.unmet)},
        {"later", words_json(how.later)}});
  }
  for (const std::uint32_t number : desk.without()) without.emplace_back(number);
  json::array notes;
  for (const RelationshipNote& each : open.desk.mail.notes()) {
    notes.push_back(json::object{{"from", each.from},
                                 {"about", each.about},
                                 {"day", protocol::date_text(each.day)},
                                 {"text", each.text}});
  }
  return {{"scheme", open.scheme.origin},
          {"cycle", protocol::date_text(desk.policy().cycle(open.today))},
          {"supporters", std::move(supporters)},
          {"doctors", std::move(doctors)},
          {"without", std::move(without)},
          {"notes", std::move(notes)},
          {"parts", open.desk.mail.parts}};
}

std::vector<std::string> lines_of(const OpenDesk& open) {
  const Desk& desk = open.desk.desk;
  std::vector<std::string> out{"Cycle of " + protocol::date_text(desk.policy().cycle(open.today)),
                               "", "Supporters"};
  for (const SupporterRow& row : desk.supporters()) {
    out.push_back(std::to_string(row.number) + "  " + for_screen(row.application.name) + ", " +
                  std::string(name(desk.eligibility(row, open.today))) + ", " +
                  std::to_string(desk.load(row.number)) + " of " + std::to_string(row.places));
    if (const Application* const claim = open.desk.mail.claim(row.number)) {
      out.push_back("    from another locker with this address: " + for_screen(claim->name) + ", " +
                    "supervised by " + for_screen(claim->supervisor_name) +
                    " (\"theirs\" or \"not-theirs\")");
    }
  }
  out.insert(out.end(), {"", "Foundation doctors"});
  for (const DoctorRow& row : desk.doctors()) out.push_back(line_of(open, row));
  const std::size_t without = desk.without().size();
  out.push_back("");
  out.push_back(without == 0 ? "Every foundation doctor has a supporter."
                             : std::to_string(without) + " without a supporter.");
  for (const RelationshipNote& each : open.desk.mail.notes()) {
    out.push_back("From " + std::to_string(each.from) + " about " + std::to_string(each.about) +
                  ", " + protocol::date_text(each.day) + ": " + for_screen(each.text));
  }
  return out;
}

}  // namespace sotto::client::cli
