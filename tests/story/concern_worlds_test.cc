// Two worlds with the same visits, one in which a supporter seals a concern that is opened and
// answered: to the broker, and to whoever reads the public log, they are the same. And a seized
// disk says nothing of it.

#include <gtest/gtest.h>

#include "tests/story/disk_search.h"
#include "tests/story/rig.h"
#include "tests/support/sample_steps.h"

namespace sotto::testing {
namespace {

using client::Visit;
using protocol::Role;
namespace intent = client::intent;

constexpr protocol::UnixTime kMonday = 20458ull * 86400;  // 2026-01-05
constexpr const char* kRisk = "Planted risk on the seventh ward";

protocol::Policy policy_of(std::uint8_t quorum) {
  protocol::Policy out = Rig::test_policy();
  out.concern_quorum = quorum;
  out.concern_steps = sample_steps();
  return out;
}

intent::SealConcern concern_for_both() {
  intent::SealConcern out;
  out.draft = {.drill = false,
               .steps = {},
               .answers = {{0, 2}, {2, 1}, {4, 1}, {6, 2}, {7, 5}, {8, 3}, {10, 1}, {11, 1}},
               .fields = {{1, kRisk}},
               .recipients = {0, 1}};
  return out;
}

struct ConcernWorld {
  explicit ConcernWorld(std::uint8_t quorum) : rig({policy_of(quorum), kMonday + 8 * 3600}) {
    supporter = rig.enrol("Dr Rowan Example", Role::kSupporter);
    for (std::uint8_t place = 0; place < 2; ++place) {
      recipients[place] = rig.enrol("recipient", Role::kRecipient);
      rig.appoint(recipients[place], place, "Clinical lead");
    }
    rig.advance(86400);
  }

  // One visit of everybody, in which those who are told do something.
  void round(const Rig::Act& by_supporter = {}, const Rig::Act& by_recipients = {}) {
    rig.visit(supporter, by_supporter);
    for (Person& each : recipients) rig.visit(each, by_recipients);
    rig.advance(12 * 3600);  // at most three visits a day
  }
  std::size_t log_size() { return rig.exchange({"/log", {}}).body.size(); }

  Rig rig;
  Person supporter;
  std::array<Person, 2> recipients;
};

void must(const std::expected<void, client::IntentRefusal>& applied) {
  ASSERT_TRUE(applied) << client::describe(applied.error());
}

class ConcernWorlds : public ::testing::TestWithParam<int> {};

TEST_P(ConcernWorlds, LookTheSameWithAndWithoutOne) {
  const auto quorum = static_cast<std::uint8_t>(GetParam());
  ::testing::internal::CaptureStderr();
  ConcernWorld silent(quorum);
  for (int i = 0; i < 6; ++i) silent.round();
  const std::string silent_log = ::testing::internal::GetCapturedStderr();
  ::testing::internal::CaptureStderr();
  ConcernWorld talking(quorum);
  int opened = 0;
  talking.round([](Visit& visit) { must(visit.apply(concern_for_both())); });
  talking.round({}, [](Visit& visit) {
    ASSERT_EQ(visit.held_concerns().size(), 1u);
    must(visit.apply(intent::OpenConcern{1, client::OpeningReason::kAddressed}));
  });
  talking.round();
  talking.round({}, [&](Visit& visit) {
    ASSERT_EQ(visit.held_concerns().size(), 1u);
    if (visit.held_concerns()[0].phase != client::HeldPhase::kOpen) return;
    ++opened;
    EXPECT_EQ(visit.held_concerns()[0].fields.at(0).text, kRisk);
    must(visit.apply(intent::AcknowledgeConcern{1}));
    must(visit.apply(intent::SayOutcome{1, protocol::OpeningAct::kAdviceGiven}));
  });
  talking.round();
  talking.round([](Visit& visit) {
    ASSERT_EQ(visit.sent_concerns().size(), 1u);
    ASSERT_EQ(visit.sent_concerns()[0].acts.size(), 2u);
    EXPECT_EQ(visit.sent_concerns()[0].acts[0].outcome, protocol::OpeningAct::kAdviceGiven);
  });
  EXPECT_EQ(opened, 2);
  EXPECT_EQ(::testing::internal::GetCapturedStderr(), silent_log);
  EXPECT_EQ(silent.rig.transcript, talking.rig.transcript);
  EXPECT_EQ(silent.rig.disk_shape(), talking.rig.disk_shape());
  EXPECT_EQ(silent.log_size(), talking.log_size());

  const Disk disk(talking.rig.folder());
  EXPECT_EQ(disk.find(spellings(kRisk)), "");
  EXPECT_NE(disk.find(spellings("Clinical lead")), "") << "the search finds what is there";
  // Traces, shares, co-secrets and codes, of the supporter and of both recipients.
  for (const Person* person :
       {&talking.supporter, &talking.recipients[0], &talking.recipients[1]}) {
    EXPECT_EQ(inside_on_disk(talking.rig, *person), "") << person->name;
  }
}

// The same trouble in two worlds: in one, something is sealed and asked for behind the commit that
// had no answer. It arrives, and the network alone says how often anything was sent.
class Behind : public ::testing::TestWithParam<Trouble> {
 protected:
  static void live(ConcernWorld& out, bool talking) {
    Person colleague = out.rig.enrol("colleague", Role::kColleague);
    out.rig.list(out.supporter);
    out.rig.advance(86400);
    protocol::SupporterId listed{};
    out.rig.visit(out.supporter, [&](Visit& visit) { listed = *visit.own_id(); });
    out.rig.advance(6 * 86400);
    const auto say = [&](Person& person, const client::Intent& intent) {
      const Rig::Act act = [&](Visit& visit) {
        EXPECT_TRUE(visit.unanswered());
        must(visit.apply(intent));
      };
      const Visit left = out.rig.visit(person, {}, 60, GetParam(), talking ? act : Rig::Act{});
      EXPECT_FALSE(left.failure());
      EXPECT_FALSE(left.unanswered());
      EXPECT_TRUE(left.unsaved().empty());
    };
    say(out.supporter, concern_for_both());
    say(colleague, intent::Enquire{listed, protocol::Means::kPhone, "01632 960123"});
    out.rig.advance(12 * 3600);
    out.rig.visit(out.supporter, [&](Visit& visit) {
      EXPECT_EQ(visit.sent_concerns().size(), talking ? 1u : 0u);
    });
    out.rig.visit(colleague,
                  [&](Visit& visit) { EXPECT_EQ(visit.engagements().size(), talking ? 1u : 0u); });
    out.rig.visit(out.recipients[0], [&](Visit& visit) {
      EXPECT_EQ(visit.held_concerns().size(), talking ? 1u : 0u);
    });
  }
};

TEST_P(Behind, ACommitWithoutAnAnswerLooksTheSameAndLosesNothing) {
  ConcernWorld silent(1), talking(1);
  live(silent, false);
  live(talking, true);
  EXPECT_EQ(silent.rig.transcript, talking.rig.transcript);
  EXPECT_EQ(silent.rig.disk_shape(), talking.rig.disk_shape());
}

INSTANTIATE_TEST_SUITE_P(ConcernWorlds, Behind,
                         ::testing::Values(Trouble{.lost_answer = 1}, Trouble{.server_error = 1}));

INSTANTIATE_TEST_SUITE_P(Quorum, ConcernWorlds, ::testing::Values(1, 2));

}  // namespace
}  // namespace sotto::testing
