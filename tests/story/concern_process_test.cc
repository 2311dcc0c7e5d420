// Concerns from end to end through real processes: a supporter, recipients, leads, an auditor, and
// a broker; with each quorum that people asked for.

#include <gtest/gtest.h>

#include <boost/json/serialize.hpp>
#include <fstream>

#include "tests/story/concerned.h"
#include "tests/story/process_world.h"

namespace sotto::testing {
namespace {

namespace json = boost::json;

constexpr const char* kRisk = "Planted risk on the seventh ward";

class ConcernProcesses : public ::testing::Test {
 protected:
  // Days that outlast the test; nobody waits for a listing.
  void begin(int recipients, int quorum) {
    world.emplace(SchemeChanges{
        {"day_seconds = 4", "day_seconds = 3600\nconcern_quorum = " + std::to_string(quorum)}});
    run().start();
    const auto slips = run().make_slips(recipients + 1);
    run().enrol("supporter", "supporter", slips[0]);
    for (int i = 1; i <= recipients; ++i) {
      run().enrol(recipient(i), "recipient", slips[static_cast<std::size_t>(i)]);
      appoint_recipient(run(), recipient(i), i);
    }
  }
  Processes& run() { return world->run; }
  static std::string recipient(int number) { return "recipient-" + std::to_string(number); }

  std::string answers(const std::string& recipients) {
    return concern_answers(run(), recipients, kRisk);
  }
  // Until the first recipient has found it: the broker publishes once in a second, and may be late.
  void seal(const std::string& recipients) {
    run().must("supporter", {"concern", "seal", "--answers", answers(recipients)});
    for (int i = 0; i < 60; ++i) {
      if (!mine(1, {"show"}).at("concerns").as_array().empty()) return;
    }
    ADD_FAILURE() << "was not published";
  }
  json::value mine(int number, std::vector<std::string> what) {
    what.insert(what.begin(), "recipient");
    return run().must(recipient(number), what);
  }
  std::string phase(int number) {
    return text_at(mine(number, {"show"}).at("concerns").at(0), "phase");
  }
  // Until shares have gone round: one goes with each parcel.
  bool reads_in_time(int number, const std::vector<int>& sending) {
    for (int round = 0; round < 6; ++round) {
      for (const int each : sending) mine(each, {"show"});
      if (phase(number) == "open") return true;
    }
    return false;
  }
  std::string first_text(int number) {
    return text_at(mine(number, {"show"}).at("concerns").at(0).at("texts").at(0), "text");
  }

  std::optional<ProcessWorld> world;
};

TEST_F(ConcernProcesses, OneRecipientOpensAnswersAndHandsARecordToAnAuditor) {
  begin(2, 1);
  seal("1");
  EXPECT_TRUE(mine(2, {"show"}).at("concerns").as_array().empty()) << "was not ticked";
  EXPECT_EQ(run().sotto(recipient(2), {"recipient", "open", "1"}).exit, 1);
  EXPECT_EQ(phase(1), "sealed");
  EXPECT_EQ(run().sotto(recipient(1), {"recipient", "acknowledge", "1"}).exit, 1);

  const auto opened = mine(1, {"open", "1", "--reason", "asked-by-phone"});
  EXPECT_EQ(text_at(opened.at("concerns").at(0), "phase"), "open");
  EXPECT_EQ(first_text(1), kRisk);
  mine(1, {"acknowledge", "1"});
  mine(1, {"outcome", "1", "referred-on"});

  const auto shown = run().must("supporter", {"concern", "show"});
  const auto& opening = shown.at("concerns").at(0).at("openings").at(0);
  EXPECT_EQ(opening.at("place").as_int64(), 1);
  EXPECT_TRUE(opening.at("acknowledged").as_bool());
  EXPECT_EQ(text_at(opening, "outcome"), "referred-on");

  const std::string record = run().home() / "decision.record";
  mine(1, {"record", "1", "--out", record});
  const auto audited = run().must("auditor", {"concern", "audit", record});
  EXPECT_EQ(text_at(audited, "outcome"), "referred-on");
  EXPECT_EQ(text_at(audited, "reason"), "asked-by-phone");
  EXPECT_EQ(audited.at("answers").as_array().size(), 12u);
  EXPECT_EQ(json::serialize(audited).find("Planted"), std::string::npos);

  std::fstream file(record, std::ios::in | std::ios::out | std::ios::binary);
  file.seekp(60);  // in the place and the entry of the opening
  file.put('\x7f');
  file.close();
  EXPECT_NE(run().sotto("auditor", {"concern", "audit", record}).exit, 0);
}

TEST_F(ConcernProcesses, TwoOfThreeReadAndOneDoesNot) {
  begin(3, 2);
  EXPECT_EQ(run().sotto("supporter", {"concern", "seal", "--answers", answers("1")}).exit, 1)
      << "fewer ticked than it takes";
  seal("1, 2, 3");
  EXPECT_EQ(phase(1), "sealed");
  mine(1, {"open", "1"});
  for (int i = 0; i < 3; ++i) EXPECT_EQ(phase(1), "shares") << "one of two";
  mine(3, {"show"});
  mine(3, {"open", "1"});
  EXPECT_TRUE(reads_in_time(1, {3}));
  EXPECT_TRUE(reads_in_time(3, {1}));
  EXPECT_EQ(first_text(1), kRisk);
  EXPECT_EQ(first_text(3), kRisk);
  EXPECT_EQ(phase(2), "sealed") << "who has not asked the broker reads nothing";
}

TEST_F(ConcernProcesses, ThreeOfFiveReadAndTwoDoNot) {
  begin(5, 3);
  seal("1, 2, 3, 4, 5");
  for (const int number : {2, 4}) {
    mine(number, {"show"});
    mine(number, {"open", "1"});
  }
  for (int i = 0; i < 3; ++i) {
    for (const int number : {2, 4}) EXPECT_EQ(phase(number), "shares") << "two of three";
  }
  mine(5, {"show"});
  mine(5, {"open", "1"});
  EXPECT_TRUE(reads_in_time(5, {2, 4}));
  EXPECT_TRUE(reads_in_time(2, {5, 4}));
  EXPECT_EQ(first_text(5), kRisk);
  EXPECT_EQ(phase(1), "sealed");
}

TEST_F(ConcernProcesses, RecipientsReadNothingWithoutTheBroker) {
  begin(1, 1);
  seal("1");
  EXPECT_EQ(phase(1), "sealed");
  run().stop();
  const Ran open = run().sotto(recipient(1), {"recipient", "open", "1"});
  EXPECT_EQ(open.exit, 3);
  EXPECT_EQ((open.out + open.err).find("Planted"), std::string::npos);
}

}  // namespace
}  // namespace sotto::testing
