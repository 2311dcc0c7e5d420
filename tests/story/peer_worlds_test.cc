// Two worlds with the same visits: one in which nobody in a near-peer scheme ever says anything,
// and one with a pair that is introduced, opts out and in, agrees, changes and leaves, and a
// concern. To the broker they are the same, and its seized disk has none of the names on the
// director's desk.

#include <gtest/gtest.h>

#include "client/core/near_peer/desk_file.h"
#include "tests/client/near_peer/sample_desk.h"
#include "tests/story/disk_search.h"
#include "tests/story/rig.h"
#include "tests/support/sample_steps.h"

namespace sotto::testing {
namespace {

using client::PeerAct;
using client::PeerVerb;
using client::Visit;
using protocol::Role;
namespace intent = client::intent;

constexpr protocol::UnixTime kMonday = 20458ull * 86400;  // 2026-01-05
constexpr const char* kSupporter = "Planted Supporter";
constexpr const char* kDoctor = "Planted Foundation Doctor";
constexpr const char* kText = "Planted words about a pairing";
constexpr const char* kWish = "Planted wish for a supporter";

protocol::Policy policy() {
  protocol::Policy out = Rig::test_policy();
  out.concern_steps = sample_steps();
  out.near_peer = sample_near_peer();
  out.near_peer->cycles = {20458 - 30};
  out.near_peer->desk_parts = 2;
  return out;
}

struct PeerWorld {
  PeerWorld() : rig({policy(), kMonday + 8 * 3600}) {
    supporter = rig.enrol("Listed name", Role::kSupporter);
    doctor = rig.enrol("doctor", Role::kColleague);
    director = rig.enrol("director", Role::kRecipient);
    rig.appoint(director, 0, "Programme director");
    rig.list(supporter);
    rig.advance(86400);
    rig.visit(supporter);  // a contact key for the week that comes
    for (int i = 0; i < 2; ++i) {
      parts[i] = rig.enrol("part", client::role_of_part(static_cast<std::uint8_t>(i), 2));
    }
    rig.advance_to(kMonday + 7 * 86400 + 9 * 3600);
    rig.visit(supporter);
    auto keys = rig.visit(director).director_keys();
    if (!keys) throw std::runtime_error("no director");
    desk.emplace(client::begin_desk(rig.genesis(), policy(), std::move(*keys)));
  }

  // The desk as it is in the world that talks.
  void fill_desk() {
    client::Application application = sample_application(kSupporter);
    application.email = "planted.supporter@example.org";
    client::DoctorRow row = sample_doctor(kDoctor);
    row.email = "planted.doctor@example.org";
    client::Desk& own = desk->desk;
    ASSERT_TRUE(own.apply(std::move(application)));
    ASSERT_TRUE(own.told(1, today() - 20));
    ASSERT_TRUE(own.attest(1, own.policy().cycle(today()), "F2"));
    ASSERT_TRUE(own.add(std::move(row)));
    const auto input = own.matching(today());
    ASSERT_TRUE(own.take(input, {{client::MatchOutcome::kNew, 0}}, today()));
  }
  protocol::Date today() const { return protocol::date_of(rig.now()); }

  // One visit of everybody, in which those who are told do something.
  void round(const Rig::Act& by_supporter = {}, const Rig::Act& by_doctor = {}) {
    rig.sign_pass_keys();
    for (const auto& [person, act] :
         {std::pair{&supporter, &by_supporter}, std::pair{&doctor, &by_doctor}}) {
      EXPECT_FALSE(rig.visit(*person, *act).failure()) << person->name;
    }
    EXPECT_FALSE(rig.visit(director).failure());
    rig.advance(6 * 3600);
    for (int i = 0; i < 2; ++i) {
      const Role role = client::role_of_part(static_cast<std::uint8_t>(i), 2);
      auto& has_read = desk->mail.has_read(role);
      parts[i].post = client::DeskPost{desk->sealing.clone(), {}, has_read};
      const Visit visited = rig.visit(parts[i], [&](Visit& visit) {
        desk->mail.take(visit.found_letters(), desk->desk, desk->keys(), desk->genesis, today());
        has_read = visit.has_read();
        desk->mail.refresh(desk->desk, desk->keys());
        visit.carry_post({desk->sealing.clone(),
                          desk->mail.cells(role, 6, desk->desk, desk->keys(), desk->genesis),
                          has_read});
      });
      EXPECT_FALSE(visited.failure()) << i;
    }
    rig.advance(6 * 3600);
  }

  Rig rig;
  Person supporter, doctor, director;
  std::array<Person, 2> parts;
  std::optional<client::DirectorsDesk> desk;
};

void does(Visit& visit, PeerAct act) {
  const auto applied = visit.apply(intent::Peer{std::move(act)});
  ASSERT_TRUE(applied) << client::describe(applied.error());
}

Rig::Act acts(PeerVerb verb, std::uint32_t pair = 0) {
  return [=](Visit& visit) {
    PeerAct act{.verb = verb};
    act.pair = pair;
    act.text = kText;
    act.terms.start = 20458;
    act.terms.end = 20758;
    act.terms.gain = kText;
    act.wishes = {kWish};
    does(visit, std::move(act));
  };
}

constexpr int kRounds = 18;

TEST(PeerWorlds, LookTheSameWhateverAPairDoes) {
  ::testing::internal::CaptureStderr();
  PeerWorld silent;
  for (int i = 0; i < kRounds; ++i) silent.round();
  const std::string silent_log = ::testing::internal::GetCapturedStderr();

  ::testing::internal::CaptureStderr();
  PeerWorld talking;
  talking.fill_desk();
  const auto join = [&](std::uint32_t row) {
    return [&talking, row](Visit& visit) {
      PeerAct act{.verb = PeerVerb::kJoin};
      act.invitation = talking.desk->mail.invitation(row, talking.desk->keys());
      does(visit, std::move(act));
    };
  };
  talking.round(join(1), join(2));
  for (int i = 0; i < 4; ++i) talking.round();
  talking.round([](Visit& visit) {
    ASSERT_EQ(visit.engagements().size(), 1u);
    ASSERT_TRUE(visit.apply(intent::Accept{visit.engagements()[0].id}));
  });
  talking.round({}, acts(PeerVerb::kProposeAgreement, 1));
  talking.round({}, acts(PeerVerb::kTellAboutScheme));
  talking.round(acts(PeerVerb::kSignAgreement, 1), acts(PeerVerb::kOptOut));
  talking.round(acts(PeerVerb::kRemind, 1));
  talking.round({}, acts(PeerVerb::kOptIn));
  talking.round({}, acts(PeerVerb::kStateWishes));
  talking.round([](Visit& visit) {
    intent::SealConcern concern;
    concern.draft = {.drill = false,
                     .steps = {},
                     .answers = {{0, 2}, {2, 1}, {4, 1}, {6, 2}, {7, 5}, {8, 1}, {10, 1}, {11, 1}},
                     .fields = {{1, kText}},
                     .recipients = {0}};
    ASSERT_TRUE(visit.apply(concern));
  });
  talking.round({}, acts(PeerVerb::kTellRelationship, 1));
  talking.round(acts(PeerVerb::kAnotherPairing, 1));
  talking.round();
  talking.round({}, acts(PeerVerb::kWithdraw));
  talking.round();
  const std::string talking_log = ::testing::internal::GetCapturedStderr();

  // It did happen.
  const client::Desk& desk = talking.desk->desk;
  EXPECT_EQ(desk.doctor(2)->standing, client::Standing::kWithdrawn);
  EXPECT_EQ(desk.doctor(2)->never, std::vector<std::uint32_t>{1});
  ASSERT_EQ(talking.desk->mail.notes().size(), 1u);
  EXPECT_EQ(talking.desk->mail.notes()[0].text, kText);
  EXPECT_EQ(desk.doctor(2)->wishes, std::vector<std::string>{kWish});

  EXPECT_EQ(talking_log, silent_log);
  EXPECT_EQ(talking.rig.transcript, silent.rig.transcript);
  EXPECT_EQ(talking.rig.disk_shape(), silent.rig.disk_shape());

  // All in one pass: names, addresses, texts, the director's keys.
  std::set<std::string> planted{raw(talking.desk->signing.seed.expose()),
                                raw(talking.desk->sealing.secret.expose())};
  for (const char* each : {kSupporter, kDoctor, kText, kWish, "planted.supporter@example.org",
                           "planted.doctor@example.org"}) {
    planted.merge(spellings(each));
  }
  const Disk disk(talking.rig.folder());
  EXPECT_EQ(disk.find(planted), "");
  EXPECT_NE(disk.find("Listed name"), "") << "the search finds what is there";
  EXPECT_EQ(inside_on_disk(talking.rig, talking.supporter), "");
}

}  // namespace
}  // namespace sotto::testing
