// The broker's disk is lost and an old backup is put back: the log goes on and says so, the passes
// of before are worth nothing, both leads sign new keys, and everybody goes on from where the
// backup was.

#include <gtest/gtest.h>

#include <algorithm>

#include <fstream>

#include "broker/backup.h"
#include "broker/founded.h"
#include "tests/story/rig.h"
#include "tests/support/seal.h"

namespace sotto::testing {
namespace {

using client::Failure;
using client::Phase;
using client::Visit;
using protocol::Role;
namespace fs = std::filesystem;
namespace intent = client::intent;

constexpr protocol::UnixTime kMonday = 20458ull * 86400;  // 2026-01-05
constexpr protocol::UnixTime kDay = 86400;

class RestoredBroker : public ::testing::Test {
 protected:
  RestoredBroker()
      : rig({.policy = policy(), .start = kMonday + 8 * 3600, .store = mirrored(beside)}) {
    supporter = rig.enrol("Dr Rowan Example", Role::kSupporter);
    colleague = rig.enrol("colleague", Role::kColleague);
    bystander = rig.enrol("bystander", Role::kColleague);
    rig.list(supporter);
    rig.advance(kDay);
    rig.visit(supporter);
    rig.advance_to(kMonday + 7 * kDay + 9 * 3600);
    rig.visit(supporter);
    rig.visit(bystander);
  }

  static protocol::Policy policy() {
    protocol::Policy out = Rig::test_policy();
    out.visits_per_day = 0;
    return out;
  }
  // As serve --mirror does, except for the beginning, which back_up() copies.
  static broker::Store::Options mirrored(const TestFolder& beside) {
    broker::Store::Options out;
    out.writer.mirror = [path = beside.path() / "log"](std::uint64_t offset, ByteView bytes) {
      if (!fs::exists(path)) return;
      fs::resize_file(path, offset);
      std::ofstream(path, std::ios::app | std::ios::binary)
          .write(reinterpret_cast<const char*>(bytes.data()),
                 static_cast<std::streamsize>(bytes.size()));
    };
    return out;
  }

  void wait_for_batch() { rig.advance(7 * 3600); }

  template <class Result>
  static void must(const Result& applied) {
    EXPECT_TRUE(applied) << client::describe(applied.error());
  }

  void back_up() {
    fs::copy_file(rig.folder() / "log", beside.path() / "log");
    const auto founded = broker::load_founded(rig.folder().string(), rig.store().files());
    must_be_fine(broker::make_backup(rig.store(), rig.folder().string(), *founded, pair.public_key,
                                     (beside.path() / "backup").string(), rig.now()));
  }
  // The disk is gone; what was restored takes its place.
  void lose_and_restore() {
    rig.stop();
    fs::rename(rig.folder(), beside.path() / "lost");
    const auto restored = broker::restore_backup({.file = (beside.path() / "backup").string(),
                                                  .folder = rig.folder().string(),
                                                  .mirror = beside.path().string(),
                                                  .now = rig.now(),
                                                  .seal = seal_source(rig.folder().string())},
                                                 pair);
    must_be_fine(restored);
    EXPECT_GT(restored->mirror_entries, 0u);
    rig.start();
  }
  template <class Result>
  static void must_be_fine(const Result& result) {
    ASSERT_TRUE(result) << result.error();
  }

  protocol::Day today() const { return policy().calendar.day(rig.now()); }

  void enquire() {
    rig.visit(colleague, [](Visit& visit) {
      must(visit.apply(
          intent::Enquire{visit.directory().at(0).id, protocol::Means::kPhone, "01632 960123"}));
    });
    wait_for_batch();
    rig.visit(supporter);  // redeems pass 1
    wait_for_batch();
    rig.visit(supporter, [&](Visit& visit) {
      const auto id = visit.engagements().at(0).id;
      must(visit.apply(intent::Accept{id}));
      must(visit.apply(intent::Offer{id, {{rig.now() + kDay, "Room 4"}}}));
    });
    wait_for_batch();
  }
  void choose() {
    rig.visit(colleague, [](Visit& visit) {
      must(visit.apply(intent::Choose{visit.engagements().at(0).id, 1}));
    });
    wait_for_batch();
  }
  void hold_and_offer(std::uint8_t meeting) {
    rig.visit(supporter);  // sees the choice and redeems its pass
    wait_for_batch();
    rig.visit(supporter, [&](Visit& visit) {
      const auto view = visit.engagements().at(0);
      EXPECT_EQ(view.agreed, meeting);
      must(visit.apply(intent::Held{view.id}));
      const auto offered = visit.apply(intent::Offer{view.id, {{rig.now() + kDay, "Room 4"}}});
      EXPECT_EQ(offered.has_value(), meeting < 3);
    });
    wait_for_batch();
  }
  TestFolder beside;
  X25519KeyPair pair = X25519KeyPair::generate();
  Rig rig;
  Person supporter, colleague, bystander;
};

TEST_F(RestoredBroker, GoesOnWithEverybodyFromWhereTheBackupWas) {
  enquire();
  back_up();
  const auto backed_up = rig.broker().log()->size();

  // What the backup does not have: a day's roots, the first meeting, and a newcomer.
  rig.advance(kDay);
  choose();
  hold_and_offer(1);
  Person newcomer = rig.enrol("newcomer", Role::kColleague);
  const auto lost = rig.broker().log()->size();
  ASSERT_GT(lost, backed_up);

  lose_and_restore();
  const auto log = rig.broker().log();
  EXPECT_GT(log->size(), lost) << "nobody sees a fork";
  EXPECT_EQ(log->restored_day(), today());
  const auto epoch = policy().calendar.epoch(today());
  EXPECT_FALSE(log->pass_key(epoch));

  // Until the leads have signed, everybody is told alike, before anything personal is sent.
  for (Person* person : {&supporter, &colleague, &bystander}) {
    rig.transcript.clear();
    EXPECT_EQ(rig.visit(*person).failure(), Failure::kNoPassKey);
    for (const Exchange& exchange : rig.transcript) EXPECT_EQ(exchange.method, "GET");
  }
  rig.sign_pass_keys();
  rig.advance(3600);
  const auto key = rig.broker().log()->pass_key(epoch);
  ASSERT_TRUE(key);
  EXPECT_EQ(key->generation, 1);

  // The bystander is told, once, draws anew and notices nothing else.
  const auto told = [](const Visit& visit) {
    return std::ranges::any_of(visit.events(), [](const client::Event& event) {
      return std::holds_alternative<client::event::BrokerRestored>(event);
    });
  };
  const Visit quiet = rig.visit(bystander);
  EXPECT_FALSE(quiet.failure());
  EXPECT_TRUE(told(quiet));
  EXPECT_FALSE(told(rig.visit(bystander)));
  EXPECT_EQ(quiet.packs_left(), policy().packs_per_epoch);
  // The newcomer's locker is gone, and says so.
  const Visit gone = rig.visit(newcomer);
  EXPECT_EQ(gone.failure(), Failure::kRefused);
  EXPECT_EQ(gone.refusal(), protocol::Status::kUnknownLocker);

  // The engagement is where it was at the backup, and goes on to its end.
  const Visit back = rig.visit(supporter);
  ASSERT_FALSE(back.failure()) << client::describe(*back.failure());
  ASSERT_EQ(back.engagements().size(), 1u);
  EXPECT_EQ(back.engagements()[0].held, 0);
  wait_for_batch();
  for (std::uint8_t meeting = 1; meeting <= 3; ++meeting) {
    choose();
    hold_and_offer(meeting);
  }
  for (const auto& view : rig.visit(colleague).engagements()) EXPECT_EQ(view.phase, Phase::kEnded);
}

}  // namespace
}  // namespace sotto::testing
