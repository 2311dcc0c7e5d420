// Starts that are refused: the process says why in a sentence, ends with 1, and has not touched the
// folder.

#include <gtest/gtest.h>

#include <fcntl.h>

#include <ctime>
#include <fstream>
#include <map>

#include "broker/store/disk.h"
#include "broker/tables.h"
#include "crypto/base/wire.h"
#include "crypto/primitives/hash.h"
#include "tests/story/process_world.h"

namespace sotto::testing {
namespace {

namespace fs = std::filesystem;

// Every file's bytes, hashed.
std::map<std::string, Hash256> picture(const fs::path& folder) {
  std::map<std::string, Hash256> out;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    // LMDB's table of readers; no data.
    if (!entry.is_regular_file() || entry.path().filename() == "lock.mdb") continue;
    const auto bytes = broker::read_file(entry.path().string());
    out[fs::relative(entry.path(), folder).string()] = sha256({*bytes});
  }
  return out;
}

class Refusal : public ::testing::Test {
 protected:
  Refusal() {
    world.run.start();
    world.import_codes(3);
    world.enrol(protocol::Role::kColleague);
  }

  fs::path data() const { return world.run.data(); }

  Ran serve() {
    return world.run.broker({"serve", "--data", data().string(), "--listen", "127.0.0.1:0"});
  }

  void expect_refused(const std::string& sentence) {
    const auto before = picture(data());
    const Ran ran = serve();
    EXPECT_EQ(ran.exit, 1);
    EXPECT_EQ(ran.out, "");
    EXPECT_NE(ran.err.find(sentence), std::string::npos) << ran.err;
    EXPECT_EQ(picture(data()), before);
  }

  // Writes a row as the broker's own store would.
  void put(const broker::TableRef& table, const std::string& key, const Bytes& value) {
    auto env = broker::Env::open((data() / "store").string(), broker::all_tables(), {});
    ASSERT_TRUE(env) << env.error();
    auto transaction = (*env)->begin();
    ASSERT_TRUE(transaction.put(table, as_bytes(key), value));
    ASSERT_TRUE(transaction.commit());
  }

  // The number stays, or the start would rightly think that a batch key was left.
  void put_last_batch(protocol::UnixTime time) {
    Bytes row;
    {
      const auto reader = broker::StoreReader::open(data().string(), broker::all_tables());
      ASSERT_TRUE(reader);
      const auto snapshot = (*reader)->snapshot();
      row = to_bytes(*snapshot.get(broker::kBatches, as_bytes("next")));
    }
    std::uint64_t number = 0;
    Reader(row).u64(number);
    put(broker::kBatches, "next", Writer().u64(number).u64(time).take());
  }

  ProcessWorld world;
};

TEST_F(Refusal, OfASecondServeLeavesTheFirstAtWork) {
  const Ran ran = serve();
  EXPECT_EQ(ran.exit, 1);
  EXPECT_NE(ran.err.find("another sotto-broker serves this data folder"), std::string::npos)
      << ran.err;
  RawLocker locker = world.enrol(protocol::Role::kColleague);
  EXPECT_TRUE(locker.commit(locker.commit_body()));
  EXPECT_EQ(world.run.stop(), 0);
}

TEST_F(Refusal, OfAnotherSchema) {
  ASSERT_EQ(world.run.stop(), 0);
  put(broker::kMeta, "schema", Writer().u64(broker::kSchema + 1).take());
  expect_refused("schema");
}

TEST_F(Refusal, OfATruncatedStore) {
  ASSERT_EQ(world.run.stop(), 0);
  fs::resize_file(data() / "store/data.mdb", 3 * 4096);
  expect_refused("store/data.mdb is shorter than its last page");
}

TEST_F(Refusal, OfAForeignStore) {
  ASSERT_EQ(world.run.stop(), 0);
  std::ofstream(data() / "store/data.mdb") << std::string(100'000, 'x');
  expect_refused("store/data.mdb is not an LMDB file");
}

TEST_F(Refusal, OfAForeignFolder) {
  const fs::path other = world.run.home() / "other";
  fs::create_directory(other);
  std::ofstream(other / "letter.txt") << "not ours";
  const auto before = picture(other);
  const Ran ran = world.run.broker({"serve", "--data", other.string(), "--listen", "127.0.0.1:0"});
  EXPECT_EQ(ran.exit, 1);
  EXPECT_NE(ran.err.find("this is not a data folder"), std::string::npos) << ran.err;
  EXPECT_EQ(picture(other), before);
}

TEST_F(Refusal, OfAClockBeforeTheLastBatch) {
  ASSERT_EQ(world.run.stop(), 0);
  put_last_batch(static_cast<std::uint64_t>(std::time(nullptr)) + 86'400);
  expect_refused("the clock is before the last batch");
}

TEST_F(Refusal, OfAClockThatWouldDeleteEveryLocker) {
  ASSERT_EQ(world.run.stop(), 0);
  const auto& calendar = world.policy().calendar;
  const protocol::Epoch epoch = world.epoch();
  ASSERT_GT(epoch, protocol::kLockerEpochs);
  put_last_batch(calendar.start(calendar.first_day_of_epoch(epoch - protocol::kLockerEpochs)) - 1);
  expect_refused("the clock is so far after the last batch that no locker would be left");
}

TEST_F(Refusal, OfALogShorterThanCommitted) {
  ASSERT_EQ(world.run.stop(), 0);
  fs::resize_file(data() / "log", fs::file_size(data() / "log") - 1);
  expect_refused("log is shorter than its committed length");
}

TEST_F(Refusal, NeverComesForAFolderThatIsWhole) {
  ASSERT_EQ(world.run.stop(), 0);
  world.run.start();
  RawLocker locker = world.enrol(protocol::Role::kColleague);
  EXPECT_TRUE(locker.commit(locker.commit_body()));
  EXPECT_EQ(world.run.stop(), 0);
}

}  // namespace
}  // namespace sotto::testing
