#pragma once
// One table of a TOML file, read key by key, with a sentence for the person who wrote it: the first
// thing that is wrong, its key and its line. The only place that includes toml++.

#include <algorithm>
#include <array>
#include <cstdio>
#include <expected>
#include <functional>
#include <optional>
#include <set>
#include <string>

#include "crypto/protocol/text.h"

#define TOML_EXCEPTIONS 0
// Debian's version asserts what "[[[" does not keep, one step before it would refuse it in words.
#define TOML_ASSERT(condition) static_assert(true)
#include <toml++/toml.h>

namespace sotto::broker {

inline constexpr const char* kNotPlain = "has a control character in it";

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

  // May be left out.
  void line(const char* key, std::string& out) {
    if (optional(key) != nullptr) text(key, out);
  }
  // May be left out; lines may be broken.
  void paragraphs(const char* key, std::string& out) {
    const toml::node* node = optional(key);
    if (node == nullptr) return;
    const auto* value = node->as_string();
    if (value == nullptr) return refuse(key, node, "is a text in quotation marks");
    out = value->get();
    if (out.ends_with('\n')) out.pop_back();  // of """ on a line of its own
    std::string one_line = out;
    std::ranges::replace(one_line, '\n', ' ');
    if (!protocol::is_plain_text(one_line)) refuse(key, node, kNotPlain);
  }
  // May be left out: false.
  void flag(const char* key, bool& out) {
    const toml::node* node = optional(key);
    if (node == nullptr) return;
    const auto* value = node->as_boolean();
    if (value == nullptr) return refuse(key, node, "is true or false");
    out = value->get();
  }
  // A list of tables, which may be left out; each is read by `take`.
  void tables(const char* key, const std::function<void(Keys&)>& take) {
    const toml::node* node = optional(key);
    if (node == nullptr) return;
    const toml::array* array = node->as_array();
    if (array == nullptr) return refuse(key, node, "is a list of tables");
    for (const toml::node& each : *array) {
      const toml::table* table = each.as_table();
      if (table == nullptr) return refuse(key, &each, "is a list of tables");
      Keys inside(*table, where_ + key + ".");
      take(inside);
      inside.refuse_unknown();
      if (error_.empty()) error_ = inside.error();
    }
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
    out = date_text(*value);
  }
  // A list of dates; `take` gets each as 2027-03-28 and says whether it may stand there.
  void dates(const char* key, const std::function<bool(const std::string&)>& take) {
    const toml::node* node = required(key);
    if (node == nullptr) return;
    constexpr const char* kWhat = "is a list of dates as 2027-03-28, the earlier first";
    const toml::array* array = node->as_array();
    if (array == nullptr || array->empty()) return refuse(key, node, kWhat);
    for (const toml::node& each : *array) {
      const auto* value = each.as_date();
      if (value == nullptr || !take(date_text(*value))) return refuse(key, &each, kWhat);
    }
  }
  // A table of its own, which may be left out.
  void table(const char* key, const std::function<void(Keys&)>& take) {
    const toml::node* node = optional(key);
    if (node == nullptr) return;
    const toml::table* table = node->as_table();
    if (table == nullptr) return refuse(key, node, "is a table");
    Keys inside(*table, where_ + key + ".");
    take(inside);
    inside.refuse_unknown();
    if (error_.empty()) error_ = inside.error();
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

  static std::string date_text(const toml::value<toml::date>& value) {
    const toml::date day = value.get();
    std::array<char, 16> text{};
    std::snprintf(text.data(), text.size(), "%04u-%02u-%02u", unsigned{day.year},
                  unsigned{day.month}, unsigned{day.day});
    return text.data();
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

inline std::expected<toml::table, std::string> parse_toml(std::string_view text) {
  toml::parse_result parsed = toml::parse(text);
  if (parsed) return std::move(parsed).table();
  return std::unexpected("line " + std::to_string(parsed.error().source().begin.line) +
                         ": not TOML: " + std::string(parsed.error().description()));
}

}  // namespace sotto::broker
