#include "broker/config.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdio>
#include <functional>
#include <optional>
#include <set>
#include <vector>

#include "broker/publish_times.h"
#include "crypto/protocol/text.h"

#define TOML_EXCEPTIONS 0
#include <toml++/toml.h>

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

template <class T>
bool has(const std::vector<T>& list, const T& value) {
  return std::ranges::find(list, value) != list.end();
}

constexpr const char* kNotPlain = "has a control character in it";

// Reads the keys of one table, and keeps the first thing that is wrong.
class Keys {
 public:
  Keys(const toml::table& table, std::string where) : table_(table), where_(std::move(where)) {}

  const std::string& error() const { return error_; }

  void text(const char* key, std::string& out) {
    const toml::node* node = required(key);
    if (node == nullptr) return;
    const auto* value = node->as_string();
    if (value == nullptr) return refuse(key, node, "is a text in quotation marks");
    out = value->get();
    if (!protocol::is_plain_text(out)) refuse(key, node, kNotPlain);
  }

  template <class Integer>
  void number(const char* key, std::int64_t min, std::int64_t max, Integer& out) {
    const toml::node* node = optional(key);
    if (node == nullptr) return;
    const auto value = as_number(*node, min, max);
    if (value) {
      out = static_cast<Integer>(*value);
    } else {
      refuse(key, node, "is a whole number from " + range_text(min, max));
    }
  }

  // [smallest, largest], in seconds
  void range(const char* key, std::int64_t max, std::uint32_t& smallest, std::uint32_t& largest) {
    const toml::node* node = optional(key);
    if (node == nullptr) return;
    const toml::array* pair = node->as_array();
    if (pair == nullptr || pair->size() != 2) return refuse_range(key, node, max);
    const auto from = as_number(*pair->get(0), 0, max);
    const auto to = as_number(*pair->get(1), 0, max);
    if (!from || !to || *from > *to) return refuse_range(key, node, max);
    smallest = static_cast<std::uint32_t>(*from);
    largest = static_cast<std::uint32_t>(*to);
  }

  // A list of texts; `take` says whether it knows one.
  void list(const char* key, const std::function<bool(const std::string&)>& take,
            const std::string& what) {
    const toml::node* node = optional(key);
    if (node == nullptr) return;
    const toml::array* array = node->as_array();
    if (array == nullptr || array->empty()) return refuse(key, node, "is a list of " + what);
    for (const toml::node& each : *array) {
      const auto* value = each.as_string();
      if (value == nullptr || !take(value->get())) {
        return refuse(key, &each, "is a list of " + what + ", each once");
      }
    }
  }

  void date(const char* key, std::string& out) {
    const toml::node* node = required(key);
    if (node == nullptr) return;
    const auto* value = node->as_date();
    if (value == nullptr) return refuse(key, node, "is a date as 2027-03-28");
    const toml::date day = value->get();
    std::array<char, 16> text{};
    std::snprintf(text.data(), text.size(), "%04u-%02u-%02u", unsigned{day.year},
                  unsigned{day.month}, unsigned{day.day});
    out = text.data();
  }

  const toml::node* optional(const char* key) {
    known_.insert(key);
    return table_.get(key);
  }

  void refuse(const std::string& key, const toml::node* node, const std::string& why) {
    if (!error_.empty()) return;
    const toml::node& at = node != nullptr ? *node : static_cast<const toml::node&>(table_);
    error_ = "line " + std::to_string(at.source().begin.line) + ": " + where_ + key + " " + why;
  }

  void refuse_unknown() {
    for (const auto& [key, node] : table_) {
      if (!known_.contains(std::string(key.str()))) {
        refuse(std::string(key.str()), &node, "is not a key of a scheme");
      }
    }
  }

 private:
  const toml::node* required(const char* key) {
    const toml::node* node = optional(key);
    if (node == nullptr && error_.empty()) {
      const auto line = table_.source().begin.line;
      error_ = line > 1 ? "line " + std::to_string(line) + ": " : "";
      error_ += where_ + key + " is missing";
    }
    return node;
  }

  static std::optional<std::int64_t> as_number(const toml::node& node, std::int64_t min,
                                               std::int64_t max) {
    const auto* value = node.as_integer();
    if (value == nullptr || value->get() < min || value->get() > max) return std::nullopt;
    return value->get();
  }
  static std::string range_text(std::int64_t min, std::int64_t max) {
    return std::to_string(min) + " to " + std::to_string(max);
  }
  void refuse_range(const char* key, const toml::node* node, std::int64_t max) {
    refuse(key, node, "is two whole numbers from " + range_text(0, max) + ", the smaller first");
  }

  const toml::table& table_;
  const std::string where_;
  std::set<std::string> known_;
  std::string error_;
};

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

// A rule over several keys, with the line of the first of them that its sentence names.
std::string rule_broken(const toml::table& table, const std::string& sentence) {
  std::string word;
  for (const char c : sentence + " ") {
    if (c != ' ' && c != ',') {
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

std::expected<Policy, std::string> parse_scheme(std::string_view toml) {
  const toml::parse_result parsed = toml::parse(toml);
  if (!parsed) {
    return std::unexpected("line " + std::to_string(parsed.error().source().begin.line) +
                           ": not TOML: " + std::string(parsed.error().description()));
  }
  const toml::table& table = parsed.table();
  Policy policy;
  Keys keys(table, "");
  keys.text("origin", policy.origin);
  keys.text("title", policy.title);
  keys.text("time_zone", policy.time_zone);
  read_numbers(keys, policy);
  read_visiting_days(keys, policy);
  read_publishing(keys, policy);
  read_means(keys, policy);
  read_texts(keys, policy);
  const std::string in_signposts = read_signposts(keys, policy);
  keys.refuse_unknown();
  if (!keys.error().empty()) return std::unexpected(keys.error());
  if (!in_signposts.empty()) return std::unexpected(in_signposts);
  if (!is_time_zone(policy.time_zone)) {
    return std::unexpected(rule_broken(table, "time_zone is not in this system's time zones"));
  }
  if (const char* problem = policy.problem()) return std::unexpected(rule_broken(table, problem));
  return policy;
}

}  // namespace sotto::broker
