// A visit that opens again by itself.

#include "client/core/sitting.h"

#include <gtest/gtest.h>

#include "tests/client/scheme.h"

namespace sotto::client {
namespace {

using testing::FakeBroker;
using testing::Scheme;

constexpr std::uint8_t kPerson = 20;

class Sittings : public ::testing::Test {
 protected:
  Sittings() : scheme_(broker_) { scheme_.begin(); }

  Sitting open(std::uint8_t person = kPerson) {
    Sitting sitting = Sitting::open(testing::fake_keys(person), scheme_.pin(), broker_.now);
    scheme_.host.run(sitting);
    return sitting;
  }
  // The same locker is opened and left elsewhere.
  void elsewhere() {
    auto other = scheme_.colleague();
    scheme_.host.leave(other);
    ASSERT_FALSE(other.failure());
  }
  auto opens() { return std::ranges::count(broker_.inner_paths, "/open"); }

  FakeBroker broker_;
  Scheme scheme_;
};

TEST_F(Sittings, OpenAgainWithWhatThePersonDid) {
  Sitting sitting = open();
  ASSERT_TRUE(sitting.visit().apply(scheme_.enquiry()));
  elsewhere();
  scheme_.host.stay(sitting);
  ASSERT_TRUE(sitting.is_open());
  EXPECT_EQ(sitting.visit().engagements().size(), 1u);
  scheme_.host.leave(sitting);
  EXPECT_FALSE(sitting.visit().failure());
  EXPECT_TRUE(sitting.visit().unsaved().empty());
  EXPECT_EQ(open().visit().engagements().size(), 1u);
}

TEST_F(Sittings, LeaveWithACommitAlsoWhenTheyOpenAgain) {
  Sitting sitting = open();
  ASSERT_TRUE(sitting.visit().apply(scheme_.enquiry()));
  elsewhere();
  scheme_.host.leave(sitting);
  EXPECT_FALSE(sitting.visit().failure());
  EXPECT_TRUE(std::holds_alternative<Finished>(sitting.next(broker_.now)));
  EXPECT_EQ(open().visit().engagements().size(), 1u);
}

TEST_F(Sittings, LeftBeforeTheyAreOpenCommitNothing) {
  const int before = broker_.applied;
  Sitting sitting = Sitting::open(testing::fake_keys(kPerson), scheme_.pin(), broker_.now);
  scheme_.host.leave(sitting);
  EXPECT_FALSE(sitting.is_open());
  EXPECT_EQ(broker_.applied, before);
}

TEST_F(Sittings, OpenFiveTimesAtMost) {
  Sitting sitting = open();
  for (int attempt = 1; attempt < Sitting::kAttempts; ++attempt) {
    elsewhere();
    scheme_.host.stay(sitting);
    ASSERT_TRUE(sitting.is_open()) << attempt;
  }
  elsewhere();
  scheme_.host.leave(sitting);
  EXPECT_EQ(sitting.visit().failure(), Failure::kStaleVersion);
  EXPECT_FALSE(sitting.is_open());
}

// Otherwise a broker could have one version committed five times in a visit, and compare.
TEST_F(Sittings, CommitNothingMoreToAVersionThatWasCalledStale) {
  Sitting sitting = open();
  const auto before = std::ranges::count(broker_.inner_paths, "/commit");
  broker_.refusals["/commit"] = protocol::Status::kStaleVersion;
  scheme_.host.leave(sitting);
  EXPECT_EQ(sitting.visit().failure(), Failure::kNotSotto);
  EXPECT_EQ(std::ranges::count(broker_.inner_paths, "/commit"), before + 1);
}

TEST_F(Sittings, AskForNewWordsAgain) {
  Sitting sitting = open();
  elsewhere();
  sitting.move_to(testing::fake_keys(77));
  EXPECT_EQ(sitting.moved(), Asked::kPending);
  scheme_.host.run(sitting);
  EXPECT_EQ(sitting.moved(), Asked::kDone);
  scheme_.host.leave(sitting);
  EXPECT_FALSE(sitting.visit().failure());
  EXPECT_TRUE(open(77).is_open());
}

TEST_F(Sittings, OpenAgainUnderTheWordsTheyMovedTo) {
  Sitting sitting = open();
  sitting.move_to(testing::fake_keys(77));
  scheme_.host.run(sitting);
  auto other = scheme_.visit(77);
  scheme_.host.leave(other);
  scheme_.host.leave(sitting);
  EXPECT_FALSE(sitting.visit().failure());
  EXPECT_EQ(sitting.moved(), Asked::kDone) << "though the visit that is open asked for nothing";
}

TEST_F(Sittings, RememberThatACodeWasTaken) {
  Sitting sitting = open();
  sitting.extend(broker_.new_code());
  scheme_.host.run(sitting);
  elsewhere();
  scheme_.host.stay(sitting);
  ASSERT_TRUE(sitting.is_open());
  EXPECT_EQ(sitting.extended(), Asked::kDone);
}

TEST_F(Sittings, AskForACodeOnceWhenItIsRefused) {
  Sitting sitting = open();
  sitting.extend(random_secret<10>());
  scheme_.host.run(sitting);
  EXPECT_EQ(sitting.extended(), Asked::kRefused);
  const auto asked = std::ranges::count(broker_.inner_paths, "/enrol");
  elsewhere();
  scheme_.host.stay(sitting);
  EXPECT_EQ(std::ranges::count(broker_.inner_paths, "/enrol"), asked);
}

TEST_F(Sittings, GoOnAfterAnEnrolmentWhoseLockerWasOpenedElsewhere) {
  Sitting sitting = Sitting::enrol(testing::fake_keys(40), scheme_.pin(), broker_.new_code(),
                                   protocol::Role::kColleague, broker_.now);
  scheme_.host.run(sitting);
  ASSERT_TRUE(sitting.is_open());
  ASSERT_TRUE(sitting.visit().apply(scheme_.enquiry()));
  auto other = scheme_.visit(40);
  scheme_.host.leave(other);
  scheme_.host.leave(sitting);
  EXPECT_FALSE(sitting.visit().failure());
  EXPECT_EQ(open(40).visit().engagements().size(), 1u);
}

TEST_F(Sittings, CommitNothingMoreFromWhatIsKept) {
  Sitting first = Sitting::enrol(testing::fake_keys(40), scheme_.pin(), broker_.new_code(),
                                 protocol::Role::kColleague, broker_.now, true);
  scheme_.host.run(first);
  scheme_.host.leave(first);
  Sitting sitting =
      Sitting::open(testing::fake_keys(40), scheme_.pin(), broker_.now, *first.visit().kept());
  scheme_.host.run(sitting);
  ASSERT_TRUE(sitting.is_open());
  ASSERT_TRUE(sitting.visit().apply(scheme_.enquiry()));
  broker_.refusals["/commit"] = protocol::Status::kStaleVersion;
  const Step step = sitting.next(broker_.now);
  broker_.now = std::get<Wait>(step).until;
  scheme_.host.carry(sitting, std::get<Send>(sitting.next(broker_.now)).request);
  broker_.refusals.clear();
  scheme_.host.run(sitting);
  EXPECT_EQ(sitting.visit().failure(), Failure::kNotSotto);
  Sitting later =
      Sitting::open(testing::fake_keys(40), scheme_.pin(), broker_.now, *sitting.visit().kept());
  scheme_.host.run(later);
  EXPECT_TRUE(later.is_open());
}

}  // namespace
}  // namespace sotto::client
