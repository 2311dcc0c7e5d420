#include "broker/clock.h"

#include <algorithm>

namespace sotto::broker {
namespace {

protocol::UnixTime since_boot() {
  timespec out{};
  clock_gettime(CLOCK_BOOTTIME, &out);
  return static_cast<protocol::UnixTime>(out.tv_sec);
}

}  // namespace

GuardedClock::GuardedClock() : GuardedClock([] { return SystemClock().now(); }, since_boot) {}

GuardedClock::GuardedClock(Reader wall, Reader passed)
    : wall_(std::move(wall)),
      passed_(std::move(passed)),
      right_(wall_()),
      right_passed_(passed_()),
      latest_(right_) {}

protocol::UnixTime GuardedClock::now() const {
  const std::scoped_lock lock(mutex_);
  const protocol::UnixTime wall = wall_();
  const protocol::UnixTime passed = passed_();
  const protocol::UnixTime expected = right_ + (passed - right_passed_);
  protocol::UnixTime out = wall;
  if (wall > expected + kJump) {
    state_ = ClockState::kAhead;
    out = expected;
  } else if (wall + kSlack < latest_) {
    state_ = ClockState::kBehind;
  } else {
    state_ = ClockState::kRight;
    right_ = wall;
    right_passed_ = passed;
  }
  latest_ = std::max(latest_, out);
  return out;
}

ClockState GuardedClock::state() const {
  const std::scoped_lock lock(mutex_);
  return state_;
}

}  // namespace sotto::broker
