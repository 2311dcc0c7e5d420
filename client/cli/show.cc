#include "client/cli/show.h"

#include <boost/json/array.hpp>

#include "client/cli/show_concerns.h"
#include "client/cli/texts.h"
#include "client/cli/wishes.h"
#include "client/cli/zone.h"

namespace sotto::client::cli {
namespace {

namespace json = boost::json;

std::string name_of(const protocol::SupporterId& id, const std::vector<SupporterView>& directory) {
  for (const SupporterView& supporter : directory) {
    if (supporter.id == id) return field(supporter.text, "name");
  }
  return {};
}

std::string safety_text(const EngagementView& engagement) {
  return std::string(protocol::word(engagement.safety_words[0])) + " " +
         std::string(protocol::word(engagement.safety_words[1]));
}

json::object slot_json(const Slot& slot, const std::string& zone) {
  return {{"start", utc_text(slot.start)},
          {"local", local_text(slot.start, zone)},
          {"place", slot.place}};
}

std::string slot_text(const Slot& slot, const std::string& zone) {
  const std::string when = local_text(slot.start, zone);
  return slot.place.empty() ? when : when + ", " + for_screen(slot.place);
}

std::optional<std::uint32_t> engagement_of(const Event& event) {
  return std::visit(
      [](const auto& of) -> std::optional<std::uint32_t> {
        if constexpr (requires { of.engagement; }) return of.engagement;
        return std::nullopt;
      },
      event);
}

json::array directory_json(const Visit& visit) {
  json::array out;
  for (const SupporterView& supporter : visit.directory()) {
    json::object entry{{"id", to_hex(supporter.id)}, {"offered", supporter.offered}};
    for (const auto& [key, value] : supporter.text.fields) entry[key] = value;
    out.push_back(std::move(entry));
  }
  return out;
}

json::array events_json(const Visit& visit) {
  json::array out;
  for (const Event& event : visit.events()) {
    json::object entry{{"kind", name(event)}, {"text", text(event)}};
    if (const auto engagement = engagement_of(event)) entry["engagement"] = *engagement;
    out.push_back(std::move(entry));
  }
  return out;
}

std::string phase_text(const EngagementView& engagement, protocol::Role role) {
  switch (engagement.phase) {
    case Phase::kEnquired:
      if (engagement.pair) {
        return role == protocol::Role::kColleague
                   ? "Your supporter gets in touch with you; you need not do anything."
                   : "Introduce yourself: \"accept\" says that you are there.";
      }
      return role == protocol::Role::kColleague
                 ? "No answer yet. Supporters visit on the scheme's visiting days. If a week "
                   "passes "
                   "without an answer, you are welcome to choose someone else."
                 : "Somebody would like to talk with you: \"accept\" or \"cannot\".";
    case Phase::kWaitsForPass:
      return "Not settled yet.";
    case Phase::kAccepted:
      return "Meetings agreed: " + std::to_string(engagement.agreed) +
             ", held: " + std::to_string(engagement.held) + (engagement.pair ? "." : ", of three.");
    case Phase::kEnded:
      return "Ended. " +
             (engagement.end == EndReason::kNone ? "" : std::string(text(engagement.end)));
  }
  return {};
}

}  // namespace

json::object to_json(const EngagementView& engagement, const std::vector<SupporterView>& directory,
                     const std::string& zone) {
  json::array slots;
  for (const Slot& slot : engagement.slots) slots.push_back(slot_json(slot, zone));
  json::object out{
      {"id", engagement.id},
      {"supporter",
       {{"id", to_hex(engagement.supporter)}, {"name", name_of(engagement.supporter, directory)}}},
      {"phase", name(engagement.phase)},
      {"means", name(engagement.means)},
      {"value", engagement.value},
      {"agreed", engagement.agreed},
      {"held", engagement.held},
      {"offer", engagement.offer},
      {"slots", std::move(slots)},
      {"safety_words", safety_text(engagement)},
      {"waits_for_pass", engagement.waits_for_pass},
      {"no_pass_left", engagement.no_pass_left},
      {"end", name(engagement.end)},
  };
  out["chosen"] = engagement.chosen ? json::value(*engagement.chosen) : json::value(nullptr);
  out["agreed_slot"] = engagement.agreed_slot
                           ? json::value(slot_json(*engagement.agreed_slot, zone))
                           : json::value(nullptr);
  return out;
}

std::vector<std::string> lines_of(const EngagementView& engagement, protocol::Role role,
                                  const std::vector<SupporterView>& directory,
                                  const std::string& zone) {
  std::string title = "Engagement " + std::to_string(engagement.id);
  const std::string supporter = for_screen(name_of(engagement.supporter, directory));
  if (role == protocol::Role::kColleague && !supporter.empty()) title += " with " + supporter;
  std::vector<std::string> out{std::move(title), "  " + phase_text(engagement, role)};
  if (engagement.phase == Phase::kEnded) return out;
  if (role == protocol::Role::kColleague && !engagement.pair && supporter.empty()) {
    out.push_back("  " + std::string(kLeftTheList));
  }
  std::string means = "  Contact " + std::string(in_words(engagement.means));
  if (!engagement.value.empty()) means += ": " + for_screen(engagement.value);
  out.push_back(std::move(means));
  out.push_back("  Safety words, the same on both sides: " + safety_text(engagement));
  if (role == protocol::Role::kSupporter && engagement.phase == Phase::kEnquired &&
      !engagement.pair) {
    out.push_back("  " + std::string(kConfidence));
  }
  for (std::size_t i = 0; i < engagement.slots.size(); ++i) {
    const bool chosen = engagement.chosen && *engagement.chosen == i + 1;
    out.push_back("  Time " + std::to_string(i + 1) + ": " + slot_text(engagement.slots[i], zone) +
                  (chosen ? " (chosen)" : ""));
  }
  if (engagement.agreed_slot) {
    out.push_back("  Agreed: " + slot_text(*engagement.agreed_slot, zone));
  }
  if (engagement.no_pass_left) {
    out.push_back("  This quarter has no room for another; it goes on in the next.");
  }
  return out;
}

json::object to_json(const Visit& visit, bool directory) {
  const std::string& zone = visit.policy().time_zone;
  const std::vector<SupporterView> supporters = visit.directory();
  json::array engagements;
  for (const EngagementView& each : visit.engagements()) {
    engagements.push_back(to_json(each, supporters, zone));
  }
  json::object out{{"role", name(visit.role())},
                   {"visits", visit.visits()},
                   {"engagements", std::move(engagements)},
                   {"events", events_json(visit)}};
  const std::string& relay = visit.policy().relay;
  out["relay"] = relay.empty() ? json::value(nullptr) : json::value(relay);
  const auto opened = visit.last_opened();
  out["last_opened"] = opened ? json::value(utc_text(*opened)) : json::value(nullptr);
  if (visit.role() == protocol::Role::kColleague) {
    out["packs_left"] = visit.packs_left();
  } else if (visit.role() == protocol::Role::kSupporter) {
    const OwnCounts counts = visit.own_counts();
    out["counts"] = {{"enquiries", counts.enquiries},
                     {"contacts", counts.contacts},
                     {"meetings", counts.meetings}};
    out["paused"] = visit.paused();
    out["listed"] = visit.known().listed;
    if (const auto id = visit.own_id()) out["own_id"] = to_hex(*id);
  }
  if (directory) out["directory"] = directory_json(visit);
  return out;
}

void print(Terminal& terminal, const Visit& visit, bool directory) {
  const std::string& zone = visit.policy().time_zone;
  const auto opened = visit.last_opened();
  terminal.line(opened ? "This locker was last opened on " + local_text(*opened, zone) +
                             ". If that was not you, change your words: \"sotto new-words\"."
                       : "This locker was not opened before.");
  for (const Event& event : visit.events()) {
    const auto engagement = engagement_of(event);
    terminal.line((engagement ? "Engagement " + std::to_string(*engagement) + ": " : "") +
                  std::string(text(event)));
    if (std::holds_alternative<event::ConcernNotOpened>(event)) {
      print_telephones(terminal, visit.policy());
    }
  }
  const std::vector<SupporterView> supporters = visit.directory();
  const std::vector<EngagementView> engagements = visit.engagements();
  if (engagements.empty()) terminal.line("There is no engagement just now.");
  for (const EngagementView& engagement : engagements) {
    for (const std::string& line : lines_of(engagement, visit.role(), supporters, zone)) {
      terminal.line(line);
    }
  }
  if (visit.role() == protocol::Role::kColleague) {
    terminal.line("Enquiries that this quarter still has room for: " +
                  std::to_string(visit.packs_left()));
  }
  terminal.line(about_relay(visit.policy().relay));
  for (const SupporterView& supporter : directory ? supporters : std::vector<SupporterView>()) {
    terminal.line("");
    for (const auto& [key, value] : supporter.text.fields) {
      terminal.line(key == "name" ? for_screen(value) : "  " + key + ": " + for_screen(value));
    }
    if (!supporter.offered) terminal.line("  Takes no enquiries this week.");
  }
}

}  // namespace sotto::client::cli
