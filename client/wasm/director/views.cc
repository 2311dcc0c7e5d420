// What the director's page is told, as client/web/src/core/director_messages.ts has it.

#include <array>

#include "client/core/near_peer/desk_view.h"
#include "client/wasm/director/director.h"

namespace sotto::client::wasm {
namespace {

using protocol::Date;

void write_list(Json& out, std::string_view name, const std::vector<std::string>& texts) {
  out.key(name).list();
  for (const std::string& text : texts) out.text(text);
  out.end_list();
}

void write_date(Json& out, std::string_view name, Date date) {
  out.key(name);
  date == 0 ? out.null() : out.text(protocol::date_text(date));
}

// The members of an application, in an object that has begun.
void write_application(Json& out, const Application& from) {
  constexpr std::array<std::string_view, 3> kSupervisors{"educational", "appraiser",
                                                         "medical-education"};
  constexpr std::array<std::string_view, 3> kModules{"done", "planned", "not-yet"};
  out.member("name", from.name).member("email", from.email);
  out.member("supervisor", kSupervisors[static_cast<std::size_t>(from.supervisor) - 1]);
  out.member("supervisorName", from.supervisor_name);
  out.member("supervisorEmail", from.supervisor_email);
  out.member("discussed", from.declaration == Declaration::kDiscussed);
  write_list(out, "matchedOn", from.matched_on);
  out.member("module", kModules[static_cast<std::size_t>(from.module) - 1]);
}

void write_supporter(Json& out, const OpenDesk& open, const SupporterRow& row, Date today) {
  const Desk& desk = open.desk.desk;
  out.object().member("number", row.number);
  write_application(out, row.application);
  out.key("grade");
  row.attested == 0 ? out.null() : out.text(desk.policy().grades[row.grade]);
  out.member("places", row.places);
  write_date(out, "told", row.told);
  write_date(out, "closes", row.told == 0 ? 0 : row.told + desk.policy().objection_days);
  out.member("confirmed", row.support_confirmed);
  out.member("state", name(desk.eligibility(row, today)));
  out.member("doctors", static_cast<std::uint32_t>(desk.load(row.number)));
  out.key("claim");
  if (const Application* const claim = open.desk.mail.claim(row.number)) {
    out.object();
    write_application(out, *claim);
    out.end_object();
  } else {
    out.null();
  }
  out.member("here", open.desk.mail.has_come(row.number)).end_object();
}

void write_doctor(Json& out, const OpenDesk& open, const DoctorRow& row) {
  const Desk& desk = open.desk.desk;
  const Fared how = fared(desk, row);
  out.object().member("number", row.number).member("name", row.name).member("email", row.email);
  out.member("grade", desk.policy().grades[row.grade]).member("standing", name(row.standing));
  out.key("supporter");
  row.supporter == 0 ? out.null() : out.number(row.supporter);
  write_date(out, "since", row.since);
  out.member("outcome", name(row.outcome));
  write_list(out, "met", how.met);
  write_list(out, "unmet", how.unmet);
  write_list(out, "later", how.later);
  out.member("here", open.desk.mail.has_come(row.number)).end_object();
}

}  // namespace

void write_desk(Json& out, const OpenDesk& open, Date today) {
  const Desk& desk = open.desk.desk;
  const protocol::NearPeer& rules = desk.policy();
  out.object().member("origin", open.scheme.origin).member("title", open.scheme.title);
  out.member("key", to_hex(open.desk.signing.public_key));
  out.member("today", protocol::date_text(today));
  out.member("cycle", protocol::date_text(rules.cycle(today)));
  out.key("cycles").list();
  for (const Date cycle : rules.cycles) out.text(protocol::date_text(cycle));
  out.end_list();
  write_list(out, "grades", rules.grades);
  out.member("cap", rules.cap).member("objectionDays", rules.objection_days);
  out.member("introductionDays", rules.introduction_days);
  out.key("supporters").list();
  for (const SupporterRow& row : desk.supporters()) write_supporter(out, open, row, today);
  out.end_list().key("doctors").list();
  for (const DoctorRow& row : desk.doctors()) write_doctor(out, open, row);
  out.end_list().key("without").list();
  for (const std::uint32_t number : desk.without()) out.number(number);
  out.end_list().key("notes").list();
  for (const RelationshipNote& each : open.desk.mail.notes()) {
    out.object().member("from", each.from).member("about", each.about);
    out.member("day", protocol::date_text(each.day)).member("text", each.text).end_object();
  }
  out.end_list().member("parts", open.desk.mail.parts).member("partsOf", rules.desk_parts);
  out.end_object();
}

}  // namespace sotto::client::wasm
