// What the broker does when time jumps, when it was away for long, and when too much comes at once.

#include <gtest/gtest.h>

#include <algorithm>
#include <future>

#include "broker/boards/boards.h"
#include "broker/check.h"
#include "client/core/exchange.h"
#include "crypto/primitives/random.h"
#include "tests/story/rig.h"

namespace sotto::testing {
namespace {

using client::Visit;
using protocol::Board;
using protocol::Role;
namespace intent = client::intent;

constexpr protocol::UnixTime kMonday = 20458ull * 86400;  // 2026-01-05
constexpr protocol::UnixTime kDay = 86400;

class Limits : public ::testing::Test {
 protected:
  Limits() : rig({.policy = Rig::test_policy(), .start = kMonday + 8 * 3600}) {
    supporter = rig.enrol("Dr Rowan Example", Role::kSupporter);
    colleague = rig.enrol("colleague", Role::kColleague);
    rig.list(supporter);
    rig.advance(kDay);
    rig.visit(supporter);
    rig.advance_to(kMonday + 7 * kDay + 9 * 3600);
    rig.visit(supporter);
  }

  void enquire() {
    rig.visit(colleague, [](Visit& visit) {
      ASSERT_TRUE(visit.apply(
          intent::Enquire{visit.directory().at(0).id, protocol::Means::kPhone, "01632 960123"}));
    });
  }
  std::uint64_t waiting() { return rig.store().snapshot().count(broker::kWaiting); }
  // Every day since the beginning has its roots in the log.
  void expect_all_roots() {
    const auto log = rig.broker().log();
    for (protocol::Day day = log->genesis_day(); day < rig.now() / kDay; ++day) {
      EXPECT_TRUE(log->day_root(Board::kEnquiries, day)) << day;
      EXPECT_TRUE(log->day_root(Board::kReplies, day)) << day;
    }
  }
  void expect_whole() {
    rig.stop();
    EXPECT_EQ(broker::check_folder(rig.folder().string()), std::vector<std::string>{});
    rig.start();
  }

  Rig rig;
  Person supporter, colleague;
};

// --- time ---

TEST_F(Limits, AfterDaysAwayWhatWaitedIsPublishedAndEveryDayHasItsRoots) {
  rig.sign_pass_keys();
  enquire();
  ASSERT_GT(waiting(), 0u);
  rig.stop();
  rig.sleep(5 * kDay);  // over the end of an epoch
  rig.start();
  EXPECT_EQ(waiting(), 0u) << "at the first tick";
  expect_all_roots();
  EXPECT_TRUE(rig.broker().healthy());
  rig.visit(supporter);  // draws the new epoch's passes
  rig.advance(kDay);
  for (Person* person : {&supporter, &colleague}) {
    const Visit visit = rig.visit(*person);
    EXPECT_FALSE(visit.failure()) << client::describe(*visit.failure());
  }
  expect_whole();
}

// Roots come a month's at a time.
TEST_F(Limits, AfterAQuarterAwayEveryDayHasItsRootsBeforeAnybodyVisits) {
  rig.stop();
  rig.sleep(90 * kDay);
  rig.start();
  expect_all_roots();
  // Keys whose notice was missed wait for both leads, and everybody is told so.
  EXPECT_EQ(rig.visit(colleague).failure(), client::Failure::kNoPassKey);
  expect_whole();
}

TEST_F(Limits, AClockThatJumpsBackStandsStill) {
  enquire();
  const auto published = broker::last_published(rig.store().snapshot());
  const auto entries = rig.broker().log()->size();
  const auto waits = waiting();
  rig.put_broker_ahead(-3 * static_cast<std::int64_t>(kDay));
  EXPECT_EQ(broker::last_published(rig.store().snapshot()), published);
  EXPECT_EQ(rig.broker().log()->size(), entries);
  EXPECT_FALSE(rig.visit(supporter).failure()) << "people whose clocks are right are served";
  EXPECT_GT(waiting(), waits);
  rig.advance(7 * 3600);
  EXPECT_GT(waiting(), waits) << "no batch has a time before the last one";
  rig.put_broker_ahead(0);
  EXPECT_EQ(waiting(), 0u);
  EXPECT_FALSE(rig.visit(supporter).failure());
  expect_whole();
}

// What was published and logged under a day to come stays: until that day clients refuse it.
TEST_F(Limits, AClockThatJumpsAheadAndBackLosesNothing) {
  enquire();
  rig.put_broker_ahead(2 * static_cast<std::int64_t>(kDay));
  EXPECT_EQ(waiting(), 0u);
  rig.put_broker_ahead(0);
  const Visit early = rig.visit(colleague);
  EXPECT_EQ(early.failure(), client::Failure::kRefused);
  EXPECT_EQ(early.refusal(), protocol::Status::kWrongDay);
  rig.advance(2 * kDay);
  expect_all_roots();
  for (int i = 0; i < 2; ++i) {
    EXPECT_FALSE(rig.visit(supporter).failure());
    rig.advance(7 * 3600);
  }
  EXPECT_EQ(rig.visit(supporter).engagements().size(), 1u) << "the enquiry of before";
  expect_whole();
}

// --- too much at once ---

TEST_F(Limits, MoreThanCanWaitIsToldWhenToComeAgain) {
  const auto log = rig.broker().log();
  const auto& genesis = log->genesis();
  constexpr std::size_t kAtOnce = 4000;
  std::vector<std::promise<broker::http::Response>> promises(kAtOnce);
  const Bytes body = random_bytes(100);
  const auto exchange = client::Exchange::make(
      genesis.origin, {genesis.gateway_key_id, genesis.gateway_key}, client::kOpen, body);
  ASSERT_TRUE(exchange);
  for (auto& promise : promises) {
    rig.broker().handle(
        {"POST", "/gateway", "message/ohttp-req", exchange->request().body},
        [&](broker::http::Response response) { promise.set_value(std::move(response)); });
  }
  std::size_t served = 0;
  std::size_t refused = 0;
  for (auto& promise : promises) {
    const auto response = promise.get_future().get();
    ++(response.status == 200 ? served : refused);
    if (response.status == 200) continue;
    EXPECT_EQ(response.status, 503u);
    const std::pair<std::string, std::string> again{"Retry-After", "30"};
    EXPECT_NE(std::ranges::find(response.headers, again), response.headers.end());
  }
  EXPECT_GE(served, 1024u);
  EXPECT_GT(refused, 0u);
  EXPECT_FALSE(rig.visit(colleague).failure()) << "and then it goes on";
}

}  // namespace
}  // namespace sotto::testing
