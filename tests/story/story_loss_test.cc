// What is lost is said again, and what is said again by others is not listened to.

#include <gtest/gtest.h>

#include <algorithm>
#include <future>

#include "broker/boards/boards.h"
#include "client/core/locker.h"
#include "client/core/state.h"
#include "tests/story/raw_locker.h"
#include "tests/story/rig.h"

namespace sotto::testing {
namespace {

using client::EngagementView;
using client::Phase;
using client::Visit;
using protocol::Role;
namespace intent = client::intent;

constexpr protocol::UnixTime kDay = 86400;
// The story begins a week later, on the third day of an epoch.
constexpr protocol::UnixTime kMonday = 20465ull * kDay;
static_assert((kMonday / kDay + 3) % 7 == 0);

bool has_missing_cell(const Visit& visit) {
  return std::ranges::any_of(visit.events(), [](const client::Event& event) {
    return std::holds_alternative<client::event::CellMissing>(event);
  });
}

class StoryLoss : public ::testing::Test {
 protected:
  StoryLoss() : rig({policy(), kMonday + 8 * 3600}) {
    supporter = rig.enrol("Dr Rowan Example", Role::kSupporter);
    other = rig.enrol("Dr Ash Example", Role::kSupporter);
    colleague = rig.enrol("colleague", Role::kColleague);
    rig.list(supporter);
    rig.list(other);
    rig.advance(kDay);
    rig.visit(supporter);
    rig.visit(other);
    rig.advance_to(kMonday + 7 * kDay + 9 * 3600);
    supporter_id = *rig.visit(supporter).own_id();
    other_id = *rig.visit(other).own_id();
  }

  static protocol::Policy policy() {
    protocol::Policy policy = Rig::test_policy();
    policy.visits_per_day = 0;
    return policy;
  }

  void wait_for_batch() { rig.advance(7 * 3600); }

  static void must(const std::expected<void, client::IntentRefusal>& applied) {
    ASSERT_TRUE(applied) << client::describe(applied.error());
  }

  Rig::Act enquire_of(const protocol::SupporterId& id) {
    return [id](Visit& visit) {
      must(visit.apply(intent::Enquire{id, protocol::Means::kPhone, "01632 960123"}));
    };
  }

  // Accepts whatever is shown, now or before leaving.
  static void accept(Visit& visit) {
    for (const EngagementView& view : visit.engagements()) {
      if (view.phase == Phase::kEnquired) must(visit.apply(intent::Accept{view.id}));
    }
  }
  Visit answer(Person& person) { return rig.visit(person, accept, 60, {}, accept); }

  // A colleague's only engagement.
  EngagementView view_of(Person& person) {
    const Visit visit = rig.visit(person);
    EXPECT_FALSE(visit.failure());
    const auto engagements = visit.engagements();
    EXPECT_EQ(engagements.size(), 1u);
    return engagements.empty() ? EngagementView{} : engagements[0];
  }

  // Everything that waits for the next batch is gone, as after a restore.
  void lose_what_waits() {
    std::promise<void> done;
    broker::Job job;
    job.decide = [](const broker::GroupView& view) {
      broker::Decision decision;
      view.scan_prefix(broker::kWaiting, {}, [&](ByteView key, ByteView) {
        decision.erase(broker::kWaiting, to_bytes(key));
        return true;
      });
      return decision;
    };
    job.done = [&](const broker::Outcome&) { done.set_value(); };
    ASSERT_TRUE(rig.store().writer().submit(std::move(job)));
    done.get_future().wait();
  }

  // --- by hand ---

  std::vector<Bytes> published(const char* board, protocol::UnixTime time) {
    const auto day = static_cast<protocol::Day>(time / kDay);
    const client::Response file =
        rig.exchange({"/boards/" + std::string(board) + "/" + std::to_string(day), {}});
    std::vector<Bytes> out;
    const auto batches = protocol::parse_day_file(file.body);
    EXPECT_TRUE(batches);
    for (const auto& batch : *batches) {
      for (const ByteView cell : batch.cells) out.push_back(to_bytes(cell));
    }
    return out;
  }

  // Posts cells of others through a locker made for it; cover around them.
  void post(Role role, const std::vector<Bytes>& cells) {
    const Visit visit = rig.visit(colleague);
    const RawLocker::World world{
        [this](const client::Request& request) { return rig.exchange(request); },
        visit.log().genesis(), rig.genesis()};
    RawLocker locker(world, role);
    ASSERT_EQ(locker.enrol(rig.new_code()), protocol::Status::kOk);
    for (std::size_t at = 0; at < cells.size();) {
      auto request = protocol::CommitRequest::parse(locker.commit_body());
      ASSERT_TRUE(request);
      for (Bytes& place : request->cells) {
        if (at < cells.size()) place = cells[at++];
      }
      request->signature =
          sign(locker.key(), protocol::kCommitLabel,
               protocol::commit_message(rig.genesis(), protocol::commit_hash(request->encode())));
      ASSERT_TRUE(locker.commit(request->encode()));
    }
  }

  // What a dishonest supporter has in their own locker.
  client::State state_of(const Person& person, const protocol::Genesis& genesis) {
    protocol::OpenRequest request{
        .id = person.keys.id, .day = static_cast<protocol::Day>(rig.now() / kDay), .nonce = {1}};
    request.signature = sign(person.keys.write, protocol::kOpenLabel,
                             protocol::open_message(rig.genesis(), request));
    const auto exchange =
        client::Exchange::make(genesis.origin, {genesis.gateway_key_id, genesis.gateway_key},
                               client::kOpen, request.encode());
    const auto payload = exchange->open(rig.exchange(exchange->request()));
    const auto answer = protocol::OpenAnswer::parse(*payload);
    const auto plaintext =
        client::open_locker(person.keys, answer->salt, answer->version, answer->locker);
    return std::move(*client::State::parse(plaintext->expose()));
  }

  Rig rig;
  Person supporter, other, colleague;
  protocol::SupporterId supporter_id{}, other_id{};
};

TEST_F(StoryLoss, AnEnquiryWhoseCommitsAllFailGoesWithTheNextVisit) {
  const Visit lost =
      rig.visit(colleague, enquire_of(supporter_id), 60, {.no_commit_arrives = true});
  const auto unsaved = lost.unsaved();
  ASSERT_EQ(unsaved.size(), 1u) << "the person is told that it was not saved";
  wait_for_batch();
  rig.visit(colleague, [&](Visit& visit) {
    EXPECT_TRUE(visit.engagements().empty());
    for (const auto& intent : unsaved) must(visit.apply(intent));
  });
  wait_for_batch();
  answer(supporter);
  wait_for_batch();
  EXPECT_EQ(view_of(colleague).phase, Phase::kAccepted);
}

TEST_F(StoryLoss, ALostVisitInBetweenIsMadeUpForByTheNext) {
  rig.visit(colleague, enquire_of(supporter_id));
  wait_for_batch();
  rig.visit(supporter, accept, 60, {.no_commit_arrives = true}, accept);
  wait_for_batch();
  rig.visit(colleague, {}, 60, {.no_commit_arrives = true});
  wait_for_batch();
  answer(supporter);
  wait_for_batch();
  EXPECT_EQ(view_of(colleague).phase, Phase::kAccepted);
}

TEST_F(StoryLoss, ALostAnswerIsTakenFromTheNextOpening) {
  rig.visit(colleague, enquire_of(supporter_id), 5, {.lost_answer = 1});
  wait_for_batch();
  rig.visit(supporter, {}, 5, {.lost_answer = 1});  // redeems the pass
  wait_for_batch();
  answer(supporter);
  wait_for_batch();
  EXPECT_EQ(view_of(colleague).phase, Phase::kAccepted);
}

TEST_F(StoryLoss, ALostBatchCostsAVisitAndIsSaid) {
  rig.visit(colleague, enquire_of(supporter_id));
  lose_what_waits();
  wait_for_batch();
  EXPECT_TRUE(answer(supporter).engagements().empty());
  wait_for_batch();
  rig.visit(colleague);  // says it again; a batch with nothing in it is none, so nothing is missing
  wait_for_batch();
  EXPECT_TRUE(has_missing_cell(rig.visit(colleague)));
  answer(supporter);
  lose_what_waits();  // the answer, too
  wait_for_batch();
  EXPECT_EQ(view_of(colleague).phase, Phase::kEnquired);
  answer(supporter);
  wait_for_batch();
  EXPECT_EQ(view_of(colleague).phase, Phase::kAccepted);
}

// The enquiry's first pass dies with its epoch; it comes again with one of the next. One visit in
// sixteen is drawn to show a refusal, and then a pass waits for the next visit.
TEST_F(StoryLoss, ASupporterAwayForTenDaysStillAnswers) {
  rig.visit(colleague, enquire_of(supporter_id));
  for (int day = 0; day < 10; ++day) {
    rig.advance(kDay);
    if (day % 3 == 0) rig.visit(colleague);
  }
  wait_for_batch();
  for (int visits = 0; visits < 3 && view_of(colleague).phase != Phase::kAccepted; ++visits) {
    answer(supporter);
    wait_for_batch();
  }
  EXPECT_EQ(view_of(colleague).phase, Phase::kAccepted);
}

TEST_F(StoryLoss, ReplayedCellsAreNotListenedTo) {
  rig.visit(colleague, enquire_of(supporter_id));
  wait_for_batch();
  const std::vector<Bytes> enquiries = published("enquiries", rig.now());
  answer(supporter);
  wait_for_batch();
  const std::vector<Bytes> answers = published("replies", rig.now());
  EXPECT_EQ(view_of(colleague).phase, Phase::kAccepted);
  wait_for_batch();
  rig.visit(supporter, [](Visit& visit) {
    ASSERT_EQ(visit.engagements().size(), 1u);
    must(visit.apply(intent::Offer{visit.engagements()[0].id, {{kMonday + 30 * kDay, "Room 4"}}}));
  });
  wait_for_batch();
  ASSERT_EQ(view_of(colleague).slots.size(), 1u);

  // The supporter's older words again, and the enquiry: nothing goes back.
  post(Role::kSupporter, answers);
  post(Role::kColleague, enquiries);
  wait_for_batch();
  const EngagementView after = view_of(colleague);
  EXPECT_EQ(after.phase, Phase::kAccepted);
  EXPECT_EQ(after.slots.size(), 1u);
  const Visit seen = rig.visit(supporter, [](Visit& visit) {
    ASSERT_EQ(visit.engagements().size(), 1u);
    must(visit.apply(intent::EndAndBlock{visit.engagements()[0].id}));
  });
  EXPECT_EQ(seen.own_counts().enquiries, 1u);

  // Not even when it was dropped.
  post(Role::kColleague, enquiries);
  wait_for_batch();
  rig.visit(supporter);
  const Visit blocked = rig.visit(supporter);
  EXPECT_TRUE(blocked.engagements().empty());
  EXPECT_EQ(blocked.own_counts().enquiries, 1u);
}

TEST_F(StoryLoss, CellsInAnotherOrderSayTheNewest) {
  rig.visit(colleague, enquire_of(supporter_id));
  wait_for_batch();
  answer(supporter);
  wait_for_batch();
  std::vector<Bytes> replies;
  for (const char* place : {"Room 1", "Room 2", "Room 3"}) {
    rig.visit(supporter, [&](Visit& visit) {
      ASSERT_EQ(visit.engagements().size(), 1u);
      must(visit.apply(intent::Offer{visit.engagements()[0].id, {{kMonday + 30 * kDay, place}}}));
    });
    wait_for_batch();
    for (Bytes& cell : published("replies", rig.now())) replies.push_back(std::move(cell));
    rig.advance_to((rig.now() / kDay + 1) * kDay + 3600);
  }
  lose_what_waits();
  std::ranges::reverse(replies);
  post(Role::kSupporter, replies);
  wait_for_batch();
  const EngagementView view = view_of(colleague);
  ASSERT_EQ(view.slots.size(), 1u);
  EXPECT_EQ(view.slots[0].place, "Room 3");
}

// A dishonest supporter seals an enquiry that they got to another supporter. Whatever that one
// answers, the colleague listens only to the one whom they asked.
TEST_F(StoryLoss, AnEnquiryForwardedToAnotherSupporterLeadsNowhere) {
  rig.visit(colleague, enquire_of(supporter_id));
  wait_for_batch();
  const Visit look = rig.visit(colleague);
  const std::string origin = look.policy().origin;
  const client::State stolen = state_of(supporter, look.log().genesis());
  std::optional<SecretBytes> message;
  for (const Bytes& cell : published("enquiries", rig.now())) {
    for (const client::WeekKey& key : stolen.supporter->week_keys) {
      auto opened = client::open_enquiry(
          key.pair, client::cell_info(origin, protocol::Board::kEnquiries, supporter_id),
          ByteView(cell).first<protocol::kCellSize>());
      if (opened) message = std::move(opened);
    }
  }
  ASSERT_TRUE(message);
  const auto contact = look.everybody().contact_key(other_id);
  ASSERT_TRUE(contact);
  const auto forwarded = client::seal_enquiry(
      contact->key, client::cell_info(origin, protocol::Board::kEnquiries, other_id),
      message->expose());
  const auto wrong_info = client::seal_enquiry(
      contact->key, client::cell_info(origin, protocol::Board::kEnquiries, supporter_id),
      message->expose());
  post(Role::kColleague, {*wrong_info});
  wait_for_batch();
  EXPECT_TRUE(answer(other).engagements().empty()) << "sealed for somebody else";

  post(Role::kColleague, {*forwarded});
  wait_for_batch();
  EXPECT_EQ(answer(other).engagements().size(), 1u) << "its pass is still good";
  wait_for_batch();
  EXPECT_EQ(view_of(colleague).phase, Phase::kEnquired) << "but nobody listens to that answer";

  // The pass is spent: the one who was asked never sees that enquiry, and a fresh one gets through.
  EXPECT_TRUE(answer(supporter).engagements().empty());
}

}  // namespace
}  // namespace sotto::testing
