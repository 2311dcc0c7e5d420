// What a doctor would like in a supporter: said in their locker, read by the director alone.

#include <gtest/gtest.h>

#include "client/core/near_peer/desk_file.h"
#include "client/core/near_peer/desk_view.h"
#include "tests/client/near_peer/post.h"

namespace sotto::client {
namespace {

using testing::kSampleToday;
using testing::Post;
using Words = std::vector<std::string>;

PeerAct wish(Words words) {
  PeerAct out{.verb = PeerVerb::kStateWishes};
  out.wishes = std::move(words);
  return out;
}

// Somebody says it, and it has gone to and fro.
void states(Post& post, PeerState& who, const Words& words) {
  ASSERT_TRUE(who.act(wish(words), post.around()));
  for (int i = 0; i < 3; ++i) post.round({&post.abel, &post.carl});
}

// Carl (row 1) has come, and nobody supports anybody yet.
void begin_alone(Post& post) {
  ASSERT_TRUE(post.desk.add(testing::sample_doctor("Carl", {"From the list"})));
  post.join(post.carl, 1);
  for (int i = 0; i < 2; ++i) post.round({&post.carl});
  ASSERT_TRUE(post.carl.is_known());
}

Bytes letter_of(const Words& words) {
  return Wishes{words}.encode();
}

// A letter by this locker, under a number above all that it wrote.
std::vector<Bytes> cell_of(const Post& post, const PeerState& from, Bytes body) {
  Letter letter;
  letter.kind = LetterKind::kWishes;
  letter.number = 500;
  letter.piece = std::move(body);
  return {*seal_letter(letter, &from.identity(), post.keys.sealing.public_key, post.genesis)};
}

TEST(Wishes, HaveOneEncoding) {
  const Bytes wire = letter_of({"LTFT", "Age"});
  ASSERT_TRUE(Wishes::parse(wire));
  EXPECT_EQ(Wishes::parse(wire)->words, (Words{"LTFT", "Age"}));
  ASSERT_TRUE(Wishes::parse(Bytes{0}));
  EXPECT_TRUE(Wishes::parse(Bytes{0})->words.empty()) << "no preference";
  for (std::size_t i = 0; i < wire.size(); ++i) {
    EXPECT_FALSE(Wishes::parse(ByteView(wire).first(i))) << i;
  }
  EXPECT_FALSE(Wishes::parse(concat({wire, Bytes{0}})));
}

TEST(Wishes, ThatBreakARuleAreNotRead) {
  EXPECT_TRUE(Wishes::parse(letter_of(Words(1, std::string(40, 'w')))));
  EXPECT_FALSE(Wishes::parse(letter_of(Words(1, std::string(41, 'w')))));
  EXPECT_FALSE(Wishes::parse(letter_of({""}))) << "what is blank is not there at all";
  EXPECT_FALSE(Wishes::parse(letter_of({"  "})));
  EXPECT_FALSE(Wishes::parse(letter_of({"Age", "AGE"}))) << "twice";
  EXPECT_FALSE(Wishes::parse(letter_of({"one\ntwo"})));
  EXPECT_FALSE(Wishes::parse(letter_of({"\xff"})));
  Words most;
  for (char c = 'a'; c < 'i'; ++c) most.emplace_back(40, c);
  EXPECT_TRUE(Wishes::parse(letter_of(most)));
  EXPECT_LE(letter_of(most).size(), Letter::kPieceMax) << "one cell, as all of a doctor's commit";
  most.emplace_back("i");
  EXPECT_FALSE(Wishes::parse(letter_of(most)));
}

TEST(Wishes, AreADoctorsWhoIsKnownAndHasNotLeft) {
  Post post;
  post.begin();
  EXPECT_EQ(post.abel.act(wish({"Age"}), post.around()).error(), IntentRefusal::kWrongRole);
  for (const Words& bad : {Words{"Age", "age"}, Words(9, "x"), Words{""}}) {
    EXPECT_EQ(post.carl.act(wish(bad), post.around()).error(), IntentRefusal::kPeerInvalid);
  }
  EXPECT_FALSE(post.carl.has_told(LetterKind::kWishes)) << "nothing was changed";
  PeerState stranger = PeerState::fresh(protocol::Role::kColleague, nullptr);
  EXPECT_EQ(stranger.act(wish({"Age"}), post.around()).error(), IntentRefusal::kPeerNotThere);
  post.join(stranger, 2);
  EXPECT_EQ(stranger.act(wish({"Age"}), post.around()).error(), IntentRefusal::kPeerNotThere)
      << "the invitation may be another's, and then they would be lost";
  ASSERT_TRUE(post.carl.act(wish({"Age"}), post.around()));
  ASSERT_TRUE(post.carl.act({.verb = PeerVerb::kWithdraw}, post.around()));
  EXPECT_FALSE(post.carl.has_told(LetterKind::kWishes)) << "it goes nowhere any more";
  EXPECT_EQ(post.carl.act(wish({"Age"}), post.around()).error(), IntentRefusal::kPeerLeft);
}

TEST(Wishes, BeforeThePairsAreMadeCountForThem) {
  Post post;
  begin_alone(post);
  states(post, post.carl, {"ltft", "Something that nobody has said"});
  EXPECT_TRUE(post.director_heard(MailNews::kWished));
  EXPECT_EQ(post.desk.doctor(1)->wishes, (Words{"ltft", "Something that nobody has said"}))
      << "in the place of what came with the list";
  testing::add_eligible(post.desk, "Abel", {"LTFT"});
  const MatchInput input = post.desk.matching(kSampleToday);
  ASSERT_EQ(input.doctors.size(), 1u);
  EXPECT_EQ(input.doctors[0].wanted.size(), 2u);
  EXPECT_EQ(input.supporters[0].declared, std::vector{input.doctors[0].wanted[0]});
  post.pair();
  for (int i = 0; i < 2; ++i) post.round({&post.carl});
  ASSERT_EQ(post.carl.pairs().size(), 1u);
  EXPECT_EQ(post.carl.pairs()[0].with.met, Words{"ltft"});
  const Fared how = fared(post.desk, *post.desk.doctor(1));
  EXPECT_EQ(how.unmet, Words{"Something that nobody has said"});
  EXPECT_TRUE(how.later.empty());
}

TEST(Wishes, AfterItMoveNobodyAndAreNotAnswered) {
  Post post;
  post.begin();
  ASSERT_TRUE(post.desk.apply_again(1, testing::sample_application("Abel", {"LTFT", "Faith"})));
  const PairId pair = post.carl.pairs()[0].with.pair;
  states(post, post.carl, {"faith", "Working part time", "LTFT"});
  EXPECT_TRUE(post.director_heard(MailNews::kWished));
  EXPECT_EQ(post.desk.doctor(2)->supporter, 1u);
  ASSERT_EQ(post.carl.pairs().size(), 1u);
  EXPECT_EQ(post.carl.pairs()[0].with.pair, pair) << "the pair stays";
  EXPECT_EQ(post.carl.pairs()[0].with.met, Words{"LTFT"})
      << "nobody learns by asking what their supporter has declared";
  const Fared how = fared(post.desk, *post.desk.doctor(2));
  EXPECT_EQ(how.later, (Words{"faith", "Working part time"}));
  EXPECT_TRUE(how.unmet.empty());
  // Taken back and asked for again, it is not answered either.
  states(post, post.carl, {});
  EXPECT_TRUE(post.desk.doctor(2)->wishes.empty());
  EXPECT_TRUE(post.carl.pairs()[0].with.met.empty());
  states(post, post.carl, {"LTFT"});
  EXPECT_TRUE(post.carl.pairs()[0].with.met.empty());
  // A pair that is kept is the same pair. One that is made anew has regard to all of them.
  post.pair();
  EXPECT_EQ(fared(post.desk, *post.desk.doctor(2)).later, Words{"LTFT"});
  ASSERT_TRUE(post.desk.change_pairing(2));
  EXPECT_EQ(fared(post.desk, *post.desk.doctor(2)).unmet, Words{"LTFT"});
}

TEST(Wishes, ThatAreTheSameAreNoNews) {
  Post post;
  post.begin();
  states(post, post.carl, {"Age"});
  EXPECT_TRUE(post.director_heard(MailNews::kWished));
  post.told_director.clear();
  states(post, post.carl, {"Age"});
  EXPECT_FALSE(post.director_heard(MailNews::kWished));
  states(post, post.carl, {});
  EXPECT_TRUE(post.director_heard(MailNews::kWished)) << "that they were taken back is";
}

TEST(Wishes, OfTwoOnTheirWayTheLastCount) {
  Post post;
  begin_alone(post);
  ASSERT_TRUE(post.carl.act(wish({"Age"}), post.around()));
  const auto first = post.said_by(post.carl);
  ASSERT_TRUE(post.carl.act(wish({"LTFT"}), post.around()));
  post.give_director(post.said_by(post.carl));
  post.give_director(first);
  EXPECT_EQ(post.desk.doctor(1)->wishes, Words{"LTFT"});
}

TEST(Wishes, OfWhoIsNotADoctorOfTheDeskAreNothing) {
  Post post;
  post.begin();
  PeerState stranger = PeerState::fresh(protocol::Role::kColleague, nullptr);
  EXPECT_TRUE(post.give_director(cell_of(post, stranger, letter_of({"Age"}))).empty());
  EXPECT_TRUE(post.give_director(cell_of(post, post.abel, letter_of({"Age"}))).empty())
      << "a supporter says it in an application";
  EXPECT_TRUE(post.give_director(cell_of(post, post.carl, Bytes{9, 9})).empty());
  EXPECT_EQ(post.desk.doctor(2)->wishes, (Words{"ltft", "Age"}));
  Post left;
  left.begin();
  ASSERT_TRUE(left.desk.withdraw_doctor(2));
  EXPECT_TRUE(left.give_director(cell_of(left, left.carl, letter_of({"Faith"}))).empty());
  EXPECT_EQ(left.desk.doctor(2)->wishes, (Words{"ltft", "Age"}));
}

TEST(Wishes, OnPaperAreNotedByTheDirector) {
  Desk desk(testing::sample_near_peer());
  testing::add_eligible(desk, "Abel");
  ASSERT_TRUE(desk.add(testing::sample_doctor("Carl", {"Age"})));
  EXPECT_EQ(desk.set_wishes(1, {"LTFT"}).error(), DeskRefusal::kNoSuchRow) << "a supporter";
  EXPECT_EQ(desk.set_wishes(2, {"LTFT", "ltft"}).error(), DeskRefusal::kNotWishes);
  EXPECT_EQ(desk.doctor(2)->wishes, Words{"Age"});
  EXPECT_TRUE(desk.set_wishes(2, {}));
  EXPECT_TRUE(desk.doctor(2)->wishes.empty());
  ASSERT_TRUE(desk.withdraw_doctor(2));
  EXPECT_EQ(desk.set_wishes(2, {"LTFT"}).error(), DeskRefusal::kWithdrawn);
}

TEST(Wishes, WhichOfThemCameLaterIsKept) {
  Post post;
  post.begin();
  ASSERT_TRUE(post.desk.set_wishes(2, {"Faith", "Age"}));
  Writer out;
  post.desk.write(out);
  Bytes wire = out.take();
  const auto read = [&] {
    Reader in(wire);
    std::uint8_t version = 0;
    return Desk::read(in, post.policy, version);
  };
  const auto again = read();
  ASSERT_TRUE(again);
  EXPECT_EQ(fared(*again, *again->doctor(2)).later, Words{"Faith"});
  // The last byte of the only doctor; behind it there is the box for feedback, empty.
  std::uint8_t& later = wire[wire.size() - 3];
  ASSERT_EQ(later, 1);
  later = 4;
  EXPECT_FALSE(read()) << "there are two wishes";
}

}  // namespace
}  // namespace sotto::client
