// Concerns through whole visits: sealed, found, opened, answered, and recognised.

#include <gtest/gtest.h>

#include <set>

#include "client/core/opening_choice.h"
#include "client/core/record.h"
#include "client/core/state.h"
#include "tests/client/concern_broker.h"

namespace sotto::client {
namespace {

using protocol::OpeningAct;
using testing::ConcernBroker;
using testing::ConcernScheme;

TEST(Concerns, AreOpenedReadAndAnsweredByOneRecipient) {
  ConcernBroker broker;
  ConcernScheme scheme(broker, 2);
  scheme.begin();
  scheme.seal({0, 1});

  auto first = scheme.recipient(0);
  ASSERT_EQ(first.held_concerns().size(), 1u);
  EXPECT_TRUE(testing::holds<event::ConcernFound>(first.events()));
  EXPECT_EQ(first.held_concerns()[0].phase, HeldPhase::kSealed);
  EXPECT_TRUE(first.held_concerns()[0].fields.empty());
  EXPECT_EQ(first.apply(intent::AcknowledgeConcern{1}).error(), IntentRefusal::kConcernSealed);
  ASSERT_TRUE(first.apply(intent::OpenConcern{1, OpeningReason::kAskedByPhone}));
  EXPECT_EQ(first.held_concerns()[0].phase, HeldPhase::kAsked);
  EXPECT_EQ(first.apply(intent::OpenConcern{1, OpeningReason::kDrill}).error(),
            IntentRefusal::kAlreadySaid);
  scheme.host.stay(first);
  ASSERT_EQ(first.held_concerns()[0].phase, HeldPhase::kOpen);
  EXPECT_EQ(first.held_concerns()[0].fields, ConcernScheme::concern({0}).draft.fields);
  EXPECT_EQ(first.held_concerns()[0].codes.answers, ConcernScheme::concern({0, 1}).draft.answers);
  ASSERT_TRUE(first.apply(intent::AcknowledgeConcern{1}));
  ASSERT_TRUE(first.apply(intent::SayOutcome{1, OpeningAct::kLocalAction}));
  scheme.host.leave(first);
  ASSERT_FALSE(first.failure());
  scheme.recipient_does(0, {});  // the second note
  broker.publish();

  auto after = scheme.recipient(0);
  const auto held = after.held_concerns();
  ASSERT_EQ(held.size(), 1u);
  EXPECT_TRUE(held[0].logged);
  EXPECT_TRUE(held[0].recorded);
  EXPECT_FALSE(testing::holds<event::OpeningNotLogged>(after.events()));

  auto supporter = scheme.supporter();
  ASSERT_EQ(supporter.sent_concerns().size(), 1u);
  const SentView sent = supporter.sent_concerns()[0];
  EXPECT_TRUE(testing::holds<event::ConcernAnswered>(supporter.events()));
  EXPECT_EQ(sent.recipients, (std::vector<std::uint8_t>{0, 1}));
  ASSERT_EQ(sent.acts.size(), 1u);
  EXPECT_EQ(sent.acts[0].place, 0);
  EXPECT_TRUE(sent.acts[0].acknowledged);
  EXPECT_EQ(sent.acts[0].outcome, OpeningAct::kLocalAction);
  EXPECT_FALSE(sent.overdue);

  // What an auditor gets of it.
  const auto file = after.decision_record(1);
  ASSERT_TRUE(file);
  const auto record = DecisionRecord::parse(*file);
  ASSERT_TRUE(record);
  const auto found = audit(*record, after.everybody());
  ASSERT_TRUE(found) << describe(found.error());
  EXPECT_EQ(found->codes.answers, ConcernScheme::concern({0, 1}).draft.answers);
  EXPECT_EQ(found->reason, OpeningReason::kAskedByPhone);
  EXPECT_TRUE(found->acknowledged);
  EXPECT_EQ(found->outcome->first, OpeningAct::kLocalAction);
}

// A visit that seals a concern while its first commit has no answer.
Visit sealed_behind_a_commit(ConcernBroker& broker, ConcernScheme& scheme) {
  scheme.begin();
  auto visit = scheme.supporter();
  broker.refusals["/commit"] = protocol::Status::kTryLater;
  scheme.host.stay(visit);
  broker.refusals.clear();
  EXPECT_TRUE(visit.apply(ConcernScheme::concern({0})));
  return visit;
}

TEST(Concerns, SealedBehindACommitWithoutAnAnswerGoOnLeaving) {
  ConcernBroker broker;
  ConcernScheme scheme(broker, 1);
  auto visit = sealed_behind_a_commit(broker, scheme);
  scheme.host.leave(visit);
  EXPECT_FALSE(visit.failure());
  EXPECT_TRUE(visit.unsaved().empty());
  broker.publish();
  EXPECT_EQ(scheme.supporter().sent_concerns().size(), 1u);
  EXPECT_EQ(scheme.recipient(0).held_concerns().size(), 1u);
}

// What the page says that the next visit shows.
TEST(Concerns, ThatNeverWentAreNotOnTheNextVisitsList) {
  ConcernBroker broker;
  ConcernScheme scheme(broker, 1);
  auto visit = sealed_behind_a_commit(broker, scheme);
  ASSERT_EQ(visit.sent_concerns().size(), 1u);
  const auto closing = visit.leaving_request(broker.now);
  ASSERT_TRUE(closing);
  broker.serve(*closing);  // the page is closed: the old bytes, which nothing follows
  broker.publish();
  EXPECT_TRUE(scheme.supporter().sent_concerns().empty());
  EXPECT_TRUE(scheme.recipient(0).held_concerns().empty());
}

TEST(Concerns, TakeAQuorumAndNoFewerToRead) {
  ConcernBroker broker(3);
  ConcernScheme scheme(broker, 5);
  scheme.begin();
  scheme.seal({0, 1, 2, 3, 4});
  for (const std::uint8_t place : {0, 1}) {
    scheme.recipient_does(place, {});
    scheme.open(place);
  }
  for (int i = 0; i < 4; ++i) {  // shares go round, one in each commit
    for (const std::uint8_t place : {0, 1}) scheme.recipient_does(place, {});
    broker.publish();
  }
  auto two = scheme.recipient(0);
  EXPECT_EQ(two.held_concerns()[0].phase, HeldPhase::kShares);
  EXPECT_EQ(two.held_concerns()[0].shares, 2u);
  EXPECT_FALSE(two.decision_record(1));
  scheme.host.leave(two);

  scheme.recipient_does(4, {});
  scheme.open(4);
  for (int i = 0; i < 3; ++i) {
    scheme.recipient_does(4, {});
    broker.publish();
  }
  for (const std::uint8_t place : {0, 1, 4}) {
    auto reader = scheme.recipient(place);
    EXPECT_EQ(reader.held_concerns()[0].phase, HeldPhase::kOpen) << int{place};
    scheme.host.leave(reader);
  }
  // Shares alone, without an opening of one's own, read nothing.
  auto other = scheme.recipient(2);
  ASSERT_EQ(other.held_concerns().size(), 1u);
  EXPECT_EQ(other.held_concerns()[0].phase, HeldPhase::kSealed);
  EXPECT_GE(other.held_concerns()[0].shares, 3u);
  EXPECT_TRUE(other.held_concerns()[0].fields.empty());
}

TEST(Concerns, AreNothingToARecipientWhoIsNotTicked) {
  ConcernBroker broker;
  ConcernScheme scheme(broker, 2);
  scheme.begin();
  scheme.seal({1});
  auto other = scheme.recipient(0);
  EXPECT_TRUE(other.held_concerns().empty());
  EXPECT_EQ(other.apply(intent::OpenConcern{1, OpeningReason::kAddressed}).error(),
            IntentRefusal::kNoSuchConcern);
  scheme.host.stay(other);  // opens something all the same
  scheme.host.leave(other);
  ASSERT_FALSE(other.failure());
  EXPECT_FALSE(broker.log.replay.openings().empty());
  auto supporter = scheme.supporter();
  EXPECT_TRUE(supporter.sent_concerns()[0].acts.empty());
}

TEST(Concerns, LeaveNothingWhenTheVisitIsAbandoned) {
  ConcernBroker broker;
  ConcernScheme scheme(broker, 1);
  scheme.begin();
  {
    auto visit = scheme.supporter();
    ASSERT_TRUE(visit.apply(ConcernScheme::concern({0})));
    EXPECT_EQ(visit.sent_concerns().size(), 1u);
  }
  auto next = scheme.supporter();
  EXPECT_TRUE(next.sent_concerns().empty());
}

TEST(Concerns, AreSealedOnceHoweverOftenTheyAreApplied) {
  ConcernBroker broker;
  ConcernScheme scheme(broker, 1);
  scheme.begin();
  const auto wish = ConcernScheme::concern({0});
  auto visit = scheme.supporter();
  ASSERT_TRUE(visit.apply(wish));
  ASSERT_TRUE(visit.apply(wish));
  EXPECT_EQ(visit.apply(ConcernScheme::concern({0})).error(), IntentRefusal::kConcernWaits);
  scheme.host.stay(visit);
  ASSERT_TRUE(visit.apply(wish));
  scheme.host.leave(visit);
  auto again = Visit::open(testing::fake_keys(10), scheme.pin(), broker.now, {wish});
  scheme.host.run(again);
  EXPECT_EQ(again.sent_concerns().size(), 1u);
  EXPECT_TRUE(again.apply(ConcernScheme::concern({0})));
  EXPECT_EQ(again.sent_concerns().size(), 2u);
}

// No page tells anybody when their own message goes.
TEST(Concerns, LookTheSameBeforeAndAfterTheCommitThatTakesThem) {
  ConcernBroker broker;
  ConcernScheme scheme(broker, 2);
  scheme.begin();
  auto visit = scheme.supporter();
  const auto opened = broker.now;
  broker.now += 100;
  ASSERT_TRUE(visit.apply(ConcernScheme::concern({0, 1})));
  const auto waits = visit.sent_concerns();
  ASSERT_EQ(waits.size(), 1u);
  EXPECT_EQ(waits[0].sealed, opened);
  scheme.host.stay(visit);
  EXPECT_EQ(visit.sent_concerns(), waits);
  scheme.host.leave(visit);
  EXPECT_EQ(visit.sent_concerns(), waits);
}

TEST(Concerns, AreThereAfterALeavingCommitThatThePageSends) {
  ConcernBroker broker;
  ConcernScheme scheme(broker, 1);
  scheme.begin();
  auto visit = scheme.supporter();
  ASSERT_TRUE(visit.apply(ConcernScheme::concern({0})));
  const auto ready = visit.leaving_request(broker.now);
  ASSERT_TRUE(ready);
  broker.serve(*ready);
  broker.publish();
  EXPECT_EQ(scheme.recipient(0).held_concerns().size(), 1u);
  EXPECT_EQ(scheme.supporter().sent_concerns().size(), 1u);
}

TEST(Concerns, ThatNobodyOpensInTimeAreToldAndForgottenAfterTwentyOneDays) {
  ConcernBroker broker;
  ConcernScheme scheme(broker, 1);
  scheme.begin();
  scheme.seal({0});
  broker.now += broker.log.policy.concern_hours * 3600 - 300;
  auto early = scheme.supporter();
  EXPECT_FALSE(testing::holds<event::ConcernNotOpened>(early.events()));
  scheme.host.leave(early);
  broker.now += 600;
  auto late = scheme.supporter();
  EXPECT_TRUE(testing::holds<event::ConcernNotOpened>(late.events()));
  EXPECT_TRUE(late.sent_concerns()[0].overdue);
  scheme.host.leave(late);
  broker.pass_days(20);
  EXPECT_EQ(scheme.supporter().sent_concerns().size(), 1u);
  broker.pass_days(1);
  EXPECT_TRUE(scheme.supporter().sent_concerns().empty());
}

TEST(Concerns, AreRefusedWhenTheyCannotBeSealed) {
  ConcernBroker broker(2);
  ConcernScheme scheme(broker, 2);
  scheme.begin();
  auto visit = scheme.supporter();
  EXPECT_EQ(visit.apply(ConcernScheme::concern({0})).error(), IntentRefusal::kTooFewRecipients);
  EXPECT_EQ(visit.apply(ConcernScheme::concern({0, 5})).error(), IntentRefusal::kNoSuchRecipient);
  EXPECT_EQ(visit.apply(ConcernScheme::concern({})).error(), IntentRefusal::kConcernInvalid);
  auto stopped = ConcernScheme::concern({0, 1});
  stopped.draft.answers[2].code = 2;  // below the threshold
  EXPECT_EQ(visit.apply(stopped).error(), IntentRefusal::kConcernInvalid);
  auto shorter = ConcernScheme::concern({0, 1});
  shorter.draft.answers.pop_back();
  EXPECT_EQ(visit.apply(shorter).error(), IntentRefusal::kConcernInvalid);
  auto others = ConcernScheme::concern({0, 1});
  others.draft.answers[5].code = 1;  // who is ticked is somebody else
  EXPECT_EQ(visit.apply(others).error(), IntentRefusal::kConcernInvalid);
  auto older = ConcernScheme::concern({0, 1});
  older.draft.steps = testing::filled<16>(7);
  EXPECT_EQ(visit.apply(older).error(), IntentRefusal::kConcernInvalid);
  EXPECT_EQ(visit.apply(intent::BeRecipient{0, "Lead"}).error(), IntentRefusal::kWrongRole);
  EXPECT_EQ(visit.apply(intent::OpenConcern{1, OpeningReason::kAddressed}).error(),
            IntentRefusal::kWrongRole);
  auto colleague = scheme.colleague();
  EXPECT_EQ(colleague.apply(ConcernScheme::concern({0, 1})).error(), IntentRefusal::kWrongRole);
  auto recipient = scheme.recipient(0);
  EXPECT_EQ(recipient.apply(intent::BeRecipient{8, "Lead"}).error(),
            IntentRefusal::kRecipientInvalid);
  EXPECT_EQ(recipient.apply(intent::BeRecipient{1, std::string(81, 'x')}).error(),
            IntentRefusal::kRecipientInvalid);
  for (std::size_t i = 0; i < SentConcerns::kMax; ++i) {
    scheme.supporter_does(ConcernScheme::concern({0, 1}));
  }
  EXPECT_EQ(scheme.supporter().apply(ConcernScheme::concern({0, 1})).error(),
            IntentRefusal::kTooManyConcerns);
}

// --- openings ---

TEST(Openings, AreAskedForAgainWhenTheBrokerRefusedAndItIsSaid) {
  ConcernBroker broker;
  ConcernScheme scheme(broker, 1);
  scheme.begin();
  scheme.seal({0});
  broker.refuses = true;
  scheme.recipient_does(0, {});
  scheme.open(0);
  broker.refuses = false;
  auto next = scheme.recipient(0);
  EXPECT_TRUE(testing::holds<event::OpeningNotLogged>(next.events()));
  EXPECT_EQ(next.held_concerns()[0].phase, HeldPhase::kAsked);
  scheme.host.stay(next);
  EXPECT_EQ(next.held_concerns()[0].phase, HeldPhase::kOpen);
}

TEST(Openings, ThatTheBrokerDidNotLogAreSaid) {
  ConcernBroker broker;
  ConcernScheme scheme(broker, 1);
  scheme.begin();
  scheme.seal({0});
  broker.logs = false;
  scheme.open(0);
  auto next = scheme.recipient(0);
  EXPECT_TRUE(testing::holds<event::OpeningNotLogged>(next.events()));
  EXPECT_EQ(next.held_concerns()[0].phase, HeldPhase::kOpen);
  EXPECT_FALSE(next.held_concerns()[0].logged);
}

TEST(Openings, ComeWithTheNextOpeningWhenTheAnswerWasLost) {
  ConcernBroker broker;
  ConcernScheme scheme(broker, 1);
  scheme.begin();
  scheme.seal({0});
  auto visit = scheme.recipient(0);
  ASSERT_TRUE(visit.apply(intent::OpenConcern{1, OpeningReason::kAddressed}));
  scheme.host.loses_answer = [](const Request& request) { return request.path == "/gateway"; };
  scheme.host.leave(visit);
  scheme.host.loses_answer = nullptr;
  auto next = scheme.recipient(0);
  EXPECT_EQ(next.held_concerns()[0].phase, HeldPhase::kOpen);
  EXPECT_FALSE(testing::holds<event::OpeningNotLogged>(next.events()));
}

TEST(Openings, SayEachThingOnceAndAreMadeOnce) {
  ConcernBroker broker;
  ConcernScheme scheme(broker, 1);
  scheme.begin();
  scheme.seal({0});
  scheme.open(0);
  auto visit = scheme.recipient(0);
  ASSERT_TRUE(visit.apply(intent::AcknowledgeConcern{1}));
  EXPECT_EQ(visit.apply(intent::AcknowledgeConcern{1}).error(), IntentRefusal::kAlreadySaid);
  for (int i = 0; i < 3; ++i) scheme.host.stay(visit);
  scheme.host.leave(visit);
  for (int i = 0; i < 3; ++i) scheme.recipient_does(0, {});
  std::set<ByteArray<32>> notes;
  for (const auto& each : broker.asked) EXPECT_TRUE(notes.insert(each.note).second);
  const auto sent = scheme.supporter().sent_concerns();
  ASSERT_EQ(sent.size(), 1u);
  EXPECT_EQ(sent[0].acts.size(), 1u);
}

// Whoever has nothing to open still opens something, and never what is theirs.
TEST(Openings, FillEveryCommitWithoutOpeningWhatNobodyAskedFor) {
  ConcernBroker broker;
  ConcernScheme scheme(broker, 2);
  scheme.begin();
  scheme.seal({0});
  broker.asked.clear();
  for (int i = 0; i < 12; ++i) {
    auto visit = scheme.recipient(0);
    ASSERT_EQ(visit.held_concerns().size(), 1u);
    scheme.host.stay(visit);
    scheme.host.leave(visit);
    ASSERT_FALSE(visit.failure());
  }
  ASSERT_EQ(broker.asked.size(), 24u);
  for (const auto& each : broker.asked) EXPECT_NE(each.id, Hash256{});
  EXPECT_TRUE(scheme.supporter().sent_concerns()[0].acts.empty());
}

TEST(Openings, LookTheSameWithAndWithoutAConcern) {
  std::vector<std::pair<std::string, std::size_t>> traces[2];
  std::size_t entries[2];
  for (const bool concern : {false, true}) {
    ConcernBroker broker;
    ConcernScheme scheme(broker, 2);
    scheme.begin();
    std::optional<Intent> seal;
    if (concern) seal = ConcernScheme::concern({0, 1});
    scheme.supporter_does(seal);
    broker.publish();
    for (const std::uint8_t place : {0, 1}) {
      std::optional<Intent> open;
      if (concern) open = intent::OpenConcern{1, OpeningReason::kAddressed};
      scheme.recipient_does(place, {});
      scheme.recipient_does(place, open);
    }
    traces[concern] = broker.trace;
    entries[concern] = broker.log.entries.size();
  }
  EXPECT_EQ(traces[0], traces[1]);
  EXPECT_EQ(entries[0], entries[1]);
}

TEST(CoverOpenings, AreSharedByTwoRecipientsAndUnknownToAThird) {
  std::vector<PublishedEnvelope> all;
  for (std::uint32_t i = 0; i < 64; ++i) {
    all.push_back(
        {.day = 9, .index = i, .id = random_array<32>(), .fresh = i >= 32, .envelope = {}});
  }
  const X25519KeyPair i = X25519KeyPair::generate(), j = X25519KeyPair::generate(),
                      k = X25519KeyPair::generate();
  const auto ids = [](const std::vector<PublishedEnvelope>& from) {
    std::set<Hash256> out;
    for (const auto& each : from) out.insert(each.id);
    return out;
  };
  const auto both = ids(shared_choice(all, 9, i, j.public_key));
  EXPECT_EQ(both.size(), 4u);
  EXPECT_EQ(both, ids(shared_choice(all, 9, j, i.public_key)));
  EXPECT_NE(both, ids(shared_choice(all, 9, i, k.public_key)));
  EXPECT_TRUE(shared_choice(all, 8, i, j.public_key).empty());

  const std::vector<Hash256> own = {all[0].id, all[40].id};
  int shared = 0, fresh = 0;
  for (int n = 0; n < 400; ++n) {
    const Dice dice(Secret<32>{}, static_cast<std::uint64_t>(n));
    const auto picked = pick_cover(all, own, i, {j.public_key}, dice);
    ASSERT_TRUE(picked);
    EXPECT_NE(picked->id, own[0]);
    EXPECT_NE(picked->id, own[1]);
    shared += both.contains(picked->id) ? 1 : 0;
    fresh += picked->fresh ? 1 : 0;
  }
  EXPECT_GT(shared, 130);
  EXPECT_LT(shared, 300);
  EXPECT_GT(fresh, 120);
  const Dice dice(Secret<32>{}, 400);
  EXPECT_FALSE(pick_cover({}, {}, i, {}, dice));
  EXPECT_FALSE(pick_cover({all[0]}, own, i, {}, dice));
  // The same for one version, though a newer envelope came.
  const auto picked = pick_cover(all, own, i, {}, dice);
  std::erase_if(all, [&](const auto& each) { return !each.fresh && each.id != picked->id; });
  EXPECT_EQ(pick_cover(all, own, i, {}, dice)->id, picked->id);
}

// --- what is kept, and what an auditor gets ---

TEST(RecipientState, FitsTheLockerWhenItIsFull) {
  State state = State::fresh(protocol::Role::kRecipient);
  RecipientState& own = *state.recipient;
  own.published = {3, 7, std::string(protocol::kRecipientTitleMax, 't')};
  for (std::uint32_t n = 1; n <= RecipientState::kHeldMax; ++n) {
    HeldConcern held;
    held.number = n;
    held.reason = 1;
    held.opened = true;
    held.given.trace = random_secret<32>();
    held.share = Secret<32>::from(ristretto::Scalar::random().expose());
    for (std::uint8_t holder = 2; holder <= 8; ++holder) {
      held.received.push_back({holder, ristretto::Scalar::random()});
    }
    held.acknowledged = {1, true, 99};
    held.outcome = {5, true, 100};
    own.held.push_back(std::move(held));
  }
  own.next_concern = 9;
  own.answered.resize(RecipientState::kAnsweredMax, {7, random_array<32>(), 1});
  for (protocol::Day day = 1; day <= protocol::kBoardDays; ++day) {
    state.seen.envelopes.add({day, 3, random_array<32>()});
  }
  state.in_flight.emplace().mark = {.day = 7, .batch = 0, .cells = {random_array<32>()}};
  state.in_flight->opening = {true, 3, 2};
  const SecretBytes wire = state.encode();
  const auto again = State::parse(wire.expose());
  ASSERT_TRUE(again);
  EXPECT_TRUE(equal(again->encode().expose(), wire.expose()));
  std::size_t read = 0;
  const Bytes bytes = to_bytes(wire.expose());
  for (std::size_t i = 0; i < bytes.size(); i += 17) {
    Bytes changed = bytes;
    changed[i] ^= 1;
    const auto parsed = State::parse(changed);
    if (!parsed) continue;
    ++read;
    EXPECT_TRUE(equal(parsed->encode().expose(), changed)) << i;
  }
  EXPECT_GT(read, 0u);
}

TEST(DecisionRecord, IsRefusedWhenAnythingOfItIsAnother) {
  ConcernBroker broker;
  ConcernScheme scheme(broker, 2);
  scheme.begin();
  scheme.seal({0});
  scheme.open(0);
  scheme.recipient_does(0, intent::AcknowledgeConcern{1});
  scheme.recipient_does(0, intent::SayOutcome{1, OpeningAct::kReferredOn});
  auto visit = scheme.recipient(0);
  const Bytes file = *visit.decision_record(1);
  const auto verdict = [&](const DecisionRecord& record) {
    const auto found = audit(record, visit.everybody());
    return found ? std::string() : std::string(describe(found.error()));
  };
  const auto changed = [&](const auto& change) {
    auto record = DecisionRecord::parse(file);
    change(*record);
    return verdict(*record);
  };
  EXPECT_EQ(changed([](DecisionRecord&) {}), "");
  EXPECT_EQ(changed([](DecisionRecord& record) { record.genesis[0] ^= 1; }),
            describe(AuditRefusal::kOtherLog));
  EXPECT_EQ(changed([](DecisionRecord& record) { record.log.root[0] ^= 1; }),
            describe(AuditRefusal::kOtherLog));
  EXPECT_EQ(changed([](DecisionRecord& record) { record.codes_key = random_secret<32>(); }),
            describe(AuditRefusal::kNotThisConcern));
  EXPECT_EQ(changed([](DecisionRecord& record) { record.trace = random_secret<32>(); }),
            describe(AuditRefusal::kNotThisConcern));
  EXPECT_EQ(changed([](DecisionRecord& record) { record.entry += 1; }),
            describe(AuditRefusal::kNotLogged));
  EXPECT_EQ(changed([](DecisionRecord& record) { record.place = 1; }),
            describe(AuditRefusal::kNotLogged));
  EXPECT_EQ(changed([](DecisionRecord& record) { record.outcome = OpeningAct::kNoAction; }),
            describe(AuditRefusal::kOtherNotes));
  EXPECT_EQ(changed([](DecisionRecord& record) { record.acknowledged_at = record.entry; }),
            describe(AuditRefusal::kOtherNotes));
  for (std::size_t size = 0; size < file.size(); size += 41) {
    EXPECT_FALSE(DecisionRecord::parse(ByteView(file).first(size)));
  }
  EXPECT_FALSE(DecisionRecord::parse(concat({file, ByteArray<1>{}})));
}

}  // namespace
}  // namespace sotto::client
