// What the trustees have published: for anybody who can read the log (docs/cli.md, "Figures").

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include "client/cli/commands.h"
#include "client/cli/open_figures.h"
#include "client/cli/zone.h"
#include "client/core/figures_view.h"

namespace sotto::client::cli {
namespace {

namespace json = boost::json;
using figures::kCounterNames;

constexpr std::string_view kApproximate =
    "Figures are approximate on purpose: every supporter's client adds a little noise before "
    "anything is added up, and what is shown is rounded to 5. Small changes mean nothing. One "
    "dishonest supporter could move each figure of a quarter, by 159 up or 96 down at most.";

// "fewer than 10" is 0 in the log, and never shown as none.
std::string shown(figures::Figure figure) {
  return figure == 0 ? "fewer than 10" : std::to_string(figure);
}

std::string day_text(const protocol::Calendar& calendar, protocol::Day day) {
  return utc_text(calendar.start(day)).substr(0, 10);
}

json::object to_json(const QuarterView& quarter, const protocol::Calendar& calendar) {
  json::object out{{"quarter", quarter.quarter},
                   {"first_day", day_text(calendar, quarter.first)},
                   {"last_day", day_text(calendar, quarter.last)},
                   {"state", name(quarter.state)}};
  if (quarter.state != QuarterState::kReleased) return out;
  for (std::size_t i = 0; i < kCounterNames.size(); ++i) {
    const figures::Figure figure = quarter.figures[i];
    out[kCounterNames[i]] = figure == 0 ? json::value("fewer than 10") : json::value(figure);
  }
  return out;
}

json::object to_json(const YearView& year) {
  json::object out{{"year", year.year}, {"quarters", year.released}};
  for (std::size_t i = 0; i < kCounterNames.size(); ++i) {
    out["about_" + std::string(kCounterNames[i])] =
        year.released == 0 ? json::value(nullptr) : json::value(year.about[i]);
  }
  return out;
}

void print_csv(Terminal& terminal, const FiguresView& view) {
  terminal.line("quarter,state,enquiries,contacts,meetings");
  for (const QuarterView& quarter : view.quarters) {
    std::string line = std::to_string(quarter.quarter) + "," + std::string(name(quarter.state));
    for (const figures::Figure figure : quarter.figures) {
      line += quarter.state == QuarterState::kReleased ? "," + shown(figure) : ",";
    }
    terminal.line(line);
  }
}

std::string cell(std::string_view text, std::size_t width) {
  std::string out(text);
  out.resize(std::max(width, out.size()), ' ');
  return out;
}

std::string row_of(const QuarterView& quarter) {
  switch (quarter.state) {
    case QuarterState::kNever:
      return "not published, and never will be";
    case QuarterState::kWaits:
      return "not published";
    case QuarterState::kReleased:
      break;
  }
  std::string out;
  for (const figures::Figure figure : quarter.figures) out += cell(shown(figure), 15);
  return out;
}

void print_table(Terminal& terminal, const FiguresView& view, const protocol::Calendar& calendar) {
  constexpr std::size_t kWidth = 28;
  terminal.line(cell("", kWidth) + "enquiries      contacts       meetings");
  for (const QuarterView& quarter : view.quarters) {
    terminal.line(cell(quarter_name(calendar, quarter.quarter), kWidth) + row_of(quarter));
  }
  for (const YearView& year : view.years) {
    if (year.released == 0) continue;
    const std::string of = calendar.epoch_days == 0
                               ? std::to_string(year.year)
                               : "quarters " + std::to_string(year.year * 4) + " to " +
                                     std::to_string(year.year * 4 + 3);
    std::string line = cell(of + ", " + std::to_string(year.released) + " of 4, about", kWidth);
    for (const std::uint32_t each : year.about) line += cell(std::to_string(each), 15);
    terminal.line(line);
  }
}

}  // namespace

Exit figures(Host& host, const Arguments& arguments) {
  if (arguments.csv && arguments.json) {
    host.terminal.problem("--csv or --json, not both.");
    return Exit::kUsage;
  }
  const auto everybody = view_public(host, arguments.genesis);
  if (!everybody) return everybody.error();
  const protocol::Policy& policy = everybody->policy();
  const FiguresView view = figures_of(everybody->log(), policy.calendar, everybody->today());
  if (arguments.csv) {
    print_csv(host.terminal, view);
    return Exit::kOk;
  }
  json::array quarters, years;
  for (const QuarterView& each : view.quarters) {
    quarters.push_back(to_json(each, policy.calendar));
  }
  for (const YearView& each : view.years) years.push_back(to_json(each));
  host.terminal.value(json::object{
      {"quarters", std::move(quarters)}, {"years", std::move(years)}, {"note", kApproximate}});
  if (view.quarters.empty()) {
    host.terminal.line("There are no figures: no quarter is over since the trustees made a key.");
  } else {
    print_table(host.terminal, view, policy.calendar);
  }
  host.terminal.line(kApproximate);
  return Exit::kOk;
}

}  // namespace sotto::client::cli
