// What leads and auditors are shown, and what several views have in them.

#include "client/wasm/views.h"

#include "client/core/names.h"
#include "client/wasm/dates.h"
#include "crypto/protocol/words.h"

namespace sotto::client::wasm {

void write_fields(Json& out, std::string_view name, const Fields& fields) {
  out.key(name).list();
  for (const auto& [key, value] : fields) out.list().text(key).text(value).end_list();
  out.end_list();
}

void write_words(Json& out, std::string_view name, std::span<const std::uint16_t> words) {
  out.key(name).list();
  for (const std::uint16_t word : words) out.text(protocol::word(word));
  out.end_list();
}

void write_codes(Json& out, const CodedConcern& codes) {
  out.member("drill", codes.drill).member("steps", to_hex(codes.steps));
  out.key("answers").list();
  for (const CodedAnswer& each : codes.answers) {
    out.object().member("step", each.step).member("code", each.code).end_object();
  }
  out.end_list();
}

void write_proposal(Json& out, const Seen& proposal) {
  out.object().member("id", proposal.id).member("kind", proposal.kind);
  out.member("about", proposal.about);
  write_fields(out, "fields", proposal.fields);
  out.key("changes").list();
  for (const protocol::PolicyDifference& each : proposal.changes) {
    out.object().member("name", each.name).member("before", each.before);
    out.member("after", each.after).end_object();
  }
  out.end_list();
  out.member("signatures", static_cast<std::uint32_t>(proposal.signatures)).end_object();
}

void write_finding(Json& out, const AuditFinding& finding, const protocol::Calendar& calendar) {
  const auto date = [&](protocol::Day day) { return date_text(calendar.start(day)); };
  out.object().member("envelope", to_hex(finding.envelope));
  write_codes(out, finding.codes);
  out.member("week", date(protocol::Calendar::first_day_of_week(finding.codes.week)));
  out.member("published", date(finding.published)).member("opened", date(finding.opened));
  out.member("place", finding.place).member("reason", name(finding.reason));
  out.key("acknowledged");
  finding.acknowledged ? out.text(date(*finding.acknowledged)) : out.null();
  out.key("outcome");
  if (finding.outcome) {
    out.object().member("what", name(finding.outcome->first));
    out.member("on", date(finding.outcome->second)).end_object();
  } else {
    out.null();
  }
  out.end_object();
}

void write_genesis(Json& out, const protocol::Genesis& genesis) {
  out.object().member("origin", genesis.origin).member("policy", to_hex(genesis.policy_hash));
  out.member("logKey", to_hex(genesis.log_key)).member("receiptKey", to_hex(genesis.receipt_key));
  out.member("gatewayKey", to_hex(genesis.gateway_key));
  out.key("leads").list().text(to_hex(genesis.leads[0])).text(to_hex(genesis.leads[1]));
  out.end_list().end_object();
}

}  // namespace sotto::client::wasm
