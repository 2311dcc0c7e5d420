// A near-peer pair through whole visits: the director's parts, a supporter and a doctor, on a fake
// broker that has no idea of any of it.

#include <gtest/gtest.h>

#include "client/core/near_peer/desk_file.h"
#include "client/core/sitting.h"
#include "tests/client/concern_broker.h"
#include "tests/client/near_peer/sample_desk.h"

namespace sotto::client {
namespace {

using protocol::Role;
using testing::ConcernBroker;
using testing::fake_keys;
using testing::FakeHost;

protocol::Policy near_peer_policy(std::uint8_t parts = 2) {
  protocol::Policy out = testing::sample_policy();
  out.near_peer = testing::sample_near_peer();
  out.near_peer->desk_parts = parts;
  out.near_peer->cycles = {testing::kSampleDay - 30};
  out.concern_steps = testing::sample_steps();
  out.engagement_weeks = 52;
  return out;
}

struct PeerBroker : ConcernBroker {
  PeerBroker() : ConcernBroker(near_peer_policy()) {}
};

// The director is person 30 at place 0; Abel, the supporter, 10; Carl, the doctor, 20.
struct Pairing : testing::ConcernScheme {
  explicit Pairing(ConcernBroker& broker) : ConcernScheme(broker, 1) {}

  void begin() {
    ConcernScheme::begin();
    auto director = recipient(0);
    ASSERT_TRUE(director.opened());
    auto keys = director.director_keys();
    ASSERT_TRUE(keys);
    host.leave(director);
    const protocol::Policy policy = broker.log.policy;
    desk.emplace(begin_desk(broker.genesis(), policy, std::move(*keys)));
    today = protocol::date_of(broker.now);
    ASSERT_TRUE(desk->desk.apply(testing::sample_application("Abel", {"LTFT"})));
    ASSERT_TRUE(desk->desk.told(1, today - 20));
    ASSERT_TRUE(desk->desk.attest(1, policy.near_peer->cycle(today), "F2"));
    ASSERT_TRUE(desk->desk.add(testing::sample_doctor("Carl", {"LTFT"})));
    pair();
    for (std::uint8_t part = 0; part < 2; ++part) {
      auto visit = Visit::enrol(part_keys(part), pin(), broker.new_code(), role_of_part(part, 2),
                                broker.now);
      visit.carry_post({desk->sealing.clone(), {}});
      host.run(visit);
      ASSERT_TRUE(visit.opened());
      host.leave(visit);
    }
    does_act(10, join(1));
    does_act(20, join(2));
  }
  void pair() {
    const auto input = desk->desk.matching(today);
    std::vector<MatchResult> results(input.doctors.size(), {MatchOutcome::kNew, 0});
    ASSERT_TRUE(desk->desk.take(input, results, today));
  }
  LockerKeys part_keys(std::uint8_t part) const { return keys_of_part(fake_keys(30), part); }

  PeerAct join(std::uint32_t row) const {
    PeerAct out{.verb = PeerVerb::kJoin};
    out.invitation = desk->mail.invitation(row, desk->keys());
    return out;
  }
  void does_act(std::uint8_t person, PeerAct act) { does(person, intent::Peer{std::move(act)}); }
  void does_act(std::uint8_t person, PeerVerb verb, std::uint32_t pair = 0) {
    PeerAct out{.verb = verb};
    out.pair = pair;
    does_act(person, std::move(out));
  }
  // Every part visits once, whatever waits.
  std::vector<MailEvent> director_visits() {
    std::vector<MailEvent> news;
    for (std::uint8_t part = 0; part < 2; ++part) {
      const Role role = role_of_part(part, 2);
      const std::size_t cells = role == Role::kSupporter ? 12 : 2;
      auto visit = Visit::open(part_keys(part), pin(), broker.now);
      DayMarks& has_read = desk->mail.has_read(role);
      visit.carry_post({desk->sealing.clone(), {}, has_read});
      host.run(visit);
      EXPECT_TRUE(visit.opened());
      for (const auto& each :
           desk->mail.take(visit.found_letters(), desk->desk, desk->keys(), desk->genesis, today)) {
        news.push_back(each);
      }
      has_read = visit.has_read();
      desk->mail.refresh(desk->desk, desk->keys());
      visit.carry_post({desk->sealing.clone(),
                        desk->mail.cells(role, cells, desk->desk, desk->keys(), desk->genesis),
                        has_read});
      host.stay(visit);
      host.leave(visit);
      EXPECT_FALSE(visit.failure());
    }
    return news;
  }
  // Both, the director, and both again.
  void round() {
    broker.publish();
    director_visits();
    broker.publish();
    for (const std::uint8_t person : {10, 20}) does(person, {});
    broker.publish();
  }

  std::optional<DirectorsDesk> desk;
  protocol::Date today = 0;
};

TEST(PeerVisit, AnIntroductionBeginsAnEngagementThatNobodyAskedFor) {
  PeerBroker broker;
  Pairing scheme(broker);
  scheme.begin();
  for (int i = 0; i < 2; ++i) scheme.round();
  auto carl = scheme.colleague();
  ASSERT_TRUE(carl.peer());
  ASSERT_EQ(carl.peer()->pairs().size(), 1u);
  EXPECT_EQ(carl.peer()->pairs()[0].with.name, "Abel");
  EXPECT_EQ(carl.peer()->pairs()[0].with.met, std::vector<std::string>{"LTFT"});
  scheme.host.stay(carl);
  ASSERT_EQ(carl.engagements().size(), 1u);
  EXPECT_EQ(carl.engagements()[0].phase, Phase::kEnquired) << "the first words are the supporter's";
  EXPECT_EQ(carl.packs_left(), broker.log.policy.packs_per_epoch) << "and no pass was spent";
  scheme.host.leave(carl);
  broker.publish();

  auto abel = scheme.supporter();
  ASSERT_EQ(abel.peer()->pairs().size(), 1u);
  EXPECT_EQ(abel.peer()->pairs()[0].with.email, "carl@example.org");
  scheme.host.stay(abel);
  ASSERT_EQ(abel.engagements().size(), 1u);
  EXPECT_EQ(abel.engagements()[0].safety_words, carl.engagements()[0].safety_words);
  const std::uint32_t id = abel.engagements()[0].id;
  EXPECT_EQ(abel.apply(intent::End{id}).error(), IntentRefusal::kWrongState);
  EXPECT_EQ(abel.apply(intent::EndAndBlock{id}).error(), IntentRefusal::kWrongState);
  EXPECT_EQ(abel.apply(intent::Cannot{id}).error(), IntentRefusal::kWrongState);
  ASSERT_EQ(abel.pairs().size(), 1u);
  ASSERT_TRUE(abel.pairs()[0].engagement);
  EXPECT_EQ(abel.pairs()[0].engagement->id, id);
  EXPECT_EQ(abel.pairs()[0].engagement->phase, Phase::kEnquired);
  EXPECT_FALSE(abel.pairs()[0].introduction_late);
  EXPECT_TRUE(abel.pairs()[0].may_remind);
  ASSERT_TRUE(abel.apply(intent::Accept{id}));
  EXPECT_EQ(abel.pairs()[0].engagement->phase, Phase::kAccepted);
  scheme.host.leave(abel);
  ASSERT_FALSE(abel.failure());
  broker.publish();
  auto after = scheme.colleague();
  EXPECT_EQ(after.engagements()[0].phase, Phase::kAccepted);
}

TEST(PeerVisit, MeetingsHaveNoLimit) {
  PeerBroker broker;
  Pairing scheme(broker);
  scheme.begin();
  for (int i = 0; i < 3; ++i) scheme.round();
  scheme.supporter_does(intent::Accept{1});
  broker.publish();
  for (int meeting = 1; meeting <= 5; ++meeting) {
    scheme.supporter_does(intent::Offer{1, {{1'800'000'000, "Library"}}});
    broker.publish();
    scheme.colleague_does(intent::Choose{1, 1});
    broker.publish();
    scheme.supporter_does({});
    auto abel = scheme.supporter();
    ASSERT_EQ(abel.engagements()[0].agreed, meeting);
    ASSERT_TRUE(abel.apply(intent::Held{1}));
    scheme.host.leave(abel);
    broker.publish();
    scheme.colleague_does({});
    broker.publish();
  }
  auto carl = scheme.colleague();
  EXPECT_EQ(carl.engagements()[0].held, 5);
  EXPECT_EQ(carl.engagements()[0].phase, Phase::kAccepted);
}

TEST(PeerVisit, AnEnquiryOutsideAPairIsNothing) {
  PeerBroker broker;
  Pairing scheme(broker);
  scheme.begin();
  scheme.round();
  auto carl = scheme.colleague();
  EXPECT_EQ(carl.apply(scheme.enquiry()).error(), IntentRefusal::kNotOffered);
  scheme.host.leave(carl);
  auto abel = scheme.supporter();
  ASSERT_TRUE(abel.apply(intent::PublishListing{testing::sample_text("Abel")}));
  protocol::ListingText long_one = testing::sample_text("Abel");
  long_one.fields.emplace_back("about", std::string(700, 'x'));
  EXPECT_EQ(abel.apply(intent::PublishListing{long_one}).error(), IntentRefusal::kListingInvalid)
      << "the locker keeps the room for pairs";
}

TEST(PeerVisit, NobodyPausesWhereNobodyChooses) {
  PeerBroker broker;
  Pairing scheme(broker);
  scheme.begin();
  auto abel = scheme.supporter();
  EXPECT_EQ(abel.apply(intent::Pause{true}).error(), IntentRefusal::kNoPausing);
  EXPECT_FALSE(abel.paused());
  EXPECT_TRUE(abel.apply(intent::Pause{false})) << "who paused with an earlier client";
  scheme.host.leave(abel);
}

TEST(PeerVisit, AChangeOfPairingEndsTheEngagementAndErasesItsKeys) {
  PeerBroker broker;
  Pairing scheme(broker);
  scheme.begin();
  for (int i = 0; i < 2; ++i) scheme.round();
  scheme.does_act(20, PeerVerb::kAnotherPairing, 1);
  for (int i = 0; i < 2; ++i) scheme.round();
  EXPECT_EQ(scheme.desk->desk.doctor(2)->supporter, 0u);
  for (auto visit : {0, 1}) {
    auto person = visit == 0 ? scheme.colleague() : scheme.supporter();
    EXPECT_TRUE(person.peer()->pairs().empty());
    EXPECT_TRUE(person.engagements().empty());
    scheme.host.leave(person);
  }
}

TEST(PeerVisit, WhoWithdrawsHasNothingOfAPairAnyMore) {
  PeerBroker broker;
  Pairing scheme(broker);
  scheme.begin();
  for (int i = 0; i < 2; ++i) scheme.round();
  auto carl = scheme.colleague();
  ASSERT_TRUE(carl.apply(intent::Peer{{.verb = PeerVerb::kWithdraw}}));
  EXPECT_TRUE(carl.engagements().empty()) << "at once";
  scheme.host.leave(carl);
  scheme.round();
  EXPECT_EQ(scheme.desk->desk.doctor(2)->standing, Standing::kWithdrawn);
}

TEST(PeerVisit, WhoOptedOutSaysNothingInThePair) {
  PeerBroker broker;
  Pairing scheme(broker);
  scheme.begin();
  scheme.broker.publish();
  scheme.does_act(20, PeerVerb::kOptOut);
  for (int i = 0; i < 3; ++i) scheme.round();
  EXPECT_EQ(scheme.desk->desk.doctor(2)->standing, Standing::kOptedOut);
  EXPECT_TRUE(scheme.supporter().engagements().empty()) << "no engagement was begun";
  scheme.does_act(20, PeerVerb::kOptIn);
  for (int i = 0; i < 3; ++i) scheme.round();
  EXPECT_EQ(scheme.supporter().engagements().size(), 1u);
}

// A page that was closed before its desk was saved has answered nothing, and reads it again: nobody
// has to write twice.
TEST(PeerVisit, WhatWasReadAndNotKeptIsReadAgain) {
  PeerBroker broker;
  Pairing scheme(broker);
  scheme.begin();
  broker.publish();
  const Desk desk = scheme.desk->desk;
  const DeskMail mail = scheme.desk->mail;
  const auto first = scheme.director_visits();
  ASSERT_EQ(first.size(), 2u);
  EXPECT_TRUE(scheme.director_visits().empty()) << "kept, it is not news any more";
  scheme.desk->desk = desk;
  scheme.desk->mail = mail;
  const auto again = scheme.director_visits();
  ASSERT_EQ(again.size(), 2u);
  for (std::size_t i = 0; i < 2; ++i) {
    EXPECT_EQ(again[i].news, MailNews::kCame);
    EXPECT_EQ(again[i].row, first[i].row);
  }
}

TEST(PeerVisit, LettersSurviveLostAnswers) {
  PeerBroker broker;
  Pairing scheme(broker);
  scheme.begin();
  std::uint32_t n = 0;
  scheme.host.loses_answer = [&n](const Request& request) {
    return request.path != "/checkpoint" && !request.body.empty() && request.body.size() > 9000 &&
           ++n % 3 == 0;
  };
  for (int i = 0; i < 4; ++i) {
    broker.publish();
    for (const std::uint8_t person : {10, 20}) {
      auto visit = scheme.visit(person);
      if (visit.opened()) scheme.host.stay(visit);
      scheme.host.leave(visit);
    }
    broker.publish();
    scheme.director_visits();
    broker.publish();
  }
  scheme.host.loses_answer = nullptr;
  EXPECT_EQ(scheme.colleague().peer()->pairs().size(), 1u);
  EXPECT_EQ(scheme.supporter().peer()->pairs().size(), 1u);
}

// Two schemes with the same visits: one in which nobody ever does anything, one in which everything
// happens. What the broker sees of them is the same, request by request and byte for byte of size.
struct Watched {
  std::vector<std::pair<std::string, std::size_t>> trace;
  std::vector<std::string> paths;
  std::vector<std::size_t> sizes;
  std::vector<Known> known;
  bool operator==(const Watched&) const = default;
};

Watched live(bool talking) {
  PeerBroker broker;
  Pairing scheme(broker);
  scheme.begin();
  std::vector<std::pair<std::uint8_t, PeerAct>> acts;
  const auto add = [&](std::uint8_t person, PeerVerb verb, std::uint32_t pair = 0,
                       std::string text = {}) {
    PeerAct act{.verb = verb};
    act.pair = pair;
    act.text = std::move(text);
    act.terms.start = 1;
    act.terms.end = 300;
    act.feedback = {{1, 2, 3}, "Thank you."};
    act.wishes = {"LTFT"};
    acts.emplace_back(person, std::move(act));
  };
  add(20, PeerVerb::kProposeAgreement, 1);
  add(10, PeerVerb::kSignAgreement, 1);
  add(20, PeerVerb::kGiveFeedback, 1);
  add(20, PeerVerb::kOptOut);
  add(10, PeerVerb::kRemind, 1);
  add(20, PeerVerb::kOptIn);
  add(20, PeerVerb::kStateWishes);
  add(20, PeerVerb::kTellRelationship, 1, "Please call me.");
  add(20, PeerVerb::kTellAboutScheme, 0, "It helps.");
  add(10, PeerVerb::kAnotherPairing, 1);
  add(20, PeerVerb::kWithdraw);
  for (int i = 0; i < 3; ++i) scheme.round();
  Watched out;
  std::size_t done = 0;
  for (const auto& [person, act] : acts) {
    for (const std::uint8_t each : {10, 20}) {
      auto visit = scheme.visit(each);
      EXPECT_TRUE(visit.opened());
      if (talking && each == person && visit.apply(intent::Peer{act})) ++done;
      if (talking && each == 10 && !visit.engagements().empty()) {
        (void)visit.apply(intent::Accept{visit.engagements()[0].id});
      }
      scheme.host.stay(visit);
      out.known.push_back(visit.known());
      scheme.host.leave(visit);
      EXPECT_FALSE(visit.failure());
    }
    broker.publish();
    scheme.director_visits();
    broker.pass_days(1);
  }
  EXPECT_EQ(done, talking ? acts.size() : 0u);
  out.trace = broker.trace;
  out.paths = broker.inner_paths;
  out.sizes = broker.inner_sizes;
  return out;
}

TEST(PeerVisit, TheBrokerSeesTheSameWhateverAPairDoes) {
  const Watched silent = live(false);
  const Watched talking = live(true);
  EXPECT_GT(silent.trace.size(), 100u);
  EXPECT_EQ(silent, talking);
}

}  // namespace
}  // namespace sotto::client
