#include "crypto/tlog/note.h"

#include <gtest/gtest.h>

#include <cctype>

#include "crypto/primitives/hash.h"
#include "crypto/primitives/random_testing.h"
#include "tests/support/vectors.h"

namespace sotto::tlog {
namespace {

using sotto::testing::hex;
using sotto::testing::read_vectors;

std::string hex_text(const sotto::testing::VectorCase& vector, const std::string& key) {
  const Bytes bytes = hex(vector, key);
  return std::string(bytes.begin(), bytes.end());
}

struct Signer {
  SigningKey key;
  NoteKey note_key;
};

Signer signer(const std::string& name, std::uint64_t seed) {
  const SeededRandom random(seed);
  SigningKey key = SigningKey::generate();
  const NoteKey note_key{name, key.public_key};
  return {std::move(key), note_key};
}

std::string line_of(const std::string& note) {
  return note.substr(note.rfind("\n\n") + 2);
}

std::string line(const std::string& name, ByteView payload) {
  return "\u2014 " + name + " " + to_base64(payload) + "\n";
}

NoteRefusal refusal(std::string_view note, std::span<const NoteKey> known) {
  const auto opened = open_note(note, known);
  EXPECT_FALSE(opened.has_value());
  return opened ? NoteRefusal{} : opened.error();
}

bool is_refused(std::string_view note, std::span<const NoteKey> known, NoteRefusal why) {
  const auto opened = open_note(note, known);
  return !opened && opened.error() == why;
}

class NoteTest : public ::testing::Test {
 protected:
  const std::string text_ = "log.example/one\nsecond line\n";
  const Signer log_ = signer("log.example/one", 1);
  const Signer witness_ = signer("witness.example/w", 2);
  const std::vector<NoteKey> known_ = {log_.note_key, witness_.note_key};
  const std::string note_ = sign_note(text_, log_.note_key.name, log_.key);
};

TEST_F(NoteTest, ThePublishedNoteOpens) {
  const auto vector = read_vectors("c2sp_notes").front();
  const std::string vkey = hex_text(vector, "vkey");
  const std::optional<NoteKey> key = NoteKey::parse_vkey(vkey);
  ASSERT_TRUE(key);
  EXPECT_EQ(key->name, "example.com/foo");
  EXPECT_EQ(to_hex(key->id()), "530d903a");
  EXPECT_EQ(key->vkey(), vkey);
  const auto opened = open_note(hex_text(vector, "note"), {&*key, 1});
  ASSERT_TRUE(opened);
  EXPECT_EQ(opened->text, "This is an example message.\n");
  EXPECT_EQ(opened->signers, (std::vector<NoteSigner>{{*key}}));
}

TEST_F(NoteTest, WhatWasSignedOpens) {
  const auto opened = open_note(note_, known_);
  ASSERT_TRUE(opened);
  EXPECT_EQ(opened->text, text_);
  EXPECT_EQ(opened->signers, (std::vector<NoteSigner>{{log_.note_key}}));
}

TEST_F(NoteTest, TheTextMayHoldEmptyLines) {
  for (const std::string text :
       {"\n", "\n\n", "one\n\n\ntwo\n", "one\n\n", "caf\u00e9 \u2014 x\n"}) {
    const auto opened = open_note(sign_note(text, log_.note_key.name, log_.key), known_);
    ASSERT_TRUE(opened) << ::testing::PrintToString(text);
    EXPECT_EQ(opened->text, text);
  }
}

TEST_F(NoteTest, SeveralKnownKeysAreAllNamedEachOnce) {
  const std::string both = note_ + line_of(sign_note(text_, witness_.note_key.name, witness_.key));
  const auto opened = open_note(both + line_of(note_), known_);
  ASSERT_TRUE(opened);
  EXPECT_EQ(opened->signers, (std::vector<NoteSigner>{{known_[0]}, {known_[1]}}));
}

TEST_F(NoteTest, LinesByUnknownKeysAreIgnored) {
  const Bytes payload(68, 7);
  const Bytes own_id = concat({log_.note_key.id(), Bytes(64, 7)});
  const std::string same_id = line("other.example", own_id);
  const std::string same_name = line(log_.note_key.name, payload);
  const std::string long_one = line("pq.example", Bytes(2424, 1));
  const std::string short_one = line("x", Bytes(5, 1));
  for (const std::string& unknown : {same_id, same_name, long_one, short_one}) {
    EXPECT_TRUE(open_note(note_ + unknown, known_)) << unknown;
    EXPECT_TRUE(open_note(text_ + "\n" + unknown + line_of(note_), known_)) << unknown;
    EXPECT_EQ(refusal(text_ + "\n" + unknown, known_), NoteRefusal::kNoKnownSignature) << unknown;
  }
  EXPECT_EQ(refusal(note_, {}), NoteRefusal::kNoKnownSignature);
}

TEST_F(NoteTest, ABadSignatureByAKnownKeySpoilsTheNote) {
  const std::string other = line_of(sign_note("another text\n", log_.note_key.name, log_.key));
  EXPECT_EQ(refusal(text_ + "\n" + other, known_), NoteRefusal::kBadSignature);
  EXPECT_EQ(refusal(note_ + other, known_), NoteRefusal::kBadSignature) << "after a good one";
  for (std::size_t size : {1u, 63u, 65u}) {
    const std::string cut = line(log_.note_key.name, concat({log_.note_key.id(), Bytes(size, 1)}));
    EXPECT_EQ(refusal(note_ + cut, known_), NoteRefusal::kBadSignature) << "size " << size;
  }
}

TEST_F(NoteTest, MalformedNotesAreRefused) {
  const std::string sig = line_of(note_);
  const std::string_view name = "log.example/one";
  const std::string base64 = sig.substr(sig.rfind(' ') + 1);
  const std::string stray = "\u2014 x AAAAAAB=\n";  // five bytes and two bits set
  for (const std::string& bad : {
           std::string(),
           std::string("\n\n"),
           text_,
           text_ + "\n",  // no signature
           text_ + sig,
           "\n" + sig,
           sig,  // no text or divider
           note_ + "\n",
           note_ + "x\n",
           text_ + "\n\n" + sig + "\n" + text_,  // something after
           note_.substr(0, note_.size() - 1),    // last newline missing
           text_ + "\n- " + sig.substr(4),
           text_ + "\n \u2014" + sig.substr(3),
           text_ + "\n\u2014" + sig.substr(4),
           text_ + "\n\u2013" + sig.substr(3),
           text_ + "\n\u2014  " + base64,
           text_ + "\n\u2014 " + base64,  // no name
           text_ + "\n\u2014 a+b " + base64,
           text_ + "\n\u2014 a\u00a0b " + base64,
           text_ + "\n\u2014 a\u2003b " + base64,
           text_ + "\n\u2014 a\xff " + base64,
           text_ + "\n\u2014 a\tb " + base64,
           text_ + "\n\u2014 a  " + base64,
           text_ + "\n\u2014 " + std::string(name) + " \n",
           note_ + line("x", Bytes(4, 1)),
           note_ + stray,
           note_ + "\u2014 x AAAAAAA\n",
           note_ + "\u2014 x AAAAAAA= \n",
           "tab\t\n\n" + sig,
           "return\r\n\n" + sig,
           std::string("nul\0\n\n", 6) + sig,
           "\xc0\x80\n\n" + sig,
           "\xed\xa0\x80\n\n" + sig,
       }) {
    EXPECT_TRUE(is_refused(bad, known_, NoteRefusal::kMalformed)) << ::testing::PrintToString(bad);
  }
}

TEST_F(NoteTest, OneHundredLinesAreReadAndNoMore) {
  std::string note = note_;
  for (int i = 0; i < 99; ++i) note += line("x", Bytes(68, 1));
  EXPECT_TRUE(open_note(note, known_));
  EXPECT_EQ(refusal(note + line("x", Bytes(68, 1)), known_), NoteRefusal::kMalformed);
}

TEST_F(NoteTest, ANoteAboveItsLargestSizeIsRefused) {
  const std::size_t rest = note_.size() - text_.size();
  const std::string text = std::string(kMaxNoteSize - rest - 1, 'x') + "\n";
  EXPECT_TRUE(open_note(sign_note(text, log_.note_key.name, log_.key), known_));
  EXPECT_EQ(refusal(sign_note("x" + text, log_.note_key.name, log_.key), known_),
            NoteRefusal::kMalformed);
}

TEST_F(NoteTest, NoFlippedBitAndNoCutOpens) {
  for (std::size_t i = 0; i < note_.size(); ++i) {
    EXPECT_FALSE(open_note(note_.substr(0, i), known_)) << "cut at " << i;
    for (int bit = 0; bit < 8; ++bit) {
      std::string bad = note_;
      bad[i] = static_cast<char>(bad[i] ^ (1 << bit));
      EXPECT_FALSE(open_note(bad, known_)) << "byte " << i << " bit " << bit;
    }
  }
}

TEST(NoteKeyTest, AVerifierKeyIsReadBack) {
  const NoteKey key = signer("log.example/one", 3).note_key;
  EXPECT_EQ(NoteKey::parse_vkey(key.vkey()), key);
}

TEST(NoteKeyTest, MalformedVerifierKeysAreRefused) {
  const NoteKey key = signer("log.example/one", 3).note_key;
  const std::string id = to_hex(key.id());
  Bytes typed = concat({Bytes{1}, key.public_key});
  const std::string base64 = to_base64(typed);
  std::string upper = id;
  for (char& c : upper) c = static_cast<char>(std::toupper(c));
  ASSERT_NE(upper, id);
  typed[0] = 6;  // ML-DSA-44, which is not ours
  const std::string other_type = to_base64(typed);
  const auto other_id = sha256({as_bytes(key.name), as_bytes("\n"), typed});
  const std::string name = key.name;
  for (const std::string& bad :
       {std::string(), name, name + "+", name + "+" + id, name + "+" + id + "+",
        "+" + id + "+" + base64, name + "+" + upper + "+" + base64, name + "+00000000+" + base64,
        name + "+" + id + "+" + other_type,
        name + "+" + to_hex(FixedView<32>(other_id).first<4>()) + "+" + other_type,
        name + "+" + id + "+" + to_base64(ByteView(typed).first(32)),
        name + "+" + id + "+" + base64 + "AAAA", name + "+" + id + "+" + base64 + "\n",
        name + "x+" + id + "+" + base64, "a b+" + id + "+" + base64,
        name + "+" + id.substr(1) + "+" + base64, name + "+" + id + " " + base64}) {
    EXPECT_FALSE(NoteKey::parse_vkey(bad)) << bad;
  }
}

TEST(NoteDeathTest, SigningWhatIsNoNoteIsABug) {
  const Signer log = signer("log.example/one", 1);
  EXPECT_DEATH(sign_note("no newline", "log.example/one", log.key), "panic: tlog");
  EXPECT_DEATH(sign_note("tab\t\n", "log.example/one", log.key), "panic: tlog");
  EXPECT_DEATH(sign_note("text\n", "a+b", log.key), "panic: tlog");
  EXPECT_DEATH((NoteKey{"a b", log.key.public_key}.vkey()), "panic: tlog");
}

}  // namespace
}  // namespace sotto::tlog
