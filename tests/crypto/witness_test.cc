#include "crypto/tlog/witness.h"

#include <gtest/gtest.h>

#include "crypto/base/wire.h"
#include "crypto/primitives/random_testing.h"
#include "crypto/tlog/checkpoint.h"
#include "crypto/tlog/proof.h"
#include "crypto/tlog/witness_policy.h"
#include "tests/support/vectors.h"

namespace sotto::tlog {
namespace {

constexpr const char* kOrigin = "log.example/listen";

SigningKey some_key(std::uint64_t seed) {
  const SeededRandom random(seed);
  return SigningKey::generate();
}

class WitnessTest : public ::testing::Test {
 protected:
  WitnessTest() {
    for (std::uint32_t i = 0; i < 40; ++i) leaves_.push_back(leaf_hash(Writer().u32(i).take()));
  }
  std::span<const Hash256> first(std::uint64_t size) const {
    return std::span(leaves_).first(size);
  }
  TreeHead head(std::uint64_t size) const { return {{size}, root(first(size))}; }
  std::string note(std::uint64_t size) const {
    return sign_checkpoint({kOrigin, head(size)}, key_);
  }
  AddCheckpoint request(std::uint64_t from, std::uint64_t to) const {
    ConsistencyProof proof;
    if (from > 0 && from < to) proof = prove_consistency(first(to), {from});
    return {{from}, proof, note(to)};
  }
  std::expected<TreeHead, WitnessRefusal> ask(const AddCheckpoint& request,
                                              const TreeHead& last) const {
    const auto again = AddCheckpoint::parse(request.text());
    EXPECT_TRUE(again);
    return check_checkpoint(*again, {kOrigin, key_.public_key}, last);
  }
  bool refuses(const AddCheckpoint& request, const TreeHead& last, WitnessRefusal why) const {
    const auto answer = ask(request, last);
    return !answer && answer.error() == why;
  }

  const SigningKey key_ = some_key(1);
  std::vector<Hash256> leaves_;
};

TEST_F(WitnessTest, ATreeThatOnlyGrowsIsCosignedFromEverySizeToEverySize) {
  EXPECT_EQ(ask(request(0, 0), {}), head(0));
  for (std::uint64_t to = 1; to <= leaves_.size(); ++to) {
    EXPECT_EQ(ask(request(0, to), {}), head(to));
    for (std::uint64_t from = 1; from <= to; ++from) {
      EXPECT_EQ(ask(request(from, to), head(from)), head(to)) << from << " to " << to;
    }
  }
}

TEST_F(WitnessTest, AnOldSizeThatIsNotTheLastIsStale) {
  EXPECT_TRUE(refuses(request(5, 9), head(6), WitnessRefusal::kStale));
  EXPECT_TRUE(refuses(request(0, 9), head(9), WitnessRefusal::kStale));
  EXPECT_TRUE(refuses(request(5, 9), {}, WitnessRefusal::kStale));
}

TEST_F(WitnessTest, ASmallerTreeIsRefused) {
  AddCheckpoint rollback = request(9, 9);
  rollback.checkpoint = note(5);
  EXPECT_TRUE(refuses(rollback, head(9), WitnessRefusal::kMalformed));
}

TEST_F(WitnessTest, AForkIsRefused) {
  AddCheckpoint same_size = request(5, 5);
  EXPECT_TRUE(refuses(same_size, {{5}, root(first(6))}, WitnessRefusal::kStale));
  EXPECT_TRUE(refuses(request(5, 9), {{5}, root(first(6))}, WitnessRefusal::kInconsistent));
  AddCheckpoint wrong = request(5, 9);
  wrong.proof.hashes[0][0] ^= 1;
  EXPECT_TRUE(refuses(wrong, head(5), WitnessRefusal::kInconsistent));
  wrong = request(5, 9);
  wrong.proof.hashes.push_back({});
  EXPECT_TRUE(refuses(wrong, head(5), WitnessRefusal::kInconsistent));
  same_size.proof.hashes.push_back({});
  EXPECT_TRUE(refuses(same_size, head(5), WitnessRefusal::kInconsistent));
  AddCheckpoint first_time = request(0, 5);
  first_time.proof.hashes.push_back({});
  EXPECT_TRUE(refuses(first_time, {}, WitnessRefusal::kInconsistent));
}

TEST_F(WitnessTest, OnlyTheLogsOwnKeyCounts) {
  AddCheckpoint request = this->request(0, 5);
  request.checkpoint = sign_checkpoint({kOrigin, head(5)}, some_key(2));
  EXPECT_TRUE(refuses(request, {}, WitnessRefusal::kNotSigned));
  request.checkpoint = sign_checkpoint({"other.example", head(5)}, key_);
  EXPECT_TRUE(refuses(request, {}, WitnessRefusal::kNotSigned));
  request.checkpoint = "nothing\n";
  EXPECT_TRUE(refuses(request, {}, WitnessRefusal::kMalformed));
}

TEST_F(WitnessTest, TheOriginIsTheFirstLine) {
  EXPECT_EQ(request(0, 5).origin(), kOrigin);
}

TEST_F(WitnessTest, OtherBodiesAreRefused) {
  const std::string hash = to_base64(head(1).root) + "\n";
  std::string long_proof = "old 1\n";
  for (int i = 0; i < 64; ++i) long_proof += hash;
  for (const std::string& bad :
       {std::string(), std::string("old 1"), std::string("old 1\n"), std::string("old 1\n\n"),
        "old 01\n\n" + note(5), "old -1\n\n" + note(5), "old \n\n" + note(5), "Old 1\n\n" + note(5),
        "old 1\nAAAA\n\n" + note(5), long_proof + "\n" + note(5)}) {
    EXPECT_FALSE(AddCheckpoint::parse(bad)) << bad;
  }
  EXPECT_TRUE(
      AddCheckpoint::parse(long_proof.substr(0, long_proof.size() - hash.size()) + "\n" + note(5)));
}

TEST_F(WitnessTest, AProofIsReadBackAndHolds) {
  LogProof proof{{3}, prove_inclusion(first(9), {3}), note(9), {}};
  for (const Bytes& extra : {Bytes{}, Bytes{1, 2, 3}}) {
    proof.extra = extra;
    const auto again = LogProof::parse(proof.text());
    ASSERT_TRUE(again);
    EXPECT_EQ(again->text(), proof.text());
    EXPECT_EQ(again->extra, extra);
    const auto checkpoint = open_checkpoint(again->checkpoint, {kOrigin, key_.public_key});
    ASSERT_TRUE(checkpoint);
    EXPECT_TRUE(check_inclusion(again->path, again->index, leaves_[3], checkpoint->head));
    EXPECT_FALSE(check_inclusion(again->path, again->index, leaves_[4], checkpoint->head));
  }
}

TEST_F(WitnessTest, OtherProofsAreRefused) {
  const std::string good = LogProof{{3}, prove_inclusion(first(9), {3}), note(9), {1}}.text();
  const std::string rest = good.substr(good.find("index"));
  for (const std::string& bad :
       {std::string(), rest, "c2sp.org/tlog-proof@v2\n" + rest,
        "c2sp.org/tlog-proof@v1\nextra \n" + rest, "c2sp.org/tlog-proof@v1\nextra !\n" + rest,
        "c2sp.org/tlog-proof@v1\nextra AQ==\nextra AQ==\n" + rest,
        "c2sp.org/tlog-proof@v1\nindex 03\n\n" + note(9),
        std::string("c2sp.org/tlog-proof@v1\nindex 3\n\n"),
        std::string("c2sp.org/tlog-proof@v1\nindex 3\n")}) {
    EXPECT_FALSE(LogProof::parse(bad)) << bad;
  }
}

NoteKey witness_key(std::uint64_t seed) {
  return {"witness.example/" + std::to_string(seed), some_key(seed).public_key,
          KeyType::kCosignature};
}
std::string cosigned(const std::string& note, std::uint64_t seed, std::uint64_t time) {
  const std::string text = note.substr(0, note.rfind("\n\n") + 1);
  return note + cosignature_line(text, witness_key(seed).name, some_key(seed), time);
}

TEST_F(WitnessTest, ACosignatureNamesItsWitnessAndItsTime) {
  const NoteKey known[2] = {witness_key(11), witness_key(12)};
  const std::string once = cosigned(note(5), 11, 1679315147);
  const auto opened = open_note(once, known);
  ASSERT_TRUE(opened);
  EXPECT_EQ(opened->signers, (std::vector<NoteSigner>{{known[0], 1679315147}}));
  EXPECT_EQ(NoteKey::parse_vkey(known[0].vkey()), known[0]);
  // The latest counts, wherever it stands.
  const auto twice = open_note(cosigned(cosigned(once, 11, 1679315150), 11, 7), known);
  ASSERT_TRUE(twice);
  EXPECT_EQ(twice->signers, (std::vector<NoteSigner>{{known[0], 1679315150}}));
  EXPECT_DEATH(cosignature_line("text\n", "a", some_key(1), ~std::uint64_t{0}), "panic: tlog");
}

TEST_F(WitnessTest, ACosignatureIsNotTheLogsSignature) {
  // The log's own key does not cosign, and a witness' does not sign as a log.
  const NoteKey as_witness{kOrigin, key_.public_key, KeyType::kCosignature};
  EXPECT_EQ(open_note(note(5), {&as_witness, 1}).error(), NoteRefusal::kNoKnownSignature);
  const NoteKey as_log{witness_key(11).name, witness_key(11).public_key};
  EXPECT_EQ(open_note(cosigned(note(5), 11, 1), {&as_log, 1}).error(),
            NoteRefusal::kNoKnownSignature);
}

TEST_F(WitnessTest, EveryFlippedBitOfACosignatureIsNoticed) {
  const NoteKey known = witness_key(11);
  const std::string text = Checkpoint{kOrigin, head(5)}.text();
  const std::string line = cosignature_line(text, known.name, some_key(11), 1679315147);
  const std::size_t start = line.rfind(' ') + 1;
  const auto payload = from_base64(line.substr(start, line.size() - start - 1));
  ASSERT_TRUE(payload);
  for (std::size_t i = 0; i < payload->size(); ++i) {
    Bytes bad = *payload;
    bad[i] ^= 1;
    const auto opened =
        open_note(text + "\n" + line.substr(0, start) + to_base64(bad) + "\n", {&known, 1});
    ASSERT_FALSE(opened);
    EXPECT_EQ(opened.error(), i < 4 ? NoteRefusal::kNoKnownSignature : NoteRefusal::kBadSignature);
  }
}

class PolicyTest : public WitnessTest {
 protected:
  std::string witness(std::uint64_t seed) const {
    return "witness W" + std::to_string(seed) + " " + witness_key(seed).vkey() + "\n";
  }
  std::string three() const { return witness(11) + witness(12) + witness(13); }
  bool opens(const std::string& policy, const std::string& note, std::uint64_t not_before = 0) {
    const auto parsed = WitnessPolicy::parse(policy);
    EXPECT_TRUE(parsed) << parsed.error();
    const auto opened = open_cosigned(note, {kOrigin, key_.public_key}, *parsed, not_before);
    if (opened) {
      EXPECT_EQ(opened->head, head(5));
    } else {
      EXPECT_EQ(opened.error(), CosignedRefusal::kNoQuorum);
    }
    return opened.has_value();
  }
  const std::string none_ = note(5);
  const std::string one_ = cosigned(none_, 11, 100);
  const std::string two_ = cosigned(one_, 12, 200);
};

TEST_F(PolicyTest, AQuorumIsCounted) {
  EXPECT_TRUE(opens("quorum none\n", none_));
  EXPECT_FALSE(opens(three() + "quorum W11\n", none_));
  EXPECT_TRUE(opens(three() + "quorum W11\n", one_));
  EXPECT_FALSE(opens(three() + "quorum W12\n", one_));
  EXPECT_TRUE(opens(three() + "group g any W11 W12 W13\nquorum g\n", one_));
  EXPECT_FALSE(opens(three() + "group g 2 W11 W12 W13\nquorum g\n", one_));
  EXPECT_TRUE(opens(three() + "group g 2 W11 W12 W13\nquorum g\n", two_));
  EXPECT_FALSE(opens(three() + "group g all W11 W12 W13\nquorum g\n", two_));
  // The same witness twice is one witness.
  EXPECT_FALSE(opens(three() + "group g 2 W11 W12 W13\nquorum g\n", cosigned(one_, 11, 300)));
}

TEST_F(PolicyTest, GroupsHoldGroups) {
  const std::string nested = "# ours and theirs\n" + three() +
                             "group ours\tany W11 W13\n\n  group both all ours W12\nquorum both\n";
  EXPECT_FALSE(opens(nested, one_));
  EXPECT_TRUE(opens(nested, two_));
}

TEST_F(PolicyTest, AnOldCosignatureCountsForNothing) {
  const std::string policy = three() + "group g 2 W11 W12 W13\nquorum g\n";
  EXPECT_TRUE(opens(policy, two_, 100));
  EXPECT_FALSE(opens(policy, two_, 101));
}

TEST_F(PolicyTest, AForeignCheckpointIsRefusedBeforeTheQuorum) {
  const auto policy = WitnessPolicy::parse("quorum none\n");
  const NoteKey other{kOrigin, some_key(2).public_key};
  EXPECT_EQ(open_cosigned(none_, other, *policy, 0).error(), CosignedRefusal::kCheckpoint);
}

TEST_F(PolicyTest, AWrongLineIsNamed) {
  const NoteKey log{kOrigin, key_.public_key};
  const struct {
    std::string text;
    const char* said;
  } cases[] = {
      {"", "no quorum"},
      {"quorum none", "line 1: no newline"},
      {"quorum none\nquorum none\n", "line 2: a second quorum"},
      {"quorum x\n", "line 1: a name that no line before"},
      {"quorum\n", "line 1: a quorum is"},
      {"logs x\n", "line 1: neither"},
      {"log x\nquorum none\n", "line 1: not the verifier key of a log"},
      {"log " + witness_key(11).vkey() + "\n", "not the verifier key of a log"},
      {"log " + log.vkey() + "\nlog " + log.vkey() + " https://log.example\n",
       "line 2: a log that"},
      {"log\n", "a log is"},
      {"witness W " + log.vkey() + "\n", "not the verifier key of a witness"},
      {witness(11) + "witness V " + witness_key(11).vkey() + "\n", "line 2: a witness that"},
      {witness(11) + "witness W11 " + witness_key(12).vkey() + "\n", "a name that is taken"},
      {"witness none " + witness_key(12).vkey() + "\n", "a name that is taken"},
      {"witness W\n", "a witness is"},
      {three() + "group g 0 W11\n", "not a number of"},
      {three() + "group g 2 W11\n", "not a number of"},
      {three() + "group g 01 W11\n", "not a number of"},
      {three() + "group g some W11\n", "not a number of"},
      {three() + "group g any\n", "a group is"},
      {three() + "group g any none\n", "a member that no line"},
      {three() + "group g any g\n", "a member that no line"},
      {three() + "group g any W11 W11\n", "line 4: a member that is in a group"},
      {three() + "group g any W11\ngroup h any W11\n", "line 5: a member that is in a group"},
      {"quorum none\r\n", "a control character"},
  };
  for (const auto& wrong : cases) {
    const auto parsed = WitnessPolicy::parse(wrong.text);
    ASSERT_FALSE(parsed) << wrong.text;
    EXPECT_NE(parsed.error().find(wrong.said), std::string::npos) << parsed.error();
  }
}

}  // namespace
}  // namespace sotto::tlog
