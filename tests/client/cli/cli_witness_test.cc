#include "client/cli/witness.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "crypto/base/wire.h"
#include "crypto/tlog/checkpoint.h"
#include "crypto/tlog/witness.h"
#include "tests/support/test_folder.h"

namespace sotto::client::cli {
namespace {

namespace fs = std::filesystem;

constexpr const char* kOrigin = "log.example/listen";

class WitnessFile : public ::testing::Test {
 protected:
  WitnessFile() {
    for (std::uint32_t i = 0; i < 20; ++i) {
      leaves_.push_back(tlog::leaf_hash(Writer().u32(i).take()));
    }
  }

  std::string state() const { return (folder_.path() / "state").string(); }
  std::string vkey() const { return tlog::NoteKey{kOrigin, log_.public_key}.vkey(); }
  std::expected<Witness, std::string> open() {
    return Witness::open(state(), witness_key_text("witness.example/w", key_), {vkey()});
  }
  std::string note(std::uint64_t size) const {
    return tlog::sign_checkpoint({kOrigin, {{size}, tlog::root(std::span(leaves_).first(size))}},
                                 log_);
  }
  std::string request(std::uint64_t from, std::uint64_t to) const {
    tlog::AddCheckpoint out{{from}, {}, note(to)};
    if (from > 0 && from < to) {
      out.proof = tlog::prove_consistency(std::span(leaves_).first(to), {from});
    }
    return out.text();
  }
  static Witness::Answer ask(Witness& witness, const std::string& body) {
    return witness.answer("POST", "/add-checkpoint", body, 1'760'000'000);
  }

  const testing::TestFolder folder_;
  const SigningKey key_ = SigningKey::generate();
  const SigningKey log_ = SigningKey::generate();
  std::vector<Hash256> leaves_;
};

TEST_F(WitnessFile, ACosignatureIsALineThatFitsTheCheckpoint) {
  auto witness = open();
  ASSERT_TRUE(witness) << witness.error();
  const auto answer = ask(*witness, request(0, 5));
  ASSERT_EQ(answer.status, 200u) << answer.body;
  const std::vector<tlog::NoteKey> known{witness->key()};
  const auto opened = tlog::open_note(note(5) + answer.body, known);
  ASSERT_TRUE(opened);
  EXPECT_EQ(opened->signers.front().time, 1'760'000'000u);
}

TEST_F(WitnessFile, RemembersAcrossItsEndAndSaysWhatItHasSeen) {
  {
    auto witness = open();
    EXPECT_EQ(ask(*witness, request(0, 5)).status, 200u);
    EXPECT_EQ(ask(*witness, request(5, 9)).status, 200u);
  }
  auto witness = open();
  ASSERT_TRUE(witness);
  const auto stale = ask(*witness, request(5, 12));
  EXPECT_EQ(stale.status, 409u);
  EXPECT_EQ(stale.content_type, "text/x.tlog.size");
  EXPECT_EQ(stale.body, "9\n");
  EXPECT_EQ(ask(*witness, request(0, 3)).status, 409u) << "a log that was rolled back";
  EXPECT_EQ(ask(*witness, request(9, 12)).status, 200u);
  EXPECT_EQ(ask(*witness, request(12, 12)).status, 200u) << "the same again, freshly dated";
}

TEST_F(WitnessFile, EveryRefusalHasTheStatusOfTheSpecification) {
  auto witness = open();
  EXPECT_EQ(witness->answer("POST", "/other", request(0, 5), 1).status, 404u);
  EXPECT_EQ(witness->answer("GET", "/add-checkpoint", "", 1).status, 405u);
  EXPECT_EQ(ask(*witness, "old five\n").status, 400u);
  const auto stranger = tlog::sign_checkpoint({"log.example/other", {}}, log_);
  EXPECT_EQ(ask(*witness, "old 0\n\n" + stranger).status, 404u);
  const auto forged = tlog::sign_checkpoint({kOrigin, {{5}, {}}}, key_);
  EXPECT_EQ(ask(*witness, "old 0\n\n" + forged).status, 403u);
  ASSERT_EQ(ask(*witness, request(0, 5)).status, 200u);
  tlog::AddCheckpoint bad{{5}, tlog::prove_consistency(leaves_, {5}), note(20)};
  bad.proof.hashes[0][0] ^= 1;
  EXPECT_EQ(ask(*witness, bad.text()).status, 422u);
  EXPECT_EQ(ask(*witness, request(5, 9)).status, 200u) << "none of these changed anything";
}

TEST_F(WitnessFile, ALogThatChangesItsKeyIsKnownByBoth) {
  const SigningKey next = SigningKey::generate();
  const std::string key = witness_key_text("witness.example/w", key_);
  auto witness =
      Witness::open(state(), key, {vkey(), tlog::NoteKey{kOrigin, next.public_key}.vkey()});
  ASSERT_TRUE(witness);
  EXPECT_EQ(ask(*witness, request(0, 5)).status, 200u);
  tlog::AddCheckpoint later{{5}, tlog::prove_consistency(leaves_, {5}), {}};
  later.checkpoint = tlog::sign_checkpoint({kOrigin, {{20}, tlog::root(leaves_)}}, next);
  EXPECT_EQ(ask(*witness, later.text()).status, 200u);
}

TEST_F(WitnessFile, HasItsStateAlone) {
  auto first = open();
  ASSERT_TRUE(first);
  EXPECT_FALSE(open());
}

TEST_F(WitnessFile, DoesNotBeginWithAStateThatIsDamaged) {
  for (const char* text : {"log.example/listen 5\n", "log.example/listen x y\n", "cut"}) {
    std::ofstream(state()) << text;
    EXPECT_FALSE(open()) << text;
  }
}

TEST_F(WitnessFile, RefusesAKeyThatIsNone) {
  const std::string good = witness_key_text("witness.example/w", key_);
  const tlog::NoteKey same{"witness.example/w", key_.public_key, tlog::KeyType::kCosignature};
  for (std::size_t i = 0; i + 1 < good.size(); ++i) {
    std::string bad = good;
    bad[i] = bad[i] == 'A' ? 'B' : 'A';
    const auto opened = Witness::open(state(), bad, {vkey()});
    EXPECT_FALSE(opened && opened->key() == same) << i;
  }
  EXPECT_FALSE(Witness::open(state(), good, {"log.example/listen+00000000+AAAA"}));
}

}  // namespace
}  // namespace sotto::client::cli
