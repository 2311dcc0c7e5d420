#pragma once
// The figures as people read them: what the log has released, by quarter, and what it has not.
// There is no other way to a count (docs/spec/figures.md, "Release").

#include <array>
#include <string_view>
#include <vector>

#include "crypto/figures/release.h"
#include "crypto/protocol/replay.h"

namespace sotto::client {

enum class QuarterState : std::uint8_t {
  kReleased,
  kNever,  // the next one is over as well, so this one cannot be: too few reports, mostly
  kWaits,  // the last that is over
};
std::string_view name(QuarterState state);  // "released"

struct QuarterView {
  protocol::Epoch quarter = 0;
  protocol::Day first = 0, last = 0;
  QuarterState state{};
  std::array<figures::Figure, 3> figures{};  // enquiries, contacts, meetings; of kReleased
};

// Four quarters, sums of those released; "fewer than 10" counts as 5, so every sum is "about".
struct YearView {
  protocol::Epoch year = 0;  // quarter / 4: of calendar quarters the year
  std::uint32_t released = 0;
  std::array<std::uint32_t, 3> about{};
};

struct FiguresView {
  std::vector<QuarterView> quarters;  // those that are over, since there is a key; oldest first
  std::vector<YearView> years;        // of these, oldest first
};

FiguresView figures_of(const protocol::Replay& log, const protocol::Calendar& calendar,
                       protocol::Day today);

}  // namespace sotto::client
