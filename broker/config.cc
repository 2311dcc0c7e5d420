#include "broker/config.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <vector>

#include "broker/concern_steps.h"
#include "broker/publish_times.h"
#include "broker/toml_keys.h"

namespace sotto::broker {
namespace {

using protocol::Means;
using protocol::Policy;

constexpr std::array<std::string_view, 7> kWeekDays{"Monday", "Tuesday",  "Wednesday", "Thursday",
                                                    "Friday", "Saturday", "Sunday"};
constexpr std::array<std::pair<std::string_view, Means>, 6> kMeans{
    {{"in-service", Means::kInService},
     {"phone", Means::kPhone},
     {"personal-email", Means::kPersonalEmail},
     {"work-email", Means::kWorkEmail},
     {"pager", Means::kPager},
     {"teams", Means::kTeams}}};

constexpr const char* kListenToConnect = "listen-to-connect";
constexpr const char* kNearPeer = "near-peer";

constexpr std::uint32_t kWitnessEvery = 3600;  // seconds, unless the file says otherwise

template <class T>
bool has(const std::vector<T>& list, const T& value) {
  return std::ranges::find(list, value) != list.end();
}

// "06:00" → 360
std::optional<std::uint16_t> parse_minutes(const std::string& text) {
  if (text.size() != 5 || text[2] != ':') return std::nullopt;
  unsigned hours = 0;
  unsigned minutes = 0;
  const char* at = text.data();
  if (std::from_chars(at, at + 2, hours).ptr != at + 2) return std::nullopt;
  if (std::from_chars(at + 3, at + 5, minutes).ptr != at + 5) return std::nullopt;
  if (hours > 23 || minutes > 59) return std::nullopt;
  return static_cast<std::uint16_t>(hours * 60 + minutes);
}

void read_visiting_days(Keys& keys, Policy& policy) {
  if (keys.optional("visiting_days") == nullptr) return;
  policy.visiting_days = 0;
  keys.list(
      "visiting_days",
      [&](const std::string& name) {
        const auto found = std::ranges::find(kWeekDays, name);
        if (found == kWeekDays.end()) return false;
        const auto bit = static_cast<std::uint8_t>(1 << (found - kWeekDays.begin()));
        if ((policy.visiting_days & bit) != 0) return false;
        policy.visiting_days |= bit;
        return true;
      },
      "days of the week as \"Monday\"");
}

void read_means(Keys& keys, Policy& policy) {
  keys.list(
      "means",
      [&](const std::string& name) {
        const auto found =
            std::ranges::find(kMeans, name, [](const auto& each) { return each.first; });
        if (found == kMeans.end() || has(policy.means, found->second)) return false;
        policy.means.push_back(found->second);
        return true;
      },
      "in-service, phone, personal-email, work-email, pager, teams");
  std::ranges::sort(policy.means);
}

void read_publishing(Keys& keys, Policy& policy) {
  keys.number("publish_every", 1, 86400, policy.publish_every);
  keys.list(
      "publish_at",
      [&](const std::string& text) {
        const auto minutes = parse_minutes(text);
        if (!minutes || has(policy.publish_at, *minutes)) return false;
        policy.publish_at.push_back(*minutes);
        return true;
      },
      "times as \"06:00\"");
  std::ranges::sort(policy.publish_at);
}

void read_numbers(Keys& keys, Policy& policy) {
  keys.number("day_seconds", 1, 86400, policy.calendar.day_seconds);
  keys.number("epoch_days", 0, 100'000, policy.calendar.epoch_days);
  const auto& calendar = policy.calendar;
  if (calendar.epoch_days == 0 && calendar.day_seconds != protocol::Calendar{}.day_seconds) {
    keys.refuse("day_seconds", keys.optional("day_seconds"), "is 86400 unless epoch_days is given");
  }
  keys.number("lead_signatures", 1, 2, policy.lead_signatures);
  keys.number("visits_per_day", 0, 255, policy.visits_per_day);
  keys.number("packs_per_epoch", 1, 16, policy.packs_per_epoch);
  keys.range("first_commit", 3600, policy.first_commit_min, policy.first_commit_max);
  keys.number("commit_interval", 0, 86400, policy.commit_interval);
  keys.number("timed_commits", 0, 4, policy.timed_commits);
  keys.number("engagement_weeks", 1, 52, policy.engagement_weeks);
  keys.number("concern_quorum", 1, 5, policy.concern_quorum);
  keys.number("concern_hours", 1, 720, policy.concern_hours);
}

void read_texts(Keys& keys, Policy& policy) {
  const toml::node* node = keys.optional("texts");
  if (node == nullptr) return;
  const toml::table* table = node->as_table();
  if (table == nullptr) return keys.refuse("texts", node, "is a table of texts");
  for (const auto& [key, value] : *table) {
    const std::string name(key.str());
    const auto* text = value.as_string();
    if (text == nullptr) {
      return keys.refuse("texts." + name, &value, "is a text in quotation marks");
    }
    std::string content = text->get();
    if (content.ends_with('\n')) content.pop_back();  // of """ on a line of its own
    std::string one_line = content;
    std::ranges::replace(one_line, '\n', ' ');
    if (name.empty() || !protocol::is_plain_text(one_line)) {
      return keys.refuse("texts." + name, &value, kNotPlain);
    }
    policy.texts.push_back({name, std::move(content)});
  }
  std::ranges::sort(policy.texts, {}, &protocol::Text::key);
}

std::string read_signposts(Keys& keys, Policy& policy) {
  const toml::node* node = keys.optional("signposts");
  if (node == nullptr) return {};
  const toml::array* array = node->as_array();
  if (array == nullptr) {
    keys.refuse("signposts", node, "is written as [[signposts]]");
    return {};
  }
  for (const toml::node& each : *array) {
    const toml::table* table = each.as_table();
    if (table == nullptr) {
      keys.refuse("signposts", &each, "is written as [[signposts]]");
      return {};
    }
    protocol::Signpost signpost;
    Keys inside(*table, "signposts.");
    inside.text("who", signpost.who);
    inside.text("what", signpost.what);
    inside.text("contact", signpost.contact);
    inside.date("last_checked", signpost.last_checked);
    inside.refuse_unknown();
    if (!inside.error().empty()) return inside.error();
    policy.signposts.push_back(std::move(signpost));
  }
  return {};
}

// The guided steps lie in a file of their own, so that several schemes can share one.
std::string read_steps(Keys& keys, const ReadBeside& read, Policy& policy) {
  const toml::node* node = keys.optional("concern_steps");
  if (node == nullptr) return {};
  std::string name;
  keys.text("concern_steps", name);
  if (!keys.error().empty()) return {};
  const auto file = name.find('/') == std::string::npos && read ? read(name) : std::nullopt;
  if (!file) {
    keys.refuse("concern_steps", node, "is the name of a file beside this one");
    return {};
  }
  auto steps = parse_steps(*file);
  if (!steps) return name + ": " + steps.error();
  policy.concern_steps = std::move(*steps);
  return {};
}

// A file of its own, so that auditors' tools take the very same. The sentence of a line is for
// whoever wrote it; the rest of the rules are the policy's.
std::string read_witnesses(Keys& keys, const ReadBeside& read, Policy& policy) {
  const toml::node* node = keys.optional("witnesses");
  if (node == nullptr) {
    keys.number("witness_every", 1, protocol::kWitnessEveryMax, policy.witness_every);
    return {};
  }
  policy.witness_every = kWitnessEvery;
  keys.number("witness_every", 1, protocol::kWitnessEveryMax, policy.witness_every);
  std::string name;
  keys.text("witnesses", name);
  if (!keys.error().empty()) return {};
  const auto file = name.find('/') == std::string::npos && read ? read(name) : std::nullopt;
  if (!file || file->empty()) {
    keys.refuse("witnesses", node, "is the name of a file beside this one");
    return {};
  }
  const auto parsed = tlog::WitnessPolicy::parse(*file);
  if (!parsed) return name + ": " + parsed.error();
  const auto witnesses = protocol::parse_witnesses(*file);
  if (!witnesses) return name + ": " + protocol::describe(witnesses.error());
  policy.witnesses = *file;
  return {};
}

void read_profile(Keys& keys, Policy& policy) {
  std::string profile = kListenToConnect;
  keys.line("profile", profile);
  const toml::node* node = keys.optional("profile");
  const bool near_peer = profile == kNearPeer;
  if (!near_peer && profile != kListenToConnect) {
    return keys.refuse("profile", node, "is \"listen-to-connect\" or \"near-peer\"");
  }
  if (near_peer != (keys.optional("near_peer") != nullptr)) {
    return keys.refuse("near_peer", keys.optional("near_peer"),
                       "is the table of profile = \"near-peer\"");
  }
  keys.table("near_peer", [&](Keys& inside) {
    auto& out = policy.near_peer.emplace();
    std::uint8_t director = 1;
    inside.number("director", 1, 8, director);
    out.director = static_cast<std::uint8_t>(director - 1);
    inside.list(
        "grades",
        [&](const std::string& name) {
          out.grades.push_back(name);
          return !has(std::vector(out.grades.begin(), out.grades.end() - 1), name);
        },
        "names, juniors first");
    inside.number("cap", 1, protocol::NearPeer::kCapMax, out.cap);
    inside.number("objection_days", 1, 90, out.objection_days);
    inside.number("introduction_days", 1, 90, out.introduction_days);
    inside.number("feedback_weeks", 1, 52, out.feedback_weeks);
    inside.number("reminder_weeks", 1, 52, out.reminder_weeks);
    inside.number("desk_parts", 2, 64, out.desk_parts);
    inside.dates("cycles", [&](const std::string& text) {
      const auto date = protocol::parse_date(text);
      if (!date || (!out.cycles.empty() && *date <= out.cycles.back())) return false;
      out.cycles.push_back(*date);
      return true;
    });
  });
}

// A rule over several keys, with the line of the first of them that its sentence names.
std::string rule_broken(const toml::table& table, const std::string& sentence) {
  std::string word;
  for (const char c : sentence + " ") {
    if (c != ' ' && c != ',' && c != '.') {
      word += c;
      continue;
    }
    if (const toml::node* node = table.get(word)) {
      return "line " + std::to_string(node->source().begin.line) + ": " + sentence;
    }
    word.clear();
  }
  return sentence;
}

}  // namespace

std::expected<Policy, std::string> parse_scheme(std::string_view toml, const ReadBeside& read) {
  const auto table = parse_toml(toml);
  if (!table) return std::unexpected(table.error());
  Policy policy;
  Keys keys(*table, "");
  keys.text("origin", policy.origin);
  keys.text("title", policy.title);
  keys.text("time_zone", policy.time_zone);
  if (keys.optional("relay") != nullptr) {
    keys.text("relay", policy.relay);
    if (policy.relay.empty()) keys.refuse("relay", keys.optional("relay"), "is left out for none");
  }
  read_numbers(keys, policy);
  read_visiting_days(keys, policy);
  read_publishing(keys, policy);
  read_means(keys, policy);
  read_texts(keys, policy);
  read_profile(keys, policy);
  const std::string in_signposts = read_signposts(keys, policy);
  const std::string in_steps = read_steps(keys, read, policy);
  const std::string in_witnesses = read_witnesses(keys, read, policy);
  keys.refuse_unknown();
  if (!keys.error().empty()) return std::unexpected(keys.error());
  if (!in_signposts.empty()) return std::unexpected(in_signposts);
  if (!in_steps.empty()) return std::unexpected(in_steps);
  if (!in_witnesses.empty()) return std::unexpected(in_witnesses);
  if (!is_time_zone(policy.time_zone)) {
    return std::unexpected(rule_broken(*table, "time_zone is not in this system's time zones"));
  }
  if (const char* problem = policy.problem()) return std::unexpected(rule_broken(*table, problem));
  return policy;
}

}  // namespace sotto::broker
