#pragma once
// The time, from outside: the system's in `serve`, a number in tests.

#include <ctime>

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

}  // namespace sotto::broker
