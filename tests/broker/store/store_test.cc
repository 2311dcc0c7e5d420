#include "broker/store/store.h"

#include <gtest/gtest.h>

#include <fstream>

#include "crypto/primitives/random.h"
#include "tests/broker/store/data_folder.h"

namespace sotto::broker {
namespace {

namespace fs = std::filesystem;

class StoreFolder : public DataFolder {
 protected:
  void SetUp() override { create(); }

  void change_meta(const std::function<bool(Transaction&)>& change) {
    auto env = Env::open(path("store"), kTables, {});
    ASSERT_TRUE(env) << env.error();
    Transaction transaction = (*env)->begin();
    ASSERT_TRUE(change(transaction) && transaction.commit());
  }
};

// --- refusals at open ---

TEST_F(StoreFolder, CreateRefusesAFolderThatExists) {
  const auto again = Store::create(folder_, kTables);
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error(), "the data folder cannot be created: File exists");
}

TEST_F(StoreFolder, OpenNeverCreates) {
  folder_ = parent_ + "/mistyped";
  EXPECT_EQ(refusal(), "lock is missing: this is not a data folder");
  EXPECT_FALSE(fs::exists(folder_));
}

TEST_F(StoreFolder, AMissingOrEmptyDataFileIsRefusedAndNotMadeAnew) {
  fs::resize_file(path("store/data.mdb"), 0);
  EXPECT_EQ(refusal(), "store/data.mdb is empty");
  fs::remove(path("store/data.mdb"));
  EXPECT_EQ(refusal(), "store/data.mdb: No such file or directory");
  EXPECT_FALSE(fs::exists(path("store/data.mdb")));
}

TEST_F(StoreFolder, ASecondServeIsRefused) {
  open();
  EXPECT_EQ(refusal(), "lock is held: another sotto-broker serves this data folder");
  store_.reset();
  EXPECT_EQ(refusal(), "");
}

TEST_F(StoreFolder, ATruncatedDataFileIsRefused) {
  open();
  for (int i = 0; i < 64; ++i) ASSERT_TRUE(put(std::to_string(i), std::string(8192, 'x')));
  store_.reset();
  fs::resize_file(path("store/data.mdb"), 100 * 1024);
  EXPECT_EQ(refusal(), "store/data.mdb is shorter than its last page: it was cut off");
  fs::resize_file(path("store/data.mdb"), 100);
  EXPECT_EQ(refusal(), "store/data.mdb is not an LMDB file, or its head is damaged");
}

TEST_F(StoreFolder, AHealthyDataFileIsLongerThanAnyTransactionCanGrowIt) {
  open();
  ASSERT_TRUE(put("key", "value"));
  EXPECT_GE(fs::file_size(path("store/data.mdb")), std::uint64_t{128} << 20);
}

TEST_F(StoreFolder, AForeignFileIsRefused) {
  std::ofstream(path("store/data.mdb"), std::ios::trunc) << std::string(1 << 16, 'S');
  EXPECT_EQ(refusal(), "store/data.mdb is not an LMDB file, or its head is damaged");
}

TEST_F(StoreFolder, AnEnvironmentWithoutSchemaVersionIsRefused) {
  change_meta([](Transaction& t) { return t.erase(kMeta, as_bytes("schema")); });
  EXPECT_EQ(refusal(), "store/data.mdb was not made by sotto-broker: it has no schema version");
}

TEST_F(StoreFolder, AnotherSchemaIsRefusedByItsNumber) {
  change_meta(
      [](Transaction& t) { return t.put(kMeta, as_bytes("schema"), Bytes{0, 0, 0, kSchema + 1}); });
  EXPECT_EQ(refusal(), "store/data.mdb has schema 6; this program reads schema 5 only");
}

TEST_F(StoreFolder, AMissingTableIsRefused) {
  const TableList more{{kLockers, Table{"codes"}}, {kSpent}};
  const auto store = Store::open(folder_, more, nullptr);
  ASSERT_FALSE(store);
  EXPECT_EQ(store.error(), "store/data.mdb has no table codes");
}

TEST_F(StoreFolder, AFileShorterThanItsCommittedLengthIsRefused) {
  open();
  ASSERT_TRUE(append("log", "one entry"));
  store_.reset();
  fs::resize_file(path("log"), 8);
  EXPECT_EQ(refusal(), "log is shorter than its committed length: it was cut off");
  fs::remove(path("log"));
  EXPECT_EQ(refusal(), "log is missing");
}

TEST_F(StoreFolder, AReplacedFileWithOtherContentIsRefused) {
  open();
  apply([](const GroupView&) {
    Decision d;
    d.replace("directory", text("listings"));
    return d;
  });
  store_.reset();
  std::ofstream(path("directory"), std::ios::trunc) << "forgerie";
  EXPECT_EQ(refusal(), "directory is not the file that the store has committed");
}

// --- what an open repairs ---

TEST_F(StoreFolder, ATailThatNoTransactionNamedIsCutOff) {
  open();
  ASSERT_TRUE(append("log", "one"));
  store_.reset();
  std::ofstream(path("log"), std::ios::app) << "tail of a crash";
  open();
  EXPECT_EQ(served("log"), "one");
  EXPECT_EQ(fs::file_size(path("log")), 3u);
  ASSERT_TRUE(append("log", "two"));
  EXPECT_EQ(served("log"), "onetwo");
}

TEST_F(StoreFolder, ADayFileThatNoTransactionNamedIsRemovedAndOtherFilesAreNot) {
  std::ofstream(path("boards/enquiries/2026-11-22")) << "cells";
  std::ofstream(path("keys")) << "somebody else's";
  open();
  EXPECT_FALSE(fs::exists(path("boards/enquiries/2026-11-22")));
  EXPECT_TRUE(fs::exists(path("keys")));
}

// --- tables ---

TEST_F(StoreFolder, ScansGoInTheOrderOfKeysAndStopWhenTold) {
  open();
  for (const char* key : {"b2", "a", "b1", "c", "b"}) ASSERT_TRUE(put(key, "v"));
  const Snapshot snapshot = store_->snapshot();
  const auto keys = [&](auto scan) {
    std::string out;
    scan([&](ByteView key, ByteView) {
      out += std::string(key.begin(), key.end()) + " ";
      return out.size() < 8;
    });
    return out;
  };
  EXPECT_EQ(keys([&](const View::Visit& v) { snapshot.scan_prefix(kLockers, as_bytes("b"), v); }),
            "b b1 b2 ");
  EXPECT_EQ(keys([&](const View::Visit& v) { snapshot.scan(kLockers, as_bytes("b1"), {}, v); }),
            "b1 b2 c ");
  EXPECT_EQ(keys([&](const View::Visit& v) { snapshot.scan(kLockers, {}, as_bytes("b1"), v); }),
            "a b ");
  EXPECT_EQ(keys([&](const View::Visit& v) { snapshot.scan(kLockers, {}, {}, v); }), "a b b1 b2 ");
  EXPECT_EQ(snapshot.count(kLockers), 5u);
}

TEST_F(StoreFolder, ASnapshotDoesNotSeeLaterChanges) {
  open();
  ASSERT_TRUE(put("key", "old"));
  const Snapshot snapshot = store_->snapshot();
  ASSERT_TRUE(put("key", "new"));
  EXPECT_EQ(to_bytes(*snapshot.get(kLockers, as_bytes("key"))), text("old"));
  EXPECT_EQ(get("key"), "new");
}

TEST_F(StoreFolder, TablesOfAFamilyComeAndGoWhole) {
  open();
  const auto count = [&](std::uint64_t epoch) {
    return store_->snapshot().count(kSpent.of(epoch));
  };
  EXPECT_EQ(count(8), 0u);
  for (std::uint64_t epoch : {8, 9, 10}) {
    apply([&](const GroupView&) {
      Decision d;
      d.create(kSpent.of(epoch));
      d.put(kSpent.of(epoch), text("nonce"), {});
      return d;
    });
    EXPECT_EQ(count(epoch), 1u);
  }
  EXPECT_EQ(count(11), 0u) << "its place is held by 8, whose rows are not its own";
  apply([&](const GroupView&) {
    Decision d;
    d.drop(kSpent.of(8));
    d.create(kSpent.of(11));
    return d;
  });
  store_.reset();
  open();
  EXPECT_EQ(count(8), 0u);
  EXPECT_EQ(count(9), 1u);
  EXPECT_EQ(count(11), 0u);
}

TEST_F(StoreFolder, TablesThatWereNotDeclaredAreABug) {
  open();
  EXPECT_DEATH(store_->snapshot().count(Table{"diary"}), "a table that was not declared");
}

// --- copies and other processes ---

TEST_F(StoreFolder, ACopyIsADataFolderWithoutDayFiles) {
  open();
  const Secret<32> salt = random_secret<32>();
  apply([&](const GroupView&) {
    Decision d;
    d.put(kLockers, text("a"), text("locker"));
    d.append("log", text("entries"));
    d.replace("directory", text("listings"));
    d.append("boards/replies/2026-11-22", text("cells"));
    d.write_slot(99, LockerSlot{1, salt.clone(), salt.clone()}.encode());
    return d;
  });
  const std::string copy = parent_ + "/copy";
  const auto copied = store_->copy_consistent(copy);
  ASSERT_TRUE(copied) << copied.error();
  ASSERT_TRUE(put("a", "later"));
  store_.reset();
  folder_ = copy;
  open();
  EXPECT_EQ(get("a"), "locker");
  EXPECT_EQ(served("log"), "entries");
  EXPECT_EQ(served("directory"), "listings");
  EXPECT_EQ(served("boards/replies/2026-11-22"), "(none)");
  EXPECT_EQ(LockerSlot::parse(*store_->erasable().read(99))->salt, salt);
}

TEST_F(StoreFolder, AReaderLooksAtAFolderThatIsServed) {
  open();
  ASSERT_TRUE(put("a", "locker") && append("log", "entries"));
  store_.reset();  // one process must not open an environment twice
  const auto reader = StoreReader::open(folder_, kTables);
  ASSERT_TRUE(reader) << reader.error();
  EXPECT_EQ((*reader)->snapshot().count(kLockers), 1u);
  EXPECT_EQ((*reader)->files().read("log")->size, 7u);
}

}  // namespace
}  // namespace sotto::broker
