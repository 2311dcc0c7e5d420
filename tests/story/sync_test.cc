// Nothing is acknowledged before it is durable, seen from outside the broker's process: every write
// of its data folder, every sync and every answer in their order (sync_preload.cc).

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <set>

#include "tests/story/process_world.h"

namespace sotto::testing {
namespace {

using protocol::Role;

const std::string kData = "store/data.mdb", kErasable = "erasable";

using Lines = std::vector<std::string>;

// What is wrong with a log in which every answer is one to a commit; empty when nothing is. Only
// the writer thread writes, so a sync covers every write that stands before it.
std::string fault(const Lines& log, std::size_t commits) {
  std::set<std::string> unsynced, synced;
  std::size_t answers = 0;
  for (const std::string& line : log) {
    const std::string what = line.substr(2);
    if (line[0] == 'W') {
      unsynced.insert(what);
      synced.erase(what);
    } else if (line[0] == 'S' && unsynced.erase(what) != 0) {
      synced.insert(what);
    } else if (line[0] == 'A') {
      ++answers;
      const std::string where = "answer " + std::to_string(answers);
      if (!unsynced.empty()) return where + ": " + *unsynced.begin() + " was not synced";
      for (const std::string& file : {kData, kErasable}) {
        if (!synced.contains(file)) return where + ": " + file + " was not written and synced";
      }
      synced.clear();
    }
  }
  return answers == commits ? "" : std::to_string(answers) + " answers";
}

class Sync : public ::testing::Test {
 protected:
  static constexpr std::size_t kCommits = 60;

  // Days and batches so long that nothing is written but what a commit writes.
  Sync()
      : world(SchemeChanges{{"day_seconds = 4", "day_seconds = 86400"},
                            {"publish_every = 1", "publish_every = 43200"}}),
        log_path(world.run.home() / "sync.log") {
    setenv("LD_PRELOAD", SOTTO_SYNC_PRELOAD, 1);
    setenv("SOTTO_SYNC_LOG", log_path.c_str(), 1);
    setenv("SOTTO_SYNC_DATA", world.run.data().c_str(), 1);
    world.run.start();
    for (const char* name : {"LD_PRELOAD", "SOTTO_SYNC_LOG", "SOTTO_SYNC_DATA"}) unsetenv(name);
    world.import_codes(30);
  }

  Lines read_log() const {
    Lines out;
    std::ifstream in(log_path);
    for (std::string line; std::getline(in, line);) out.push_back(line);
    return out;
  }

  // The lines that so many commits made, one after the other.
  Lines commit_often() {
    RawLocker colleague = world.enrol(Role::kColleague);
    RawLocker supporter = world.enrol(Role::kSupporter);
    auto passes = world.draw_passes();
    const std::size_t before = read_log().size();
    for (std::size_t i = 0; i < kCommits; ++i) {
      RawLocker& locker = i % 3 == 2 ? supporter : colleague;
      std::optional<ByteArray<protocol::kTokenSize>> pass;
      if (i % 6 == 2 && !passes.empty()) {
        pass = passes.back();
        passes.pop_back();
      }
      EXPECT_TRUE(locker.commit(locker.commit_body(pass)));
    }
    Lines all = read_log();
    return {all.begin() + static_cast<std::ptrdiff_t>(before), all.end()};
  }

  static std::size_t find(const Lines& log, const std::string& line, std::size_t from = 0) {
    const auto at = std::find(log.begin() + static_cast<std::ptrdiff_t>(from), log.end(), line);
    return static_cast<std::size_t>(at - log.begin());
  }

  ProcessWorld world;
  const std::filesystem::path log_path;
};

TEST_F(Sync, EveryAnswerToACommitFollowsTheSyncsOfWhatItChanged) {
  const Lines log = commit_often();
  ASSERT_EQ(fault(log, kCommits), "");

  // The same log, told wrongly, does not pass: every sync is missed, and an answer too early.
  for (std::size_t i = 0; i < log.size(); ++i) {
    if (log[i][0] != 'S') continue;
    Lines without = log;
    without.erase(without.begin() + static_cast<std::ptrdiff_t>(i));
    EXPECT_NE(fault(without, kCommits), "") << "line " << i;
  }
  for (std::size_t i = 1; i < log.size(); ++i) {
    if (log[i][0] != 'A') continue;
    std::size_t sync = i;
    while (log[sync][0] != 'S') --sync;
    Lines early = log;
    std::rotate(early.begin() + static_cast<std::ptrdiff_t>(sync),
                early.begin() + static_cast<std::ptrdiff_t>(i),
                early.begin() + static_cast<std::ptrdiff_t>(i + 1));
    EXPECT_NE(fault(early, kCommits), "") << "line " << i;
  }
  EXPECT_EQ(world.run.stop(), 0);
}

TEST(SyncFault, IsFoundInALogThatIsTooShort) {
  const Lines good = {"W store/data.mdb", "S store/data.mdb", "D store/data.mdb",
                      "W erasable",       "S erasable",       "A 2200"};
  EXPECT_EQ(fault(good, 1), "");
  EXPECT_EQ(fault(good, 2), "1 answers");
  EXPECT_EQ(fault({"W store/data.mdb", "S store/data.mdb", "A 2200"}, 1),
            "answer 1: erasable was not written and synced");
  EXPECT_EQ(fault({"W log", "A 2200"}, 1), "answer 1: log was not synced");
}

}  // namespace
}  // namespace sotto::testing
