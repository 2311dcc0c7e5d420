#include "tests/story/by_hand.h"

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <ctime>
#include <stdexcept>
#include <thread>

#include "crypto/protocol/calendar.h"
#include "crypto/protocol/code.h"

namespace sotto::testing {
namespace {

constexpr std::int64_t kDay = 86400;
constexpr std::int64_t kWeek = 7 * kDay;
constexpr std::int64_t kEnoughTime = 120;  // for everything that has to happen in one week

// A key made in one week would be for a week that is not the present's, if the week turned
// meanwhile.
void stay_clear_of_turn(std::int64_t present) {
  const protocol::Calendar calendar;
  const std::int64_t now = std::time(nullptr) + present;
  const auto week = protocol::Calendar::week(calendar.day(static_cast<protocol::UnixTime>(now)));
  const auto next = calendar.start(protocol::Calendar::first_day_of_week(week + 1));
  const std::int64_t left = static_cast<std::int64_t>(next) - now;
  if (left < kEnoughTime) std::this_thread::sleep_for(std::chrono::seconds(left + 1));
}

void visit_all(Processes& scheme) {
  for (const char* supporter : kHandSupporters) {
    scheme.must(supporter, {"visit", "--unattended"});
  }
}

Slips begin(Processes& scheme) {
  scheme.found();
  scheme.start();
  Slips slips{scheme.make_slips(6), scheme.genesis()};
  const auto enrol = [&](const char* person, const char* role) {
    scheme.enrol(person, role, slips.typed.back());
    slips.typed.pop_back();
  };
  for (const char* supporter : kHandSupporters) enrol(supporter, "supporter");
  enrol(kHandColleague, "colleague");
  scheme.list("rowan", "Dr Rowan Example", "Anaesthetics", "North Site");
  scheme.list("ash", "Dr Ash Example", "Surgery", "South Site");
  scheme.stop();
  return slips;
}

}  // namespace

ShiftedClock::ShiftedClock(std::int64_t seconds) {
  setenv("SOTTO_CLOCK_SHIFT", std::to_string(seconds).c_str(), 1);
  setenv("LD_PRELOAD", SOTTO_CLOCK_PRELOAD, 1);
}

ShiftedClock::~ShiftedClock() {
  for (const char* name : {"LD_PRELOAD", "SOTTO_CLOCK_SHIFT"}) unsetenv(name);
}

std::string Slips::link(const std::string& slip, const std::string& site) const {
  const auto read = protocol::parse_slip(slip);
  const auto bytes = from_hex(genesis);
  Hash256 hash{};
  if (!read || !bytes || bytes->size() != hash.size()) throw std::runtime_error("no slip");
  std::ranges::copy(*bytes, hash.begin());
  return protocol::link(site, read->code, hash);
}

Slips found_by_hand(Processes& scheme, const std::vector<std::string>& options,
                    std::int64_t present) {
  stay_clear_of_turn(present);
  Slips slips;
  {
    const ShiftedClock two_weeks_ago(present - 2 * kWeek);
    slips = begin(scheme);
  }
  {
    const ShiftedClock a_week_ago(present - kWeek);
    scheme.start();
    visit_all(scheme);
    scheme.stop();
  }
  std::optional<ShiftedClock> clock;
  if (present != 0) clock.emplace(present);
  scheme.start(options);
  visit_all(scheme);  // for the week that comes
  return slips;
}

}  // namespace sotto::testing
