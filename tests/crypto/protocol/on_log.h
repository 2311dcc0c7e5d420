#pragma once
// A log of a few entries, and how it takes another one.

#include <gtest/gtest.h>

#include "tests/support/sample_log.h"

namespace sotto::protocol {

class OnLog : public ::testing::Test {
 protected:
  // Why it refuses this entry, of the last one's day where none is given; its size and root stay
  // then.
  template <class Body>
  std::optional<ReplayRefusal> refusal(Day day, Body body) {
    const tlog::TreeHead before = log_.replay.head();
    const auto result = log_.replay.append(Entry{.day = day, .body = std::move(body)}.encode());
    if (result) return std::nullopt;
    EXPECT_EQ(log_.replay.head(), before);
    return result.error();
  }
  template <class Body>
  std::optional<ReplayRefusal> refusal(Body body) {
    return refusal(log_.replay.last_day(), std::move(body));
  }

  testing::SampleLog log_;
};

}  // namespace sotto::protocol
