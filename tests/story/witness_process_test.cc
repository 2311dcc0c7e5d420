// A scheme with witnesses, as processes: the broker asks `sotto witness serve`, somebody else
// brings a cosignature by `sotto witness cosign`, clients refuse what has no quorum, and after a
// disk was lost nothing is signed before the witnesses were asked.

#include <gtest/gtest.h>

#include <chrono>
#include <filesystem>
#include <functional>
#include <thread>

#include "crypto/protocol/entries.h"
#include "crypto/tlog/checkpoint.h"
#include "tests/story/processes.h"
#include "tests/story/rig.h"
#include "tests/story/witness_process.h"
#include "tests/support/raw_http.h"
#include "tests/support/sample_site.h"

namespace sotto::testing {
namespace {

namespace fs = std::filesystem;

const std::string kSotto = SOTTO_BUILD_DIR "/client/sotto";
constexpr int kDistrust = 4;

class WitnessedScheme : public ::testing::Test {
 protected:
  WitnessedScheme() : witness(kSotto, folder.path()), run(SOTTO_BUILD_DIR, home(), scheme()) {
    run.found();
    fs::create_directories(home() / "mirror");
  }
  fs::path home() const { return folder.path() / "home"; }
  // Cosigned by one who is asked or one who comes.
  fs::path scheme() const {
    return witnessed_scheme(SOTTO_DEMO_SCHEME, folder.path(),
                            witness.line() + "witness comes " +
                                make_witness_key(kSotto, folder.path(), "comes") +
                                "\ngroup q any asked comes\nquorum q\n");
  }
  void serve() { run.start({"--mirror", (home() / "mirror").string()}); }

  std::string get(const std::string& target) const {
    RawConnection connection(static_cast<std::uint16_t>(run.port()));
    connection.send("GET " + target + " HTTP/1.1\r\nHost: a\r\n\r\n");
    return connection.answer().value_or(RawAnswer{}).body;
  }
  std::string log_vkey() const {
    const std::string file = get("/log");
    const auto entries = protocol::split_log(as_bytes(file));
    const auto entry = protocol::Entry::parse(entries->front());
    const auto& genesis = std::get<protocol::Genesis>(entry->body);
    return tlog::NoteKey{genesis.origin, genesis.log_key}.vkey();
  }
  std::uint64_t size() const {
    const auto checkpoint = tlog::claimed_checkpoint(get("/checkpoint"));
    return checkpoint ? checkpoint->head.size.value : 0;
  }
  Ran look() { return run.sotto("anybody", {"log", "verify"}); }
  Ran cosign() {
    return run.sotto("comes", {"witness", "cosign", "--key", (folder.path() / "comes.key").string(),
                               "--state", (folder.path() / "comes.state").string()});
  }
  // Both leads sign; the verifier key.
  std::string appoint_trustee() {
    const std::string file = (home() / "trustee.hex").string();
    const auto proposed =
        run.must("trustee", {"trustee", "propose", "1", "--title", "Medical director", "--out",
                             file, "--words-out", (home() / "trustee.words").string()});
    const auto six = boost::json::value_to<std::string>(proposed.at("six_words"));
    for (const std::string lead : {"lead-1", "lead-2"}) {
      run.must(lead, {"lead", "add-trustee", file, "--key", (home() / (lead + ".key")).string()},
               six + "\n");
    }
    return boost::json::value_to<std::string>(proposed.at("witness"));
  }
  // For whatever a broker or a witness does by itself within a second or so.
  static bool comes_true(const std::function<bool()>& is) {
    for (int i = 0; i < 600; ++i) {
      if (is()) return true;
      std::this_thread::sleep_for(std::chrono::milliseconds(100));
    }
    return false;
  }
  bool grows() {
    const std::uint64_t before = size();
    return comes_true([&] { return size() > before; });
  }
  Ran restore(std::vector<std::string> more) {
    std::vector<std::string> all{"restore",
                                 "--from",
                                 (home() / "backup").string(),
                                 "--key",
                                 (home() / "backup.key").string(),
                                 "--data",
                                 (home() / "restored").string(),
                                 "--seal-with",
                                 "file:" + (home() / "seal").string(),
                                 "--new-epoch"};
    all.insert(all.end(), more.begin(), more.end());
    return run.broker(all);
  }

  TestFolder folder;
  WitnessProcess witness;
  Processes run;
};

TEST_F(WitnessedScheme, IsBelievedWithAQuorumAndGoesOnAfterALossOnlyOnceTheWitnessesWereAsked) {
  // Nobody answers: the broker serves, and clients say what is missing.
  serve();
  const Ran refused = look();
  EXPECT_EQ(refused.exit, kDistrust);
  EXPECT_NE(refused.err.find("witnesses"), std::string::npos) << refused.err;

  // Somebody comes and cosigns; while the log grows, that takes another try.
  Ran brought;
  ASSERT_TRUE(comes_true([&] { return (brought = cosign()).exit == 0; })) << brought.err;
  EXPECT_TRUE(comes_true([&] { return look().exit == 0; })) << look().err;

  // The one who is asked comes back, and the log goes on.
  const std::string log = log_vkey();
  witness.start(log);
  ASSERT_TRUE(
      comes_true([&] { return get("/checkpoint").find("asked.example/w") != std::string::npos; }));
  const Ran keygen = run.broker({"backup", "keygen", "--to", (home() / "backup.key").string()});
  ASSERT_EQ(keygen.exit, 0) << keygen.err;
  const Ran backup = run.broker({"backup", "--data", run.data().string(), "--to",
                                 (home() / "backup").string(), "--key", keygen.out.substr(0, 64)});
  ASSERT_EQ(backup.exit, 0) << backup.err;
  ASSERT_TRUE(grows());

  // The disk is lost. Nothing is signed: who comes was not asked, who is asked has seen more or is
  // down, and then has everything.
  run.stop();
  const Ran unasked = restore({});
  EXPECT_NE(unasked.exit, 0);
  EXPECT_NE(unasked.err.find("has seen"), std::string::npos) << unasked.err;
  const std::vector<std::string> mirrored{"--mirror", (home() / "mirror").string()};
  EXPECT_NE(restore(mirrored).err.find("comes"), std::string::npos);
  std::vector<std::string> passing = mirrored;
  passing.insert(passing.end(), {"--without-witness", "comes"});
  witness.stop();
  EXPECT_NE(restore(passing).err.find(": asked."), std::string::npos);
  EXPECT_FALSE(fs::exists(home() / "restored"));
  witness.start(log);
  const Ran restored = restore(passing);
  ASSERT_EQ(restored.exit, 0) << restored.err;
  EXPECT_NE(restored.out.find("nothing of what they cosigned is missing"), std::string::npos);

  // It goes on, and the witness sees one history.
  fs::rename(run.data(), home() / "lost");
  fs::rename(home() / "restored", run.data());
  serve();
  EXPECT_TRUE(grows());
  EXPECT_EQ(look().exit, 0) << look().err;
  run.stop();

  // The lost disk is found and put back: the witness has seen more than it has.
  fs::rename(run.data(), home() / "good");
  fs::rename(home() / "lost", run.data());
  try {
    run.start();
    ADD_FAILURE() << "an old folder is served";
  } catch (const std::runtime_error& why) {
    EXPECT_NE(std::string(why.what()).find("the witness asked has seen"), std::string::npos)
        << why.what();
  }
}

// The witness is gone for good, and nobody comes in its place: the leads name another one.
TEST_F(WitnessedScheme, GoesOnWithAnotherWitnessOnceBothLeadsHaveSignedThePolicyThatNamesIt) {
  run.start();
  const std::string log = log_vkey();
  witness.start(log);
  ASSERT_TRUE(comes_true([&] { return look().exit == 0; })) << look().err;
  const std::string trustee = appoint_trustee();
  witness.stop();

  // Two days later nothing that it has cosigned counts any more, as if there were nothing.
  EXPECT_EQ(run.stop(), 0);
  fs::remove(run.data() / "cosigned");
  fs::create_directories(folder.path() / "next");
  WitnessProcess other(kSotto, folder.path() / "next");
  const fs::path next = witnessed_scheme(
      SOTTO_DEMO_SCHEME, folder.path() / "next",
      other.line() + "witness trustee " + trustee + "\ngroup q any asked trustee\nquorum q\n");
  const Ran proposed =
      run.broker({"policy", "propose", "--data", run.data().string(), "--scheme", next.string()});
  ASSERT_EQ(proposed.exit, 0) << proposed.err;
  run.start();
  EXPECT_EQ(look().exit, kDistrust);
  write_site(home() / "pages", sample_content());
  EXPECT_EQ(run.sotto("lead-1", {"lead", "build", "--version", "1", "--manifest",
                                 (home() / "pages/manifest").string(), "--key",
                                 (home() / "lead-1.key").string()})
                .exit,
            kDistrust)
      << "nothing else is signed meanwhile";
  for (const std::string lead : {"lead-1", "lead-2"}) {
    const std::string key = (home() / (lead + ".key")).string();
    const Ran waiting = run.sotto(lead, {"lead", "proposals", "--key", key});
    ASSERT_EQ(waiting.exit, 0) << waiting.err;
    EXPECT_NE(waiting.out.find(other.url()), std::string::npos) << "what changes, in words";
    std::string id;
    const auto said = waiting.json();
    for (const auto& each : said.at("proposals").as_array()) {
      if (each.at("kind") == "policy") id = boost::json::value_to<std::string>(each.at("id"));
    }
    Ran done;
    ASSERT_TRUE(comes_true([&] {
      return (done = run.sotto(lead, {"lead", "sign", id, "--key", key})).exit == 0;
    })) << done.err;
  }

  // The next day the trustee's cosignature is enough, and so is that of the new one, who is asked.
  ASSERT_TRUE(comes_true([&] { return get("/policy").find(other.vkey()) != std::string::npos; }));
  EXPECT_EQ(look().exit, kDistrust) << "by nobody yet";
  Ran visited;
  ASSERT_TRUE(comes_true([&] {
    visited = run.sotto(
        "trustee", {"trustee", "visit", "--state", (folder.path() / "trustee.state").string()});
    return visited.exit == 0;
  })) << visited.err;
  EXPECT_TRUE(comes_true([&] { return look().exit == 0; })) << look().err;
  EXPECT_NE(get("/checkpoint").find("/trustee-1 "), std::string::npos);
  other.start(log);
  EXPECT_TRUE(comes_true([&] {
    return get("/checkpoint").find("asked.example/w") != std::string::npos && look().exit == 0;
  })) << look().err;
  EXPECT_EQ(run.stop(), 0);
}

}  // namespace
}  // namespace sotto::testing
