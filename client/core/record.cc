#include "client/core/record.h"

#include <algorithm>

#include "crypto/base/panic.h"
#include "crypto/protocol/fields.h"

namespace sotto::client {
namespace {

using protocol::OpeningAct;

constexpr std::string_view kMagic = "sotto/v1/decision-record";

void write_entry(Writer& out, const std::optional<std::uint64_t>& entry) {
  out.u8(entry ? 1 : 0).u64(entry.value_or(0));
}

bool read_entry(Reader& in, std::optional<std::uint64_t>& out) {
  std::uint8_t present = 0;
  std::uint64_t entry = 0;
  if (!in.u8(present) || present > 1 || !in.u64(entry) || (present == 0 && entry != 0))
    return false;
  if (present == 1) out = entry;
  return true;
}

// The day of the entry whose note says this; nullopt when it does not.
std::optional<protocol::Day> day_of(const PublicView& everybody, std::uint64_t entry,
                                    const DecisionRecord& record, OpeningAct act) {
  const auto* const logged = opening_at(everybody.log(), entry);
  const Secret<32> note_key = protocol::concern_note_key(record.codes_key);
  if (logged == nullptr ||
      logged->opening.note != protocol::opening_note(note_key, record.place, act)) {
    return std::nullopt;
  }
  return logged->day;
}

}  // namespace

Bytes DecisionRecord::encode() const {
  Writer out;
  out.bytes(as_bytes(kMagic)).bytes(genesis).u32(day).u8(place);
  out.u8(static_cast<std::uint8_t>(reason)).u64(entry);
  write_entry(out, acknowledged_at);
  write_entry(out, outcome_at);
  out.u8(outcome ? static_cast<std::uint8_t>(*outcome) : 0);
  out.u64(log.size).bytes(log.root).bytes(codes_key.expose()).bytes(trace.expose());
  return out.bytes(envelope).take();
}

std::optional<DecisionRecord> DecisionRecord::parse(ByteView file) {
  Reader in(file);
  DecisionRecord out;
  ByteView magic;
  std::uint8_t outcome = 0;
  if (!in.view(kMagic.size(), magic) || !equal(magic, as_bytes(kMagic)) || !in.fixed(out.genesis) ||
      !in.u32(out.day) || !in.u8(out.place) || out.place >= protocol::kEnvelopePlaces ||
      !protocol::read_enum(in, OpeningReason::kDrill, out.reason) || !in.u64(out.entry) ||
      !read_entry(in, out.acknowledged_at) || !read_entry(in, out.outcome_at) || !in.u8(outcome) ||
      outcome > protocol::kLastOpeningAct || outcome == 1 || !in.u64(out.log.size) ||
      !in.fixed(out.log.root) || !in.secret(out.codes_key) || !in.secret(out.trace) ||
      !in.fixed(out.envelope) || !in.done()) {
    return std::nullopt;
  }
  if (outcome != 0) out.outcome = static_cast<OpeningAct>(outcome);
  if (out.outcome_at && !out.outcome) return std::nullopt;
  return out;
}

const char* describe(AuditRefusal refusal) {
  switch (refusal) {
    case AuditRefusal::kOtherLog:
      return "it is of another log, or this log does not continue the one that it was made from";
    case AuditRefusal::kNotThisConcern:
      return "its keys are not those of its envelope";
    case AuditRefusal::kNotLogged:
      return "the log does not have its opening";
    case AuditRefusal::kOtherNotes:
      return "the log does not have what it says of acknowledgement and outcome";
  }
  panic("record: not a refusal");
}

std::expected<AuditFinding, AuditRefusal> audit(const DecisionRecord& record,
                                                const PublicView& everybody) {
  if (record.genesis != everybody.genesis() || everybody.agrees(record.log) != true) {
    return std::unexpected(AuditRefusal::kOtherLog);
  }
  const auto wire = protocol::open_codes(record.envelope, record.codes_key, record.trace);
  const auto codes = wire ? CodedConcern::parse(wire->expose()) : std::nullopt;
  if (!codes) return std::unexpected(AuditRefusal::kNotThisConcern);
  const auto* const opening = opening_at(everybody.log(), record.entry);
  if (opening == nullptr ||
      opening->opening.commitment !=
          protocol::opening_commitment(record.trace, record.place, record.entry)) {
    return std::unexpected(AuditRefusal::kNotLogged);
  }
  AuditFinding out{.envelope = protocol::envelope_id(record.envelope),
                   .codes = *codes,
                   .published = record.day,
                   .opened = opening->day,
                   .place = record.place,
                   .reason = record.reason,
                   .acknowledged = {},
                   .outcome = {}};
  if (record.acknowledged_at) {
    out.acknowledged =
        day_of(everybody, *record.acknowledged_at, record, OpeningAct::kAcknowledged);
    if (!out.acknowledged) return std::unexpected(AuditRefusal::kOtherNotes);
  }
  if (record.outcome_at) {
    const auto day = day_of(everybody, *record.outcome_at, record, *record.outcome);
    if (!day) return std::unexpected(AuditRefusal::kOtherNotes);
    out.outcome = {*record.outcome, *day};
  }
  return out;
}

const protocol::LoggedOpening* opening_at(const protocol::Replay& log, std::uint64_t entry) {
  const auto& openings = log.openings();
  const auto found = std::ranges::lower_bound(openings, entry, {}, &protocol::LoggedOpening::entry);
  return found != openings.end() && found->entry == entry ? &*found : nullptr;
}

}  // namespace sotto::client
