#include "client/core/figures_view.h"

#include "crypto/base/panic.h"

namespace sotto::client {
namespace {

void add(std::vector<YearView>& years, const QuarterView& quarter) {
  const protocol::Epoch year = quarter.quarter / 4;
  if (years.empty() || years.back().year != year) years.push_back({.year = year});
  if (quarter.state != QuarterState::kReleased) return;
  ++years.back().released;
  for (std::size_t i = 0; i < quarter.figures.size(); ++i) {
    years.back().about[i] += figures::about({&quarter.figures[i], 1});
  }
}

}  // namespace

std::string_view name(QuarterState state) {
  switch (state) {
    case QuarterState::kReleased:
      return "released";
    case QuarterState::kNever:
      return "never";
    case QuarterState::kWaits:
      return "waits";
  }
  panic("figures: no such state of a quarter");
}

FiguresView figures_of(const protocol::Replay& log, const protocol::Calendar& calendar,
                       protocol::Day today) {
  FiguresView out;
  if (log.certificates().empty()) return out;
  auto next = log.releases().begin();
  const protocol::Epoch now = calendar.epoch(today);
  for (protocol::Epoch each = calendar.epoch(log.certificates().front().day); each < now; ++each) {
    QuarterView quarter{.quarter = each,
                        .first = calendar.first_day_of_epoch(each),
                        .last = calendar.first_day_of_epoch(each + 1) - 1,
                        .state = QuarterState::kWaits};
    if (next != log.releases().end() && next->quarter == each) {
      quarter.state = QuarterState::kReleased;
      quarter.figures = next->figures;
      ++next;
    } else if (each + 1 < now) {
      quarter.state = QuarterState::kNever;
    }
    add(out.years, quarter);
    out.quarters.push_back(quarter);
  }
  return out;
}

}  // namespace sotto::client
