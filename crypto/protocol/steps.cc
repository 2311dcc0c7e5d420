#include "crypto/protocol/steps.h"

#include <algorithm>
#include <array>

#include "crypto/base/panic.h"
#include "crypto/base/wire.h"
#include "crypto/protocol/labelled_hash.h"

namespace sotto::protocol {
namespace {

void write_step(Writer& out, const Step& step) {
  out.text16(step.id).u8(static_cast<std::uint8_t>(step.kind)).text16(step.question);
  out.text16(step.help).text16(step.basis).u8(step.next);
  out.u8(static_cast<std::uint8_t>(step.choices.size()));
  for (const StepChoice& each : step.choices) {
    out.u8(each.code).text16(each.label).u8(each.next);
    out.u8(static_cast<std::uint8_t>(each.meaning));
  }
  out.u8(static_cast<std::uint8_t>(step.fields.size()));
  for (const StepField& each : step.fields) {
    out.text16(each.label).text16(each.help).u16(each.max).u8(each.named ? 1 : 0);
  }
}

bool read_step(Reader& in, Step& out) {
  std::uint8_t kind = 0, choices = 0, fields = 0;
  if (!in.text16(out.id) || !in.u8(kind) || !in.text16(out.question) || !in.text16(out.help) ||
      !in.text16(out.basis) || !in.u8(out.next) || !in.u8(choices)) {
    return false;
  }
  out.kind = static_cast<StepKind>(kind);
  for (std::uint8_t i = 0; i < choices; ++i) {
    StepChoice& each = out.choices.emplace_back();
    std::uint8_t meaning = 0;
    if (!in.u8(each.code) || !in.text16(each.label) || !in.u8(each.next) || !in.u8(meaning)) {
      return false;
    }
    each.meaning = static_cast<Meaning>(meaning);
  }
  if (!in.u8(fields)) return false;
  for (std::uint8_t i = 0; i < fields; ++i) {
    StepField& each = out.fields.emplace_back();
    std::uint8_t named = 0;
    if (!in.text16(each.label) || !in.text16(each.help) || !in.u16(each.max) || !in.u8(named) ||
        named > 1) {
      return false;
    }
    each.named = named == 1;
  }
  return true;
}

}  // namespace

Bytes Steps::encode() const {
  if (!problem().empty()) panic("steps: a value out of range");
  Writer out;
  out.text16(version).text16(checked).u8(static_cast<std::uint8_t>(telephones.size()));
  for (const Telephone& each : telephones) {
    out.text16(each.who).text16(each.number).text16(each.last_checked);
  }
  out.u8(static_cast<std::uint8_t>(steps.size()));
  for (const Step& step : steps) write_step(out, step);
  return out.take();
}

std::optional<Steps> Steps::parse(ByteView wire) {
  Reader in(wire);
  Steps out;
  std::uint8_t telephones = 0, count = 0;
  if (!in.text16(out.version) || !in.text16(out.checked) || !in.u8(telephones)) {
    return std::nullopt;
  }
  for (std::uint8_t i = 0; i < telephones; ++i) {
    Telephone& each = out.telephones.emplace_back();
    if (!in.text16(each.who) || !in.text16(each.number) || !in.text16(each.last_checked)) {
      return std::nullopt;
    }
  }
  if (!in.u8(count)) return std::nullopt;
  for (std::uint8_t i = 0; i < count; ++i) {
    if (!read_step(in, out.steps.emplace_back())) return std::nullopt;
  }
  if (!in.done() || !out.problem().empty()) return std::nullopt;
  return out;
}

Hash256 Steps::hash() const {
  return labelled_hash("sotto/v1/concern-steps", encode());
}

std::optional<std::uint8_t> Steps::after(StepAnswer answer) const {
  if (answer.step >= steps.size()) return std::nullopt;
  const Step& step = steps[answer.step];
  switch (step.kind) {
    case StepKind::kChoice:
    case StepKind::kInterruption: {
      const auto found = std::ranges::find(step.choices, answer.code, &StepChoice::code);
      return found == step.choices.end() ? std::nullopt : std::optional(found->next);
    }
    case StepKind::kTicks: {
      unsigned all = 0;
      for (const StepChoice& each : step.choices) all |= 1u << (each.code - 1);
      return answer.code == all ? std::optional(step.next) : std::nullopt;
    }
    case StepKind::kRecipients:
      return answer.code != 0 ? std::optional(step.next) : std::nullopt;
    case StepKind::kTexts:
      return answer.code >= 1 && answer.code <= 4 ? std::optional(step.next) : std::nullopt;
    case StepKind::kTelephone:
      return std::nullopt;
    case StepKind::kCheck:
      return answer.code == 1 ? std::optional(kNoStep) : std::nullopt;
  }
  panic("steps: no such kind");
}

bool Steps::completes(std::span<const StepAnswer> answers) const {
  std::uint8_t expected = 0;
  for (const StepAnswer& each : answers) {
    if (expected == kNoStep || each.step != expected) return false;
    const auto next = after(each);
    // Back to a question is no step of a path: the question has a new answer by then.
    if (!next || *next <= each.step) return false;
    expected = *next;
  }
  return !answers.empty() && expected == kNoStep;
}

std::uint8_t length_band(std::size_t bytes) {
  constexpr std::array<std::size_t, 3> kBands{250, 500, 1000};
  return static_cast<std::uint8_t>(1 + (std::ranges::lower_bound(kBands, bytes) - kBands.begin()));
}

}  // namespace sotto::protocol
