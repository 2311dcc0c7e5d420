#include "client/wasm/views.h"

#include <algorithm>
#include <array>

#include "client/core/names.h"
#include "client/core/roster.h"
#include "client/wasm/dates.h"
#include "crypto/protocol/words.h"

namespace sotto::client::wasm {
namespace {

using Fields = std::vector<std::pair<std::string, std::string>>;

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

void write_texts(Json& out, const protocol::Policy& policy) {
  out.key("texts").object();
  for (const protocol::Text& text : policy.texts) out.member(text.key, text.value);
  out.end_object();
  out.key("signposts").list();
  for (const protocol::Signpost& each : policy.signposts) {
    out.object()
        .member("who", each.who)
        .member("what", each.what)
        .member("contact", each.contact)
        .member("lastChecked", each.last_checked)
        .end_object();
  }
  out.end_list();
}

void write_times(Json& out, const protocol::Policy& policy) {
  out.key("means").list();
  for (const protocol::Means means : policy.means) out.text(name(means));
  out.end_list();
  out.key("visitingDays").list();
  for (int day = 0; day < 7; ++day) out.flag((policy.visiting_days >> day & 1) != 0);
  out.end_list();
  out.member("engagementWeeks", policy.engagement_weeks);
  out.key("firstCommit").list().number(policy.first_commit_min).number(policy.first_commit_max);
  out.end_list();
  out.member("commitInterval", policy.commit_interval);
  out.member("leadSignatures", policy.lead_signatures);
}

void write_pass_key(Json& out, const PublicView& view, protocol::Epoch epoch) {
  const protocol::Calendar& calendar = view.policy().calendar;
  const protocol::Day first = calendar.first_day_of_epoch(epoch);
  const protocol::Day next = calendar.first_day_of_epoch(epoch + 1);
  const bool logged = view.log().pass_key(epoch).has_value();
  // A key that comes late, or takes a revoked one's place, needs both leads (docs/spec/log.md).
  const bool late = std::uint64_t{view.today()} + protocol::kPassKeyNoticeDays > first;
  out.object()
      .member("epoch", epoch)
      .member("from", date_text(calendar.start(first)))
      .member("until", date_text(calendar.start(next) - 1))
      .member("logged", logged)
      .member("needsLeads", !logged && (late || view.log().next_generation(epoch) > 0))
      .end_object();
}

void write_month(Json& out, const PublicView& view, protocol::UnixTime now) {
  const auto& texts = view.policy().texts;
  const auto reviewed = std::ranges::find(texts, "reviewed", &protocol::Text::key);
  const auto in_force = std::ranges::count_if(
      view.log().roster(), [&](const auto& each) { return each.second.in_force(view.week()); });
  out.key("month").object();
  out.member("today", date_text(now));
  out.member("textsReviewed",
             reviewed == texts.end() ? std::string_view() : std::string_view(reviewed->value));
  out.member("rosterInForce", static_cast<std::uint32_t>(in_force));
  out.key("passKeys").list();
  const protocol::Epoch epoch = view.policy().calendar.epoch(view.today());
  write_pass_key(out, view, epoch);
  write_pass_key(out, view, epoch + 1);
  out.end_list().end_object();
}

void write_directory(Json& out, const PublicView& view) {
  out.key("directory").list();
  for (const protocol::DirectoryEntry& entry : view.directory().entries) {
    const auto text = protocol::ListingText::parse(entry.text);
    out.object().member("id", to_hex(entry.id));
    out.member("offered", view.contact_key(entry.id).has_value());
    write_fields(out, "fields", text ? text->fields : Fields());
    out.end_object();
  }
  out.end_list();
}

std::string_view kind_name(protocol::StepKind kind) {
  constexpr std::array<std::string_view, 7> kNames{
      "choice", "ticks", "recipients", "texts", "interruption", "telephone", "check"};
  return kNames[static_cast<std::size_t>(kind) - 1];
}

void write_next(Json& out, std::uint8_t next) {
  out.key("next");
  next == protocol::kNoStep ? out.null() : out.number(next);
}

void write_step(Json& out, const protocol::Step& step) {
  out.object().member("id", step.id).member("kind", kind_name(step.kind));
  out.member("question", step.question).member("help", step.help).member("basis", step.basis);
  write_next(out, step.next);
  out.key("choices").list();
  for (const protocol::StepChoice& each : step.choices) {
    out.object().member("code", each.code).member("label", each.label);
    write_next(out, each.next);
    out.member("named", each.meaning == protocol::Meaning::kNamed).end_object();
  }
  out.end_list().key("fields").list();
  for (const protocol::StepField& each : step.fields) {
    out.object().member("label", each.label).member("help", each.help);
    out.member("max", each.max).member("named", each.named).end_object();
  }
  out.end_list().end_object();
}

void write_concern_steps(Json& out, const std::optional<protocol::Steps>& steps) {
  out.key("concernSteps");
  if (!steps) {
    out.null();
    return;
  }
  out.object().member("version", steps->version).member("hash", to_hex(steps->hash()));
  out.member("checked", steps->checked).key("telephones").list();
  for (const protocol::Telephone& each : steps->telephones) {
    out.object().member("who", each.who).member("number", each.number);
    out.member("lastChecked", each.last_checked).end_object();
  }
  out.end_list().key("steps").list();
  for (const protocol::Step& each : steps->steps) write_step(out, each);
  out.end_list().end_object();
}

void write_concerns(Json& out, const PublicView& view) {
  out.key("concerns");
  if (!view.policy().concern_steps) {
    out.null();
    return;
  }
  out.object().member("quorum", view.policy().concern_quorum);
  out.member("hours", view.policy().concern_hours).key("recipients").list();
  for (const auto& [place, recipient] : view.log().recipients()) {
    out.object().member("place", place).member("title", recipient.title);
    write_words(out, "words", six_words(recipient.signing_key));
    out.end_object();
  }
  out.end_list().end_object();
}

void write_outcome(Json& out, const std::optional<protocol::OpeningAct>& outcome) {
  out.key("outcome");
  outcome ? out.text(name(*outcome)) : out.null();
}

void write_sealed(Json& out, const SentView& concern) {
  out.object().member("number", concern.number).member("sealed", concern.sealed);
  out.key("recipients").list();
  for (const std::uint8_t place : concern.recipients) out.number(place);
  out.end_list().key("opened").list();
  for (const RecipientActs& each : concern.acts) {
    out.object().member("place", each.place).member("acknowledged", each.acknowledged);
    write_outcome(out, each.outcome);
    out.end_object();
  }
  out.end_list().member("overdue", concern.overdue).end_object();
}

void write_codes(Json& out, const CodedConcern& codes) {
  out.member("drill", codes.drill).member("steps", to_hex(codes.steps));
  out.key("answers").list();
  for (const CodedAnswer& each : codes.answers) {
    out.object().member("step", each.step).member("code", each.code).end_object();
  }
  out.end_list();
}

void write_inside(Json& out, const HeldView& concern) {
  write_codes(out, concern.codes);
  out.key("fields").list();
  for (const ConcernField& each : concern.fields) {
    out.object().member("field", each.field).member("text", each.text).end_object();
  }
  out.end_list();
}

void write_held(Json& out, const HeldView& concern, const protocol::Calendar& calendar) {
  out.object().member("number", concern.number);
  out.member("published", date_text(calendar.start(concern.day)));
  out.member("phase", name(concern.phase));
  out.member("shares", static_cast<std::uint32_t>(concern.shares));
  out.member("quorum", static_cast<std::uint32_t>(concern.quorum));
  out.member("acknowledged", concern.acknowledged);
  write_outcome(out, concern.outcome);
  out.member("recorded", concern.recorded);
  write_inside(out, concern);
  out.end_object();
}

// A recipient's own, as proposed last.
void write_own_place(Json& out, const Visit& visit) {
  out.key("place");
  const auto own = visit.own_place();
  if (!own) {
    out.null();
    return;
  }
  out.object().member("place", own->place).member("title", own->title);
  out.member("signed", visit.own_place_signed()).end_object();
}

void write_slot(Json& out, const Slot& slot) {
  out.object().member("start", slot.start).member("place", slot.place).end_object();
}

void write_engagement(Json& out, const EngagementView& engagement) {
  out.object().member("id", engagement.id).member("supporter", to_hex(engagement.supporter));
  out.member("phase", name(engagement.phase)).member("end", name(engagement.end));
  write_words(out, "safetyWords", engagement.safety_words);
  out.member("means", name(engagement.means)).member("value", engagement.value);
  out.member("agreed", engagement.agreed).member("held", engagement.held);
  out.member("offer", engagement.offer);
  out.key("slots").list();
  for (const Slot& slot : engagement.slots) write_slot(out, slot);
  out.end_list();
  out.key("chosen");
  engagement.chosen ? out.number(*engagement.chosen) : out.null();
  out.key("agreedSlot");
  if (engagement.agreed_slot) {
    write_slot(out, *engagement.agreed_slot);
  } else {
    out.null();
  }
  out.member("waitsForPass", engagement.waits_for_pass);
  out.member("noPassLeft", engagement.no_pass_left).end_object();
}

void write_notice(Json& out, const Event& event) {
  out.object().member("kind", name(event));
  std::visit(
      [&](const auto& of) {
        if constexpr (requires { of.engagement; }) out.member("engagement", of.engagement);
        if constexpr (requires { of.refusal; }) out.member("refusal", name(of.refusal));
      },
      event);
  out.end_object();
}

void write_own(Json& out, const Visit& visit) {
  const auto id = visit.own_id();
  const auto identity = visit.own_identity();
  const auto listing = visit.own_listing();
  const OwnCounts counts = visit.own_counts();
  out.key("counts").object();
  out.member("enquiries", counts.enquiries).member("contacts", counts.contacts);
  out.member("meetings", counts.meetings).end_object();
  out.member("paused", visit.paused()).member("listed", visit.known().listed);
  out.member("signed", visit.own_listing_signed());
  out.key("ownId");
  id ? out.text(to_hex(*id)) : out.null();
  if (identity) {
    write_words(out, "sixWords", six_words(*identity));
  } else {
    out.key("sixWords").list().end_list();
  }
  out.key("sealed").list();
  for (const SentView& each : visit.sent_concerns()) write_sealed(out, each);
  out.end_list().key("held").list();
  for (const HeldView& each : visit.held_concerns()) write_held(out, each, visit.policy().calendar);
  out.end_list();
  write_own_place(out, visit);
  write_fields(out, "ownListing", listing ? listing->fields : Fields());
}

}  // namespace

void write_everybody(Json& out, const PublicView& view, protocol::UnixTime now) {
  const protocol::Policy& policy = view.policy();
  out.object().member("origin", policy.origin).member("title", policy.title);
  out.key("relay");
  policy.relay.empty() ? out.null() : out.text(policy.relay);
  out.member("timeZone", policy.time_zone).member("genesis", to_hex(view.genesis()));
  write_texts(out, policy);
  write_times(out, policy);
  write_directory(out, view);
  write_month(out, view, now);
  write_concern_steps(out, policy.concern_steps);
  write_concerns(out, view);
  write_figures(out, view);
  out.end_object();
}

void write_visit(Json& out, const Sitting& sitting) {
  const Visit& visit = sitting.visit();
  out.object().member("role", name(visit.role()));
  out.key("lastOpened");
  visit.last_opened() ? out.number(*visit.last_opened()) : out.null();
  out.member("visits", visit.visits());
  out.key("engagements").list();
  for (const EngagementView& each : visit.engagements()) write_engagement(out, each);
  out.end_list();
  out.key("notices").list();
  for (const Event& each : visit.events()) write_notice(out, each);
  out.end_list();
  out.member("packsLeft", static_cast<std::uint32_t>(visit.packs_left()));
  write_own(out, visit);
  out.member("moved", name(sitting.moved())).member("extended", name(sitting.extended()));
  out.end_object();
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
