#include "broker/concern_steps.h"

#include <algorithm>
#include <array>
#include <utility>

#include "broker/toml_keys.h"

namespace sotto::broker {
namespace {

using protocol::kNoStep;
using protocol::Meaning;
using protocol::Step;
using protocol::StepKind;
using protocol::Steps;

constexpr std::array<std::pair<std::string_view, StepKind>, 7> kKinds{
    {{"choice", StepKind::kChoice},
     {"ticks", StepKind::kTicks},
     {"recipients", StepKind::kRecipients},
     {"texts", StepKind::kTexts},
     {"interruption", StepKind::kInterruption},
     {"telephone", StepKind::kTelephone},
     {"check", StepKind::kCheck}}};
constexpr std::array<std::pair<std::string_view, Meaning>, 4> kMeanings{
    {{"immediate-danger", Meaning::kImmediateDanger},
     {"themself-only", Meaning::kThemselfOnly},
     {"below-threshold", Meaning::kBelowThreshold},
     {"named", Meaning::kNamed}}};

template <class Names, class Value>
void read_name(Keys& keys, const char* key, const Names& names, Value& out) {
  const toml::node* node = keys.optional(key);
  std::string name;
  keys.text(key, name);
  if (!keys.error().empty()) return;
  const auto found = std::ranges::find(names, name, [](const auto& each) { return each.first; });
  if (found != names.end()) {
    out = found->second;
    return;
  }
  std::string all;
  for (const auto& each : names) all += (all.empty() ? "" : ", ") + std::string(each.first);
  keys.refuse(key, node, "is one of " + all);
}

// Where steps lead, by id, until all ids are known.
class Ways {
 public:
  void read(Keys& keys, const char* key, std::uint8_t& out) {
    const toml::node* node = keys.optional(key);
    if (node == nullptr) return;
    std::string id;
    keys.text(key, id);
    if (!keys.error().empty()) return;
    const auto found = std::ranges::find(ids_, id);
    if (found == ids_.end()) return keys.refuse(key, node, "is not the id of a step");
    out = static_cast<std::uint8_t>(found - ids_.begin());
  }
  void add(std::string id) { ids_.push_back(std::move(id)); }
  std::size_t count() const { return ids_.size(); }

 private:
  std::vector<std::string> ids_;
};

void read_choice(Keys& keys, Ways& ways, protocol::StepChoice& out) {
  keys.number("code", 1, 250, out.code);
  keys.text("label", out.label);
  ways.read(keys, "next", out.next);
  if (keys.optional("meaning") != nullptr) read_name(keys, "meaning", kMeanings, out.meaning);
}

void read_field(Keys& keys, protocol::StepField& out) {
  keys.text("label", out.label);
  keys.paragraphs("help", out.help);
  keys.number("max", 1, std::int64_t{protocol::kConcernCharacters}, out.max);
  keys.flag("named", out.named);
}

void read_step(Keys& keys, Ways& ways, Step& out) {
  keys.text("id", out.id);
  read_name(keys, "kind", kKinds, out.kind);
  keys.text("question", out.question);
  keys.paragraphs("help", out.help);
  keys.paragraphs("basis", out.basis);
  ways.read(keys, "next", out.next);
  keys.tables("choices",
              [&](Keys& inside) { read_choice(inside, ways, out.choices.emplace_back()); });
  keys.tables("fields", [&](Keys& inside) { read_field(inside, out.fields.emplace_back()); });
}

// Ids first: a choice may lead to a step that comes later.
Ways ids_of(const toml::table& table) {
  Ways out;
  const toml::array* steps = table["steps"].as_array();
  if (steps == nullptr) return out;
  for (const toml::node& each : *steps) {
    const toml::table* step = each.as_table();
    out.add(step != nullptr ? (*step)["id"].value_or(std::string()) : std::string());
  }
  return out;
}

}  // namespace

std::expected<Steps, std::string> parse_steps(std::string_view toml) {
  const auto table = parse_toml(toml);
  if (!table) return std::unexpected(table.error());
  Ways ways = ids_of(*table);
  if (ways.count() > protocol::kMaxSteps) return std::unexpected("steps are 1 to 29");
  Steps out;
  Keys keys(*table, "");
  keys.text("version", out.version);
  if (keys.optional("checked") != nullptr) keys.date("checked", out.checked);
  keys.tables("telephones", [&](Keys& inside) {
    protocol::Telephone& each = out.telephones.emplace_back();
    inside.text("who", each.who);
    inside.text("number", each.number);
    inside.date("last_checked", each.last_checked);
  });
  keys.tables("steps", [&](Keys& inside) { read_step(inside, ways, out.steps.emplace_back()); });
  keys.refuse_unknown();
  if (!keys.error().empty()) return std::unexpected(keys.error());
  if (std::string what = out.problem(); !what.empty()) return std::unexpected(std::move(what));
  return out;
}

}  // namespace sotto::broker
