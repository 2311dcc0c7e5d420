// How a trustee's visit to a closed quarter went.

#include "client/core/names.h"
#include "client/core/quarter_visit.h"
#include "client/wasm/dates.h"
#include "client/wasm/desk.h"
#include "client/wasm/views.h"
#include "crypto/base/panic.h"

namespace sotto::client::wasm {
namespace {

using State = QuarterDone::State;

std::string_view reason_name(figures::TallyRefusal why) {
  switch (why) {
    case figures::TallyRefusal::kFormat:
      return "format";
    case figures::TallyRefusal::kQuarter:
      return "quarter";
    case figures::TallyRefusal::kNotOnRoster:
      return "roster";
    case figures::TallyRefusal::kTwice:
      return "twice";
    case figures::TallyRefusal::kSignature:
      return "signature";
    case figures::TallyRefusal::kProof:
      return "proof";
  }
  panic("module: not a reason");
}

void write_holders(Json& out, std::string_view key, const std::vector<std::uint8_t>& holders,
                   const protocol::LoggedCertificate& under) {
  out.key(key).list();
  for (const std::uint8_t holder : holders) {
    const protocol::TrusteeKey& who = under.trustees[holder - 1u];
    out.object().member("place", who.place).member("title", who.title).end_object();
  }
  out.end_list();
}

}  // namespace

void write_quarter_done(Json& out, const QuarterDone& done, const PublicView& view) {
  const protocol::Calendar& calendar = view.policy().calendar;
  const auto& under = *view.log().certificate_for(done.quarter);
  out.object().member("quarter", done.quarter);
  out.member("from", date_text(calendar.start(calendar.first_day_of_epoch(done.quarter))));
  out.member("until", date_text(calendar.start(calendar.first_day_of_epoch(done.quarter + 1)) - 1));
  out.member("did", name(done.did)).member("state", name(done.state)).key("stopped");
  if (done.state == State::kFailed) {
    write_failure(out, done.failure.why, done.failure.status);
  } else {
    out.null();
  }
  out.member("reports", done.reports).key("reason");
  done.state == State::kFalseReport ? out.text(reason_name(done.reason)) : out.null();
  out.key("falseOf");
  done.false_of ? out.text(to_hex(*done.false_of)) : out.null();
  out.key("notReported").list();
  for (const protocol::SupporterId& id : done.not_reported) out.text(to_hex(id));
  out.end_list();
  write_holders(out, "spoilt", done.spoilt, under);
  out.member("lacking", done.lacking);
  write_holders(out, "missing", done.missing, under);
  out.end_object();
}

}  // namespace sotto::client::wasm
