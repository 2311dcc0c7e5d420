#include "crypto/tlog/checkpoint.h"

#include <gtest/gtest.h>

#include <cstring>

#include "crypto/primitives/random_testing.h"
#include "tests/support/vectors.h"

namespace sotto::tlog {
namespace {

using sotto::testing::hex;
using sotto::testing::read_vectors;

constexpr const char* kOrigin = "log.example/listen";

SigningKey some_key(std::uint64_t seed) {
  const SeededRandom random(seed);
  return SigningKey::generate();
}

Checkpoint some_checkpoint() {
  return {kOrigin, {{1234}, leaf_hash(Bytes{1})}};
}

TEST(Checkpoint, ThePublishedExamplesAreRead) {
  int read = 0;
  for (const auto& vector : read_vectors("c2sp_notes")) {
    if (!sotto::testing::text(vector, "name").starts_with("tlog-checkpoint")) continue;
    const Bytes bytes = hex(vector, "note");
    const std::string note(bytes.begin(), bytes.end());
    const std::string text = note.substr(0, note.rfind("\n\n") + 1);
    const auto checkpoint = Checkpoint::parse(text);
    ASSERT_TRUE(checkpoint);
    EXPECT_EQ(checkpoint->origin, "example.com/behind-the-sofa");
    EXPECT_EQ(checkpoint->head.size.value, 20852163u);
    EXPECT_EQ(to_base64(checkpoint->head.root), "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=");
    EXPECT_EQ(checkpoint->text(), text);
    // The log's key is not published: the note is well-formed, and by nobody known.
    const auto opened = open_checkpoint(note, {checkpoint->origin, some_key(1).public_key});
    ASSERT_FALSE(opened);
    EXPECT_EQ(opened.error(), CheckpointRefusal::kNoKnownSignature);
    ++read;
  }
  EXPECT_EQ(read, 2);
}

TEST(Checkpoint, WhatWasSignedOpens) {
  const SigningKey key = some_key(1);
  const NoteKey log{kOrigin, key.public_key};
  for (std::uint64_t size : {std::uint64_t{0}, std::uint64_t{1}, ~std::uint64_t{0}}) {
    Checkpoint checkpoint = some_checkpoint();
    checkpoint.head.size.value = size;
    const auto opened = open_checkpoint(sign_checkpoint(checkpoint, key), log);
    ASSERT_TRUE(opened);
    EXPECT_EQ(*opened, checkpoint);
  }
}

TEST(Checkpoint, TheTextIsThreeLines) {
  const Checkpoint empty{"a.example", {{0}, root({})}};
  EXPECT_EQ(empty.text(), "a.example\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n");
}

TEST(Checkpoint, ExtensionLinesAreToleratedAndDropped) {
  const SigningKey key = some_key(1);
  const std::string text = some_checkpoint().text() + "extension one\nand two\n";
  EXPECT_EQ(Checkpoint::parse(text), some_checkpoint());
  const auto opened = open_checkpoint(sign_note(text, kOrigin, key), {kOrigin, key.public_key});
  ASSERT_TRUE(opened);
  EXPECT_EQ(*opened, some_checkpoint());
}

TEST(Checkpoint, AnOriginMayHaveSpacesWhenRead) {
  const std::string text =
      "some log of ours\n" + some_checkpoint().text().substr(std::strlen(kOrigin) + 1);
  EXPECT_TRUE(Checkpoint::parse(text));
}

TEST(Checkpoint, MalformedTextsAreRefused) {
  const std::string root = to_base64(some_checkpoint().head.root);
  const std::string short_root = to_base64(ByteView(some_checkpoint().head.root).first(31));
  const std::string long_root = to_base64(Bytes(33, 1));
  for (const std::string& bad : {
           std::string(),
           std::string("\n"),
           std::string("o\n"),
           std::string("o\n1\n"),
           "\n1\n" + root + "\n",
           "o\n\n" + root + "\n",
           std::string("o\n1\n\n"),
           "o\n1\n" + root,
           "o\n1\n" + root + "\n\n",
           "o\n1\n" + root + "\n\nx\n",
           "o\n1\n" + root + "\nx",
           "o\n01\n" + root + "\n",
           "o\n00\n" + root + "\n",
           "o\n-1\n" + root + "\n",
           "o\n+1\n" + root + "\n",
           "o\n1 \n" + root + "\n",
           "o\n 1\n" + root + "\n",
           "o\n0x1\n" + root + "\n",
           "o\n1e3\n" + root + "\n",
           "o\n18446744073709551616\n" + root + "\n",
           "o\n1\n" + short_root + "\n",
           "o\n1\n" + long_root + "\n",
           "o\n1\n" + root.substr(0, 43) + "\n",
           "o\n1\n" + root + " \n",
           "o\n1\n" + to_hex(some_checkpoint().head.root) + "\n",
           "o\r\n1\n" + root + "\n",
           "\xff\n1\n" + root + "\n",
       }) {
    EXPECT_FALSE(Checkpoint::parse(bad)) << ::testing::PrintToString(bad);
  }
}

TEST(Checkpoint, EachRefusalHasItsReason) {
  const SigningKey key = some_key(1);
  const NoteKey log{kOrigin, key.public_key};
  const std::string note = sign_checkpoint(some_checkpoint(), key);
  const auto why = [&](std::string_view bad) {
    const auto opened = open_checkpoint(bad, log);
    EXPECT_FALSE(opened);
    return opened ? CheckpointRefusal{} : opened.error();
  };
  EXPECT_EQ(why(some_checkpoint().text()), CheckpointRefusal::kMalformed);
  EXPECT_EQ(why(sign_note("a signed text\n", kOrigin, key)), CheckpointRefusal::kMalformed);
  EXPECT_EQ(why(sign_checkpoint(some_checkpoint(), some_key(2))),
            CheckpointRefusal::kNoKnownSignature);
  Checkpoint larger = some_checkpoint();
  ++larger.head.size.value;
  const std::string swapped = larger.text() + note.substr(some_checkpoint().text().size());
  EXPECT_EQ(why(swapped), CheckpointRefusal::kBadSignature);
  Checkpoint other = some_checkpoint();
  other.origin = "other.example";
  EXPECT_EQ(why(sign_note(other.text(), kOrigin, key)), CheckpointRefusal::kOtherOrigin);
}

}  // namespace
}  // namespace sotto::tlog
