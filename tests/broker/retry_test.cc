// Requests that come again: after a lost answer, after a broker that died between any two of its
// steps, two hundred at a time, and from two clients of one locker.

#include <sys/wait.h>
#include <unistd.h>

#include <future>

#include "tests/broker/hand_made.h"

namespace sotto::testing {
namespace {

using broker::BatchKey;
using client::commit_endpoint;
using client::kDraw;
using client::kEnrol;
using client::kMove;
using client::Visit;
namespace intent = client::intent;

// Where the process dies: at the n-th step of the writer after it was armed.
struct Deadly {
  static inline int after = 0;  // 0: never
  static broker::Store::Options seam() {
    broker::Store::Options out;
    out.writer.at_step = [](broker::Writer::Step) {
      if (after > 0 && --after == 0) _exit(42);
    };
    return out;
  }
};

constexpr int kStepsOfAGroup = 5;

class Retry : public HandMade, public ::testing::WithParamInterface<int> {
 protected:
  Retry() : HandMade(Deadly::seam()) {}

  // Does it in a broker that dies at the n-th step of its writer, in a process of its own, and
  // starts again here. False: the broker had fewer steps than that, and went on.
  bool dies_at(int step, const std::function<void()>& act) {
    rig.stop();
    const pid_t child = fork();
    if (child == 0) {
      rig.start();
      Deadly::after = step;
      act();
      _exit(0);
    }
    int status = 0;
    EXPECT_EQ(waitpid(child, &status, 0), child);
    EXPECT_TRUE(WIFEXITED(status));
    rig.start();
    return WEXITSTATUS(status) == 42;
  }
  void send(const client::Endpoint& to, ByteView body) {
    rig.exchange({"/gateway", seal(to, body).capsule});
  }
  std::uint64_t spent() { return rows(broker::kSpent.of(broker::table_number(epoch(), 0))); }
  std::uint64_t version_of(const HandLocker& locker) {
    const auto row = broker::find_locker(rig.store().snapshot(), locker.keys.id);
    return row ? row->version : 0;
  }
  // That a locker opens with the salts that its answers named.
  void opens(const HandLocker& locker, const protocol::Salt& next_salt) {
    const auto answer = accepted(client::kOpen, open_body(locker));
    EXPECT_EQ(protocol::OpenAnswer::parse(answer.payload)->next_salt, next_salt);
  }
  Bytes supporters_commit(const HandLocker& supporter, std::optional<ByteArray<162>> pass) {
    auto request = commit_request(supporter);
    request.supporter->pass = pass;
    return sign_commit(request.encode(), supporter);
  }
  static protocol::CommitAnswer commit_answer(const Answer& answer) {
    return *protocol::CommitAnswer::parse(answer.payload);
  }
};

TEST_F(Retry, TheSameCommitIsAppliedOnceAndAnsweredAlike) {
  const HandLocker supporter = enrol(Role::kSupporter);
  const Bytes body = supporters_commit(supporter, make_pass());
  const Answer first = accepted(commit_endpoint(Role::kSupporter), body);
  EXPECT_EQ(commit_answer(first).outcome.pass, protocol::PassResult::kAccepted);
  const auto before = disk();
  const Answer second = accepted(commit_endpoint(Role::kSupporter), body);
  EXPECT_EQ(second.payload, first.payload);
  EXPECT_EQ(disk(), before);
  rig.restart();
  EXPECT_EQ(accepted(commit_endpoint(Role::kSupporter), body).payload, first.payload);
  EXPECT_EQ(rows(broker::kWaiting), protocol::kSupporterCells + 1);
  EXPECT_EQ(spent(), 1u);
  EXPECT_EQ(version_of(supporter), 2u);
}

TEST_F(Retry, TheSameEnrolmentMoveAndDrawAreAppliedOnce) {
  const HandLocker locker = fresh(Role::kColleague);
  const Bytes enrolment = enrol_request(locker, rig.new_code()).encode();
  const Answer enrolled = accepted(kEnrol, enrolment);
  EXPECT_EQ(accepted(kEnrol, enrolment).payload, enrolled.payload);
  EXPECT_EQ(rows(broker::kLockers), 1u);
  EXPECT_EQ(rows(broker::kTakenSlots), 1u);
  EXPECT_EQ(rows(broker::kCodes), 0u);

  const Bytes draw = sign_draw(draw_request(locker), locker);
  const auto elements = [&](const Answer& answer) {
    return voprf::parse_batch_response(answer.payload, allotment(Role::kColleague))->elements;
  };
  const Answer drawn = accepted(kDraw, draw);
  EXPECT_EQ(elements(accepted(kDraw, draw)), elements(drawn));

  const HandLocker moved = fresh(Role::kColleague);
  const Bytes move = move_request(locker, moved).encode();
  const Answer first = accepted(kMove, move);
  EXPECT_EQ(accepted(kMove, move).payload, first.payload);
  EXPECT_EQ(rows(broker::kLockers), 1u);
  EXPECT_EQ(rows(broker::kTakenSlots), 1u);
  refused(kDraw, sign_draw(draw_request(moved), moved), Status::kAlreadyDrawn);
}

TEST_F(Retry, ALeadsLastSignatureIsTakenAgainAndAppendedOnce) {
  const HandLocker supporter = fresh(Role::kSupporter);
  const auto proposal = listing(supporter);
  accepted(client::kRoster, propose(proposal));
  accepted(client::kRoster, sign_by(0, proposal));
  const Bytes last = sign_by(1, proposal);
  const auto before = rig.broker().log()->size();
  for (int times = 0; times < 2; ++times) accepted(client::kRoster, last);
  EXPECT_EQ(rig.broker().log()->size(), before + 1);
  for (int times = 0; times < 2; ++times) {
    for (std::uint8_t lead : {0, 1})
      accepted(client::kRoster, sign_by(lead, removal(supporter, 2)));
  }
  EXPECT_EQ(rig.broker().log()->size(), before + 2);
}

TEST_P(Retry, ACommitIsAppliedOnceWhereverTheBrokerDies) {
  const HandLocker supporter = enrol(Role::kSupporter);
  const Bytes body = supporters_commit(supporter, make_pass());
  ASSERT_TRUE(dies_at(GetParam(), [&] { send(commit_endpoint(Role::kSupporter), body); }));
  const Answer first = accepted(commit_endpoint(Role::kSupporter), body);
  EXPECT_EQ(commit_answer(first).outcome.pass, protocol::PassResult::kAccepted);
  EXPECT_EQ(commit_answer(first).outcome.version, 2u);
  EXPECT_EQ(accepted(commit_endpoint(Role::kSupporter), body).payload, first.payload);
  EXPECT_EQ(rows(broker::kWaiting), protocol::kSupporterCells + 1);
  EXPECT_EQ(spent(), 1u);
  EXPECT_EQ(version_of(supporter), 2u);
  opens(supporter, commit_answer(first).next_salt);
}

TEST_P(Retry, AnOpeningIsLoggedOnceWhereverTheBrokerDies) {
  const HandLocker recipient = appointed(0);
  protocol::OpeningPlace nothing;  // whatever it opens, the entry and the answer go together
  const Bytes body = opening_body(recipient, nothing);
  const auto size = rig.broker().log()->size();
  const bool died = dies_at(GetParam(), [&] { send(kRecipientCommit, body); });
  EXPECT_EQ(died, GetParam() <= kStepsOfAGroup);
  EXPECT_EQ(rig.broker().log()->size() - size, version_of(recipient) - recipient.version);
  const Answer answer = accepted(kRecipientCommit, body);
  EXPECT_EQ(rig.broker().log()->size(), size + 1);
  EXPECT_EQ(rig.broker().log()->openings().size(), 1u);
  EXPECT_EQ(accepted(kRecipientCommit, body).payload, answer.payload);
  EXPECT_EQ(rig.broker().log()->size(), size + 1);
}

TEST_P(Retry, ADrawIsRecordedOnceWhereverTheBrokerDies) {
  const HandLocker locker = enrol(Role::kColleague);
  const Bytes body = sign_draw(draw_request(locker), locker);
  ASSERT_TRUE(dies_at(GetParam(), [&] { send(kDraw, body); }));
  accepted(kDraw, body);
  EXPECT_EQ(rows(broker::kDrawn.of(broker::table_number(epoch(), 0))), 1u);
  refused(kDraw, sign_draw(draw_request(locker), locker), Status::kAlreadyDrawn);
}

INSTANTIATE_TEST_SUITE_P(EveryStep, Retry, ::testing::Range(1, kStepsOfAGroup + 1));

// The slot of a new locker has a group of its own before the row's.
class RetryWithSlot : public Retry {};

TEST_P(RetryWithSlot, AnEnrolmentIsAppliedOnceWhereverTheBrokerDies) {
  const HandLocker locker = fresh(Role::kColleague);
  const Bytes body = enrol_request(locker, rig.new_code()).encode();
  ASSERT_TRUE(dies_at(GetParam(), [&] { send(kEnrol, body); }));
  const Answer first = accepted(kEnrol, body);
  EXPECT_EQ(accepted(kEnrol, body).payload, first.payload);
  EXPECT_EQ(rows(broker::kLockers), 1u);
  EXPECT_EQ(rows(broker::kTakenSlots), 1u);
  EXPECT_EQ(rows(broker::kCodes), 0u);
  opens(locker, protocol::EnrolAnswer::parse(first.payload)->next_salt);
}

TEST_P(RetryWithSlot, AMoveIsAppliedOnceWhereverTheBrokerDies) {
  const HandLocker from = enrol(Role::kColleague);
  const HandLocker to = fresh(Role::kColleague);
  const auto old_slot = broker::find_locker(rig.store().snapshot(), from.keys.id)->slot;
  ASSERT_TRUE(rig.store().erasable().read(old_slot));
  const Bytes body = move_request(from, to).encode();
  ASSERT_TRUE(dies_at(GetParam(), [&] { send(kMove, body); }));
  const Answer first = accepted(kMove, body);
  EXPECT_EQ(accepted(kMove, body).payload, first.payload);
  EXPECT_EQ(rows(broker::kLockers), 1u);
  EXPECT_EQ(rows(broker::kTakenSlots), 1u);
  opens(to, protocol::EnrolAnswer::parse(first.payload)->next_salt);
  EXPECT_TRUE(ask(client::kOpen, open_body(from)).status == Status::kUnknownLocker);
  EXPECT_FALSE(rig.store().erasable().read(old_slot)) << "its salts are gone";
}

INSTANTIATE_TEST_SUITE_P(EveryStep, RetryWithSlot, ::testing::Range(1, 2 * kStepsOfAGroup + 1));

// Publishing is the first thing that the duties of a publishing time do.
TEST_P(Retry, PublishingIsWholeWhereverTheBrokerDies) {
  HandLocker colleague = enrol(Role::kColleague);
  HandLocker supporter = enrol(Role::kSupporter);
  commit(colleague);
  commit(supporter);
  const auto cells = protocol::kColleagueCells + protocol::kSupporterCells + 1;  // an envelope
  ASSERT_EQ(rows(broker::kWaiting), cells);
  const auto before = BatchKey::parse(rig.store().erasable().read(broker::kBatchSlot));
  ASSERT_TRUE(dies_at(GetParam(), [&] { rig.advance(6 * 3600); }));
  rig.advance(6 * 3600);

  EXPECT_EQ(rows(broker::kWaiting), 0u);
  std::vector<std::uint64_t> numbers;
  std::size_t published = 0;
  for (const protocol::Board board : protocol::kBoards) {
    const std::string path = "/" + broker::day_file_name(board, today());
    const Bytes file = rig.exchange({path, {}}).body;
    const Bytes list_file = rig.exchange({path + "-list", {}}).body;
    const auto batches = protocol::parse_day_file(file, protocol::cell_size(board));
    const auto lists = protocol::parse_list_file(list_file);
    ASSERT_TRUE(batches && lists);
    EXPECT_EQ(protocol::day_root(*batches), protocol::day_root(*lists));
    for (const auto& batch : *batches) {
      numbers.push_back(batch.number);
      published += batch.cells.size();
    }
  }
  EXPECT_EQ(published, cells) << "every cell once";
  EXPECT_EQ(numbers, std::vector<std::uint64_t>(3, before.number)) << "in one batch";
  const auto after = BatchKey::parse(rig.store().erasable().read(broker::kBatchSlot));
  EXPECT_GT(after.number, before.number);
  EXPECT_FALSE(after.secret == before.secret);
  std::ifstream file(rig.folder() / "erasable", std::ios::binary);
  const std::string erasable{std::istreambuf_iterator<char>(file), {}};
  const ByteView secret = before.secret.expose();
  EXPECT_EQ(erasable.find(std::string(secret.begin(), secret.end())), std::string::npos);
  commit(colleague);
}

// --- at once ---

TEST_F(Retry, OfTwoHundredRedemptionsOfOnePassOneIsAccepted) {
  constexpr std::size_t kTimes = 200;
  const auto pass = make_pass();
  std::vector<ohttp::ClientRequest> requests;
  std::vector<std::promise<client::Response>> promises(kTimes);
  for (std::size_t i = 0; i < kTimes; ++i) {
    requests.push_back(
        seal(commit_endpoint(Role::kSupporter), supporters_commit(enrol(Role::kSupporter), pass)));
  }
  for (std::size_t i = 0; i < kTimes; ++i) {
    rig.broker().handle(
        {"POST", "/gateway", "message/ohttp-req", requests[i].capsule},
        [&promises, i](broker::http::Response response) {
          promises[i].set_value({response.status, to_bytes(broker::http::body_of(response))});
        });
  }
  std::size_t accepted_passes = 0;
  for (std::size_t i = 0; i < kTimes; ++i) {
    const Answer answer = unseal(requests[i], promises[i].get_future().get());
    ASSERT_TRUE(answer.status == Status::kOk) << "a refused pass never fails a commit";
    const auto result = commit_answer(answer).outcome.pass;
    EXPECT_NE(result, protocol::PassResult::kNone);
    if (result == protocol::PassResult::kAccepted) ++accepted_passes;
  }
  EXPECT_EQ(accepted_passes, 1u);
  EXPECT_EQ(spent(), 1u);
  EXPECT_EQ(rows(broker::kWaiting), kTimes * (protocol::kSupporterCells + 1));
}

TEST_F(Retry, OfManyCommitsOnOneVersionOneWins) {
  const HandLocker locker = enrol(Role::kColleague);
  std::vector<ohttp::ClientRequest> requests;
  std::vector<std::promise<client::Response>> promises(16);
  for (std::size_t i = 0; i < promises.size(); ++i) {
    requests.push_back(seal(commit_endpoint(Role::kColleague), commit_body(locker)));
  }
  for (std::size_t i = 0; i < promises.size(); ++i) {
    rig.broker().handle(
        {"POST", "/gateway", "message/ohttp-req", requests[i].capsule},
        [&promises, i](broker::http::Response response) {
          promises[i].set_value({response.status, to_bytes(broker::http::body_of(response))});
        });
  }
  std::size_t won = 0;
  for (std::size_t i = 0; i < promises.size(); ++i) {
    const Answer answer = unseal(requests[i], promises[i].get_future().get());
    if (answer.status == Status::kOk) {
      ++won;
    } else {
      EXPECT_TRUE(answer.status == Status::kStaleVersion);
    }
  }
  EXPECT_EQ(won, 1u);
  EXPECT_EQ(version_of(locker), 2u);
  EXPECT_EQ(rows(broker::kWaiting), 1u);
}

// What looks like a repeat of a move must not take somebody's locker when it is none.
TEST_F(Retry, AMoveThatIsNobodysRepeatChangesNothing) {
  const HandLocker victim = enrol(Role::kColleague);
  const HandLocker mine = enrol(Role::kColleague);
  const HandLocker elsewhere = fresh(Role::kColleague);
  auto theft = move_request(victim, mine);
  theft.old_signature[0] ^= 1;
  const auto checked =
      broker::check_move(rig.store().snapshot(), rig.broker().scheme(), theft.encode());
  ASSERT_TRUE(checked) << "at this moment it is a repeat";
  accepted(kMove, move_request(mine, elsewhere).encode());
  Answer decided;
  ASSERT_TRUE(broker::apply_now(rig.store(), [&](const broker::GroupView& view) {
    auto decision = broker::decide_move(view, *checked, std::nullopt);
    decided.payload = decision.answer;
    return decision;
  }));
  EXPECT_EQ(decided.payload, Bytes{static_cast<std::uint8_t>(Status::kTryLater)});
  EXPECT_EQ(version_of(victim), 1u);
}

// Otherwise the locker that it has become could draw once more.
TEST_F(Retry, ADrawThatMeetsAMoveIsNobodys) {
  const HandLocker locker = enrol(Role::kColleague);
  const HandLocker moved = fresh(Role::kColleague);
  const Bytes body = sign_draw(draw_request(locker), locker);
  const auto request = *protocol::DrawRequest::parse(body);
  ASSERT_EQ(broker::check_draw(rig.store().snapshot(), rig.broker().scheme(), *rig.broker().log(),
                               request, body, today()),
            Status::kOk);
  accepted(kMove, move_request(locker, moved).encode());
  Status recorded{};
  ASSERT_TRUE(broker::apply_now(rig.store(), [&](const broker::GroupView& view) {
    broker::Decision decision;
    recorded = broker::record_draw(view, request, body, decision);
    return decision;
  }));
  EXPECT_EQ(recorded, Status::kUnknownLocker);
}

// --- two clients of one locker ---

class TwoClients : public Retry {
 protected:
  // Until the visit waits or is over.
  void run(Visit& visit) {
    for (;;) {
      const client::Step step = visit.next(rig.now());
      const auto* const send = std::get_if<client::Send>(&step);
      if (send == nullptr) return;
      visit.answer(rig.exchange(send->request), rig.now());
    }
  }
  Visit opened(const Person& person, std::vector<client::Intent> again = {}) {
    Visit visit =
        Visit::open(person.keys.clone(), {to_bytes(rig.genesis())}, rig.now(), std::move(again));
    run(visit);
    EXPECT_TRUE(visit.opened());
    return visit;
  }
  void leave(Visit& visit) {
    visit.leave();
    run(visit);
  }
};

TEST_F(TwoClients, OneWinsAndTheOtherLosesNothing) {
  const Person person = rig.enrol("Dr Rowan Example", Role::kSupporter);
  Visit first = opened(person);
  Visit second = opened(person);
  ASSERT_TRUE(first.apply(intent::Pause{true}));
  ASSERT_TRUE(second.apply(
      intent::PublishListing{{.fields = {{"name", "Dr Rowan Example"}, {"grade", "SAS"}}}}));
  leave(first);
  EXPECT_FALSE(first.failure());
  leave(second);
  ASSERT_EQ(second.failure(), client::Failure::kStaleVersion);
  ASSERT_EQ(second.unsaved().size(), 1u);

  rig.advance(kOneDay);
  Visit again = opened(person, second.unsaved());
  EXPECT_TRUE(again.events().empty() ||
              !std::holds_alternative<client::event::IntentLost>(again.events().back()));
  leave(again);
  EXPECT_TRUE(again.unsaved().empty());
  const Visit last = opened(person);
  EXPECT_TRUE(last.paused()) << "what the winner did";
  EXPECT_TRUE(last.own_proposal()) << "what the other did";
}

}  // namespace
}  // namespace sotto::testing
