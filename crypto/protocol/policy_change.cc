#include "crypto/protocol/policy_change.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "crypto/base/wire.h"

namespace sotto::protocol {
namespace {

using Rows = std::vector<std::pair<std::string, std::string>>;  // name and value, names once each

constexpr const char* kWeekdays[] = {"Monday", "Tuesday",  "Wednesday", "Thursday",
                                     "Friday", "Saturday", "Sunday"};

std::string_view name(Means means) {
  switch (means) {
    case Means::kInService:
      return "in-service";
    case Means::kPhone:
      return "phone";
    case Means::kPersonalEmail:
      return "personal-email";
    case Means::kWorkEmail:
      return "work-email";
    case Means::kPager:
      return "pager";
    case Means::kTeams:
      return "teams";
  }
  return "";
}

std::string_view name(StepKind kind) {
  switch (kind) {
    case StepKind::kChoice:
      return "choice";
    case StepKind::kTicks:
      return "ticks";
    case StepKind::kRecipients:
      return "recipients";
    case StepKind::kTexts:
      return "texts";
    case StepKind::kInterruption:
      return "interruption";
    case StepKind::kTelephone:
      return "telephone";
    case StepKind::kCheck:
      return "check";
  }
  return "";
}

std::string_view name(Meaning meaning) {
  switch (meaning) {
    case Meaning::kNothing:
      return "";
    case Meaning::kImmediateDanger:
      return "immediate-danger";
    case Meaning::kThemselfOnly:
      return "themself-only";
    case Meaning::kBelowThreshold:
      return "below-threshold";
    case Meaning::kNamed:
      return "named";
  }
  return "";
}

std::string clock_time(std::uint16_t minutes) {
  const std::string hour = std::to_string(minutes / 60);
  const std::string minute = std::to_string(minutes % 60);
  return std::string(2 - hour.size(), '0') + hour + ":" + std::string(2 - minute.size(), '0') +
         minute;
}

template <class Range, class ToText>
std::string joined(const Range& range, ToText to_text) {
  std::string out;
  for (const auto& each : range) out += (out.empty() ? "" : ", ") + std::string(to_text(each));
  return out;
}

std::string visiting_days(std::uint8_t days) {
  std::string out;
  for (std::size_t i = 0; i < std::size(kWeekdays); ++i) {
    if ((days >> i & 1) != 0) out += (out.empty() ? "" : ", ") + std::string(kWeekdays[i]);
  }
  return out;
}

Bytes near_peer_of(const Policy& policy) {
  Writer out;
  if (policy.near_peer) policy.near_peer->write(out);
  return out.take();
}

class Flat {
 public:
  explicit Flat(const Policy& policy) {
    add_times(policy);
    add("engagement_weeks", policy.engagement_weeks);
    add("concern_quorum", policy.concern_quorum);
    add("concern_hours", policy.concern_hours);
    add("day_seconds", policy.calendar.day_seconds);
    add("epoch_days", policy.calendar.epoch_days);
    if (policy.concern_steps) add_steps(*policy.concern_steps);
    add_witnesses(policy.witnesses);
    add("witness_every", policy.witness_every);
    if (policy.near_peer) add("near_peer", to_hex(near_peer_of(policy)));
    for (const Text& text : policy.texts) add("texts." + text.key, text.value);
    for (std::size_t i = 0; i < policy.signposts.size(); ++i) {
      const Signpost& each = policy.signposts[i];
      const std::string at = "signposts." + std::to_string(i + 1) + ".";
      add(at + "who", each.who);
      add(at + "what", each.what);
      add(at + "contact", each.contact);
      add(at + "last_checked", each.last_checked);
    }
  }

  const Rows& rows() const { return rows_; }
  const std::string* find(const std::string& name) const {
    const auto found = std::ranges::find(rows_, name, &Rows::value_type::first);
    return found == rows_.end() ? nullptr : &found->second;
  }

 private:
  void add(std::string name, std::string value) {
    rows_.emplace_back(std::move(name), std::move(value));
  }
  void add(std::string name, std::uint32_t value) { add(std::move(name), std::to_string(value)); }

  void add_times(const Policy& policy) {
    add("origin", policy.origin);
    add("title", policy.title);
    add("time_zone", policy.time_zone);
    add("relay", policy.relay);
    add("publish_at", joined(policy.publish_at, clock_time));
    add("publish_every", policy.publish_every);
    add("means", joined(policy.means, [](Means each) { return name(each); }));
    add("lead_signatures", policy.lead_signatures);
    add("visits_per_day", policy.visits_per_day);
    add("packs_per_epoch", policy.packs_per_epoch);
    add("first_commit",
        std::to_string(policy.first_commit_min) + " to " + std::to_string(policy.first_commit_max));
    add("commit_interval", policy.commit_interval);
    add("timed_commits", policy.timed_commits);
    add("visiting_days", visiting_days(policy.visiting_days));
  }

  void add_steps(const Steps& steps) {
    add("concern_steps.version", steps.version);
    add("concern_steps.checked", steps.checked);
    for (std::size_t i = 0; i < steps.telephones.size(); ++i) {
      const Telephone& each = steps.telephones[i];
      const std::string at = "concern_steps.telephones." + std::to_string(i + 1) + ".";
      add(at + "who", each.who);
      add(at + "number", each.number);
      add(at + "last_checked", each.last_checked);
    }
    add("concern_steps.order", joined(steps.steps, [](const Step& each) { return each.id; }));
    const auto id_of = [&](std::uint8_t next) {
      return next < steps.steps.size() ? steps.steps[next].id : std::string();
    };
    for (const Step& step : steps.steps) {
      const std::string at = "concern_steps." + step.id + ".";
      add(at + "kind", std::string(name(step.kind)));
      add(at + "question", step.question);
      add(at + "help", step.help);
      add(at + "basis", step.basis);
      add(at + "next", id_of(step.next));
      add(at + "choices",
          joined(step.choices, [](const StepChoice& each) { return std::to_string(each.code); }));
      for (const StepChoice& choice : step.choices) {
        const std::string of = at + "choices." + std::to_string(choice.code) + ".";
        add(of + "label", choice.label);
        add(of + "next", id_of(choice.next));
        add(of + "meaning", std::string(name(choice.meaning)));
      }
      for (std::size_t i = 0; i < step.fields.size(); ++i) {
        const StepField& field = step.fields[i];
        const std::string of = at + "fields." + std::to_string(i + 1) + ".";
        add(of + "label", field.label);
        add(of + "help", field.help);
        add(of + "max", field.max);
        add(of + "named", field.named ? "true" : "false");
      }
    }
  }

  // A line each, by whom it is about.
  void add_witnesses(std::string_view text) {
    std::size_t number = 0;
    while (!text.empty()) {
      const std::size_t end = std::min(text.find('\n'), text.size());
      const std::string line(text.substr(0, end));
      text.remove_prefix(std::min(end + 1, text.size()));
      ++number;
      const std::size_t keyword = std::min(line.find(' '), line.size());
      const std::size_t second =
          keyword < line.size() ? std::min(line.find(' ', keyword + 1), line.size()) : keyword;
      std::string of =
          "witnesses." + line.substr(0, line.starts_with("quorum ") ? keyword : second);
      if (find(of) != nullptr) of = "witnesses, line " + std::to_string(number);
      add(std::move(of), line);
    }
  }

  Rows rows_;
};

}  // namespace

const char* problem_of_change(const Policy& before, const Policy& next) {
  if (next.origin != before.origin) return "origin is the log's name for ever";
  if (next.calendar.day_seconds != before.calendar.day_seconds ||
      next.calendar.epoch_days != before.calendar.epoch_days) {
    return "day_seconds and epoch_days never change: every day in the log is counted in them";
  }
  if (next.lead_signatures != before.lead_signatures) {
    return "lead_signatures never changes: the whole log is replayed with it";
  }
  if (next.packs_per_epoch != before.packs_per_epoch) {
    return "packs_per_epoch never changes: a draw without an answer is repeated as it was";
  }
  if (next.concern_quorum != before.concern_quorum) {
    return "concern_quorum never changes: what is sealed already opens with the one before";
  }
  if (near_peer_of(next) != near_peer_of(before)) {
    return "near_peer never changes: a director's desk is made for it";
  }
  return nullptr;
}

std::vector<PolicyDifference> differences(const Policy& before, const Policy& next) {
  const Flat old_rows(before);
  const Flat new_rows(next);
  std::vector<PolicyDifference> out;
  for (const auto& [field, value] : new_rows.rows()) {
    const std::string* const was = old_rows.find(field);
    if (was == nullptr || *was != value) out.push_back({field, was == nullptr ? "" : *was, value});
  }
  for (const auto& [field, value] : old_rows.rows()) {
    if (new_rows.find(field) == nullptr) out.push_back({field, value, ""});
  }
  // Lines in another order say the same and are still other bytes.
  if (out.empty() && before.encode() != next.encode()) {
    out.push_back({"witnesses", before.witnesses, next.witnesses});
  }
  return out;
}

}  // namespace sotto::protocol
