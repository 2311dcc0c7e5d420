#include "client/core/visit.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "tests/client/scheme.h"

namespace sotto::client {
namespace {

using testing::FakeBroker;
using testing::FakeHost;
using testing::Scheme;

// Or a move, which is of a colleague's size.
bool is_commit(const Request& request) {
  return request.path == "/gateway" && request.body.size() > protocol::kMediumRequest;
}

TEST(Visit, TellsTheWholeStoryOfAnEngagement) {
  FakeBroker broker;
  Scheme scheme(broker);
  scheme.begin();

  // The colleague asks; nothing is shown before the pass was accepted.
  scheme.colleague_does(scheme.enquiry());
  broker.publish();
  auto supporter = scheme.supporter();
  EXPECT_TRUE(supporter.engagements().empty());
  scheme.stay_until_shown(supporter);
  ASSERT_EQ(supporter.engagements().size(), 1u);
  EXPECT_TRUE(testing::holds<event::EnquiryShown>(supporter.events()));
  EXPECT_EQ(supporter.engagements()[0].value, "01632 960123");
  ASSERT_TRUE(supporter.apply(intent::Accept{supporter.engagements()[0].id}));
  scheme.host.leave(supporter);
  EXPECT_TRUE(supporter.unsaved().empty());
  broker.publish();

  for (std::uint8_t meeting = 1; meeting <= 3; ++meeting) {
    scheme.supporter_does(intent::Offer{1, {{broker.now + 86400, "Library"}}});
    broker.publish();
    scheme.colleague_does(intent::Choose{1, 1});
    broker.publish();
    scheme.supporter_does({});  // redeems the pass
    auto after = scheme.supporter();
    ASSERT_EQ(after.engagements().size(), 1u);
    EXPECT_EQ(after.engagements()[0].agreed, meeting);
    scheme.host.leave(after);
    broker.publish();
    broker.pass_days(1);
    auto colleague = scheme.colleague();
    ASSERT_EQ(colleague.engagements().size(), 1u);
    EXPECT_EQ(colleague.engagements()[0].agreed, meeting);
    EXPECT_EQ(colleague.apply(intent::Held{1}).has_value(), true);
    scheme.host.leave(colleague);
    broker.publish();
  }
  auto last = scheme.supporter();
  EXPECT_EQ(last.own_counts(), (OwnCounts{1, 1, 3}));
  scheme.host.leave(last);
  EXPECT_FALSE(last.failure());
}

TEST(Visit, SendsTheSameBytesAgainAfterALostAnswerAndNothingInBetween) {
  FakeBroker broker;
  Scheme scheme(broker);
  scheme.begin();
  auto visit = scheme.colleague();
  ASSERT_TRUE(visit.apply(scheme.enquiry()));
  scheme.host.loses_answer = is_commit;
  const int before = broker.applied;
  scheme.host.stay(visit);
  EXPECT_EQ(broker.applied, before + 1);
  const Bytes first = broker.bodies.back();
  EXPECT_EQ(visit.unsaved().size(), 1u);
  EXPECT_TRUE(std::holds_alternative<Wait>(visit.next(broker.now)));
  scheme.host.loses_answer = nullptr;
  scheme.host.stay(visit);
  EXPECT_EQ(broker.bodies.back(), first);
  EXPECT_EQ(broker.applied, before + 1);
  EXPECT_TRUE(visit.unsaved().empty());
  scheme.host.leave(visit);
  EXPECT_EQ(broker.applied, before + 2);
  EXPECT_FALSE(visit.failure());
}

TEST(Visit, SendsTheSameBytesAgainWhenTheBrokerSaysLater) {
  FakeBroker broker;
  Scheme scheme(broker);
  scheme.begin();
  auto visit = scheme.colleague();
  broker.refusals["/commit"] = protocol::Status::kTryLater;
  scheme.host.stay(visit);
  const Bytes first = broker.bodies.back();
  const auto sent = broker.bodies.size();
  broker.refusals.clear();
  scheme.host.leave(visit);
  ASSERT_EQ(broker.bodies.size(), sent + 2);
  EXPECT_EQ(broker.bodies[sent], first);
  EXPECT_NE(broker.bodies.back(), first);
  EXPECT_FALSE(visit.failure());
}

// How a commit comes to have no answer.
class Unanswered : public ::testing::TestWithParam<std::string> {
 protected:
  void begin() {
    if (GetParam() == "TryLater") broker_.refusals["/commit"] = protocol::Status::kTryLater;
    if (GetParam() == "LostRequest") scheme_.host.loses_request = is_commit;
    if (GetParam() == "LostAnswer") scheme_.host.loses_answer = is_commit;
  }
  void end() {
    broker_.refusals.clear();
    scheme_.host.loses_request = scheme_.host.loses_answer = nullptr;
  }
  FakeBroker broker_;
  Scheme scheme_{broker_};
};

TEST_P(Unanswered, IsFollowedOnLeavingByWhatWasDoneSince) {
  scheme_.begin();
  auto visit = scheme_.colleague();
  EXPECT_FALSE(visit.unanswered());
  begin();
  scheme_.host.stay(visit);
  EXPECT_TRUE(visit.unanswered());
  end();
  ASSERT_TRUE(visit.apply(scheme_.enquiry()));
  const int applied = broker_.applied;
  scheme_.host.leave(visit);
  EXPECT_FALSE(visit.unanswered());
  EXPECT_FALSE(visit.failure());
  EXPECT_TRUE(visit.unsaved().empty());
  EXPECT_EQ(broker_.applied, applied + (GetParam() == "LostAnswer" ? 1 : 2));
  EXPECT_EQ(scheme_.colleague().engagements().size(), 1u);
}

TEST_P(Unanswered, IsRepeatedOnceOnLeavingAndNothingFollowsWithoutItsAnswer) {
  scheme_.begin();
  auto visit = scheme_.colleague();
  begin();
  scheme_.host.stay(visit);
  ASSERT_TRUE(visit.apply(scheme_.enquiry()));
  const auto commits = visit.known().commits;
  scheme_.host.leave(visit);
  EXPECT_EQ(visit.known().commits, commits + 1);
  EXPECT_TRUE(visit.unanswered());
  EXPECT_EQ(visit.unsaved().size(), 1u);
  EXPECT_TRUE(std::holds_alternative<Finished>(visit.next(broker_.now)));
}

// New words that wait for the repeat's answer are asked for before the commit that follows.
TEST_P(Unanswered, LetsNewWordsGoOnLeavingBeforeWhatWasDoneSince) {
  scheme_.begin();
  auto visit = scheme_.colleague();
  begin();
  scheme_.host.stay(visit);
  end();
  ASSERT_TRUE(visit.apply(scheme_.enquiry()));
  visit.move_to(testing::fake_keys(77));
  scheme_.host.leave(visit);
  EXPECT_EQ(visit.moved(), Asked::kDone);
  EXPECT_TRUE(visit.unsaved().empty());
  const auto& paths = broker_.inner_paths;
  EXPECT_EQ(std::vector<std::string>(paths.end() - 3, paths.end()),
            (std::vector<std::string>{"/commit", "/move", "/commit"}));
  EXPECT_EQ(scheme_.visit(77).engagements().size(), 1u);
}

INSTANTIATE_TEST_SUITE_P(Visit, Unanswered,
                         ::testing::Values("TryLater", "LostRequest", "LostAnswer"),
                         [](const auto& each) { return each.param; });

TEST(Visit, AppliesIntentsAgainToTheNewerStateAfterAConflict) {
  FakeBroker broker;
  Scheme scheme(broker);
  scheme.begin();
  auto first = scheme.colleague();
  auto second = scheme.colleague();
  ASSERT_TRUE(first.apply(scheme.enquiry()));
  scheme.host.leave(second);
  scheme.host.stay(first);
  EXPECT_EQ(first.failure(), Failure::kStaleVersion);
  EXPECT_TRUE(std::holds_alternative<Finished>(first.next(broker.now)));
  ASSERT_EQ(first.unsaved().size(), 1u);

  auto again = Visit::open(testing::fake_keys(20), scheme.pin(), broker.now, first.unsaved());
  scheme.host.run(again);
  ASSERT_EQ(again.engagements().size(), 1u);
  scheme.host.leave(again);
  EXPECT_TRUE(again.unsaved().empty());

  // What the newer state has already cannot be done again, and says so.
  auto third = Visit::open(testing::fake_keys(20), scheme.pin(), broker.now, first.unsaved());
  scheme.host.run(third);
  EXPECT_EQ(third.engagements().size(), 1u);
  EXPECT_TRUE(testing::holds<event::IntentLost>(third.events()));
  EXPECT_TRUE(third.unsaved().empty());
}

TEST(Visit, TakesTheAnswerToItsLeavingCommitFromTheNextOpen) {
  FakeBroker broker;
  Scheme scheme(broker);
  scheme.begin();
  scheme.colleague_does(scheme.enquiry());
  broker.publish();
  auto supporter = scheme.supporter();
  scheme.host.loses_answer = is_commit;
  const int accepted = broker.accepted;
  scheme.host.leave(supporter);
  EXPECT_EQ(broker.accepted, accepted + 1);
  scheme.host.loses_answer = nullptr;
  auto next = scheme.supporter();
  EXPECT_FALSE(next.failure());
  EXPECT_EQ(next.engagements().size(), 1u);
  EXPECT_TRUE(testing::holds<event::EnquiryShown>(next.events()));
}

TEST(Visit, HasItsLeavingCommitReadyWithoutLeaving) {
  FakeBroker broker;
  Scheme scheme(broker);
  scheme.begin();
  auto visit = scheme.colleague();
  ASSERT_TRUE(visit.apply(scheme.enquiry()));
  const auto ready = visit.leaving_request(broker.now);
  ASSERT_TRUE(ready);
  broker.serve(*ready);  // the page was closed
  auto next = scheme.colleague();
  EXPECT_EQ(next.engagements().size(), 1u);
  scheme.host.stay(visit);
  EXPECT_EQ(visit.failure(), Failure::kStaleVersion);
}

TEST(Visit, GoesOnUnderNewWords) {
  FakeBroker broker;
  Scheme scheme(broker);
  scheme.begin();
  auto visit = scheme.colleague();
  ASSERT_TRUE(visit.apply(scheme.enquiry()));
  visit.move_to(testing::fake_keys(77));
  EXPECT_EQ(visit.moved(), Asked::kPending);
  scheme.host.run(visit);
  EXPECT_EQ(visit.moved(), Asked::kDone);
  EXPECT_TRUE(visit.unsaved().empty());
  scheme.host.leave(visit);
  EXPECT_FALSE(visit.failure());
  auto old = scheme.colleague();
  EXPECT_EQ(old.failure(), Failure::kRefused);
  EXPECT_EQ(old.refusal(), protocol::Status::kUnknownLocker);
  auto fresh = Visit::open(testing::fake_keys(77), scheme.pin(), broker.now);
  scheme.host.run(fresh);
  ASSERT_TRUE(fresh.opened());
  EXPECT_EQ(fresh.engagements().size(), 1u);
}

TEST(Visit, RepeatsAMoveWhoseAnswerWasLost) {
  FakeBroker broker;
  Scheme scheme(broker);
  scheme.begin();
  auto visit = scheme.colleague();
  scheme.host.loses_answer = is_commit;
  visit.move_to(testing::fake_keys(77));
  scheme.host.run(visit);
  EXPECT_EQ(visit.moved(), Asked::kPending);
  scheme.host.loses_answer = nullptr;
  scheme.host.leave(visit);
  EXPECT_EQ(visit.moved(), Asked::kDone);
  EXPECT_FALSE(visit.failure());
  EXPECT_EQ(broker.inner_paths.back(), "/commit");
}

TEST(Visit, TakesANewCodeAndSaysWhenItIsNone) {
  FakeBroker broker;
  Scheme scheme(broker);
  scheme.begin();
  auto visit = scheme.colleague();
  visit.extend(random_secret<10>());
  scheme.host.run(visit);
  EXPECT_EQ(visit.extended(), Asked::kRefused);
  EXPECT_EQ(visit.refusal(), protocol::Status::kUnknownCode);
  visit.extend(broker.new_code());
  scheme.host.run(visit);
  EXPECT_EQ(visit.extended(), Asked::kDone);
  EXPECT_FALSE(visit.failure());
}

TEST(Visit, StillAnswersAfterTenDaysAway) {
  FakeBroker broker;
  Scheme scheme(broker);
  scheme.begin();
  scheme.colleague_does(scheme.enquiry());
  broker.pass_days(10);
  auto supporter = scheme.supporter();
  scheme.stay_until_shown(supporter);
  ASSERT_EQ(supporter.engagements().size(), 1u);
  ASSERT_TRUE(supporter.apply(intent::Accept{supporter.engagements()[0].id}));
  scheme.host.leave(supporter);
  broker.pass_days(10);
  auto colleague = scheme.colleague();
  ASSERT_EQ(colleague.engagements().size(), 1u);
  EXPECT_EQ(colleague.engagements()[0].phase, Phase::kAccepted);
}

TEST(Visit, LosesNothingButAVisitWithALostCell) {
  struct Thinning : FakeBroker {
    bool thin = false;
    bool publishes(const Bytes&) override { return !thin; }
  } broker;
  Scheme scheme(broker);
  scheme.begin();
  broker.thin = true;
  scheme.colleague_does(scheme.enquiry());
  broker.publish();
  broker.thin = false;
  scheme.supporter_does({});
  scheme.colleague_does({});  // the enquiry goes again
  broker.publish();
  auto supporter = scheme.supporter();
  scheme.stay_until_shown(supporter);
  EXPECT_EQ(supporter.engagements().size(), 1u);
  auto colleague = scheme.colleague();
  EXPECT_TRUE(testing::holds<event::CellMissing>(colleague.events()));
}

TEST(Visit, TellsOnceThatABatchNeverCame) {
  struct Silent : FakeBroker {
    bool silent = false;
    bool publishes(const Bytes&) override { return !silent; }
  } broker;
  Scheme scheme(broker);
  scheme.begin();
  broker.silent = true;
  std::vector<std::vector<protocol::Day>> told;  // by each visit
  for (int i = 0; i < 6; ++i) {
    auto visit = scheme.colleague();
    std::vector<protocol::Day>& days = told.emplace_back();
    for (const Event& each : visit.events()) {
      const auto* missing = std::get_if<event::CellMissing>(&each);
      if (missing != nullptr) days.push_back(missing->day);
    }
    scheme.host.stay(visit);
    scheme.host.leave(visit);
    broker.pass_days(1);
  }
  const protocol::Day first = broker.today() - 6;
  for (protocol::Day i = 0; i < 6; ++i) {
    // Overdue on the third day; of the leaving commit, whose answer no commit kept, a day later.
    std::vector<protocol::Day> wanted;
    if (i > 3) wanted.push_back(first + i - 4);
    if (i >= 3) wanted.push_back(first + i - 3);
    EXPECT_EQ(told[i], wanted) << i;
  }
}

}  // namespace
}  // namespace sotto::client
