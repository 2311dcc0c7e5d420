#include "broker/errands.h"

#include <algorithm>

#include "broker/service_log.h"
#include "tests/broker/ops/scheme_folder.h"

namespace sotto::broker {
namespace {

class Errands : public SchemeFolder {
 protected:
  void SetUp() override { std::filesystem::create_directory(folder_); }
};

TEST_F(Errands, AnImportWaitsUntilItIsFinished) {
  EXPECT_FALSE(next_import(folder_));
  const std::vector<Hash256> hashes{testing::filled<32>(1), testing::filled<32>(2)};
  const auto file = drop_import(folder_, hashes, 20'600);
  ASSERT_TRUE(file) << file.error();
  for (int i = 0; i < 2; ++i) {
    const auto import = next_import(folder_);
    ASSERT_TRUE(import);
    EXPECT_EQ(import->hashes, hashes);
    EXPECT_EQ(import->until, 20'600u);
    EXPECT_EQ(import->file, *file);
  }
  finish_import(*next_import(folder_));
  EXPECT_FALSE(next_import(folder_));
}

TEST_F(Errands, WhatIsNoImportIsPutAside) {
  ASSERT_TRUE(drop_import(folder_, {testing::filled<32>(1)}, 20'600));
  const std::string bad = folder_ + "/import/0000000000000000.codes";
  for (const std::size_t size : {0, 3, 5, 35, 37}) {
    ASSERT_TRUE(place_file(bad, Bytes(size, 0)));
    const auto import = next_import(folder_);
    ASSERT_TRUE(import) << size;
    EXPECT_EQ(import->until, 20'600u);
    EXPECT_TRUE(size_of(bad + ".refused")) << size;
  }
}

TEST_F(Errands, AnUnfinishedFileIsNotTaken) {
  std::filesystem::create_directory(folder_ + "/import");
  ASSERT_TRUE(place_file(folder_ + "/import/0000000000000000.codes.tmp", Bytes(36, 0)));
  EXPECT_FALSE(next_import(folder_));
}

TEST_F(Errands, ABackupRequestWaitsUntilItIsFinished) {
  EXPECT_FALSE(next_backup_request(folder_));
  const auto dropped = drop_backup_request(folder_, testing::filled<32>(9));
  ASSERT_TRUE(dropped) << dropped.error();
  const auto request = next_backup_request(folder_);
  ASSERT_TRUE(request);
  EXPECT_EQ(request->to, testing::filled<32>(9));
  EXPECT_EQ(request->sealed(), dropped->sealed());
  EXPECT_NE(request->sealed(), request->failed());
  finish_backup_request(*request);
  EXPECT_FALSE(next_backup_request(folder_));
}

TEST_F(Errands, ABackupRequestOfAnotherSizeIsPutAside) {
  std::filesystem::create_directory(folder_ + "/requests");
  ASSERT_TRUE(place_file(folder_ + "/requests/00.backup", Bytes(31, 0)));
  EXPECT_FALSE(next_backup_request(folder_));
  EXPECT_TRUE(size_of(folder_ + "/requests/00.backup.refused"));
}

using ServedFolder = SchemeFolder;

TEST_F(ServedFolder, IsServedWhileAStoreIsOpen) {
  EXPECT_FALSE(is_served(folder_));
  found();
  EXPECT_FALSE(is_served(folder_));
  auto store = open(folder_);
  EXPECT_TRUE(is_served(folder_));
  store.reset();
  EXPECT_FALSE(is_served(folder_));
}

TEST(ServiceLog, SaysTheHourAndAFixedSentence) {
  EXPECT_EQ(service_line(ServiceEvent::kStarted, kSampleTime + 1799),
            "2026-01-05 09h UTC: started");
}

TEST(PlaceFile, WipingOverwritesBeforeItRemoves) {
  const std::string file = ::testing::TempDir() + "sotto-wipe-" + to_hex(random_array<8>());
  ASSERT_TRUE(place_file(file, Bytes(3000, 7)));
  const Descriptor kept = open_file(file, 0);
  wipe_file(file);
  EXPECT_FALSE(size_of(file));
  Bytes left(3000);
  ASSERT_TRUE(read_at(kept.get(), left, 0));
  EXPECT_NE(left, Bytes(3000, 7));
  EXPECT_LT(std::ranges::count(left, 7), 100);
}

}  // namespace
}  // namespace sotto::broker
