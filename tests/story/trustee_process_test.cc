// The trustees' ceremony from end to end through real processes: trustees, leads and a broker.

#include <gtest/gtest.h>

#include <boost/json/serialize.hpp>
#include <fstream>

#include "tests/story/process_world.h"
#include "tests/story/trustee_processes.h"

namespace sotto::testing {
namespace {

namespace json = boost::json;

class TrusteeProcesses : public ::testing::Test {
 protected:
  void SetUp() override {
    world.emplace(SchemeChanges{{"day_seconds = 4", "day_seconds = 3600"}});
    run().start();
  }
  Processes& run() { return world->run; }
  static std::string trustee(int number) { return TrusteePeople::name(number); }
  void appoint(int number, int place) { TrusteePeople(run()).appoint(number, place); }
  json::value visit(int number) { return TrusteePeople(run()).visit(number); }
  std::string state(int number) { return text_at(visit(number), "state"); }

  std::optional<ProcessWorld> world;
};

TEST_F(TrusteeProcesses, TwoOfThreeThenThreeOfFiveMakeTheirKeys) {
  appoint(1, 1);
  appoint(2, 2);
  EXPECT_EQ(state(1), "too-few-trustees");
  appoint(3, 3);
  EXPECT_EQ(state(1), "wait");
  EXPECT_EQ(state(2), "wait");

  // One who never answers is replaced, and all begin anew.
  appoint(4, 3);
  EXPECT_EQ(run().sotto(trustee(3), {"trustee", "visit"}).exit, 1) << "is none any more";
  for (const int number : {1, 2}) EXPECT_EQ(text_at(visit(number), "did"), "contributed");
  EXPECT_EQ(text_at(visit(4), "did"), "certified") << "the last sends and signs in one visit";
  EXPECT_EQ(state(1), "wait");
  EXPECT_EQ(state(2), "done");
  for (const int number : {1, 4}) EXPECT_EQ(state(number), "done");

  const auto log = run().must("auditor", {"log", "verify"});
  EXPECT_NE(json::serialize(log).find("\"certificate\""), std::string::npos);

  appoint(5, 4);
  appoint(6, 5);
  const std::vector<int> five = {1, 2, 4, 5, 6};
  for (int round = 0; round < 2; ++round) {
    for (const int number : five) visit(number);
  }
  const auto last = visit(1);
  EXPECT_EQ(text_at(last, "state"), "done");
  EXPECT_EQ(last.at("ceremony").as_int64(), 3);

  // And once more, because they want to.
  EXPECT_EQ(run().must(trustee(5), {"trustee", "begin-again"}).at("ceremony").as_int64(), 4);
  EXPECT_EQ(state(5), "wait");
}

TEST_F(TrusteeProcesses, NothingIsSignedWithoutTheSixWordsOrForAFileThatWasChanged) {
  const std::string file = run().home() / "trustee.hex";
  run().must("somebody", {"trustee", "propose", "1", "--title", "Medical director", "--out", file,
                          "--words-out", (run().home() / "somebody.words").string()});
  const std::string key = (run().home() / "lead-1.key").string();
  const auto add = [&](const std::string& words) {
    return run().sotto("lead-1", {"lead", "add-trustee", file, "--key", key}, words + "\n");
  };
  EXPECT_EQ(add("abacus abacus abacus abacus abacus abacus").exit, 5);
  EXPECT_EQ(run().sotto("somebody", {"trustee", "visit"}).exit, 1);
  std::string hex;
  std::ifstream(file) >> hex;
  hex[60] = hex[60] == '6' ? '7' : '6';  // in the static key
  std::ofstream(file) << hex << '\n';
  EXPECT_NE(add("").exit, 0);
}

}  // namespace
}  // namespace sotto::testing
