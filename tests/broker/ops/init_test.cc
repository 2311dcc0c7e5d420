#include "broker/init.h"

#include <utility>

#include "broker/check.h"
#include "broker/inspect.h"
#include "broker/status.h"
#include "tests/broker/ops/scheme_folder.h"
#include "tests/support/sample_steps.h"

namespace sotto::broker {
namespace {

using Init = SchemeFolder;

constexpr protocol::UnixTime kDay = 86'400;

TEST_F(Init, MakesASchemeThatTheLeadsFound) {
  found();
  const auto store = open(folder_);
  ASSERT_TRUE(store);
  const auto founded = load_founded(folder_, store->files());
  ASSERT_TRUE(founded) << founded.error();
  EXPECT_EQ(founded->log.size(), 3u);
  EXPECT_EQ(founded->log.genesis_day(), testing::kSampleDay);
  const auto& log = founded->log;
  for (const protocol::Epoch epoch : {testing::kSampleEpoch, testing::kSampleEpoch + 1}) {
    EXPECT_TRUE(live_pass_key(store->erasable(), log, epoch)) << epoch;
  }
  EXPECT_FALSE(size_of(folder_ + "/genesis-draft"));
  EXPECT_TRUE(served_file(store->files(), "directory"));
}

TEST_F(Init, TakesTheSignaturesInAnyOrder) {
  init();
  auto swapped = signatures();
  std::swap(swapped[0], swapped[1]);
  EXPECT_EQ(refusal_of_found(swapped, kSampleTime), "");
}

TEST_F(Init, RefusesAFolderThatExists) {
  init();
  const auto again = init_folder(folder_, testing::sample_policy(), lead_keys(), kSampleTime,
                                 testing::file_seal(folder_));
  ASSERT_FALSE(again);
  EXPECT_NE(again.error().find("cannot be created"), std::string::npos);
  EXPECT_EQ(refusal_of_found(signatures(), kSampleTime), "") << "and leaves it as it was";
}

TEST_F(Init, RefusesOneLeadTwice) {
  const auto draft =
      init_folder(folder_, testing::sample_policy(), {lead_keys()[0], lead_keys()[0]}, kSampleTime,
                  testing::file_seal(folder_));
  ASSERT_FALSE(draft);
  EXPECT_FALSE(std::filesystem::exists(folder_));
}

TEST_F(Init, FoundRefusesASignatureOfSomebodyElse) {
  init();
  for (const std::size_t i : {0, 1}) {
    auto bad = signatures();
    bad[i][0] ^= 1;
    EXPECT_EQ(refusal_of_found(bad, kSampleTime), "a signature is not that lead's over this draft");
  }
  EXPECT_EQ(refusal_of_found(signatures(), kSampleTime), "");
}

TEST_F(Init, FoundRefusesADraftThatIsTooOld) {
  init();
  const auto limit = testing::kSampleDay * kDay + kDraftLife;
  EXPECT_EQ(refusal_of_found(signatures(), limit + 1),
            "genesis-draft is too old: begin again with a new folder");
  EXPECT_EQ(refusal_of_found(signatures(), limit), "");
}

TEST_F(Init, FoundRefusesAClockBeforeTheDraft) {
  init();
  EXPECT_EQ(refusal_of_found(signatures(), kSampleTime - kDay),
            "the clock is before the day of genesis-draft");
}

TEST_F(Init, FoundRefusesAFoundedScheme) {
  found();
  EXPECT_EQ(refusal_of_found(signatures(), kSampleTime), "this scheme is founded already");
}

TEST_F(Init, FoundRefusesADamagedDraftAndAMissingOne) {
  init();
  ASSERT_TRUE(place_file(folder_ + "/genesis-draft", ByteView(draft_).first(9)));
  EXPECT_EQ(refusal_of_found(signatures(), kSampleTime), "genesis-draft is damaged");
  std::filesystem::remove(folder_ + "/genesis-draft");
  EXPECT_NE(refusal_of_found(signatures(), kSampleTime), "");
}

TEST_F(Init, AFolderThatIsNotFoundedIsNotLoaded) {
  init();
  const auto store = open(folder_);
  const auto founded = load_founded(folder_, store->files());
  ASSERT_FALSE(founded);
  EXPECT_NE(founded.error().find("not founded yet"), std::string::npos);
}

TEST_F(Init, ForeignKeysAreNotLoaded) {
  found();
  ASSERT_TRUE(place_keys(folder_, LongTermKeys::generate(), testing::file_seal(folder_)));
  const auto store = open(folder_);
  const auto founded = load_founded(folder_, store->files());
  ASSERT_FALSE(founded);
  EXPECT_EQ(founded.error(), "keys are not those that the log names");
  ASSERT_TRUE(place_file(folder_ + "/keys", as_bytes("x")));
  EXPECT_EQ(load_founded(folder_, store->files()).error(), "keys is damaged");
}

// --- looking at it ---

TEST_F(Init, AFoundedSchemeHasNoFindings) {
  found();
  EXPECT_EQ(check_folder(folder_), std::vector<std::string>{});
}

TEST_F(Init, CheckFindsAMissingKeyAndADamagedLocker) {
  found();
  {
    const auto store = open(folder_);
    ASSERT_TRUE(apply_now(*store, [](const GroupView&) {
      Decision decision;
      decision.put(kLockers, Bytes(32, 0xab), Bytes(7, 0));
      decision.overwrite_slot(kBatchSlot);
      return decision;
    }));
  }
  EXPECT_EQ(check_folder(folder_),
            (std::vector<std::string>{"locker abababab is damaged",
                                      "taken-slots has another number of rows than lockers",
                                      "erasable has no key for the batch being collected"}));
}

TEST_F(Init, CheckFindsADamagedLog) {
  found();
  auto log = *read_file(folder_ + "/log");
  log[log.size() - 1] ^= 1;
  ASSERT_TRUE(place_file(folder_ + "/log", log));
  EXPECT_EQ(check_folder(folder_).size(), 1u);
}

TEST_F(Init, InspectCountsEveryTable) {
  found();
  {
    const auto store = open(folder_);
    ASSERT_TRUE(apply_now(*store, [](const GroupView&) {
      Decision decision;
      decision.put(kCodes, Bytes(32, 1), Bytes(4, 0));
      return decision;
    }));
  }
  const auto inspection = inspect_folder(folder_, true);
  ASSERT_TRUE(inspection) << inspection.error();
  std::size_t tables = 0;
  for (const TableContent& table : inspection->tables) {
    EXPECT_FALSE(table.holds.empty()) << table.name;
    EXPECT_EQ(table.rows, table.content.size()) << table.name;
    if (table.name == "codes") {
      EXPECT_EQ(table.rows, 1u);
    }
    ++tables;
  }
  EXPECT_EQ(tables, 2 + all_tables().tables.size() + all_tables().families.size());
  EXPECT_EQ(inspection->slots_used, 4u);
  EXPECT_EQ(inspection->keys.size(), 7u);
  EXPECT_FALSE(inspection->last_backup);
}

TEST_F(Init, StatusSaysWhatIsDue) {
  found();
  const auto points = status_of(folder_, kSampleTime);
  ASSERT_TRUE(points) << points.error();
  std::vector<std::pair<std::string, bool>> said;
  for (const StatusPoint& point : *points) said.emplace_back(point.name, point.due);
  const std::vector<std::pair<std::string, bool>> expected{
      {"backup", true},      {"content", false}, {"pass-key", false},  {"proposals", false},
      {"publishing", false}, {"roster", true},   {"witnesses", false}, {"disk", false}};
  EXPECT_EQ(said, expected);
}

TEST(Status, WarnsOfTooLittleRoomByTheWritersLimits) {
  EXPECT_FALSE(disk_point(false, kReservedSpace).due);
  EXPECT_TRUE(disk_point(false, kReservedSpace - 1).due);
  EXPECT_TRUE(disk_point(true, kReservedSpace).due);
}

TEST_F(Init, StatusWarnsOfOldContentAndMissingKeys) {
  found();
  // The signpost was checked on the sample day.
  const auto at = [&](protocol::UnixTime days, std::size_t point) {
    return (*status_of(folder_, kSampleTime + days * kDay))[point].due;
  };
  EXPECT_FALSE(at(90, 1));
  EXPECT_TRUE(at(91, 1));
  // Keys: until 30 June; the next one's notice has to be given by 17 June.
  EXPECT_FALSE(at(160, 2));
  EXPECT_TRUE(at(170, 2));
  EXPECT_TRUE(at(180, 2));
}

TEST_F(Init, StatusWarnsOfOldNumbersOfTheGuidedStepsToo) {
  policy_.signposts.clear();
  policy_.concern_steps = testing::sample_steps();  // "Lead" was checked on the sample day
  found();
  EXPECT_FALSE((*status_of(folder_, kSampleTime + 90 * kDay))[1].due);
  const StatusPoint old = (*status_of(folder_, kSampleTime + 91 * kDay))[1];
  EXPECT_TRUE(old.due);
  EXPECT_NE(old.text.find(": Lead"), std::string::npos) << old.text;
}

}  // namespace
}  // namespace sotto::broker
