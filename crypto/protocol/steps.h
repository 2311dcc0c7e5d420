#pragma once
// The guided steps of a concern as data (docs/spec/policy.md, "Guided steps"): one question a page,
// coded answers, and where each answer leads. Part of a scheme's policy; whoever shows them (pages,
// command line, paper form) walks the same list, and an auditor reads answers against it.

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "crypto/base/bytes.h"
#include "crypto/primitives/hash.h"

namespace sotto::protocol {

// DO NOT CHANGE THE NUMBERS of these two: they are on the wire.
enum class StepKind : std::uint8_t {
  kChoice = 1,        // one of the choices
  kTicks = 2,         // every one of the choices is ticked
  kRecipients = 3,    // who receives it; its choices are ways that end outside this service
  kTexts = 4,         // the few texts of a concern
  kInterruption = 5,  // the path stops here, unless one of the choices leads on
  kTelephone = 6,     // the path stops here: telephone now
  kCheck = 7,         // the answers once more, a declaration, and sealing
};

// What a choice means to the rules that every walk-through keeps.
enum class Meaning : std::uint8_t {
  kNothing = 0,
  kImmediateDanger = 1,
  kThemselfOnly = 2,
  kBelowThreshold = 3,
  kNamed = 4,  // the recipient must know who it is
};

inline constexpr std::uint8_t kNoStep = 0xff;
inline constexpr std::size_t kMaxSteps = 29;  // so that the answers of every path fit a concern
inline constexpr std::size_t kConcernCharacters = 1200;  // UTF-16 units, of all texts together

struct StepChoice {
  std::uint8_t code = 0;  // 1 to 250; of a tick 1 to 8
  std::string label;
  std::uint8_t next = kNoStep;  // the number of a step, from 0; none for a tick
  Meaning meaning = Meaning::kNothing;
};

struct StepField {
  std::string label, help;
  std::uint16_t max = 0;  // UTF-16 units, as browsers count
  bool named = false;     // asked only after a choice that means kNamed
};

struct Step {
  std::string id;  // "immediate-danger"
  StepKind kind = StepKind::kChoice;
  std::string question, help;
  std::string basis;            // the guidance that it follows; may be empty
  std::uint8_t next = kNoStep;  // of ticks, recipients and texts
  std::vector<StepChoice> choices;
  std::vector<StepField> fields;
};

struct Telephone {
  std::string who, number, last_checked;  // last_checked: YYYY-MM-DD
};

// One answer: of a choice or an interruption the choice's code; of ticks bit (code - 1) for each;
// of recipients bit (place) for each; of texts their length_band; of the check 1.
struct StepAnswer {
  std::uint8_t step = 0, code = 0;
};

struct Steps {
  std::string version;
  std::string checked;  // YYYY-MM-DD: by the scheme's Board, against the guidance; empty: not yet
  std::vector<Telephone> telephones;
  std::vector<Step> steps;

  // The first rule that is broken, with the step's id, for the person who wrote it; empty when all
  // is well.
  std::string problem() const;
  Bytes encode() const;  // without a problem only
  static std::optional<Steps> parse(ByteView wire);
  // SHA-256("sotto/v1/concern-steps" || 0x00 || encoding): what an auditor compares.
  Hash256 hash() const;

  // The step after this answer: a step's number, or kNoStep after the check. nullopt for an answer
  // that the step does not have, and for a step where the path stops.
  std::optional<std::uint8_t> after(StepAnswer answer) const;
  // Whether the answers are a whole path: from the first step through each that they lead to, up to
  // the check and with it.
  bool completes(std::span<const StepAnswer> answers) const;
};

// 1: at most 250 bytes; 2: 500; 3: 1,000; 4: more.
std::uint8_t length_band(std::size_t bytes);

}  // namespace sotto::protocol
