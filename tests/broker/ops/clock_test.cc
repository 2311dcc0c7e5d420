#include "broker/clock.h"

#include <gtest/gtest.h>

namespace sotto::broker {
namespace {

constexpr protocol::UnixTime kStart = 1'700'000'000;
constexpr protocol::UnixTime kDay = 86'400;

struct Clocks {
  protocol::UnixTime wall = kStart;
  protocol::UnixTime passed = 5'000;
  GuardedClock clock{[this] { return wall; }, [this] { return passed; }};

  void pass(protocol::UnixTime seconds) {
    wall += seconds;
    passed += seconds;
  }
};

TEST(GuardedClock, IsTheWallsWhileBothAgree) {
  Clocks clocks;
  for (int i = 0; i < 5; ++i) {
    clocks.pass(kDay);
    EXPECT_EQ(clocks.clock.now(), clocks.wall) << "a machine that slept a day";
    EXPECT_EQ(clocks.clock.state(), ClockState::kRight);
  }
}

TEST(GuardedClock, FollowsSmallStepsHoweverMany) {
  Clocks clocks;
  for (int i = 0; i < 100; ++i) {
    clocks.pass(60);
    clocks.wall += GuardedClock::kJump;
    EXPECT_EQ(clocks.clock.now(), clocks.wall);
    EXPECT_EQ(clocks.clock.state(), ClockState::kRight);
  }
}

TEST(GuardedClock, DoesNotFollowAJumpAheadAndIsRightAgainWhenTheWallIs) {
  Clocks clocks;
  clocks.pass(60);
  clocks.wall += kDay;
  EXPECT_EQ(clocks.clock.now(), kStart + 60);
  EXPECT_EQ(clocks.clock.state(), ClockState::kAhead);
  clocks.pass(100);
  EXPECT_EQ(clocks.clock.now(), kStart + 160) << "time goes on as it was";
  clocks.wall -= kDay;
  EXPECT_EQ(clocks.clock.now(), kStart + 160);
  EXPECT_EQ(clocks.clock.state(), ClockState::kRight);
}

TEST(GuardedClock, ShowsAJumpBackUntilTheWallHasCaughtUp) {
  Clocks clocks;
  clocks.pass(60);
  (void)clocks.clock.now();
  clocks.wall -= 100;
  EXPECT_EQ(clocks.clock.now(), kStart - 40);
  EXPECT_EQ(clocks.clock.state(), ClockState::kBehind);
  clocks.pass(99);
  (void)clocks.clock.now();
  EXPECT_EQ(clocks.clock.state(), ClockState::kRight) << "within the slack";
}

TEST(GuardedClock, AWallThatWasBehindMayJumpBackToTheTruth) {
  Clocks clocks;
  (void)clocks.clock.now();
  clocks.wall -= kDay;
  (void)clocks.clock.now();
  clocks.pass(3'600);
  EXPECT_EQ(clocks.clock.now(), clocks.wall);
  EXPECT_EQ(clocks.clock.state(), ClockState::kBehind);
  clocks.wall += kDay;
  EXPECT_EQ(clocks.clock.now(), kStart + 3'600);
  EXPECT_EQ(clocks.clock.state(), ClockState::kRight);
}

TEST(GuardedClock, OfTheSystemIsRight) {
  const GuardedClock clock;
  const auto wall = SystemClock().now();
  EXPECT_LE(clock.now() - wall, 2u);
  EXPECT_EQ(clock.state(), ClockState::kRight);
}

}  // namespace
}  // namespace sotto::broker
