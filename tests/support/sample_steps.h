#pragma once
// The smallest guided steps that keep all rules, for tests.

#include "crypto/protocol/steps.h"

namespace sotto::testing {

inline protocol::Step sample_step(std::string id, protocol::StepKind kind, std::string question,
                                  std::vector<protocol::StepChoice> choices = {}) {
  protocol::Step out;
  out.id = std::move(id);
  out.kind = kind;
  out.question = std::move(question);
  out.choices = std::move(choices);
  return out;
}

// danger → who → threshold → naming → weighing → recipients → facts → check, and four stops.
inline protocol::Steps sample_steps() {
  using enum protocol::StepKind;
  using protocol::kNoStep;
  using protocol::Meaning;
  constexpr auto kNothing = Meaning::kNothing;
  protocol::Steps out;
  out.version = "Sample";
  out.checked = "2026-01-05";
  out.telephones = {{"Lead", "01632 960000", "2026-01-05"}};
  out.steps = {
      sample_step("danger", kChoice, "Danger?",
                  {{1, "Yes", 1, Meaning::kImmediateDanger}, {2, "No", 2, kNothing}}),
      sample_step("call", kTelephone, "Call"),
      sample_step("who", kChoice, "Who?",
                  {{1, "Patients", 4, kNothing}, {2, "Themself", 3, Meaning::kThemselfOnly}}),
      sample_step("themself", kInterruption, "Stop",
                  {{1, "They agree", 4, kNothing}, {9, "Others too", 2, kNothing}}),
      sample_step("threshold", kChoice, "Serious?",
                  {{1, "Yes", 6, kNothing}, {2, "No", 5, Meaning::kBelowThreshold}}),
      sample_step("below", kInterruption, "Not serious"),
      sample_step("naming", kChoice, "Named?",
                  {{1, "Yes", 7, Meaning::kNamed}, {2, "No", 7, kNothing}}),
      sample_step("weighing", kTicks, "Considered?",
                  {{1, "One", kNoStep, kNothing}, {3, "Three", kNoStep, kNothing}}),
      sample_step("recipients", kRecipients, "Who needs to know?", {{1, "Outside", 9, kNothing}}),
      sample_step("outside", kInterruption, "Outside"),
      sample_step("facts", kTexts, "What?"),
      sample_step("check", kCheck, "Send?"),
  };
  out.steps[0].help = "Two\nlines.";
  out.steps[0].basis = "B";
  out.steps[7].next = 8;
  out.steps[8].next = 10;
  out.steps[10].next = 11;
  out.steps[10].fields = {{"Name", "", 80, true}, {"Risk", "Help", 360, false}};
  out.steps[11].help = "I believe it.";
  return out;
}

}  // namespace sotto::testing
