// Who goes off the desk for good: what has to be settled first, and that nothing is left of them.

#include "client/core/near_peer/take_off.h"

#include <gtest/gtest.h>

#include "client/core/near_peer/desk_file.h"
#include "tests/client/near_peer/post.h"

namespace sotto::client {
namespace {

using testing::kSampleToday;
using testing::Post;

std::optional<DeskRefusal> refusal(Post& post, std::uint32_t number) {
  const auto done = take_off(post.desk, post.mail, post.keys, number, kSampleToday);
  return done ? std::nullopt : std::optional(done.error());
}

// What the director's file would hold now.
std::string held(const Post& post) {
  DirectorsDesk whole = begin_desk(post.genesis, testing::sample_scheme(), post.keys.clone());
  whole.desk = post.desk;
  whole.mail = post.mail;
  const SecretBytes plain = encode_people(whole);
  EXPECT_TRUE(read_people(whole, plain.expose()));
  const ByteView bytes = plain.expose();
  return {bytes.begin(), bytes.end()};
}

void does(Post& post, PeerState& who, PeerVerb verb, std::string text = {}) {
  PeerAct act{.verb = verb};
  act.pair = 1;
  act.text = std::move(text);
  ASSERT_TRUE(who.act(act, post.around()));
}

TEST(TakeOff, WhoIsInAPairOrTakesPartLeavesFirst) {
  Post post;
  post.begin();
  EXPECT_EQ(refusal(post, 1), DeskRefusal::kPaired);
  EXPECT_EQ(refusal(post, 2), DeskRefusal::kPaired);
  EXPECT_EQ(refusal(post, 3), DeskRefusal::kNoSuchRow);
  ASSERT_TRUE(post.desk.change_pairing(2));
  EXPECT_EQ(refusal(post, 1), DeskRefusal::kStillIn);
  EXPECT_EQ(refusal(post, 2), DeskRefusal::kStillIn);
  ASSERT_TRUE(post.desk.opt_out(2));
  EXPECT_EQ(refusal(post, 2), DeskRefusal::kStillIn) << "who opted out may come back";
  EXPECT_EQ(post.desk.doctors().size(), 1u);
  ASSERT_TRUE(post.desk.withdraw_doctor(2));
  EXPECT_EQ(refusal(post, 2), std::nullopt);
  EXPECT_EQ(refusal(post, 2), DeskRefusal::kNoSuchRow);
}

TEST(TakeOff, AnApplicantWhoIsNotEligibleNowNeedsNotLeaveFirst) {
  Post post;
  ASSERT_TRUE(post.desk.apply(testing::sample_application("Never")));
  testing::add_eligible(post.desk, "Over");
  EXPECT_EQ(refusal(post, 1), std::nullopt) << "was never confirmed";
  EXPECT_EQ(refusal(post, 2), DeskRefusal::kStillIn);
  const auto next = post.desk.policy().cycles[1];
  EXPECT_TRUE(take_off(post.desk, post.mail, post.keys, 2, next)) << "their cycle is over";
  EXPECT_EQ(held(post).find("example.org"), std::string::npos);
}

TEST(TakeOff, WhatWasWrittenAboutAPairingIsSettledFirst) {
  Post post;
  post.begin();
  does(post, post.carl, PeerVerb::kTellRelationship, "We do not get on.");
  post.round({&post.abel, &post.carl});
  ASSERT_TRUE(post.desk.withdraw_supporter(1));
  EXPECT_EQ(refusal(post, 1), DeskRefusal::kNotes);
  EXPECT_EQ(settle_notes(post.desk, post.mail, 9).error(), DeskRefusal::kNoSuchRow);
  ASSERT_TRUE(settle_notes(post.desk, post.mail, 1));
  EXPECT_TRUE(post.mail.notes().empty());
  EXPECT_EQ(refusal(post, 1), std::nullopt);
}

TEST(TakeOff, NothingOfThemIsWrittenAnyMore) {
  Post post;
  post.begin();
  post.desk.feedback().add("Stays.");
  ASSERT_TRUE(post.desk.change_pairing(2));
  EXPECT_EQ(post.desk.doctor(2)->never, std::vector<std::uint32_t>{1});
  post.mail.renew_invitation(1);
  for (const char* name : {"Abel", "abel@example.org", "LTFT"}) {
    EXPECT_NE(held(post).find(name), std::string::npos) << name;
  }
  ASSERT_TRUE(post.desk.withdraw_supporter(1));
  EXPECT_EQ(refusal(post, 1), std::nullopt);
  for (const char* name : {"Abel", "abel@example.org", "LTFT", "Dr Sample"}) {
    EXPECT_EQ(held(post).find(name), std::string::npos) << name;
  }
  EXPECT_TRUE(post.desk.doctor(2)->never.empty());
  ASSERT_TRUE(post.desk.withdraw_doctor(2));
  EXPECT_EQ(refusal(post, 2), std::nullopt);
  EXPECT_EQ(held(post).find("example.org"), std::string::npos);
  EXPECT_NE(held(post).find("Stays."), std::string::npos);
  // Whoever comes next is nobody of before.
  ASSERT_TRUE(post.desk.add(testing::sample_doctor("Dora")));
  EXPECT_EQ(post.desk.doctors().back().number, 3u);
}

TEST(TakeOff, ALetterThatWaitsForTheOtherNamesThemNoMore) {
  Post post;
  post.begin();
  ASSERT_TRUE(post.desk.opt_out(2));
  ASSERT_TRUE(post.desk.add(testing::sample_doctor("Dora")));
  post.pair();
  post.mail.refresh(post.desk, post.keys);  // Abel is to be told of Carl and Dora
  ASSERT_TRUE(post.desk.withdraw_doctor(2));
  EXPECT_NE(held(post).find("carl@example.org"), std::string::npos);
  EXPECT_EQ(refusal(post, 2), std::nullopt);
  EXPECT_EQ(held(post).find("carl@example.org"), std::string::npos);
  EXPECT_NE(held(post).find("dora@example.org"), std::string::npos);
}

TEST(TakeOff, WhoIsOffTheDeskForgetsTheirPairAndIsAnsweredStill) {
  Post post;
  post.begin();
  ASSERT_EQ(post.abel.pairs().size(), 1u);
  ASSERT_TRUE(post.desk.withdraw_supporter(1));  // on paper: their locker knows nothing of it
  EXPECT_EQ(refusal(post, 1), std::nullopt);
  post.round({&post.abel, &post.carl});
  EXPECT_TRUE(post.abel.pairs().empty());
  EXPECT_FALSE(post.abel.is_known());
  EXPECT_FALSE(post.abel.has_joined());
  EXPECT_TRUE(post.carl.pairs().empty());
  // Their withdrawal comes after all, and is answered without a row.
  does(post, post.carl, PeerVerb::kWithdraw);
  post.said_by(post.carl);
  ASSERT_TRUE(post.desk.withdraw_doctor(2));
  EXPECT_EQ(refusal(post, 2), std::nullopt);
  for (int i = 0; i < 2; ++i) post.round({&post.abel, &post.carl});
  EXPECT_FALSE(post.carl.has_told(LetterKind::kStanding));
  for (int i = 0; i < 2; ++i) post.round({&post.abel, &post.carl});
  EXPECT_TRUE(post.said_by_director().empty()) << "nothing is repeated for ever";
}

TEST(TakeOff, AnApplicationThatIsRepeatedDoesNotBringThemBack) {
  Post post;
  PeerAct act{.verb = PeerVerb::kApply};
  act.application = testing::sample_application("Berta");
  ASSERT_TRUE(post.abel.act(act, post.around()));
  const auto cells = post.said_by(post.abel);
  post.give_director(cells);
  ASSERT_EQ(post.desk.supporters().size(), 1u);
  EXPECT_EQ(refusal(post, 1), std::nullopt);
  post.give_director(cells);
  EXPECT_TRUE(post.desk.supporters().empty());
}

}  // namespace
}  // namespace sotto::client
