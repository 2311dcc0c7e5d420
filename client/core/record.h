#pragma once
// The decision record (docs/spec/concerns.md, "Decision record"): what a recipient may give to an
// auditor about a concern that they opened. It shows the coded answers and what became of it, and
// opens no text.

#include <expected>
#include <optional>

#include "client/core/concern.h"
#include "client/core/public_view.h"
#include "crypto/protocol/envelope.h"

namespace sotto::client {

struct DecisionRecord {
  Hash256 genesis{};
  protocol::Day day = 0;   // of the file that the envelope stood in
  std::uint8_t place = 0;  // the recipient's
  OpeningReason reason{};
  std::uint64_t entry = 0;  // of the opening
  std::optional<std::uint64_t> acknowledged_at, outcome_at;
  std::optional<protocol::OpeningAct> outcome;
  LogView log;  // as the recipient saw it
  Secret<32> codes_key, trace;
  protocol::Envelope envelope{};

  Bytes encode() const;
  static std::optional<DecisionRecord> parse(ByteView file);
};

enum class AuditRefusal : std::uint8_t {
  kOtherLog,        // of another scheme, or of a log that this one does not continue
  kNotThisConcern,  // the keys are not the envelope's
  kNotLogged,       // the log has no such opening
  kOtherNotes,      // what it says of acknowledgement or outcome is not what the log has
};
const char* describe(AuditRefusal refusal);

// What an auditor reads, all of it borne out by the log.
struct AuditFinding {
  Hash256 envelope{};
  CodedConcern codes;
  protocol::Day published = 0, opened = 0;  // the first as the recipient says
  std::uint8_t place = 0;
  OpeningReason reason{};  // as the recipient says
  std::optional<protocol::Day> acknowledged;
  std::optional<std::pair<protocol::OpeningAct, protocol::Day>> outcome;
};
std::expected<AuditFinding, AuditRefusal> audit(const DecisionRecord& record,
                                                const PublicView& everybody);

// The opening at an entry of the log; nullptr when it is none.
const protocol::LoggedOpening* opening_at(const protocol::Replay& log, std::uint64_t entry);

}  // namespace sotto::client
