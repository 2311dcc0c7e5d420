#include "client/cli/show_concerns.h"

#include <boost/json/array.hpp>

#include "client/cli/texts.h"
#include "client/cli/zone.h"
#include "client/core/names.h"

namespace sotto::client::cli {
namespace {

namespace json = boost::json;

// People count places from 1.
int counted(std::uint8_t place) {
  return place + 1;
}

std::string title_at(const protocol::Replay& log, std::uint8_t place) {
  const auto found = log.recipients().find(place);
  return found == log.recipients().end() ? "somebody who has left"
                                         : for_screen(found->second.title);
}

template <class Value>
json::value named(const std::optional<Value>& value) {
  return value ? json::value(name(*value)) : json::value(nullptr);
}

std::string date_of(const PublicView& everybody, protocol::Day day) {
  const protocol::Policy& policy = everybody.policy();
  const std::string noon = local_text(policy.calendar.start(day), policy.time_zone);
  return noon.substr(0, noon.find('T'));
}

json::object codes_json(const CodedConcern& codes) {
  json::array answers;
  for (const CodedAnswer& each : codes.answers) {
    answers.push_back(json::array{each.step, each.code});
  }
  return {{"drill", codes.drill},
          {"steps", to_hex(codes.steps)},
          {"week", codes.week},
          {"answers", std::move(answers)}};
}

void print_codes(Terminal& terminal, const CodedConcern& codes) {
  if (codes.drill) terminal.line("  This is a drill.");
  std::string line = "  Coded answers, as step:answer:";
  for (const CodedAnswer& each : codes.answers) {
    line += " " + std::to_string(each.step) + ":" + std::to_string(each.code);
  }
  terminal.line(line);
  terminal.line("  Steps of version " + to_hex(codes.steps) + ", week " +
                std::to_string(codes.week));
}

json::array acts_json(const SentView& sent) {
  json::array out;
  for (const RecipientActs& each : sent.acts) {
    out.push_back(json::object{{"place", counted(each.place)},
                               {"day", each.opened},
                               {"acknowledged", each.acknowledged},
                               {"outcome", named(each.outcome)}});
  }
  return out;
}

}  // namespace

void print_telephones(Terminal& terminal, const protocol::Policy& policy) {
  if (!policy.concern_steps) {
    for (const protocol::Signpost& each : policy.signposts) {
      terminal.line("  " + for_screen(each.who) + ": " + for_screen(each.contact));
    }
    return;
  }
  for (const protocol::Telephone& each : policy.concern_steps->telephones) {
    terminal.line("  " + for_screen(each.who) + ": " + for_screen(each.number));
  }
}

json::object supporter_json(const Visit& visit) {
  json::array recipients;
  for (const RecipientView& each : visit.recipients()) {
    recipients.push_back(json::object{{"place", counted(each.place)}, {"title", each.title}});
  }
  json::array concerns;
  for (const SentView& each : visit.sent_concerns()) {
    json::array places;
    for (const std::uint8_t place : each.recipients) places.push_back(counted(place));
    concerns.push_back(json::object{{"id", each.number},
                                    {"recipients", std::move(places)},
                                    {"openings", acts_json(each)},
                                    {"overdue", each.overdue}});
  }
  return {{"recipients", std::move(recipients)},
          {"quorum", visit.policy().concern_quorum},
          {"concerns", std::move(concerns)}};
}

void print_supporter(Terminal& terminal, const Visit& visit) {
  for (const RecipientView& each : visit.recipients()) {
    terminal.line("Who can be ticked: " + std::to_string(counted(each.place)) + " " +
                  for_screen(each.title));
  }
  for (const SentView& each : visit.sent_concerns()) {
    terminal.line("Concern " + std::to_string(each.number));
    for (const RecipientActs& acts : each.acts) {
      terminal.line("  " + title_at(visit.log(), acts.place) + " opened it" +
                    (acts.acknowledged ? " and acknowledged it" : "") +
                    (acts.outcome ? "; outcome: " + std::string(in_words(*acts.outcome)) : "") +
                    ".");
    }
    if (each.overdue) terminal.line("  " + std::string(kNotOpened));
  }
}

json::object recipient_json(const Visit& visit) {
  json::array concerns;
  for (const HeldView& each : visit.held_concerns()) {
    json::object one{{"id", each.number},
                     {"day", each.day},
                     {"phase", name(each.phase)},
                     {"shares", each.shares},
                     {"quorum", each.quorum},
                     {"reason", named(each.reason)},
                     {"logged", each.logged},
                     {"acknowledged", each.acknowledged},
                     {"outcome", named(each.outcome)},
                     {"recorded", each.recorded}};
    if (each.phase == HeldPhase::kOpen) {
      one["codes"] = codes_json(each.codes);
      json::array texts;
      for (const ConcernField& field : each.fields) {
        texts.push_back(json::object{{"field", field.field}, {"text", field.text}});
      }
      one["texts"] = std::move(texts);
    }
    concerns.push_back(std::move(one));
  }
  json::array events;
  for (const Event& event : visit.events()) events.emplace_back(name(event));
  json::object out{{"concerns", std::move(concerns)},
                   {"events", std::move(events)},
                   {"signed", visit.own_place_signed()}};
  const auto own = visit.own_place();
  out["place"] = own ? json::value(counted(own->place)) : json::value(nullptr);
  return out;
}

void print_recipient(Terminal& terminal, const Visit& visit) {
  if (const auto own = visit.own_place()) {
    terminal.line("You are recipient " + std::to_string(counted(own->place)) + ", " +
                  for_screen(own->title) +
                  (visit.own_place_signed() ? "." : "; the leads have not signed it yet."));
  }
  for (const Event& event : visit.events()) terminal.line(text(event));
  const auto concerns = visit.held_concerns();
  if (concerns.empty()) terminal.line("There is no concern for you just now.");
  for (const HeldView& each : concerns) {
    terminal.line("Concern " + std::to_string(each.number) + ", published " +
                  date_of(visit.everybody(), each.day));
    terminal.line("  " + std::string(text(each.phase)));
    if (each.phase == HeldPhase::kShares) {
      terminal.line("  Shares: " + std::to_string(each.shares) + " of " +
                    std::to_string(each.quorum));
    }
    if (each.phase != HeldPhase::kOpen) continue;
    print_codes(terminal, each.codes);
    for (const ConcernField& field : each.fields) {
      terminal.line("  " + std::to_string(field.field + 1) + ". " + for_screen(field.text));
    }
    if (each.acknowledged) terminal.line("  You have acknowledged it.");
    if (each.outcome) terminal.line("  Outcome: " + std::string(in_words(*each.outcome)));
  }
}

json::object audit_json(const AuditFinding& found, const PublicView& everybody) {
  json::object out = codes_json(found.codes);
  out["envelope"] = to_hex(found.envelope);
  out["published"] = date_of(everybody, found.published);
  out["opened"] = date_of(everybody, found.opened);
  out["place"] = counted(found.place);
  out["reason"] = name(found.reason);
  out["acknowledged"] =
      found.acknowledged ? json::value(date_of(everybody, *found.acknowledged)) : nullptr;
  out["outcome"] = found.outcome ? json::value(name(found.outcome->first)) : nullptr;
  return out;
}

void print_audit(Terminal& terminal, const AuditFinding& found, const PublicView& everybody) {
  terminal.line("This record holds: the log bears it out.");
  terminal.line("  Envelope " + to_hex(found.envelope));
  print_codes(terminal, found.codes);
  terminal.line("  Published " + date_of(everybody, found.published) + ", opened " +
                date_of(everybody, found.opened) + " by recipient " +
                std::to_string(counted(found.place)) + " (" +
                title_at(everybody.log(), found.place) + ")");
  terminal.line("  Why, as the recipient says: " + std::string(in_words(found.reason)));
  terminal.line(found.acknowledged ? "  Acknowledged " + date_of(everybody, *found.acknowledged)
                                   : std::string("  Not acknowledged in this record."));
  terminal.line(found.outcome ? "  Outcome: " + std::string(in_words(found.outcome->first)) + ", " +
                                    date_of(everybody, found.outcome->second)
                              : std::string("  No outcome in this record."));
  terminal.line("  What was written is not in it.");
}

}  // namespace sotto::client::cli
