#include "client/core/engagement.h"

#include <gtest/gtest.h>

#include "crypto/protocol/words.h"
#include "tests/client/two_sides.h"

namespace sotto::client {
namespace {

constexpr auto refused = [](IntentRefusal reason) {
  return std::expected<void, IntentRefusal>(std::unexpected(reason));
};

const std::vector<Slot> kSlots = {{.start = 1000, .place = "Room 4"}};

TEST(Engagement, DropsWhatSpeaksOfAFourthMeeting) {
  TwoSides world;
  world.accept();
  Engagement& colleague = *world.colleague.engagement;
  const auto trials = colleague.trials(kOrigin);
  Snapshot more;
  more.number = 90;
  more.seen = 1;
  more.key = X25519KeyPair::generate().public_key;
  more.agreed = 4;
  EXPECT_FALSE(colleague.receive(trials.front(), more, world.today).accepted);
  more.agreed = 3;
  EXPECT_TRUE(colleague.receive(trials.front(), more, world.today).accepted);
}

TEST(Engagement, GoesThroughThreeMeetingsToItsEnd) {
  TwoSides sides;
  sides.accept();
  for (std::uint8_t meeting = 1; meeting <= 3; ++meeting) {
    sides.meet();
    EXPECT_EQ(sides.colleague.engagement->view().held, meeting);
    EXPECT_EQ(sides.supporter.engagement->view().held, meeting);
  }
  EXPECT_EQ(sides.colleague.engagement->view().end, EndReason::kThreeHeld);
  EXPECT_EQ(sides.supporter.engagement->view().end, EndReason::kThreeHeld);
  EXPECT_TRUE(sides.to_supporter());  // one last word, and both are done
  EXPECT_TRUE(sides.colleague.engagement->finished());
  EXPECT_TRUE(sides.supporter.engagement->finished());
  EXPECT_EQ(sides.broker.spent.size(), 3u);
}

TEST(Engagement, ShowsBothSidesTheSameWordsAndTheAnswer) {
  TwoSides sides;
  sides.enquire();
  const EngagementView here = sides.colleague.engagement->view();
  const EngagementView there = sides.supporter.engagement->view();
  EXPECT_EQ(here.safety_words, there.safety_words);
  EXPECT_EQ(there.means, protocol::Means::kPhone);
  EXPECT_EQ(there.value, "01632 960 111");
  EXPECT_LT(here.safety_words[0], protocol::kWordCount);
  EXPECT_LT(here.safety_words[1], protocol::kWordCount);
}

TEST(Engagement, HasTheSafetyWordsOfTheSpecification) {
  // HKDF-SHA-256 of 32 bytes 0x07, no salt, by Python's hmac.
  const Secret<32> secret =
      Secret<32>::from(ByteArray<32>{7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7,
                                     7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7});
  EXPECT_EQ(safety_words(secret), (std::array<std::uint16_t, 2>{6313, 5924}));
}

TEST(Engagement, IsNotShownBeforeItsPassIsAccepted) {
  TwoSides sides;
  sides.colleague.enquire(sides.supporter.contact_key.public_key, sides.today);
  ASSERT_TRUE(sides.supporter.take_enquiry(*sides.colleague.send(sides.today), sides.today));
  EXPECT_EQ(sides.supporter.engagement->phase(), Phase::kWaitsForPass);
  EXPECT_FALSE(sides.supporter.send(sides.today));
  EXPECT_EQ(sides.supporter.engagement->accept(), refused(IntentRefusal::kNoSuchEngagement));
  EXPECT_TRUE(sides.supporter.redeem(sides.broker));
  EXPECT_EQ(sides.supporter.engagement->phase(), Phase::kEnquired);
  EXPECT_TRUE(sides.supporter.engagement->accept());
}

TEST(Engagement, IsDroppedWhenItsFirstPassIsRefused) {
  TwoSides sides;
  sides.colleague.enquire(sides.supporter.contact_key.public_key, sides.today);
  ASSERT_TRUE(sides.supporter.take_enquiry(*sides.colleague.send(sides.today), sides.today));
  sides.supporter.engagement->pass_redeemed(false);
  EXPECT_TRUE(sides.supporter.engagement->finished());
  EXPECT_FALSE(sides.supporter.send(sides.today));
  EXPECT_EQ(sides.supporter.engagement->mark(), sides.colleague.engagement->mark());
}

TEST(Engagement, TakesTheNewerPassOfARepeatedEnquiry) {
  TwoSides sides;
  sides.colleague.enquire(sides.supporter.contact_key.public_key, sides.today);
  ASSERT_TRUE(sides.supporter.take_enquiry(*sides.colleague.send(sides.today), sides.today));
  ++sides.broker.epoch;
  sides.colleague.draw(sides.broker);
  const auto repeat = sides.supporter.open(*sides.colleague.send(sides.today));
  ASSERT_TRUE(repeat);
  EXPECT_EQ(repeat->pass.epoch, sides.broker.epoch);
  EXPECT_TRUE(sides.supporter.engagement->repeats(*repeat));
  EXPECT_TRUE(sides.supporter.redeem(sides.broker));
}

TEST(Engagement, LeavesAnEnquiryWithAnOldPassToItsRepeat) {
  TwoSides sides;
  sides.colleague.enquire(sides.supporter.contact_key.public_key, sides.today);
  ASSERT_TRUE(sides.supporter.take_enquiry(*sides.colleague.send(sides.today), sides.today));
  ++sides.broker.epoch;
  sides.supporter.engagement->tick(sides.today, kWeeks, sides.broker.epoch, 1);
  EXPECT_TRUE(sides.supporter.engagement->finished());
  sides.colleague.draw(sides.broker);
  ASSERT_TRUE(sides.supporter.take_enquiry(*sides.colleague.send(sides.today), sides.today));
  EXPECT_TRUE(sides.supporter.redeem(sides.broker));
  EXPECT_TRUE(sides.supporter.engagement->accept());
  EXPECT_TRUE(sides.to_colleague());
}

TEST(Engagement, SaysCannotAndIsErased) {
  TwoSides sides;
  sides.enquire();
  EXPECT_TRUE(sides.supporter.engagement->cannot(sides.today));
  EXPECT_TRUE(sides.to_colleague());
  EXPECT_EQ(sides.colleague.engagement->view().end, EndReason::kCannot);
  EXPECT_EQ(sides.supporter.engagement->view().value, "");
  EXPECT_TRUE(sides.to_supporter());
  EXPECT_TRUE(sides.colleague.engagement->finished());
  EXPECT_TRUE(sides.supporter.engagement->finished());
}

TEST(Engagement, EndsFromEitherSide) {
  for (const bool by_colleague : {true, false}) {
    TwoSides sides;
    sides.accept();
    OneSide& here = by_colleague ? static_cast<OneSide&>(sides.colleague) : sides.supporter;
    OneSide& there = by_colleague ? static_cast<OneSide&>(sides.supporter) : sides.colleague;
    EXPECT_TRUE(here.engagement->end(sides.today));
    EXPECT_EQ(here.engagement->end(sides.today), refused(IntentRefusal::kAlreadyEnded));
    EXPECT_TRUE(by_colleague ? sides.to_supporter() : sides.to_colleague());
    EXPECT_EQ(here.engagement->view().end, EndReason::kMine);
    EXPECT_EQ(there.engagement->view().end, EndReason::kTheirs);
    EXPECT_TRUE(by_colleague ? sides.to_colleague() : sides.to_supporter());
    EXPECT_TRUE(here.engagement->finished());
    EXPECT_TRUE(there.engagement->finished());
  }
}

TEST(Engagement, RepeatsItsEndForFourteenDaysAtMost) {
  TwoSides sides;
  sides.accept();
  ASSERT_TRUE(sides.colleague.engagement->end(sides.today));
  for (protocol::Day day = sides.today; day < sides.today + kTombstoneDays; ++day) {
    sides.colleague.engagement->tick(day, kWeeks, 100, 1);
    EXPECT_TRUE(sides.colleague.send(day));
  }
  sides.colleague.engagement->tick(sides.today + kTombstoneDays, kWeeks, 100, 1);
  EXPECT_TRUE(sides.colleague.engagement->finished());
  EXPECT_FALSE(sides.colleague.send(sides.today + kTombstoneDays));
}

TEST(Engagement, EndsByTime) {
  TwoSides sides;
  sides.accept();
  sides.colleague.engagement->tick(sides.today + 83, kWeeks, 100, 1);
  EXPECT_EQ(sides.colleague.engagement->phase(), Phase::kAccepted);
  sides.colleague.engagement->tick(sides.today + 84, kWeeks, 100, 1);
  EXPECT_EQ(sides.colleague.engagement->view().end, EndReason::kTime);
}

TEST(Engagement, EndedBeforeTheFirstSnapshotSaysSoToIt) {
  TwoSides sides;
  sides.enquire();
  ASSERT_TRUE(sides.colleague.engagement->end(sides.today));
  EXPECT_FALSE(sides.colleague.send(sides.today));  // no key to answer to
  ASSERT_TRUE(sides.supporter.engagement->accept());
  EXPECT_TRUE(sides.to_colleague());
  EXPECT_EQ(sides.colleague.engagement->phase(), Phase::kEnded);
  EXPECT_TRUE(sides.to_supporter());
  EXPECT_EQ(sides.supporter.engagement->view().end, EndReason::kTheirs);
}

TEST(Engagement, HasNoFourthMeeting) {
  TwoSides sides;
  sides.accept();
  sides.meet();
  sides.meet();
  sides.offer_and_choose();
  sides.supporter.redeem(sides.broker);
  ASSERT_TRUE(sides.to_colleague());
  EXPECT_EQ(sides.supporter.engagement->offer(kSlots), refused(IntentRefusal::kFourthMeeting));
  EXPECT_EQ(sides.colleague.engagement->choose(1), refused(IntentRefusal::kFourthMeeting));
  ASSERT_TRUE(sides.supporter.engagement->held(sides.today));
  ASSERT_TRUE(sides.to_colleague());
  EXPECT_EQ(sides.supporter.engagement->offer(kSlots), refused(IntentRefusal::kFourthMeeting));
  EXPECT_EQ(sides.colleague.engagement->choose(1), refused(IntentRefusal::kFourthMeeting));
  EXPECT_EQ(sides.colleague.engagement->held(sides.today), refused(IntentRefusal::kFourthMeeting));
}

TEST(Engagement, RefusesWhatIsNotOnesTurn) {
  TwoSides sides;
  sides.enquire();
  Engagement& colleague = *sides.colleague.engagement;
  Engagement& supporter = *sides.supporter.engagement;
  EXPECT_EQ(colleague.choose(1), refused(IntentRefusal::kNotAccepted));
  EXPECT_EQ(colleague.accept(), refused(IntentRefusal::kWrongRole));
  EXPECT_EQ(colleague.offer(kSlots), refused(IntentRefusal::kWrongRole));
  EXPECT_EQ(supporter.choose(1), refused(IntentRefusal::kWrongRole));
  EXPECT_EQ(supporter.offer(kSlots), refused(IntentRefusal::kNotAccepted));
  EXPECT_EQ(supporter.held(sides.today), refused(IntentRefusal::kNothingAgreed));
  ASSERT_TRUE(supporter.accept());
  EXPECT_EQ(supporter.accept(), refused(IntentRefusal::kAlreadyAnswered));
  EXPECT_EQ(supporter.cannot(sides.today), refused(IntentRefusal::kAlreadyAnswered));
  ASSERT_TRUE(sides.to_colleague());
  EXPECT_EQ(colleague.choose(1), refused(IntentRefusal::kNoOffer));
  EXPECT_EQ(supporter.offer({}), refused(IntentRefusal::kNoOffer));
  EXPECT_EQ(supporter.offer(std::vector<Slot>(4)), refused(IntentRefusal::kTooManySlots));
  EXPECT_EQ(supporter.offer({{.start = 1, .place = "a\nb"}}),
            refused(IntentRefusal::kPlaceInvalid));
  ASSERT_TRUE(supporter.offer(kSlots));
  ASSERT_TRUE(sides.to_colleague());
  EXPECT_EQ(colleague.choose(0), refused(IntentRefusal::kNoSuchSlot));
  EXPECT_EQ(colleague.choose(2), refused(IntentRefusal::kNoSuchSlot));
  ASSERT_TRUE(colleague.choose(1));
  EXPECT_EQ(colleague.choose(1), refused(IntentRefusal::kAlreadyAnswered));
  ASSERT_TRUE(sides.to_supporter());
  EXPECT_EQ(supporter.view().agreed, 1);
  EXPECT_EQ(supporter.offer(kSlots), refused(IntentRefusal::kMeetingPending));
  ASSERT_TRUE(sides.to_colleague());
  EXPECT_EQ(colleague.choose(1), refused(IntentRefusal::kMeetingPending));
  EXPECT_EQ(colleague.view().agreed_slot, kSlots[0]);
  EXPECT_EQ(supporter.view().agreed_slot, kSlots[0]);
}

TEST(Engagement, DropsAChoiceOfAnOlderOffer) {
  TwoSides sides;
  sides.accept();
  ASSERT_TRUE(sides.supporter.engagement->offer(kSlots));
  ASSERT_TRUE(sides.to_colleague());
  ASSERT_TRUE(sides.colleague.engagement->choose(1));
  ASSERT_TRUE(sides.supporter.engagement->offer({{.start = 9, .place = "Elsewhere"}}));
  ASSERT_TRUE(sides.to_supporter());
  EXPECT_EQ(sides.supporter.engagement->view().agreed, 0);
  ASSERT_TRUE(sides.to_colleague());
  EXPECT_FALSE(sides.colleague.engagement->view().chosen);
  ASSERT_TRUE(sides.colleague.engagement->choose(1));
  ASSERT_TRUE(sides.to_supporter());
  EXPECT_EQ(sides.supporter.engagement->view().agreed_slot->place, "Elsewhere");
}

TEST(Engagement, AgreesTheSecondMeetingOnlyWithItsPass) {
  TwoSides sides;
  sides.accept();
  sides.meet();
  sides.offer_and_choose(2);
  EXPECT_EQ(sides.supporter.engagement->view().agreed, 1);
  EXPECT_TRUE(sides.supporter.engagement->view().waits_for_pass);
  EXPECT_EQ(sides.supporter.engagement->pass_to_redeem()->index, 2);
  EXPECT_TRUE(sides.supporter.redeem(sides.broker));
  EXPECT_EQ(sides.supporter.engagement->view().agreed, 2);
  EXPECT_EQ(sides.supporter.engagement->view().agreed_slot->place, "Library");
}

TEST(Engagement, SendsAPassOfACurrentPackAfterADraw) {
  TwoSides sides;
  sides.accept();
  sides.meet();
  ++sides.broker.epoch;
  sides.colleague.draw(sides.broker);
  sides.offer_and_choose();
  EXPECT_EQ(sides.supporter.engagement->pass_to_redeem()->epoch, sides.broker.epoch);
  EXPECT_TRUE(sides.supporter.redeem(sides.broker));
  EXPECT_EQ(sides.colleague.packs.left(), 3u);
}

TEST(Engagement, AsksForAFreshPassWhenTheEpochChangesOnTheWay) {
  TwoSides sides;
  sides.accept();
  sides.meet();
  sides.offer_and_choose();
  ++sides.broker.epoch;
  sides.supporter.engagement->tick(sides.today, kWeeks, sides.broker.epoch, 1);
  EXPECT_FALSE(sides.supporter.engagement->pass_to_redeem());
  sides.colleague.draw(sides.broker);
  ASSERT_TRUE(sides.to_colleague());
  ASSERT_TRUE(sides.to_supporter());
  EXPECT_TRUE(sides.supporter.redeem(sides.broker));
  EXPECT_EQ(sides.supporter.engagement->view().agreed, 2);
}

TEST(Engagement, SendsAFreshPassWhenOneWasRefused) {
  TwoSides sides;
  sides.accept();
  sides.meet();
  sides.offer_and_choose();
  sides.supporter.engagement->pass_redeemed(false);
  // The refused one comes once more before the colleague knows, and is not taken again.
  ASSERT_TRUE(sides.to_supporter());
  EXPECT_FALSE(sides.supporter.engagement->pass_to_redeem());
  ASSERT_TRUE(sides.to_colleague());
  ASSERT_TRUE(sides.to_supporter());
  EXPECT_EQ(sides.colleague.packs.left(), 2u);
  EXPECT_TRUE(sides.supporter.redeem(sides.broker));
  EXPECT_EQ(sides.supporter.engagement->view().agreed, 2);
  // What was said of the old pass is not said of the new one.
  ASSERT_TRUE(sides.to_colleague());
  EXPECT_EQ(sides.colleague.packs.left(), 2u);
}

TEST(Engagement, GivesUpOnePackAnEpochAtMostWhenPassesAreRefused) {
  TwoSides sides;
  sides.accept();
  sides.meet();
  sides.offer_and_choose();
  for (int i = 0; i < 5; ++i) {
    sides.supporter.engagement->pass_redeemed(false);
    ASSERT_TRUE(sides.to_colleague());
    ASSERT_TRUE(sides.to_supporter());
  }
  EXPECT_EQ(sides.colleague.packs.left(), 2u);
  EXPECT_TRUE(sides.colleague.engagement->view().no_pass_left);
  ++sides.broker.epoch;
  sides.colleague.draw(sides.broker);
  ASSERT_TRUE(sides.to_supporter());
  EXPECT_FALSE(sides.colleague.engagement->view().no_pass_left);
  EXPECT_TRUE(sides.supporter.redeem(sides.broker));
}

TEST(Engagement, ShowsThatNoPassIsLeft) {
  TwoSides sides;
  sides.colleague.draw(sides.broker, 1);
  sides.accept();
  sides.meet();
  ++sides.broker.epoch;
  sides.colleague.draw(sides.broker, 1);
  (void)sides.colleague.packs.take();
  sides.offer_and_choose();
  EXPECT_TRUE(sides.colleague.engagement->view().no_pass_left);
  EXPECT_FALSE(sides.supporter.engagement->pass_to_redeem());
  EXPECT_EQ(sides.supporter.engagement->view().agreed, 1);
  EXPECT_TRUE(stored(*sides.colleague.engagement).view().no_pass_left);
}

TEST(Engagement, DoesNotTakeAPassOfAnotherPackUnasked) {
  TwoSides sides;
  sides.accept();
  sides.meet();
  ASSERT_TRUE(sides.supporter.engagement->offer(kSlots));
  ASSERT_TRUE(sides.to_colleague());
  // A colleague's client of another make, with a pass of a second pack.
  Snapshot snapshot;
  snapshot.number = 100;
  snapshot.key = X25519KeyPair::generate().public_key;
  snapshot.agreed = snapshot.held = 1;
  snapshot.choice_offer = 2;
  snapshot.choice_slot = 1;
  snapshot.pass = sides.colleague.packs.pass(*sides.colleague.packs.take(), 2);
  const auto trials = sides.supporter.engagement->trials(kOrigin);
  EXPECT_TRUE(sides.supporter.engagement->receive(trials[0], snapshot, sides.today).accepted);
  EXPECT_FALSE(sides.supporter.engagement->pass_to_redeem());
}

TEST(Engagement, NeverRedeemsAPassOfAnotherKeyThanTheLogs) {
  TwoSides sides;
  const auto ours = key_id_of(sides.broker.token_key);
  const auto another = key_id_of(voprf::KeyPair::generate().public_key.bytes());
  const auto refuses = [&](const voprf::TokenKeyId& key, protocol::Epoch epoch = 100) {
    return sides.supporter.engagement->refuse_pass_of_another_key(epoch, 1, key);
  };
  sides.colleague.enquire(sides.supporter.contact_key.public_key, sides.today);
  const Bytes cell = *sides.colleague.send(sides.today);
  ASSERT_TRUE(sides.supporter.take_enquiry(cell, sides.today));
  sides.supporter.engagement = stored(*sides.supporter.engagement);
  EXPECT_FALSE(refuses(ours));
  EXPECT_FALSE(refuses(another, 101)) << "not in force";
  EXPECT_TRUE(sides.supporter.engagement->pass_to_redeem());
  EXPECT_TRUE(refuses(another));
  EXPECT_FALSE(sides.supporter.engagement->pass_to_redeem());
  EXPECT_TRUE(sides.supporter.engagement->finished()) << "it is never shown";
  EXPECT_FALSE(refuses(another)) << "said once";
}

TEST(Engagement, AsksForAFreshPassInPlaceOfOneOfAnotherKey) {
  TwoSides sides;
  sides.accept();
  sides.meet();
  sides.offer_and_choose();
  ASSERT_TRUE(sides.supporter.engagement->pass_to_redeem());
  const auto another = key_id_of(voprf::KeyPair::generate().public_key.bytes());
  EXPECT_TRUE(sides.supporter.engagement->refuse_pass_of_another_key(100, 1, another));
  EXPECT_FALSE(sides.supporter.engagement->pass_to_redeem());
  ASSERT_TRUE(sides.to_colleague());
  ASSERT_TRUE(sides.to_supporter());
  EXPECT_TRUE(sides.supporter.engagement->pass_to_redeem()) << "of the colleague's second pack";
}

TEST(Engagement, DoesNotTakeThePassOfAnotherMeeting) {
  TwoSides sides;
  sides.accept();
  sides.meet();
  ASSERT_TRUE(sides.supporter.engagement->offer(kSlots));
  for (std::uint8_t index : {1, 3}) {
    Snapshot snapshot;
    snapshot.number = 100u + index;
    snapshot.key = X25519KeyPair::generate().public_key;
    snapshot.choice_offer = 2;
    snapshot.choice_slot = 1;
    snapshot.pass = sides.colleague.packs.pass({100, 1, 0}, index);
    const auto trials = sides.supporter.engagement->trials(kOrigin);
    EXPECT_TRUE(sides.supporter.engagement->receive(trials[0], snapshot, sides.today).accepted);
    EXPECT_FALSE(sides.supporter.engagement->pass_to_redeem()) << int{index};
  }
}

TEST(Engagement, IsNotAgreedOrHeldByWhatAColleagueSays) {
  TwoSides sides;
  sides.accept();
  Snapshot snapshot;
  snapshot.number = 100;
  snapshot.key = X25519KeyPair::generate().public_key;
  snapshot.agreed = snapshot.held = 3;
  const auto trials = sides.supporter.engagement->trials(kOrigin);
  EXPECT_TRUE(sides.supporter.engagement->receive(trials[0], snapshot, sides.today).accepted);
  EXPECT_EQ(sides.supporter.engagement->view().agreed, 0);
  EXPECT_EQ(sides.supporter.engagement->view().held, 0);
}

TEST(Engagement, DropsRepeatsAndWhatIsOlder) {
  TwoSides sides;
  sides.enquire();
  const Bytes first = *sides.supporter.send(sides.today);
  ASSERT_TRUE(sides.supporter.engagement->accept());
  const Bytes second = *sides.supporter.send(sides.today);
  EXPECT_TRUE(sides.colleague.read(second, sides.today));
  EXPECT_FALSE(sides.colleague.read(second, sides.today));
  EXPECT_FALSE(sides.colleague.read(first, sides.today));
  EXPECT_EQ(sides.colleague.engagement->phase(), Phase::kAccepted);
}

TEST(Engagement, DropsASnapshotWithAKeyOfSmallOrder) {
  TwoSides sides;
  sides.accept();
  Snapshot snapshot;
  snapshot.number = 100;
  const auto trials = sides.supporter.engagement->trials(kOrigin);
  EXPECT_FALSE(sides.supporter.engagement->receive(trials[0], snapshot, sides.today).accepted);
  EXPECT_TRUE(sides.to_supporter());  // the next honest one still counts
}

TEST(Engagement, SaysThatALockerWasPutBack) {
  TwoSides sides;
  sides.accept();
  ASSERT_TRUE(sides.to_supporter());
  Engagement earlier = stored(*sides.colleague.engagement);
  ASSERT_TRUE(sides.to_supporter());
  const Bytes cell = *sides.supporter.send(sides.today);
  EXPECT_TRUE(sides.colleague.read(cell, sides.today));
  EXPECT_EQ(sides.colleague.put_back, 0u);
  sides.colleague.engagement = std::move(earlier);
  EXPECT_TRUE(sides.colleague.read(cell, sides.today));
  EXPECT_EQ(sides.colleague.put_back, 1u);
}

TEST(Engagement, KeepsTheOtherSidesLogUntilItIsChecked) {
  TwoSides sides;
  sides.supporter.log = {.size = 55, .root = {5}};
  sides.accept();
  EXPECT_EQ(sides.supporter.engagement->log_to_check(), LogView{.size = 7});
  EXPECT_EQ(stored(*sides.colleague.engagement).log_to_check(), sides.supporter.log);
  sides.colleague.engagement->log_checked();
  EXPECT_FALSE(sides.colleague.engagement->log_to_check());
}

TEST(Engagement, KeepsAtMostTwoKeysAndDropsTheOneBefore) {
  TwoSides sides;
  sides.accept();
  std::set<ByteArray<32>> keys;
  for (int i = 0; i < 6; ++i) {
    const auto trials = sides.colleague.engagement->trials(kOrigin);
    ASSERT_EQ(trials.size(), 2u);
    EXPECT_TRUE(keys.insert(trials[0].opener.key()).second);  // the newest is new every time
    ASSERT_TRUE(sides.to_supporter());
    ASSERT_TRUE(sides.to_colleague());
  }
}

TEST(Engagement, MakesNoNewKeyBeforeTheLastWasUsed) {
  TwoSides sides;
  sides.accept();
  const auto newest = sides.colleague.engagement->trials(kOrigin)[0].opener.key();
  for (int i = 0; i < 5; ++i) {
    ASSERT_TRUE(sides.colleague.send(sides.today));  // lost
    ASSERT_TRUE(sides.to_colleague());
  }
  EXPECT_EQ(sides.colleague.engagement->trials(kOrigin)[0].opener.key(), newest);
}

// A supporter hands an enquiry on to another, who cannot know: the colleague's client knows.
TEST(Engagement, DoesNotOpenTheAnswerOfSomebodyElse) {
  TwoSides sides;
  sides.colleague.enquire(sides.supporter.contact_key.public_key, sides.today);
  const auto enquiry = sides.supporter.open(*sides.colleague.send(sides.today));
  ASSERT_TRUE(enquiry);

  Supporter second;
  second.id = {0x99};
  const Bytes rewrapped =
      *seal_enquiry(second.contact_key.public_key, second.enquiries(), enquiry->encode().expose());
  ASSERT_TRUE(second.take_enquiry(rewrapped, sides.today));
  ASSERT_TRUE(second.redeem(sides.broker));
  ASSERT_TRUE(second.engagement->accept());
  EXPECT_FALSE(sides.colleague.read(*second.send(sides.today), sides.today));
  EXPECT_EQ(sides.colleague.engagement->phase(), Phase::kEnquired);

  // Not even with the first supporter's id in place of one's own: the contact key is another.
  Supporter pretender;
  const Bytes again = *seal_enquiry(pretender.contact_key.public_key, pretender.enquiries(),
                                    enquiry->encode().expose());
  ASSERT_TRUE(pretender.take_enquiry(again, sides.today));
  pretender.engagement->pass_redeemed(true);
  ASSERT_TRUE(pretender.engagement->accept());
  EXPECT_FALSE(sides.colleague.read(*pretender.send(sides.today), sides.today));
}

TEST(Engagement, DoesNotOpenACellOfTheOtherBoard) {
  TwoSides sides;
  sides.accept();
  const Bytes own = *sides.colleague.send(sides.today);
  EXPECT_FALSE(sides.colleague.read(own, sides.today));
  EXPECT_TRUE(sides.supporter.read(own, sides.today));
}

TEST(Engagement, RepeatsItsEnquiryToTheSameKeyWhileThatLives) {
  TwoSides sides;
  const X25519KeyPair next = X25519KeyPair::generate();
  const auto contact_on = [&](protocol::Day day) {
    return Contact{.key = next.public_key, .week = protocol::Calendar::week(day)};
  };
  sides.colleague.enquire(sides.supporter.contact_key.public_key, kMonday);
  for (protocol::Day day = kMonday; day < kMonday + 21; day += 4) {
    const auto cell = sides.colleague.send(day, contact_on(day));
    EXPECT_TRUE(cell && sides.supporter.open(*cell)) << day - kMonday;
  }
  EXPECT_FALSE(sides.colleague.send(kMonday + 21));  // the key is gone and none is listed
  const auto cell = sides.colleague.send(kMonday + 21, contact_on(kMonday + 21));
  ASSERT_TRUE(cell);
  EXPECT_FALSE(sides.supporter.open(*cell));
  // Either may answer.
  EXPECT_EQ(sides.colleague.engagement->trials(kOrigin).size(), 2u);
  Supporter later;
  later.contact_key = next.clone();
  ASSERT_TRUE(later.take_enquiry(*cell, kMonday + 21));
  ASSERT_TRUE(later.redeem(sides.broker));
  EXPECT_TRUE(sides.colleague.read(*later.send(kMonday + 22), kMonday + 22));
  EXPECT_EQ(sides.colleague.engagement->trials(kOrigin).size(), 2u);  // two keys of one contact
}

TEST(Engagement, TriesFourContactKeysAtMost) {
  TwoSides sides;
  sides.colleague.enquire(sides.supporter.contact_key.public_key, kMonday);
  for (protocol::Day day = kMonday; day < kMonday + 21 * 6; day += 21) {
    const Contact contact{.key = X25519KeyPair::generate().public_key,
                          .week = protocol::Calendar::week(day)};
    EXPECT_TRUE(sides.colleague.send(day, contact));
  }
  EXPECT_EQ(sides.colleague.engagement->trials(kOrigin).size(), 4u);
  EXPECT_EQ(stored(*sides.colleague.engagement).trials(kOrigin).size(), 4u);
}

TEST(Engagement, IsRefusedWhenStoredBytesAreCut) {
  TwoSides sides;
  sides.accept();
  sides.meet();
  sides.offer_and_choose();
  for (const Engagement* engagement :
       {&*sides.colleague.engagement, &*sides.supporter.engagement}) {
    SecretWriter out(Engagement::kMaxSize);
    engagement->write(out);
    const SecretBytes bytes = out.take();
    for (std::size_t cut = 0; cut < bytes.size(); ++cut) {
      Reader in(bytes.expose().first(cut));
      EXPECT_FALSE(Engagement::read(in)) << cut;
    }
    Reader in(bytes.expose());
    ASSERT_TRUE(Engagement::read(in));
    EXPECT_TRUE(in.done());
  }
}

TEST(Engagement, FitsItsBudgetWithEverythingAtItsLongest) {
  TwoSides sides;
  sides.accept();
  sides.meet();
  const std::string place(40, 'x');
  ASSERT_TRUE(
      sides.supporter.engagement->offer(std::vector<Slot>(3, {.start = 1, .place = place})));
  ASSERT_TRUE(sides.to_colleague());
  ASSERT_TRUE(sides.colleague.engagement->choose(3));
  ASSERT_TRUE(sides.to_supporter());
  ASSERT_TRUE(sides.supporter.engagement->pass_to_redeem());
  EXPECT_TRUE(stored(*sides.supporter.engagement).pass_to_redeem());
  EXPECT_EQ(stored(*sides.colleague.engagement).view().slots.size(), 3u);
  static_assert(6 * Engagement::kMaxSize + CoverPasses::kMaxSize < 22 * 1024);
}

TEST(Engagement, IsSentLeastRecentlyByTheCountersOfTheState) {
  TwoSides sides;
  sides.enquire();
  EXPECT_EQ(sides.colleague.engagement->last_sent(), 1u);
  ASSERT_TRUE(sides.colleague.send(sides.today));
  EXPECT_EQ(stored(*sides.colleague.engagement).last_sent(), 2u);
}

TEST(Engagement, DescribesEveryRefusal) {
  std::set<std::string> texts;
  for (int i = 0; i <= static_cast<int>(IntentRefusal::kAlreadyEngaged); ++i) {
    EXPECT_TRUE(texts.insert(describe(static_cast<IntentRefusal>(i))).second) << i;
  }
}

}  // namespace
}  // namespace sotto::client
