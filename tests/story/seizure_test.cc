// What a seized disk says: a whole story is played, and then every byte of the data folder is
// searched for what people said, and every earlier state of it is tried with the keys that people
// still have.

#include <gtest/gtest.h>

#include <map>
#include <set>

#include "broker/boards/boards.h"
#include "broker/figures/reports.h"
#include "broker/founded.h"
#include "broker/store/erasable.h"
#include "broker/visits/lockers.h"
#include "client/core/locker.h"
#include "client/core/state.h"
#include "crypto/primitives/aead.h"
#include "crypto/primitives/hkdf.h"
#include "crypto/protocol/code.h"
#include "crypto/protocol/words.h"
#include "tests/story/disk_search.h"
#include "tests/story/rig_trustees.h"

namespace sotto::testing {
namespace {

using client::Visit;
using protocol::Role;
namespace intent = client::intent;

constexpr protocol::UnixTime kMonday = 20458ull * 86400;  // 2026-01-05
constexpr protocol::UnixTime kDay = 86400;

constexpr const char* kPhone = "01632 960777";
constexpr const char* kMail = "planted.colleague@example.org";
constexpr const char* kPlace = "Planted Room Seven";

// A locker as it lay on the disk at some time.
struct OldVersion {
  const client::LockerKeys* keys = nullptr;
  std::uint64_t version = 0;
  Bytes blob;
  protocol::Salt salt{};
};

struct OldCell {
  Bytes name, sealed;
  Secret<32> key;  // of its batch
};

Secret<32> sealing_key(const Secret<32>& batch_key) {
  return derive<32>("sotto/v1/waiting-cell", {batch_key.expose()});
}

class Seizure : public ::testing::Test {
 protected:
  Seizure() : rig({Rig::test_policy(), kMonday + 8 * 3600}) {
    supporter = rig.enrol("Dr Rowan Example", Role::kSupporter);
    colleague = rig.enrol("colleague", Role::kColleague);
    second = rig.enrol("second", Role::kColleague);
    rig.list(supporter);
    rig.advance(kDay);
    rig.visit(supporter);
    rig.advance_to(kMonday + 7 * kDay + 9 * 3600);
    rig.visit(supporter);
  }

  // Copies what a seizure at this moment would have found.
  void take_copies() {
    const auto snapshot = rig.store().snapshot();
    for (const Person* person : {&supporter, &colleague, &second}) {
      const auto row = broker::find_locker(snapshot, person->keys.id);
      const auto slot = broker::LockerSlot::parse(*rig.store().erasable().read(row->slot));
      lockers.push_back(
          {&person->keys, row->version, to_bytes(row->blob), to_array<32>(slot->salt.expose())});
    }
    const auto batch = broker::BatchKey::parse(rig.store().erasable().read(broker::kBatchSlot));
    snapshot.scan_prefix(broker::kWaiting, {}, [&](ByteView name, ByteView sealed) {
      cells.push_back({to_bytes(name), to_bytes(sealed), batch.secret.clone()});
      return true;
    });
  }
  void visit(Person& person, const std::function<void(Visit&)>& act = {}) {
    rig.visit(person, act);
    take_copies();
    rig.advance(7 * 3600);
  }
  static void must(const std::expected<void, client::IntentRefusal>& applied) {
    ASSERT_TRUE(applied) << client::describe(applied.error());
  }
  void enquire(Person& person, protocol::Means means, const char* value) {
    visit(person, [&](Visit& visit) {
      must(visit.apply(intent::Enquire{visit.directory().at(0).id, means, value}));
    });
  }
  // Every key of the story, and everything that somebody typed.
  void nothing_is_found() {
    const Disk disk(rig.folder());
    std::set<std::string> needles;
    const auto look_for = [&](const std::string& text) { needles.merge(spellings(text)); };
    for (const std::string text : {kPhone, kMail, kPlace}) look_for(text);
    for (const std::string& text : secrets) look_for(text);
    for (const Person* person : {&supporter, &colleague, &second}) {
      look_for(raw(person->keys.seal.expose()));
      look_for(raw(person->keys.write.seed.expose()));
    }
    EXPECT_EQ(disk.find(needles), "");
    EXPECT_TRUE(disk.find(spellings("Dr Rowan Example")).starts_with("directory"))
        << "the search finds what is there";
  }
  Rig rig;
  Person supporter, colleague, second;
  std::vector<std::string> secrets;
  std::vector<OldVersion> lockers;
  std::vector<OldCell> cells;
};

TEST_F(Seizure, NothingOfAStoryIsOnTheDisk) {
  // A slip's code, used for another scheme year; and words, whose keys are derived as they are.
  const auto words = protocol::Words::generate();
  const auto keys = client::derive_keys(words, client::words_salt(rig.genesis()));
  ASSERT_TRUE(keys);
  secrets.push_back(raw(words.text().expose()));
  Secret<10> code = rig.new_code();
  secrets.push_back(raw(code.expose()));
  secrets.push_back(protocol::typed_form({code.clone()}, rig.genesis()));
  const client::LockerKeys before = colleague.keys.clone();
  rig.visit(colleague, [&](Visit& visit) {
    visit.move_to(keys->clone());
    visit.extend(std::move(code));
  });
  colleague.keys = keys->clone();
  rig.visit(colleague, [&](Visit& visit) { EXPECT_TRUE(visit.opened()); });
  rig.advance(kDay);

  enquire(colleague, protocol::Means::kPhone, kPhone);
  enquire(second, protocol::Means::kPersonalEmail, kMail);
  visit(supporter);  // redeems a pass
  visit(supporter);
  nothing_is_found();
  visit(supporter, [&](Visit& visit) {
    ASSERT_EQ(visit.engagements().size(), 2u);
    for (const auto& view : visit.engagements()) {
      must(visit.apply(intent::Accept{view.id}));
      must(visit.apply(intent::Offer{view.id, {{rig.now() + kDay, kPlace}}}));
    }
  });
  for (std::uint8_t meeting = 1; meeting <= 3; ++meeting) {
    visit(colleague, [&](Visit& visit) {
      ASSERT_EQ(visit.engagements().size(), 1u);
      EXPECT_EQ(visit.engagements()[0].slots.at(0).place, kPlace);
      must(visit.apply(intent::Choose{visit.engagements()[0].id, 1}));
    });
    visit(supporter);
    if (meeting == 2) nothing_is_found();
    visit(supporter, [&](Visit& visit) {
      for (const auto& view : visit.engagements()) {
        if (view.value != kPhone) continue;
        must(visit.apply(intent::Held{view.id}));
        if (meeting < 3) {
          must(visit.apply(intent::Offer{view.id, {{rig.now() + kDay, kPlace}}}));
        }
      }
    });
  }
  visit(second,
        [&](Visit& visit) { must(visit.apply(intent::End{visit.engagements().at(0).id})); });
  visit(colleague);
  visit(supporter);
  visit(colleague);
  visit(second);
  nothing_is_found();
  for (int day = 0; day < 16; ++day) rig.advance(kDay);
  nothing_is_found();
  rig.restart();
  nothing_is_found();
}

// What `erasable` holds lies there as it is, to be overwritten in place (docs/design/, 26).
TEST_F(Seizure, NoLongTermKeyIsInTheFolder) {
  enquire(colleague, protocol::Means::kPhone, kPhone);
  const auto keys = broker::load_keys(rig.folder().string());
  ASSERT_TRUE(keys) << keys.error();
  std::set<std::string> needles;
  for (const Secret<32>* key : {&keys->log.seed, &keys->receipt.seed, &keys->gateway.pair.secret}) {
    needles.merge(spellings(raw(key->expose())));
  }
  const auto seal = broker::read_file(rig.folder().string() + ".seal");
  ASSERT_TRUE(seal);
  needles.merge(spellings(std::string(seal->begin(), seal->end() - 1)));
  const Disk disk(rig.folder());
  EXPECT_EQ(disk.find(needles), "");
  EXPECT_NE(disk.find(raw(keys->log.public_key)), "") << "the search finds what is there";
}

TEST_F(Seizure, EarlierVersionsDoNotOpenWithTheKeysOfTheWords) {
  enquire(colleague, protocol::Means::kPhone, kPhone);
  visit(supporter);
  visit(supporter);
  visit(colleague);
  visit(second);
  const Disk disk(rig.folder());
  std::map<const client::LockerKeys*, std::uint64_t> newest;
  for (const OldVersion& old : lockers) {
    newest[old.keys] = std::max(newest[old.keys], old.version);
    ASSERT_TRUE(client::open_locker(*old.keys, old.salt, old.version, old.blob))
        << "with its own salt, the copy is good";
  }
  std::vector<protocol::Salt> left;  // all salts that the final file still tells
  for (std::uint32_t i = 0; i < broker::kSlots; ++i) {
    const auto payload = rig.store().erasable().read(i);
    const auto slot = payload ? broker::LockerSlot::parse(*payload) : std::nullopt;
    if (!slot) continue;
    left.push_back(to_array<32>(slot->salt.expose()));
    left.push_back(to_array<32>(slot->next_salt.expose()));
  }
  EXPECT_GE(left.size(), 6u);
  std::size_t tried = 0;
  for (const OldVersion& old : lockers) {
    if (old.version == newest[old.keys]) continue;
    ++tried;
    EXPECT_EQ(disk.find(raw(old.salt)), "");
    for (const protocol::Salt& salt : left) {
      EXPECT_FALSE(client::open_locker(*old.keys, salt, old.version, old.blob));
    }
  }
  EXPECT_GT(tried, 5u);
}

// The receipt of a last commit fits the cells of a public batch: whoever reads it knows which cell
// came from which locker. Its key lies in the locker alone.
TEST_F(Seizure, ALastOutcomeOpensWithNothingThatIsOnTheDisk) {
  enquire(colleague, protocol::Means::kPhone, kPhone);
  visit(supporter);
  visit(second);
  std::vector<Secret<32>> keys;  // every secret of the file, and what the broker derives of them
  for (std::uint32_t i = 0; i < broker::kSlots; ++i) {
    const auto payload = rig.store().erasable().read(i);
    if (!payload) continue;
    for (std::size_t at = 0; at + 32 <= broker::kSlotPayload; ++at) {
      keys.push_back(Secret<32>::from(payload->expose().subspan(at).first<32>()));
      keys.push_back(derive<32>("sotto/v1/last-outcome", {keys.back().expose()}));
    }
  }
  EXPECT_GT(keys.size(), 100u);
  const Disk disk(rig.folder());
  for (const Person* person : {&supporter, &colleague, &second}) {
    const auto row = broker::find_locker(rig.store().snapshot(), person->keys.id);
    ASSERT_TRUE(row->last_outcome);
    for (const Secret<32>& key : keys) {
      EXPECT_FALSE(protocol::open_outcome(key, *row->last_outcome)) << person->name;
    }
    const auto state = client::State::parse(locker_inside(rig, *person));
    const auto& key = state->in_flight->outcome_key;
    const auto outcome = protocol::open_outcome(key, *row->last_outcome);
    ASSERT_TRUE(outcome) << "with the key inside the locker it opens";
    EXPECT_EQ(outcome->version, row->version);
    EXPECT_EQ(disk.find({raw(key.expose()), raw(outcome->receipt)}), "") << person->name;
  }
}

TEST_F(Seizure, WhatWaitedCannotBeReadOnceItsBatchIsOut) {
  enquire(colleague, protocol::Means::kPhone, kPhone);
  visit(supporter);
  const Disk disk(rig.folder());
  ASSERT_GT(cells.size(), protocol::kSupporterCells);
  std::set<std::string> keys;
  for (const OldCell& cell : cells) keys.insert(raw(cell.key.expose()));
  EXPECT_EQ(disk.find(keys), "");
  for (const OldCell& cell : cells) {
    ASSERT_TRUE(box_open(sealing_key(cell.key), cell.name, cell.sealed)) << "the copy is good";
    for (std::uint32_t i = 0; i < broker::kReservedSlots; ++i) {
      const auto payload = rig.store().erasable().read(i);
      const auto slot = payload ? broker::KeySlot::parse(*payload) : std::nullopt;
      if (!slot) continue;
      EXPECT_FALSE(box_open(sealing_key(slot->secret), cell.name, cell.sealed));
    }
  }
}

// A report has two seals: trustees' over what was counted, and the broker's own over who reported.
// The second goes with the quarter.
TEST_F(Seizure, AReportCannotBeReadOnceItsQuarterIsForgotten) {
  make_tally_key(rig);
  rig.sign_pass_keys();
  const auto calendar = Rig::test_policy().calendar;
  const auto quarter = calendar.epoch(calendar.day(rig.now())) + 1;
  const auto go_to_quarter = [&](protocol::Epoch epoch) {
    rig.advance_to(calendar.start(calendar.first_day_of_epoch(epoch)) + 9 * 3600);
  };
  go_to_quarter(quarter + 1);
  ASSERT_FALSE(rig.visit(supporter).failure());
  const auto slot = rig.store().erasable().read(broker::reports_slot(quarter));
  const auto reports = broker::read_reports(rig.store().snapshot(), slot, quarter);
  ASSERT_TRUE(reports);
  ASSERT_EQ(reports->size(), 1u);
  const std::string key = raw(broker::KeySlot::parse(*slot)->secret.expose());
  EXPECT_NE(Disk(rig.folder()).find({key}), "") << "the search finds what is there";
  EXPECT_EQ(Disk(rig.folder()).find({raw(ByteView(reports->front()).subspan(36, 64))}), "");
  go_to_quarter(quarter + 2);
  EXPECT_EQ(Disk(rig.folder()).find({key}), "");
  EXPECT_EQ(broker::count_reports(rig.store().snapshot(), quarter), 0u);
}

TEST_F(Seizure, NothingOfALockersInsideIsOnTheDisk) {
  enquire(colleague, protocol::Means::kPhone, kPhone);
  visit(supporter);
  visit(supporter);
  for (const Person* person : {&supporter, &colleague, &second}) {
    EXPECT_EQ(inside_on_disk(rig, *person), "") << person->name;
    EXPECT_NE(Disk(rig.folder()).find({raw(person->keys.id)}), "")
        << "the search finds what is there";
  }
}

}  // namespace
}  // namespace sotto::testing
