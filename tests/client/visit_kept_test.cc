// Lockers that their person keeps: the broker sees what it always sees, and has nothing.

#include <gtest/gtest.h>

#include "client/core/locker.h"
#include "client/core/visit.h"
#include "tests/client/scheme.h"

namespace sotto::client {
namespace {

using testing::FakeBroker;
using testing::FakeHost;
using testing::Scheme;

constexpr std::uint8_t kPerson = 40;

struct Keeping {
  explicit Keeping(FakeBroker& broker) : scheme(broker) {
    scheme.begin();
    auto first = Visit::enrol_kept(testing::fake_keys(kPerson), scheme.pin(), broker.new_code(),
                                   protocol::Role::kColleague, broker.now);
    finish(first);
  }
  Visit open() {
    Visit visit =
        Visit::open_kept(testing::fake_keys(kPerson), scheme.pin(), kept, scheme.broker.now);
    scheme.host.run(visit);
    return visit;
  }
  void finish(Visit& visit) {
    scheme.host.stay(visit);
    scheme.host.leave(visit);
    ASSERT_FALSE(visit.failure()) << describe(*visit.failure());
    kept = *visit.kept();
  }
  const FakeBroker::Locker& at_broker() {
    return scheme.broker.lockers.at(testing::fake_keys(kPerson).id);
  }

  Scheme scheme;
  Kept kept;  // the file
};

TEST(KeptLocker, GoesOnFromVisitToVisit) {
  FakeBroker broker;
  Keeping keeping(broker);
  auto visit = keeping.open();
  ASSERT_TRUE(visit.opened());
  EXPECT_EQ(visit.visits(), 2u);
  ASSERT_TRUE(visit.apply(keeping.scheme.enquiry()));
  EXPECT_FALSE(visit.leaving_request(broker.now)) << "which nobody would keep";
  keeping.finish(visit);
  EXPECT_EQ(keeping.kept.size(), 1u);
  EXPECT_EQ(keeping.open().engagements().size(), 1u);
}

TEST(KeptLocker, SendsWhatEveryLockerSends) {
  FakeBroker broker;
  Keeping keeping(broker);
  const auto shape_of = [&](Visit visit) {
    broker.trace.clear();
    keeping.scheme.host.run(visit);
    keeping.scheme.host.stay(visit);
    keeping.scheme.host.leave(visit);
    EXPECT_FALSE(visit.failure());
    return broker.trace;
  };
  const auto kept = shape_of(Visit::open_kept(testing::fake_keys(kPerson), keeping.scheme.pin(),
                                              keeping.kept, broker.now));
  const auto other =
      shape_of(Visit::open(testing::fake_keys(20), keeping.scheme.pin(), broker.now));
  EXPECT_EQ(kept, other);
}

TEST(KeptLocker, LeavesTheBrokerNothingThatOpens) {
  FakeBroker broker;
  Keeping keeping(broker);
  const auto keys = testing::fake_keys(kPerson);
  for (int i = 0; i < 2; ++i) {
    const auto& there = keeping.at_broker();
    ASSERT_EQ(keeping.kept.back().version, there.version);
    EXPECT_FALSE(open_locker(keys, there.salt, there.version, there.blob));
    EXPECT_TRUE(open_locker(keys, there.salt, there.version, keeping.kept.back().blob));
    auto visit = keeping.open();
    keeping.finish(visit);
  }
}

// What is kept is there before anything is sent; whichever version counts, the broker says.
TEST(KeptLocker, SurvivesALostRequestAndALostAnswer) {
  for (const bool arrives : {false, true}) {
    FakeBroker broker;
    Keeping keeping(broker);
    auto visit = keeping.open();
    ASSERT_TRUE(visit.apply(keeping.scheme.enquiry()));
    const auto loses = [](const Request& request) { return request.path == "/gateway"; };
    (arrives ? keeping.scheme.host.loses_answer : keeping.scheme.host.loses_request) = loses;
    keeping.scheme.host.leave(visit);
    EXPECT_FALSE(visit.failure());
    keeping.kept = *visit.kept();
    EXPECT_EQ(keeping.kept.size(), 2u);
    keeping.scheme.host.loses_answer = keeping.scheme.host.loses_request = nullptr;
    auto next = keeping.open();
    ASSERT_TRUE(next.opened()) << describe(*next.failure());
    EXPECT_EQ(next.engagements().size(), arrives ? 1u : 0u);
    keeping.finish(next);
  }
}

TEST(KeptLocker, RefusesAnOldCopyAndOneThatWentAnotherWay) {
  FakeBroker broker;
  Keeping keeping(broker);
  const Kept old = keeping.kept;
  auto visit = keeping.open();
  // Another copy seals the same next version, which never comes to the broker.
  auto elsewhere = keeping.open();
  keeping.scheme.host.loses_request = [](const Request& request) {
    return request.path == "/gateway";
  };
  keeping.scheme.host.leave(elsewhere);
  keeping.scheme.host.loses_request = nullptr;
  const Kept other = *elsewhere.kept();
  visit.leave();
  keeping.scheme.host.run(visit);
  ASSERT_FALSE(visit.failure());
  ASSERT_EQ(other.back().version, visit.kept()->back().version);
  for (const Kept& copy : {old, other}) {
    keeping.kept = copy;
    EXPECT_EQ(keeping.open().failure(), Failure::kLockerOutdated);
  }
  keeping.kept = *visit.kept();
  EXPECT_TRUE(keeping.open().opened());
}

}  // namespace
}  // namespace sotto::client
