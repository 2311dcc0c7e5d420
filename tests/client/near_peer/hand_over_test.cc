// A new director: what they take over, and that doctors and supporters notice nothing but the name.

#include "client/core/near_peer/hand_over.h"

#include <gtest/gtest.h>

#include "tests/client/near_peer/post.h"

namespace sotto::client {
namespace {

using protocol::Code;
using testing::Post;

// What the director of this post has in their file.
DirectorsDesk desk_of(const Post& post) {
  DirectorsDesk out = begin_desk(post.genesis, testing::sample_scheme(), post.keys.clone());
  out.desk = post.desk;
  out.mail = post.mail;
  out.mail.parts = 4;
  return out;
}
DirectorsDesk empty(const Post& post) {
  return begin_desk(post.genesis, testing::sample_scheme(), Post::new_director());
}

TEST(HandOver, OpensForTheSuccessorAndTheCodeAlone) {
  Post post;
  post.begin();
  DirectorsDesk successor = empty(post), somebody = empty(post), elsewhere = empty(post);
  elsewhere.genesis = Hash256{8};
  const Code code = Code::generate();
  const auto file = hand_over(desk_of(post), successor.sealing.public_key, code);
  ASSERT_TRUE(file);
  EXPECT_TRUE(is_handed_desk(*file));
  elsewhere.sealing = successor.sealing.clone();
  const auto refusal = [&](DirectorsDesk& desk, ByteView bytes, const Code& with) {
    const auto done = take_over(desk, bytes, with);
    return done ? std::optional<TakeOverRefusal>() : done.error();
  };
  EXPECT_EQ(refusal(somebody, *file, code), TakeOverRefusal::kNotYours);
  EXPECT_EQ(refusal(elsewhere, *file, code), TakeOverRefusal::kNotYours);
  EXPECT_EQ(refusal(successor, *file, Code::generate()), TakeOverRefusal::kNotYours);
  EXPECT_EQ(refusal(successor, as_bytes("sotto desk 1\n"), code), TakeOverRefusal::kNotHanded);
  for (std::size_t i = 0; i < file->size(); i += 7) {
    Bytes other = *file;
    other[i] ^= 1;
    EXPECT_NE(refusal(successor, other, code), std::nullopt) << i;
    EXPECT_TRUE(successor.desk.doctors().empty()) << "nothing was done";
  }
  EXPECT_EQ(refusal(successor, *file, code), std::nullopt);
  EXPECT_EQ(successor.desk.doctors().size(), 1u);
  EXPECT_EQ(refusal(successor, *file, code), TakeOverRefusal::kNotEmpty);
}

TEST(HandOver, TakesPeopleAndLettersAndNobodysKeys) {
  Post post;
  post.begin();
  DirectorsDesk before = desk_of(post);
  before.mail.has_read(protocol::Role::kColleague).add({7, 1, {}});
  before.mail.has_read(protocol::Role::kSupporter).add({7, 2, {}});
  DirectorsDesk after = empty(post);
  const auto own = after.signing.public_key;
  const Code code = Code::generate();
  const auto file = hand_over(before, after.sealing.public_key, code);
  ASSERT_TRUE(file && take_over(after, *file, code));
  EXPECT_EQ(after.signing.public_key, own);
  EXPECT_NE(after.sealing.public_key, before.sealing.public_key);
  for (const auto role : {protocol::Role::kColleague, protocol::Role::kSupporter}) {
    EXPECT_TRUE(after.mail.has_read(role).all().empty()) << "boards are read again by the new key";
  }
  EXPECT_EQ(after.mail.parts, 0) << "the parts' lockers open with the words of before";
  EXPECT_EQ(after.mail.invitation(9, after.keys()), before.mail.invitation(9, before.keys()));
  EXPECT_TRUE(after.mail.has_come(1) && after.mail.has_come(2));
  // The director's own keys stand nowhere in what went.
  const SecretBytes people = encode_people(before);
  const auto has = [&](ByteView secret) {
    return !std::ranges::search(people.expose(), secret).empty();
  };
  EXPECT_FALSE(has(before.signing.seed.expose()));
  EXPECT_FALSE(has(before.sealing.secret.expose()));
}

TEST(HandOver, EveryPairGoesOnUnderTheNewDirector) {
  Post post;
  post.begin();
  ASSERT_EQ(post.carl.pairs().size(), 1u);
  const PairId pair = post.carl.pairs()[0].with.pair;
  DirectorsDesk after = empty(post);
  const Code code = Code::generate();
  const auto file = hand_over(desk_of(post), after.sealing.public_key, code);
  ASSERT_TRUE(file && take_over(after, *file, code));
  // Said to the director of before, whose key nobody has any more: it comes again, to the new one.
  PeerAct out{.verb = PeerVerb::kOptOut};
  ASSERT_TRUE(post.carl.act(out, post.around()));
  post.said_by(post.carl);
  post.keys = after.keys();
  post.desk = after.desk;
  post.mail = after.mail;
  post.told_director.clear();
  for (int i = 0; i < 3; ++i) post.round({&post.abel, &post.carl});
  EXPECT_TRUE(post.director_heard(MailNews::kOptedOut));
  EXPECT_FALSE(post.carl.has_told(LetterKind::kStanding)) << "the new director has answered";
  ASSERT_EQ(post.carl.pairs().size(), 1u);
  EXPECT_EQ(post.carl.pairs()[0].with.pair, pair);
  ASSERT_EQ(post.abel.pairs().size(), 1u);
  EXPECT_EQ(post.abel.pairs()[0].with.pair, pair);
}

// A text that was sealed to the director before, and never read by them, comes to the next one; one
// that was read is not taken twice.
TEST(HandOver, WhatWasSaidAboutTheSchemeToTheOneBeforeIsSaidAgain) {
  Post post;
  post.begin();
  const auto says = [&](PeerState& who, std::string text) {
    PeerAct act{.verb = PeerVerb::kTellAboutScheme};
    act.text = std::move(text);
    ASSERT_TRUE(who.act(act, post.around()));
  };
  const auto visits = [&](PeerState& who) {
    who.look_at_director(post.keys.sealing.public_key, post.today);
    return post.said_by(who);
  };
  says(post.abel, "read");
  says(post.carl, "not read");
  for (int i = 0; i < PeerState::kAboutSchemeTimes; ++i) {
    post.give_director(visits(post.abel));
    visits(post.carl);
  }
  EXPECT_TRUE(visits(post.abel).empty() && visits(post.carl).empty());
  DirectorsDesk after = empty(post);
  const Code code = Code::generate();
  const auto file = hand_over(desk_of(post), after.sealing.public_key, code);
  ASSERT_TRUE(file && take_over(after, *file, code));
  post.keys = after.keys();
  post.desk = after.desk;
  post.mail = after.mail;
  post.today += PeerState::kAboutSchemeDays - 1;
  for (int i = 0; i < PeerState::kAboutSchemeTimes; ++i) {
    post.give_director(visits(post.abel));
    post.give_director(visits(post.carl));
  }
  EXPECT_TRUE(visits(post.carl).empty()) << "four times and no more";
  for (const char* text : {"a", "b"}) ASSERT_TRUE(post.desk.feedback().add(text));
  EXPECT_TRUE(post.desk.feedback().release().empty()) << "two of the five came by letters";
  ASSERT_TRUE(post.desk.feedback().add("c"));
  const auto texts = post.desk.feedback().release();
  ASSERT_EQ(texts.size(), 5u);
  EXPECT_EQ(std::ranges::count(texts, "not read"), 1);
  EXPECT_EQ(std::ranges::count(texts, "read"), 1);
  // Nobody keeps it longer than the board would have.
  const std::size_t kept = post.carl.size();
  post.today += PeerState::kAboutSchemeDays;
  EXPECT_TRUE(visits(post.carl).empty());
  EXPECT_LT(post.carl.size(), kept);
  post.keys = Post::new_director();
  EXPECT_TRUE(visits(post.carl).empty());
}

}  // namespace
}  // namespace sotto::client
