// `sotto log verify` against a real broker, its tiles and copies of its files: it names the entry
// that is wrong, and why.

#include <gtest/gtest.h>

#include <fstream>
#include <memory>

#include "broker/store/disk.h"
#include "crypto/tlog/note.h"
#include "tests/story/process_world.h"

namespace sotto::testing {
namespace {

namespace fs = std::filesystem;

// One broker for all of these: they change copies of its files.
class LogVerify : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    world_ =
        std::make_unique<ProcessWorld>(SchemeChanges{{"day_seconds = 4", "day_seconds = 86400"}});
    world_->run.start();
  }
  static void TearDownTestSuite() { world_.reset(); }
  LogVerify() {
    fs::remove_all(copy());
    fs::create_directory(copy());
    for (const char* name : {"log", "checkpoint", "policy", "directory"}) {
      fs::copy_file(run().data() / name, copy() / name);
    }
  }

  static Processes& run() { return world_->run; }
  fs::path copy() { return run().home() / "copy"; }
  Bytes log() { return *broker::read_file((copy() / "log").string()); }
  void write_log(ByteView bytes) {
    std::ofstream(copy() / "log", std::ios::binary)
        .write(reinterpret_cast<const char*>(bytes.data()),
               static_cast<std::streamsize>(bytes.size()));
  }
  Ran verify(std::vector<std::string> more = {}) {
    std::vector<std::string> arguments = {"log", "verify", "--from", copy().string()};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return run().sotto("anybody", arguments);
  }
  void expect_refused(const std::string& why) {
    const Ran ran = verify();
    EXPECT_NE(ran.exit, 0);
    EXPECT_NE(ran.err.find(why), std::string::npos) << ran.err;
  }

 private:
  static inline std::unique_ptr<ProcessWorld> world_;
};

TEST_F(LogVerify, TakesTheBrokersOwnLogItsTilesAndACopy) {
  const auto verified = run().must("anybody", {"log", "verify", "--tiles"});
  EXPECT_GE(verified.at("tiles").as_int64(), 2);
  const Ran ran = verify();
  EXPECT_EQ(ran.exit, 0) << ran.err;
}

TEST_F(LogVerify, TakesAMirrorWithWhatTheBrokerServes) {
  for (const char* name : {"checkpoint", "policy", "directory"}) fs::remove(copy() / name);
  const Ran ran = verify();
  EXPECT_EQ(ran.exit, 0) << ran.err;
}

TEST_F(LogVerify, NamesTheEntryThatIsWrong) {
  const Bytes good = log();
  const std::size_t second = 2 + (std::size_t{good[0]} << 8 | good[1]);
  Bytes bad = good;
  bad[second + 2 + 6 + 4] ^= 1;  // the generation of the first pass key
  write_log(bad);
  expect_refused("Entry 1: the epoch has a pass key, or the generation is not its next.");
  bad = good;
  bad[second + 2] = 9;  // a version that there is not
  write_log(bad);
  expect_refused("Entry 1: not an entry.");
  bad = good;
  bad[40] ^= 1;  // in genesis
  write_log(bad);
  expect_refused("Entry 0: genesis is not signed by two leads.");
}

TEST_F(LogVerify, NamesTheEntryInWhichTheFileEnds) {
  const Bytes good = log();
  const std::size_t second = 2 + (std::size_t{good[0]} << 8 | good[1]);
  write_log(ByteView(good).first(second + 5));
  expect_refused("Entry 1: the file ends inside it.");
  write_log(ByteView(good).first(second));
  expect_refused("The checkpoint signs");
}

TEST_F(LogVerify, WantsTheCosignaturesOfAQuorum) {
  const auto witness = SigningKey::generate();
  const std::string vkey =
      tlog::NoteKey{"witness.example/w", witness.public_key, tlog::KeyType::kCosignature}.vkey();
  const std::string file = (run().home() / "witnesses").string();
  std::ofstream(file) << "witness w " << vkey << "\nquorum w\n";
  const Ran without = verify({"--witnesses", file});
  EXPECT_NE(without.exit, 0);
  EXPECT_NE(without.err.find("no quorum"), std::string::npos) << without.err;

  const Bytes note = *broker::read_file((copy() / "checkpoint").string());
  const std::string text(note.begin(), note.end());
  std::ofstream(copy() / "checkpoint", std::ios::app) << tlog::cosignature_line(
      text.substr(0, text.find("\n\n") + 1), "witness.example/w", witness, 1);
  const Ran with = verify({"--witnesses", file});
  EXPECT_EQ(with.exit, 0) << with.err;
}

}  // namespace
}  // namespace sotto::testing
