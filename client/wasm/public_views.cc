// What everybody may know of a scheme.

#include <algorithm>
#include <array>

#include "client/core/names.h"
#include "client/core/roster.h"
#include "client/wasm/dates.h"
#include "client/wasm/views.h"

namespace sotto::client::wasm {
namespace {

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

void write_near_peer(Json& out, const PublicView& view) {
  const std::optional<protocol::NearPeer>& rules = view.policy().near_peer;
  out.key("nearPeer");
  if (!rules) {
    out.null();
    return;
  }
  const auto director = view.log().recipients().find(rules->director);
  out.object().member("director", rules->director).key("directorKey");
  director == view.log().recipients().end() ? out.null()
                                            : out.text(to_hex(director->second.sealing_key));
  out.key("grades").list();
  for (const std::string& grade : rules->grades) out.text(grade);
  out.end_list().member("cap", rules->cap).member("objectionDays", rules->objection_days);
  out.member("introductionDays", rules->introduction_days);
  out.member("feedbackWeeks", rules->feedback_weeks);
  out.member("reminderWeeks", rules->reminder_weeks).key("cycles").list();
  for (const protocol::Date date : rules->cycles) out.text(protocol::date_text(date));
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
  write_near_peer(out, view);
  out.end_object();
}

}  // namespace sotto::client::wasm
