// A near-peer pair and its director, by letters alone.

#include "client/core/near_peer/peer.h"

#include <gtest/gtest.h>

#include "client/core/near_peer/statement.h"
#include "tests/client/near_peer/post.h"

namespace sotto::client {
namespace {

using protocol::Role;
using testing::kSampleToday;
using testing::Post;

PeerAct act(PeerVerb verb, std::uint32_t pair = 0, std::string text = {}) {
  PeerAct out{.verb = verb};
  out.pair = pair;
  out.text = std::move(text);
  return out;
}

Agreement terms(std::string gain = "Advice") {
  Agreement out;
  out.start = kSampleToday;
  out.end = kSampleToday + 300;
  out.how_often = "Monthly, half an hour";
  out.where = "Library";
  out.gain = std::move(gain);
  return out;
}

PeerAct propose(const std::string& gain = "Advice") {
  PeerAct out = act(PeerVerb::kProposeAgreement, 1);
  out.terms = terms(gain);
  return out;
}

TEST(Peer, AnApplicationReachesTheDeskAndIsAnswered) {
  Post post;
  PeerAct apply = act(PeerVerb::kApply);
  apply.application = testing::sample_application("Berta", {"LTFT"});
  ASSERT_TRUE(post.abel.act(apply, post.around()));
  EXPECT_EQ(post.carl.act(apply, post.around()).error(), IntentRefusal::kWrongRole);
  post.round({&post.abel});
  ASSERT_EQ(post.desk.supporters().size(), 1u);
  EXPECT_EQ(post.desk.supporters()[0].application.name, "Berta");
  EXPECT_EQ(post.desk.supporters()[0].application.matched_on, std::vector<std::string>{"LTFT"});
  EXPECT_TRUE(post.director_heard(MailNews::kApplied));
  EXPECT_TRUE(post.abel.is_known());
  post.round({&post.abel});
  EXPECT_EQ(post.desk.supporters().size(), 1u) << "a repeat is no second applicant";
  EXPECT_FALSE(post.abel.has_told(LetterKind::kApplication));
}

TEST(Peer, TheLongestApplicationComesInTwoParts) {
  Post post;
  PeerAct apply = act(PeerVerb::kApply);
  Application& longest = apply.application;
  longest = testing::sample_application(std::string(80, 'n'));
  longest.email = std::string(88, 'a') + "@example.org";
  longest.supervisor_name = std::string(80, 's');
  longest.supervisor_email = std::string(88, 'b') + "@example.org";
  for (char c = 'a'; c < 'i'; ++c) longest.matched_on.push_back(std::string(40, c));
  ASSERT_EQ(longest.problem(), nullptr);
  ASSERT_TRUE(post.abel.act(apply, post.around()));
  for (int i = 0; i < 3; ++i) post.round({&post.abel});
  ASSERT_EQ(post.desk.supporters().size(), 1u);
  EXPECT_TRUE(post.abel.is_known());
}

TEST(Peer, AnInvitationOnPaperBindsOneLockerToOneRow) {
  Post post;
  ASSERT_TRUE(post.desk.add(testing::sample_doctor("Carl")));
  post.join(post.carl, 1);
  post.round({&post.carl});
  EXPECT_TRUE(post.director_heard(MailNews::kCame));
  EXPECT_EQ(post.carl.name(), "Carl");
  EXPECT_EQ(post.carl.grade(), "F1");
  EXPECT_TRUE(post.carl.pairs().empty()) << "known, and without a supporter yet";

  PeerState thief = PeerState::fresh(Role::kColleague, nullptr);
  post.join(thief, 1);
  post.round({&thief, &post.carl});
  EXPECT_FALSE(thief.is_known()) << "used once";
  post.mail.renew_invitation(1);
  PeerState again = PeerState::fresh(Role::kColleague, nullptr);
  post.join(again, 1);
  post.round({&again, &thief});
  EXPECT_TRUE(again.is_known()) << "Carl lost the words; the director renewed it";
  EXPECT_FALSE(thief.is_known());
}

TEST(Peer, ARenewedInvitationGoesBeforeWhatTheSameLockerStillHasToSay) {
  Post post;
  post.begin();
  ASSERT_TRUE(post.carl.act(act(PeerVerb::kOptOut), post.around()));
  (void)post.said_by(post.carl);
  post.mail.renew_invitation(2);
  ASSERT_FALSE(post.mail.has_come(2)) << "to the director the locker is nobody's";
  post.join(post.carl, 2);
  for (int i = 0; i < 3; ++i) post.round({&post.abel, &post.carl});
  EXPECT_TRUE(post.mail.has_come(2));
  EXPECT_EQ(post.desk.doctor(2)->standing, Standing::kOptedOut);
}

TEST(Peer, IntroductionsAreTheWholeViewOfBothSides) {
  Post post;
  post.begin();
  ASSERT_EQ(post.carl.pairs().size(), 1u);
  ASSERT_EQ(post.abel.pairs().size(), 1u);
  const PairedWith& supporter = post.carl.pairs()[0].with;
  EXPECT_EQ(supporter.name, "Abel");
  EXPECT_EQ(supporter.grade, "F2");
  EXPECT_EQ(supporter.met, std::vector<std::string>{"ltft"}) << "as far as possible, and told";
  EXPECT_EQ(supporter.key, post.abel.identity().public_key);
  const PairedWith& doctor = post.abel.pairs()[0].with;
  EXPECT_EQ(doctor.name, "Carl");
  EXPECT_EQ(doctor.email, "carl@example.org");
  EXPECT_EQ(doctor.pair, supporter.pair);
  EXPECT_TRUE(post.heard(PeerNews::kPaired));
  // Nothing more is said when nothing has changed.
  for (int i = 0; i < 3; ++i) post.round({&post.abel, &post.carl});
  EXPECT_TRUE(post.said_by(post.abel).empty());
  EXPECT_TRUE(post.said_by_director().empty());
}

TEST(Peer, WhoHasNotComeIsNamedAllTheSame) {
  Post post;
  testing::add_eligible(post.desk, "Abel");
  ASSERT_TRUE(post.desk.add(testing::sample_doctor("Carl")));
  post.pair();
  post.join(post.abel, 1);
  post.round({&post.abel});
  ASSERT_EQ(post.abel.pairs().size(), 1u);
  EXPECT_EQ(post.abel.pairs()[0].with.email, "carl@example.org") << "to be written to by mail";
  EXPECT_FALSE(post.abel.pairs()[0].with.has_come());
  EXPECT_EQ(post.abel.act(act(PeerVerb::kRemind, 1), post.around()).error(),
            IntentRefusal::kPeerNotThere);
}

TEST(Peer, OptingOutIsOneActAndTellsTheSupporterOnlyWhenWished) {
  Post post;
  post.begin();
  ASSERT_TRUE(post.carl.act(act(PeerVerb::kOptOut), post.around()));
  EXPECT_EQ(post.carl.standing(), Standing::kOptedOut) << "at once";
  for (int i = 0; i < 2; ++i) post.round({&post.carl, &post.abel});
  EXPECT_EQ(post.desk.doctor(2)->standing, Standing::kOptedOut);
  EXPECT_EQ(post.desk.doctor(2)->supporter, 1u) << "who stays the named contact";
  EXPECT_FALSE(post.abel.pairs()[0].with.opted_out) << "not told";
  EXPECT_EQ(post.carl.pairs().size(), 1u);

  PeerAct tell = act(PeerVerb::kOptOut);
  tell.tell = true;
  ASSERT_TRUE(post.carl.act(tell, post.around()));
  for (int i = 0; i < 2; ++i) post.round({&post.carl, &post.abel});
  EXPECT_TRUE(post.abel.pairs()[0].with.opted_out);
}

TEST(Peer, OptingInAgainReachesTheDirectorAndTheSupporter) {
  Post post;
  post.begin();
  EXPECT_EQ(post.carl.act(act(PeerVerb::kOptIn), post.around()).error(),
            IntentRefusal::kAlreadySaid);
  ASSERT_TRUE(post.carl.act(act(PeerVerb::kOptOut), post.around()));
  for (int i = 0; i < 2; ++i) post.round({&post.carl, &post.abel});
  const PairId before = post.carl.pairs()[0].with.pair;
  ASSERT_TRUE(post.carl.act(act(PeerVerb::kOptIn), post.around()));
  // To the supporter, with no director in between.
  post.give(post.abel, post.said_by(post.carl));
  EXPECT_TRUE(post.abel.pairs()[0].came_back);
  for (int i = 0; i < 2; ++i) post.round({&post.carl, &post.abel});
  EXPECT_EQ(post.desk.doctor(2)->standing, Standing::kIn);
  EXPECT_EQ(post.carl.pairs()[0].with.pair, before) << "the same pair";
}

TEST(Peer, AReminderIsRareAndAsksForNothing) {
  Post post;
  post.begin();
  ASSERT_TRUE(post.carl.act(act(PeerVerb::kOptOut), post.around()));
  EXPECT_EQ(post.carl.act(act(PeerVerb::kRemind, 1), post.around()).error(),
            IntentRefusal::kWrongRole);
  ASSERT_TRUE(post.abel.act(act(PeerVerb::kRemind, 1), post.around()));
  post.round({&post.abel, &post.carl});
  EXPECT_TRUE(post.heard(PeerNews::kReminder));
  EXPECT_EQ(post.abel.act(act(PeerVerb::kRemind, 1), post.around()).error(),
            IntentRefusal::kAlreadySaid)
      << "one in seventeen weeks";
  // Who opted out answers nothing in the pair, not even that it came.
  for (const auto& sender : post.carl.senders()) EXPECT_EQ(sender.who, 0u);
  post.today += 17 * 7;
  EXPECT_TRUE(post.abel.act(act(PeerVerb::kRemind, 1), post.around()));
}

TEST(Peer, AnotherPairingEndsItForBothWithoutAReason) {
  Post post;
  post.begin();
  ASSERT_TRUE(post.abel.act(act(PeerVerb::kAnotherPairing, 1), post.around()))
      << "either may ask for it";
  for (int i = 0; i < 2; ++i) post.round({&post.carl, &post.abel});
  EXPECT_TRUE(post.director_heard(MailNews::kAnotherPairing));
  EXPECT_EQ(post.desk.doctor(2)->supporter, 0u);
  EXPECT_TRUE(post.heard(PeerNews::kUnpaired));
  EXPECT_TRUE(post.carl.pairs().empty());
  EXPECT_TRUE(post.abel.pairs().empty());
}

TEST(Peer, WhoWithdrawsForgetsEveryPairAtOnce) {
  Post post;
  post.begin();
  ASSERT_TRUE(post.carl.act(act(PeerVerb::kWithdraw), post.around()));
  EXPECT_TRUE(post.carl.pairs().empty()) << "before anybody was told";
  for (int i = 0; i < 2; ++i) post.round({&post.carl, &post.abel});
  EXPECT_EQ(post.desk.doctor(2)->standing, Standing::kWithdrawn);
  EXPECT_TRUE(post.abel.pairs().empty());
  EXPECT_EQ(post.carl.act(act(PeerVerb::kOptIn), post.around()).error(), IntentRefusal::kPeerLeft);
  ASSERT_TRUE(post.abel.act(act(PeerVerb::kWithdraw), post.around()));
  post.round({&post.abel});
  EXPECT_TRUE(post.desk.supporter(1)->withdrawn);
}

TEST(Peer, AnAgreementIsSignedByBothOverOneText) {
  Post post;
  post.begin();
  EXPECT_EQ(post.abel.act(act(PeerVerb::kSignAgreement, 1), post.around()).error(),
            IntentRefusal::kPeerNotThere);
  ASSERT_TRUE(post.carl.act(propose(), post.around()));
  post.round({&post.carl, &post.abel});
  EXPECT_TRUE(post.heard(PeerNews::kAgreement));
  const auto whole = [&](const PeerState& of) {
    return of.pairs()[0].agreement->is_whole(post.around().origin, post.genesis);
  };
  EXPECT_FALSE(whole(post.abel));
  ASSERT_TRUE(post.abel.act(act(PeerVerb::kSignAgreement, 1), post.around()));
  EXPECT_EQ(post.abel.act(act(PeerVerb::kSignAgreement, 1), post.around()).error(),
            IntentRefusal::kAlreadySaid);
  for (int i = 0; i < 2; ++i) post.round({&post.carl, &post.abel});
  EXPECT_TRUE(whole(post.abel));
  EXPECT_TRUE(whole(post.carl));
  EXPECT_EQ(post.carl.pairs()[0].agreement->agreement.supportee, "Carl");
  EXPECT_EQ(post.carl.pairs()[0].agreement->agreement.supporter, "Abel");

  // A change needs both again.
  ASSERT_TRUE(post.abel.act(propose("Careers"), post.around()));
  post.round({&post.carl, &post.abel});
  EXPECT_FALSE(whole(post.carl));
  EXPECT_EQ(post.carl.pairs()[0].agreement->agreement.number, 2u);
  ASSERT_TRUE(post.carl.act(act(PeerVerb::kSignAgreement, 1), post.around()));
  for (int i = 0; i < 2; ++i) post.round({&post.carl, &post.abel});
  EXPECT_TRUE(whole(post.abel));
}

TEST(Peer, OfTwoTextsWithOneNumberTheSupportersCounts) {
  Post post;
  post.begin();
  ASSERT_TRUE(post.carl.act(propose("Mine"), post.around()));
  ASSERT_TRUE(post.abel.act(propose("Yours"), post.around()));
  for (int i = 0; i < 2; ++i) post.round({&post.carl, &post.abel});
  EXPECT_EQ(post.carl.pairs()[0].agreement->agreement.gain, "Yours");
  EXPECT_EQ(post.abel.pairs()[0].agreement->agreement.gain, "Yours");
}

TEST(Peer, FeedbackIsAskedForAfterThreeMonthsAndGoesToTheSupporterAlone) {
  Post post;
  post.begin();
  const PeerPair& pair = post.carl.pairs()[0];
  EXPECT_FALSE(post.carl.feedback_is_due(pair, post.around()));
  post.today += 13 * 7;
  EXPECT_TRUE(post.carl.feedback_is_due(pair, post.around()));
  PeerAct give = act(PeerVerb::kGiveFeedback, 1);
  give.feedback = {{4, 3, 5}, "Thank you."};
  EXPECT_EQ(post.carl.act(give, post.around()).error(), IntentRefusal::kPeerInvalid);
  give.feedback.answers[2] = 2;
  ASSERT_TRUE(post.carl.act(give, post.around()));
  EXPECT_FALSE(post.carl.feedback_is_due(post.carl.pairs()[0], post.around()));
  const auto cells = post.said_by(post.carl);
  for (const Bytes& cell : cells) EXPECT_FALSE(post.open(post.keys.sealing, cell));
  post.give(post.abel, cells);
  ASSERT_TRUE(post.abel.pairs()[0].feedback);
  EXPECT_EQ(*post.abel.pairs()[0].feedback, give.feedback);
}

TEST(Peer, AboutTheSchemeHasNoSenderAndCountsOnce) {
  Post post;
  post.begin();
  for (int i = 0; i < 5; ++i) {
    PeerAct about = act(PeerVerb::kTellAboutScheme, 0, "Text " + std::to_string(i));
    ASSERT_TRUE(post.carl.act(about, post.around()));
    EXPECT_EQ(post.carl.act(about, post.around()).error(), IntentRefusal::kNoRoom);
    for (int visit = 0; visit < PeerState::kAboutSchemeTimes; ++visit) {
      const auto cells = post.said_by(post.carl);
      ASSERT_EQ(cells.size(), 1u);
      const auto letter = post.open(post.keys.sealing, cells[0]);
      ASSERT_TRUE(letter);
      EXPECT_EQ(letter->sender, SigningPublicKey{});
      post.give_director(cells);
    }
    EXPECT_TRUE(post.said_by(post.carl).empty()) << "four times and no more";
    if (i < 4) {
      EXPECT_TRUE(post.desk.feedback().release().empty());
    }
  }
  EXPECT_EQ(post.desk.feedback().release().size(), 5u);
}

TEST(Peer, WhatIsWrongBetweenTwoGoesToTheDirectorAlone) {
  Post post;
  post.begin();
  const std::string text = "I would like to speak with you.";
  ASSERT_TRUE(post.carl.act(act(PeerVerb::kTellRelationship, 1, text), post.around()));
  EXPECT_EQ(post.carl.act(act(PeerVerb::kTellRelationship, 2, text), post.around()).error(),
            IntentRefusal::kNoSuchPair);
  const auto cells = post.said_by(post.carl);
  EXPECT_TRUE(post.give(post.abel, cells).empty());
  post.give_director(cells);
  ASSERT_EQ(post.mail.notes().size(), 1u);
  EXPECT_EQ(post.mail.notes()[0].from, 2u);
  EXPECT_EQ(post.mail.notes()[0].about, 1u);
  EXPECT_EQ(post.mail.notes()[0].text, text);
  EXPECT_EQ(post.desk.doctor(2)->supporter, 1u) << "nothing changes by itself";
}

TEST(Peer, AStatementComesToItsSupporter) {
  Post post;
  post.begin();
  const SignedStatement made =
      sign_statement({"sotto.example/near-peer", post.genesis, StatementKind::kSupporter, "Abel",
                      kSampleToday - 100, kSampleToday, kSampleToday, Hours::kUpTo10},
                     post.keys.signing);
  EXPECT_FALSE(post.mail.put_statement(9, made.file()));
  ASSERT_TRUE(post.mail.put_statement(1, made.file()));
  post.round({&post.abel, &post.carl});
  EXPECT_TRUE(post.heard(PeerNews::kStatement));
  EXPECT_EQ(post.abel.statement(), made.file());
  EXPECT_TRUE(post.carl.statement().empty());
}

TEST(Peer, NobodyTakesAPairThatIsNotSenior) {
  Post post;
  post.begin();
  ASSERT_TRUE(post.desk.change_pairing(2));
  ASSERT_TRUE(post.desk.set_grade(2, "F2"));
  Introduction wrong{"Carl", "F2", {post.carl.pairs()[0].with}};
  wrong.pairs[0].pair = PairId{9};
  Channel channel;
  ASSERT_TRUE(channel.put(LetterKind::kIntroduction, wrong.encode()));
  Letter letter = *channel.next();
  letter.number = 50;
  const auto cell =
      seal_letter(letter, &post.keys.signing, post.carl.mail().public_key, post.genesis);
  const auto news = post.give(post.carl, {*cell});
  EXPECT_TRUE(post.carl.pairs().empty());
  EXPECT_TRUE(std::ranges::any_of(
      news, [](const PeerEvent& each) { return each.news == PeerNews::kNotSenior; }));
}

TEST(Peer, LettersOfAnybodyElseAreNothing) {
  Post post;
  post.begin();
  const Introduction told{"Carl", "F1", {}};
  Channel channel;
  ASSERT_TRUE(channel.put(LetterKind::kIntroduction, told.encode()));
  const SigningKey nobody = SigningKey::generate();
  Letter letter = *channel.next();
  letter.number = 50;
  const auto cell = seal_letter(letter, &nobody, post.carl.mail().public_key, post.genesis);
  EXPECT_TRUE(post.give(post.carl, {*cell}).empty());
  EXPECT_EQ(post.carl.pairs().size(), 1u);
  // In the director's name, by somebody else.
  const auto opened = post.open(post.carl.mail(), *cell);
  Letter forged = *opened;
  forged.sender = post.keys.signing.public_key;
  EXPECT_TRUE(post.carl.take(forged, post.keys.signing.public_key, post.around()).empty());
  EXPECT_EQ(post.carl.pairs().size(), 1u);
  // And an act of a locker that never came.
  PeerState stranger = PeerState::fresh(Role::kColleague, nullptr);
  ASSERT_TRUE(stranger.act(act(PeerVerb::kWithdraw), post.around()));
  EXPECT_TRUE(post.give_director(post.said_by(stranger)).empty());
}

TEST(Peer, ALockerThatIsFullRefusesAndTakesNothingByHalves) {
  Post post;
  post.begin();
  PeerAct longest = propose(std::string(500, 'g'));
  longest.terms.how_often = std::string(200, 'h');
  longest.terms.where = std::string(200, 'w');
  longest.terms.notes = std::string(500, 'n');
  ASSERT_TRUE(post.abel.act(longest, post.around())) << "the longest of one pair fits";
  const std::string text(600, 't');
  ASSERT_TRUE(post.abel.act(act(PeerVerb::kTellAboutScheme, 0, text), post.around()));
  // Another letter beside them does not, and nothing of it stays.
  const std::size_t before = post.abel.size();
  EXPECT_EQ(post.abel.act(act(PeerVerb::kTellRelationship, 1, std::string(600, 't')), post.around())
                .error(),
            IntentRefusal::kNoRoom);
  EXPECT_EQ(post.abel.size(), before);
  EXPECT_FALSE(post.abel.has_told(LetterKind::kRelationship));
  for (int i = 0; i < 8; ++i) post.round({&post.carl, &post.abel});
  ASSERT_TRUE(post.carl.pairs()[0].agreement);
  ASSERT_TRUE(post.carl.act(act(PeerVerb::kSignAgreement, 1), post.around()));
  for (int i = 0; i < 8; ++i) post.round({&post.carl, &post.abel});
  EXPECT_TRUE(post.abel.pairs()[0].agreement->is_whole(post.around().origin, post.genesis));
  EXPECT_TRUE(
      post.abel.act(act(PeerVerb::kTellRelationship, 1, std::string(600, 't')), post.around()))
      << "there is room again";
  EXPECT_LE(post.abel.size(), PeerState::kSupporterMax);
}

TEST(Peer, SurvivesItsStoringAndNothingElseReads) {
  Post post;
  post.begin();
  ASSERT_TRUE(post.carl.act(propose(), post.around()));
  for (const PeerState* each : {&post.abel, &post.carl}) {
    SecretWriter out(each->size());
    each->write(out);
    const SecretBytes bytes = out.take();
    ASSERT_EQ(bytes.size(), each->size());
    for (std::size_t size = 0; size < bytes.size(); ++size) {
      Reader cut(bytes.expose().first(size));
      EXPECT_FALSE(PeerState::read(cut) && cut.done()) << size;
    }
    for (std::size_t i = 0; i < bytes.size(); ++i) {
      Bytes flipped = to_bytes(bytes.expose());
      flipped[i] ^= 0x81;
      Reader in(flipped);
      const auto read = PeerState::read(in);  // whatever it says, it can be written again
      if (read) (void)read->clone();
    }
  }
}

TEST(DeskMail, SurvivesItsStoring) {
  Post post;
  post.begin();
  ASSERT_TRUE(post.carl.act(act(PeerVerb::kTellRelationship, 1, "Please call."), post.around()));
  post.round({&post.carl, &post.abel});
  post.mail.renew_invitation(2);
  SecretWriter out(post.mail.size());
  post.mail.write(out);
  const SecretBytes bytes = out.take();
  ASSERT_EQ(bytes.size(), post.mail.size());
  Reader in(bytes.expose());
  const auto again = DeskMail::read(in);
  ASSERT_TRUE(again && in.done());
  EXPECT_EQ(again->invitation(2, post.keys), post.mail.invitation(2, post.keys));
  EXPECT_EQ(again->notes().size(), 1u);
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    Reader cut(bytes.expose().first(size));
    EXPECT_FALSE(DeskMail::read(cut) && cut.done()) << size;
  }
}

TEST(DeskMail, PartsFollowFromTheDirectorsWordsAndHearOneSideEach) {
  const LockerKeys keys{{}, SigningKey::generate(), random_secret<32>()};
  EXPECT_NE(keys_of_part(keys, 0).id, keys_of_part(keys, 1).id);
  EXPECT_EQ(keys_of_part(keys, 0).id, keys_of_part(keys, 0).id);
  EXPECT_EQ(role_of_part(0, 4), Role::kSupporter);
  EXPECT_EQ(role_of_part(1, 4), Role::kSupporter);
  EXPECT_EQ(role_of_part(2, 4), Role::kColleague);
  EXPECT_EQ(role_of_part(3, 4), Role::kColleague);
}

}  // namespace
}  // namespace sotto::client
