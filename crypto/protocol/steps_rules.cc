// The rules that every version of the guided steps keeps (docs/spec/policy.md, "Guided steps").

#include <algorithm>
#include <string_view>

#include "crypto/base/panic.h"
#include "crypto/protocol/steps.h"
#include "crypto/protocol/text.h"

namespace sotto::protocol {
namespace {

constexpr std::uint8_t kLastKind = static_cast<std::uint8_t>(StepKind::kCheck);
constexpr std::uint8_t kLastMeaning = static_cast<std::uint8_t>(Meaning::kNamed);

bool is_line(std::string_view text) {
  return text.size() <= 0xffff && is_plain_text(text);
}

bool is_paragraphs(std::string text) {
  std::ranges::replace(text, '\n', ' ');
  return is_line(text);
}

bool is_id(std::string_view text) {
  return !text.empty() && text.size() <= 32 && std::ranges::all_of(text, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
  });
}

// What a kind has, so that a page knows what to show without asking.
struct Shape {
  std::size_t min_choices, max_choices;
  bool choices_lead, leads, fields;
};

Shape shape(StepKind kind) {
  switch (kind) {
    case StepKind::kChoice:
      return {2, 12, true, false, false};
    case StepKind::kTicks:
      return {1, 8, false, true, false};
    case StepKind::kRecipients:
      return {0, 4, true, true, false};
    case StepKind::kTexts:
      return {0, 0, false, true, true};
    case StepKind::kInterruption:
      return {0, 6, true, false, false};
    case StepKind::kTelephone:
    case StepKind::kCheck:
      return {0, 0, false, false, false};
  }
  panic("steps: no such kind");
}

const char* problem_of_choices(const Step& step) {
  const Shape has = shape(step.kind);
  if (step.choices.size() < has.min_choices || step.choices.size() > has.max_choices) {
    return "has too few or too many choices for its kind";
  }
  const int last = step.kind == StepKind::kTicks ? 8 : 250;
  for (auto each = step.choices.begin(); each != step.choices.end(); ++each) {
    if (each->code < 1 || each->code > last ||
        std::ranges::find(step.choices.begin(), each, each->code, &StepChoice::code) != each) {
      return "has choices whose codes are not numbers of their own";
    }
    if (each->label.empty() || !is_line(each->label)) return "has a choice without plain text";
    if ((each->next != kNoStep) != has.choices_lead) {
      return has.choices_lead ? "has a choice that leads nowhere"
                              : "has a tick that leads somewhere";
    }
    if (static_cast<std::uint8_t>(each->meaning) > kLastMeaning ||
        (each->meaning != Meaning::kNothing && step.kind != StepKind::kChoice)) {
      return "has a meaning where none can be";
    }
  }
  return nullptr;
}

const char* problem_of_fields(const Step& step) {
  if (step.fields.empty() == shape(step.kind).fields || step.fields.size() > 4) {
    return "has too few or too many fields for its kind";
  }
  std::size_t characters = 0;
  for (const StepField& field : step.fields) {
    if (field.label.empty() || !is_line(field.label) || !is_paragraphs(field.help)) {
      return "has a field without plain text";
    }
    if (field.max == 0) return "has a field without room";
    characters += field.max;
  }
  if (characters > kConcernCharacters) return "has fields of more than 1,200 characters together";
  return nullptr;
}

const char* problem_of_step(const Step& step) {
  const auto kind = static_cast<std::uint8_t>(step.kind);
  if (kind < 1 || kind > kLastKind) return "is of no kind";
  if (step.question.empty() || !is_line(step.question) || !is_paragraphs(step.help) ||
      !is_paragraphs(step.basis)) {
    return "has a question, help and basis that are not plain text";
  }
  if (const char* what = problem_of_choices(step)) return what;
  if (const char* what = problem_of_fields(step)) return what;
  if ((step.next != kNoStep) != shape(step.kind).leads) {
    return shape(step.kind).leads ? "leads nowhere" : "leads somewhere by itself";
  }
  return nullptr;
}

bool asks(const Step& step) {
  return step.kind == StepKind::kChoice;
}

// So every path ends: all lead on, and the one way back is from a stop to a question.
const char* problem_of_ways(const std::vector<Step>& steps, std::size_t at) {
  const auto later = [&](std::uint8_t next) { return next > at && next < steps.size(); };
  const Step& step = steps[at];
  if (step.next != kNoStep && !later(step.next)) return "does not lead to a later step";
  for (const StepChoice& each : step.choices) {
    if (each.next == kNoStep || later(each.next)) continue;
    if (step.kind != StepKind::kInterruption || each.next >= at || !asks(steps[each.next])) {
      return "has a choice that does not lead to a later step";
    }
  }
  if (step.kind == StepKind::kRecipients &&
      std::ranges::any_of(step.choices, [&](const StepChoice& each) {
        return steps[each.next].kind != StepKind::kInterruption ||
               !steps[each.next].choices.empty();
      })) {
    return "has a choice that does not end outside";
  }
  return nullptr;
}

// Which steps can be come to, when `without` is closed.
std::vector<bool> reached(const std::vector<Step>& steps, std::size_t without) {
  std::vector<bool> out(steps.size(), false);
  std::vector<std::size_t> open;
  const auto visit = [&](std::size_t next) {
    if (next >= steps.size() || next == without || out[next]) return;
    out[next] = true;
    open.push_back(next);
  };
  visit(0);
  while (!open.empty()) {
    const Step& step = steps[open.back()];
    open.pop_back();
    visit(step.next);
    for (const StepChoice& each : step.choices) visit(each.next);
  }
  return out;
}

// The one step of which this holds; nullopt when there is none or another.
template <class Holds>
std::optional<std::size_t> only(const std::vector<Step>& steps, Holds holds) {
  const auto found = std::ranges::find_if(steps, holds);
  if (found == steps.end() || std::find_if(found + 1, steps.end(), holds) != steps.end()) {
    return std::nullopt;
  }
  return static_cast<std::size_t>(found - steps.begin());
}

// The step with the one choice of this meaning, and the kind of step to which it leads.
struct Marked {
  std::size_t step = 0;
  StepKind leads_to = StepKind::kCheck;
};

std::optional<Marked> marked(const std::vector<Step>& steps, Meaning meaning) {
  std::optional<Marked> out;
  for (std::size_t i = 0; i < steps.size(); ++i) {
    for (const StepChoice& each : steps[i].choices) {
      if (each.meaning != meaning) continue;
      if (out) return std::nullopt;
      out = Marked{i, steps[each.next].kind};
    }
  }
  return out;
}

const char* problem_of_stops(const std::vector<Step>& steps) {
  const auto danger = marked(steps, Meaning::kImmediateDanger);
  if (!danger || danger->step != 0 || danger->leads_to != StepKind::kTelephone) {
    return "the first step asks for immediate danger, which leads to the telephone";
  }
  const auto themself = marked(steps, Meaning::kThemselfOnly);
  if (!themself || themself->leads_to != StepKind::kInterruption) {
    return "one choice means themself-only, and leads to an interruption";
  }
  const auto below = marked(steps, Meaning::kBelowThreshold);
  if (!below || below->leads_to != StepKind::kInterruption) {
    return "one choice means below-threshold, and leads to an interruption";
  }
  return nullptr;
}

const char* problem_of_sealing(const std::vector<Step>& steps) {
  const auto of = [&](StepKind kind) {
    return only(steps, [kind](const Step& step) { return step.kind == kind; });
  };
  const auto recipients = of(StepKind::kRecipients), texts = of(StepKind::kTexts),
             check = of(StepKind::kCheck);
  if (!recipients || !texts || !check) return "there is one step each of recipients, texts, check";
  const auto named = marked(steps, Meaning::kNamed);
  if (named.has_value() != std::ranges::any_of(steps[*texts].fields, &StepField::named)) {
    return "one choice means named when a field waits for it, and none otherwise";
  }
  std::vector<std::size_t> passed{*recipients, *texts};
  passed.push_back(marked(steps, Meaning::kThemselfOnly)->step);
  passed.push_back(marked(steps, Meaning::kBelowThreshold)->step);
  if (named) passed.push_back(named->step);
  if (std::ranges::any_of(passed,
                          [&](std::size_t i) -> bool { return reached(steps, i)[*check]; })) {
    return "a path to the check leaves out who is at risk, the threshold, naming, recipients or "
           "texts";
  }
  return nullptr;
}

std::string problem_of_heads(const Steps& steps) {
  if (steps.version.empty() || !is_line(steps.version)) return "version is plain text";
  if (!is_line(steps.checked)) return "checked is plain text";
  if (steps.telephones.empty() || steps.telephones.size() > 8) return "telephones are 1 to 8";
  for (const Telephone& each : steps.telephones) {
    if (each.who.empty() || each.number.empty() || !is_line(each.who) || !is_line(each.number) ||
        !is_line(each.last_checked)) {
      return "telephones are plain text";
    }
  }
  if (steps.steps.empty() || steps.steps.size() > kMaxSteps) return "steps are 1 to 29";
  return {};
}

}  // namespace

std::string Steps::problem() const {
  if (std::string what = problem_of_heads(*this); !what.empty()) return what;
  for (auto each = steps.begin(); each != steps.end(); ++each) {
    if (!is_id(each->id) || std::ranges::find(steps.begin(), each, each->id, &Step::id) != each) {
      return "steps have an id of a-z, 0-9 and - each, of their own";
    }
    if (const char* what = problem_of_step(*each)) return "step " + each->id + " " + what;
  }
  for (std::size_t i = 0; i < steps.size(); ++i) {
    if (const char* what = problem_of_ways(steps, i)) return "step " + steps[i].id + " " + what;
  }
  const std::vector<bool> all = reached(steps, kNoStep);
  for (std::size_t i = 0; i < steps.size(); ++i) {
    if (!all[i]) return "step " + steps[i].id + " cannot be reached";
  }
  if (const char* what = problem_of_stops(steps)) return what;
  if (const char* what = problem_of_sealing(steps)) return what;
  return {};
}

}  // namespace sotto::protocol
