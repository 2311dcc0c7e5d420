// Keys that change, through real processes: pages that a lead signs, a lead whose key is stolen,
// the log's key, the gateway's key. Every refusal of these is tried in
// tests/broker/key_changes_test.cc.

#include <gtest/gtest.h>

#include <algorithm>
#include <boost/json/array.hpp>

#include "crypto/protocol/code.h"
#include "tests/story/process_world.h"
#include "tests/support/sample_site.h"

namespace sotto::testing {
namespace {

// Days that are longer than the test, however slow the machine is.
class Rotation : public ::testing::Test {
 protected:
  Rotation() : world(SchemeChanges{{"day_seconds = 4", "day_seconds = 86400"}}) {
    write_site(home("pages"), sample_content());
    start();
  }
  void start() { run().start({"--web", home("pages")}); }

  Processes& run() { return world.run; }
  std::string home(const std::string& name) { return (run().home() / name).string(); }
  std::string key_of(const std::string& lead) { return home(lead + ".key"); }

  // A new person makes a key and offers it for a place; returns its public half.
  std::string offer_lost(const std::string& person, int place) {
    run().must(person,
               {"lead", "key", "--out", key_of(person), "--words-out", home(person + ".words")});
    return text_at(run().must(person, {"lead", "offer", "--place", std::to_string(place), "--lost",
                                       "--out", home(person + ".offer"), "--key", key_of(person)}),
                   "key");
  }
  Ran replace(const std::string& lead, const std::string& person) {
    return run().sotto(lead, {"lead", "replace", home(person + ".offer"), "--key", key_of(lead)});
  }
  // By whoever likes, against a build of their own.
  Ran verify_site() {
    const std::string build = home(std::filesystem::exists(home("build")) ? "build" : "pages");
    return run().sotto("anybody", {"verify-site", run().address(), "--build", build});
  }
  // The one proposal that waits.
  void sign(const std::string& lead) {
    const auto waiting = run().must(lead, {"lead", "proposals", "--key", key_of(lead)});
    const std::string id = text_at(waiting.at("proposals").at(0), "id");
    expect_fine(run().sotto(lead, {"lead", "sign", id, "--key", key_of(lead)}));
  }
  // At the console, while nobody serves.
  Ran console(std::vector<std::string> arguments) {
    EXPECT_EQ(run().stop(), 0);
    arguments.insert(arguments.end(), {"--data", run().data().string()});
    const Ran ran = run().broker(arguments);
    start();
    return ran;
  }
  std::size_t logged(const std::string& type) {
    const auto verified = run().must("anybody", {"log", "verify"});
    return static_cast<std::size_t>(
        std::ranges::count_if(verified.at("entries").as_array(),
                              [&](const auto& each) { return text_at(each, "type") == type; }));
  }
  void expect_fine(const Ran& ran) { EXPECT_EQ(ran.exit, 0) << ran.err; }

  ProcessWorld world;
};

TEST_F(Rotation, EveryKeyIsReplacedInTurnAndEverybodyFollows) {
  const auto slips = run().make_slips(2);
  run().enrol("colleague", "colleague", slips[0]);
  RawLocker before(world.raw(), protocol::Role::kColleague);
  auto slip = protocol::parse_slip(slips[1]);
  ASSERT_EQ(before.enrol(std::move(slip->code.bytes)), protocol::Status::kOk);

  // The pages, and who compares them: before a lead has signed any, after, and when the broker
  // serves others.
  EXPECT_EQ(verify_site().exit, 1);
  run().must("lead-1", {"lead", "build", "--version", "1.0", "--manifest", home("pages/manifest"),
                        "--key", key_of("lead-1")});
  EXPECT_EQ(logged("build"), 1u);
  const Ran verified = verify_site();
  expect_fine(verified);
  EXPECT_EQ(text_at(verified.json(), "version"), "1.0");
  std::filesystem::copy(home("pages"), home("build"), std::filesystem::copy_options::recursive);
  auto other = sample_content();
  other["index.html"] += " ";
  write_site(home("pages"), other);

  // A lead whose key is stolen.
  const std::string key = offer_lost("lead-3", 1);
  EXPECT_NE(replace("lead-2", "lead-3").exit, 0) << "by the key that is said to be lost";
  expect_fine(replace("lead-1", "lead-3"));
  EXPECT_EQ(logged("lead-key"), 0u) << "the operator has not accepted it";
  const Ran shown = console({"lead-key", "show", "--lead", "1"});
  EXPECT_NE(shown.out.find(key), std::string::npos) << shown.out << shown.err;
  EXPECT_EQ(console({"lead-key", "accept", "--lead", "1", std::string(64, '0')}).exit, 1);
  expect_fine(console({"lead-key", "accept", "--lead", "1", key}));
  const Ran changed = verify_site();
  EXPECT_EQ(changed.exit, 4) << changed.err;
  EXPECT_NE(changed.out.find(R"({"path":"/open","what":"has other bytes"})"), std::string::npos)
      << changed.out;
  EXPECT_EQ(logged("lead-key"), 1u);
  EXPECT_NE(run().sotto("lead-2", {"lead", "proposals", "--key", key_of("lead-2")}).exit, 0);

  // The log's key, which the new lead signs.
  expect_fine(console({"log-key", "new"}));
  sign("lead-1");
  run().must("colleague", {"show"});
  sign("lead-3");
  EXPECT_EQ(logged("log-key"), 1u);
  run().must("colleague", {"show"});  // its locker remembers the log under the old key
  const auto size = std::filesystem::file_size(run().data() / "keys");
  EXPECT_EQ(run().stop(), 0);
  run().start();
  EXPECT_LT(std::filesystem::file_size(run().data() / "keys"), size) << "the old key is gone";

  // The gateway's.
  expect_fine(console({"gateway-key", "new"}));
  EXPECT_EQ(logged("gateway-key"), 1u);
  EXPECT_TRUE(before.open(world.today())) << "sealed to the key of before";
  run().must("colleague", {"show"});
  const Ran again = console({"gateway-key", "new"});
  EXPECT_EQ(again.exit, 1);
  EXPECT_NE(again.err.find("still answered"), std::string::npos) << again.err;
}

}  // namespace
}  // namespace sotto::testing
