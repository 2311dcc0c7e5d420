// What everybody may know of the figures: who opens them, and what was released.

#include "client/core/figures_view.h"
#include "client/core/roster.h"
#include "client/wasm/dates.h"
#include "client/wasm/views.h"

namespace sotto::client::wasm {
namespace {

void write_trustees(Json& out, const protocol::Replay& log) {
  out.key("trustees").list();
  for (const auto& [place, trustee] : log.trustees()) {
    out.object().member("place", place).member("title", trustee.title);
    write_words(out, "words", six_words(trustee.signing_key));
    out.end_object();
  }
  out.end_list();
}

void write_key(Json& out, const protocol::Replay& log, const protocol::Calendar& calendar) {
  out.key("key");
  if (log.certificates().empty()) {
    out.null();
    return;
  }
  const protocol::LoggedCertificate& last = log.certificates().back();
  out.object().member("made", date_text(calendar.start(last.day)));
  out.member("open", last.key.t).member("of", static_cast<std::uint32_t>(last.trustees.size()));
  // Whether they are still the trustees.
  bool current = last.trustees.size() == log.trustees().size();
  for (const protocol::TrusteeKey& each : last.trustees) {
    const auto now = log.trustees().find(each.place);
    current = current && now != log.trustees().end() && now->second.number == each.number;
  }
  out.member("current", current).end_object();
}

void write_quarter(Json& out, const QuarterView& quarter, const protocol::Calendar& calendar) {
  out.object().member("quarter", quarter.quarter);
  out.member("from", date_text(calendar.start(quarter.first)));
  out.member("until", date_text(calendar.start(quarter.last + 1) - 1));
  out.member("state", name(quarter.state)).key("figures");
  if (quarter.state == QuarterState::kReleased) {
    out.list();
    for (const figures::Figure each : quarter.figures) out.number(each);
    out.end_list();
  } else {
    out.null();
  }
  out.end_object();
}

void write_year(Json& out, const YearView& year) {
  out.object().member("year", year.year).member("released", year.released).key("about").list();
  for (const std::uint32_t each : year.about) out.number(each);
  out.end_list().end_object();
}

}  // namespace

void write_figures(Json& out, const PublicView& view) {
  const protocol::Calendar& calendar = view.policy().calendar;
  const FiguresView seen = figures_of(view.log(), calendar, view.today());
  out.key("figures").object();
  write_trustees(out, view.log());
  write_key(out, view.log(), calendar);
  out.member("calendarQuarters", calendar.epoch_days == 0);
  out.key("quarters").list();
  for (const QuarterView& each : seen.quarters) write_quarter(out, each, calendar);
  out.end_list().key("years").list();
  for (const YearView& each : seen.years) write_year(out, each);
  out.end_list().end_object();
}

}  // namespace sotto::client::wasm
