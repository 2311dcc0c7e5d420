#pragma once
// The time, from outside: the system's in `serve`, a number in tests.

#include <ctime>
#include <functional>
#include <mutex>

#include "crypto/protocol/calendar.h"

namespace sotto::broker {

class Clock {
 public:
  virtual ~Clock() = default;
  virtual protocol::UnixTime now() const = 0;
};

class SystemClock : public Clock {
 public:
  protocol::UnixTime now() const override {
    return static_cast<protocol::UnixTime>(std::time(nullptr));
  }
};

enum class ClockState { kRight, kAhead, kBehind };

// A clock on the wall, held against one that only measures what has passed. Days that are not there
// yet would stay in the log for ever, so a jump ahead is not followed: time goes on as it was until
// the wall clock agrees again. A jump back is shown as it is. Any thread.
class GuardedClock : public Clock {
 public:
  static constexpr protocol::UnixTime kJump = 600;  // seconds between two looks
  static constexpr protocol::UnixTime kSlack = 2;   // seconds back that are nothing
  using Reader = std::function<protocol::UnixTime()>;

  GuardedClock();  // the system's; what has passed counts while the machine sleeps, too
  GuardedClock(Reader wall, Reader passed);

  protocol::UnixTime now() const override;
  // As of the last look.
  ClockState state() const;

 private:
  const Reader wall_;
  const Reader passed_;
  mutable std::mutex mutex_;  // guards what is below, for moments
  // The last look at which the clock was right, and the latest time that was told.
  mutable protocol::UnixTime right_ = 0;
  mutable protocol::UnixTime right_passed_ = 0;
  mutable protocol::UnixTime latest_ = 0;
  mutable ClockState state_ = ClockState::kRight;
};

}  // namespace sotto::broker
