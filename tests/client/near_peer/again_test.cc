// Somebody applies a second time: to correct it, after leaving, or from another locker.

#include <gtest/gtest.h>

#include "client/core/near_peer/desk_file.h"
#include "client/core/near_peer/import.h"
#include "client/core/near_peer/take_off.h"
#include "tests/client/near_peer/post.h"

namespace sotto::client {
namespace {

using testing::kSampleToday;
using testing::Post;

void applies(Post& post, PeerState& who, const Application& application) {
  PeerAct act{.verb = PeerVerb::kApply};
  act.application = application;
  ASSERT_TRUE(who.act(act, post.around()));
}
void leaves(Post& post, PeerState& who) {
  ASSERT_TRUE(who.act({.verb = PeerVerb::kWithdraw}, post.around()));
}
Eligibility state(const Post& post, std::uint32_t row) {
  return post.desk.eligibility(*post.desk.supporter(row), kSampleToday);
}
// As the director would have them after the objection window.
void make_eligible(Post& post, std::uint32_t row) {
  ASSERT_TRUE(post.desk.told(row, kSampleToday - 30));
  ASSERT_TRUE(post.desk.attest(row, post.desk.policy().cycle(kSampleToday), "F2"));
}

// Whether the question about this row is still there when the desk was written and read.
bool keeps_claim(const Post& post, std::uint32_t row) {
  DirectorsDesk whole = begin_desk(post.genesis, testing::sample_scheme(), post.keys.clone());
  whole.desk = post.desk;
  whole.mail = post.mail;
  const SecretBytes plain = encode_people(whole);
  return read_people(whole, plain.expose()) && whole.mail.claim(row) != nullptr;
}

TEST(ApplyAgain, ACorrectionTakesThePlaceOfWhatWasThere) {
  Post post;
  applies(post, post.abel, testing::sample_application("Abel"));
  post.round({&post.abel});
  make_eligible(post, 1);
  Application corrected = testing::sample_application("Abel", {"LTFT"});
  corrected.email = "abel.new@example.org";
  applies(post, post.abel, corrected);
  post.round({&post.abel});
  EXPECT_TRUE(post.director_heard(MailNews::kAppliedAgain));
  ASSERT_EQ(post.desk.supporters().size(), 1u);
  EXPECT_EQ(post.desk.supporter(1)->application.encode(), corrected.encode());
  EXPECT_EQ(state(post, 1), Eligibility::kEligible) << "the supervisor is the same";
  corrected.supervisor_email = "another@example.org";
  applies(post, post.abel, corrected);
  post.round({&post.abel});
  EXPECT_EQ(state(post, 1), Eligibility::kSupervisorNotTold);
  post.told_director.clear();
  applies(post, post.abel, corrected);
  post.round({&post.abel});
  EXPECT_FALSE(post.director_heard(MailNews::kAppliedAgain)) << "that is nothing new";
}

TEST(ApplyAgain, WhoHasLeftBeginsAnew) {
  Post post;
  applies(post, post.abel, testing::sample_application("Abel"));
  post.round({&post.abel});
  make_eligible(post, 1);
  leaves(post, post.abel);
  for (int i = 0; i < 2; ++i) post.round({&post.abel});
  EXPECT_EQ(state(post, 1), Eligibility::kWithdrawn);
  applies(post, post.abel, testing::sample_application("Abel"));
  EXPECT_EQ(post.abel.standing(), Standing::kIn);
  EXPECT_FALSE(post.abel.is_known());
  for (int i = 0; i < 2; ++i) post.round({&post.abel});
  EXPECT_EQ(state(post, 1), Eligibility::kSupervisorNotTold);
  EXPECT_EQ(post.desk.supporter(1)->attested, 0u);
  EXPECT_TRUE(post.abel.is_known());
  ASSERT_EQ(post.desk.supporters().size(), 1u);
}

TEST(ApplyAgain, LeavingAndApplyingBetweenTwoVisitsOfTheDeskEndsWithTheApplication) {
  // The withdrawal is on its way: it goes first.
  Post post;
  post.begin();
  ASSERT_EQ(post.abel.pairs().size(), 1u);
  leaves(post, post.abel);
  applies(post, post.abel, testing::sample_application("Abel"));
  for (int i = 0; i < 4; ++i) post.round({&post.abel, &post.carl});
  EXPECT_EQ(state(post, 1), Eligibility::kSupervisorNotTold);
  EXPECT_TRUE(post.desk.doctor(2)->supporter == 0 && post.abel.pairs().empty());
  // The director has never heard of them: the application alone goes.
  Post early;
  applies(early, early.abel, testing::sample_application("Abel"));
  early.said_by(early.abel);
  leaves(early, early.abel);
  applies(early, early.abel, testing::sample_application("Berta"));
  for (int i = 0; i < 3; ++i) early.round({&early.abel});
  ASSERT_EQ(early.desk.supporters().size(), 1u);
  EXPECT_EQ(early.desk.supporter(1)->application.name, "Berta");
  EXPECT_FALSE(early.desk.supporter(1)->withdrawn);
  EXPECT_FALSE(early.abel.has_told(LetterKind::kStanding));
}

TEST(ApplyAgain, AnObjectionIsAskedForAnew) {
  Post post;
  applies(post, post.abel, testing::sample_application("Abel"));
  post.round({&post.abel});
  make_eligible(post, 1);
  ASSERT_TRUE(post.desk.objected(1));
  applies(post, post.abel, testing::sample_application("Abel", {"Age"}));
  post.round({&post.abel});
  EXPECT_EQ(state(post, 1), Eligibility::kSupervisorNotTold) << "who may object again";
}

TEST(ApplyAgain, FromAnotherLockerWaitsForTheDirector) {
  Post post;
  post.begin();
  PeerState other = PeerState::fresh(protocol::Role::kSupporter, nullptr);
  Application application = testing::sample_application("ABEL", {"Age"});
  applies(post, other, application);
  post.round({&post.abel, &post.carl, &other});
  EXPECT_TRUE(post.director_heard(MailNews::kAppliedElsewhere));
  ASSERT_NE(post.mail.claim(1), nullptr);
  EXPECT_EQ(post.mail.claim(1)->encode(), application.encode());
  EXPECT_EQ(post.desk.supporter(1)->application.name, "Abel") << "nothing was changed";
  EXPECT_EQ(post.mail.claim(2), nullptr);
  EXPECT_EQ(post.mail.settle_claim(2, true, post.desk).error(), DeskRefusal::kNoClaim);
  // It is kept with the desk, and has to be settled before anybody goes.
  EXPECT_TRUE(keeps_claim(post, 1));
  ASSERT_TRUE(post.desk.change_pairing(2) && post.desk.withdraw_supporter(1));
  EXPECT_EQ(take_off(post.desk, post.mail, post.keys, 1, kSampleToday).error(),
            DeskRefusal::kClaim);
  // Theirs: the row is theirs, and the locker of before is nobody's.
  ASSERT_TRUE(post.mail.settle_claim(1, true, post.desk));
  EXPECT_EQ(post.mail.claim(1), nullptr);
  EXPECT_EQ(post.desk.supporter(1)->application.name, "ABEL");
  EXPECT_EQ(state(post, 1), Eligibility::kSupervisorNotTold);
  for (int i = 0; i < 2; ++i) post.round({&post.abel, &post.carl, &other});
  EXPECT_EQ(other.name(), "ABEL");
  EXPECT_EQ(post.desk.supporters().size(), 1u);
}

TEST(ApplyAgain, WhatIsNotTheirsChangesNothing) {
  Post post;
  post.begin();
  PeerState other = PeerState::fresh(protocol::Role::kSupporter, nullptr);
  applies(post, other, testing::sample_application("ABEL"));
  post.round({&post.abel, &post.carl, &other});
  ASSERT_TRUE(post.mail.settle_claim(1, false, post.desk));
  EXPECT_EQ(post.mail.claim(1), nullptr);
  for (int i = 0; i < 2; ++i) post.round({&post.abel, &post.carl, &other});
  EXPECT_EQ(post.desk.supporter(1)->application.name, "Abel");
  EXPECT_EQ(post.abel.pairs().size(), 1u);
  EXPECT_FALSE(other.is_known());
}

// Abel (row 1) supports Carl (row 2); Berta (row 3) has come too, and corrects her application so
// that it has Abel's address.
struct Mistaken : Post {
  Mistaken() {
    begin();
    applies(*this, berta, testing::sample_application("Berta"));
    all();
    wrong.email = "ABEL@example.org";
    applies(*this, berta, wrong);
    all();
  }
  void all() {
    for (int i = 0; i < 2; ++i) round({&abel, &carl, &berta});
  }
  PeerState berta = PeerState::fresh(protocol::Role::kSupporter, nullptr);
  Application wrong = testing::sample_application("Berta", {"Age"});
};

TEST(ApplyAgain, ACorrectionWithAnothersAddressIsAQuestionToTheDirector) {
  Mistaken post;
  EXPECT_TRUE(post.director_heard(MailNews::kAppliedElsewhere));
  ASSERT_NE(post.mail.claim(1), nullptr);
  EXPECT_EQ(post.mail.claim(1)->encode(), post.wrong.encode());
  EXPECT_EQ(post.mail.claim(3), nullptr);
  EXPECT_EQ(post.desk.supporter(1)->application.name, "Abel");
  EXPECT_EQ(post.desk.supporter(3)->application.email, "berta@example.org") << "nothing changed";
  // It is kept with the desk.
  EXPECT_TRUE(keeps_claim(post, 1));
  // Not theirs: it goes, and both are who they were.
  ASSERT_TRUE(post.mail.settle_claim(1, false, post.desk));
  post.all();
  EXPECT_EQ(post.mail.claim(1), nullptr);
  EXPECT_EQ(post.abel.name(), "Abel");
  EXPECT_EQ(post.abel.pairs().size(), 1u);
  EXPECT_EQ(post.berta.name(), "Berta");
  EXPECT_TRUE(post.mail.has_come(1) && post.mail.has_come(3));
}

TEST(ApplyAgain, AnotherCorrectionTakesTheQuestionBack) {
  Mistaken post;
  Application right = post.wrong;
  right.email = "berta.new@example.org";
  applies(post, post.berta, right);
  post.all();
  EXPECT_EQ(post.mail.claim(1), nullptr);
  EXPECT_EQ(post.desk.supporter(3)->application.encode(), right.encode());
  EXPECT_TRUE(post.director_heard(MailNews::kAppliedAgain));
}

TEST(ApplyAgain, WhoIsOnTheDeskTwiceIsOneRowFromThenOn) {
  Mistaken post;
  ASSERT_TRUE(post.mail.settle_claim(1, true, post.desk));
  post.all();
  EXPECT_EQ(post.desk.supporter(1)->application.encode(), post.wrong.encode());
  EXPECT_EQ(post.berta.pairs().size(), 1u) << "the row has a pair";
  EXPECT_FALSE(post.mail.has_come(3)) << "the other row is nobody's, and can be taken off";
  EXPECT_TRUE(take_off(post.desk, post.mail, post.keys, 3, kSampleToday));
  post.all();
  EXPECT_EQ(post.berta.name(), "Berta");
  EXPECT_EQ(post.berta.pairs().size(), 1u);
}

TEST(ApplyAgain, OnPaperAfterLeaving) {
  Desk desk(testing::sample_near_peer());
  testing::add_eligible(desk, "Abel");
  const std::string list =
      "name,email,supervisor,supervisor name,supervisor email,declaration,characteristics,module\n"
      "Abel,ABEL@example.org,educational supervisor,Dr S,s@example.org,discussed,,done\n";
  EXPECT_FALSE(import_applications(desk, list)) << "a list is not taken twice";
  ASSERT_TRUE(desk.withdraw_supporter(1));
  ASSERT_TRUE(import_applications(desk, list));
  ASSERT_EQ(desk.supporters().size(), 1u);
  EXPECT_EQ(desk.eligibility(desk.supporters()[0], kSampleToday), Eligibility::kSupervisorNotTold);
}

TEST(BothLists, ADoctorMayApplyAndNeverSupportsThemself) {
  Post post;
  ASSERT_TRUE(post.desk.add(testing::sample_doctor("Abel")));
  applies(post, post.abel, testing::sample_application("ABEL"));
  post.round({&post.abel});
  EXPECT_TRUE(post.director_heard(MailNews::kApplied));
  ASSERT_EQ(post.desk.supporters().size(), 1u);
  make_eligible(post, 2);
  const MatchInput input = post.desk.matching(kSampleToday);
  ASSERT_EQ(input.doctors.size(), 1u);
  EXPECT_EQ(input.doctors[0].never, std::vector<std::uint32_t>{0});
  EXPECT_FALSE(post.desk.take(input, {{MatchOutcome::kNew, 0}}, kSampleToday));
}

}  // namespace
}  // namespace sotto::client
