// What a visit shows its person.

#include "client/core/names.h"
#include "client/core/roster.h"
#include "client/wasm/dates.h"
#include "client/wasm/views.h"

namespace sotto::client::wasm {
namespace {

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
  out.member("signed", visit.own_place_signed());
  out.member("director", visit.director_key().has_value()).end_object();
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
        if constexpr (requires { of.news; }) {
          out.member("news", name(of.news)).member("pair", of.pair);
        }
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
  write_peer(out, visit);
  out.member("moved", name(sitting.moved())).member("extended", name(sitting.extended()));
  out.end_object();
}

}  // namespace sotto::client::wasm
