// The trustees' ceremony through a whole broker: what they send each other, what goes wrong, and
// the ways on.

#include "crypto/figures/broker_key.h"
#include "tests/broker/trustees_by_hand.h"

namespace sotto::testing {
namespace {

using Turn = Ceremony::Turn;

class Trustees : public TrusteesByHand {
 protected:
  // A first message as good as can be.
  Bytes message1(std::uint8_t person, std::uint32_t number) {
    std::vector<ristretto::Element> P;
    for (const auto& [place, trustee] : log()->trustees()) {
      P.push_back(*ristretto::Element::parse(trustee.static_key));
    }
    const auto n = static_cast<std::uint32_t>(P.size());
    const auto session = cocktail::Session::make(figures::ceremony_id(rig.genesis(), number),
                                                 protocol::trustee_quorum(n), std::move(P));
    return cocktail::round1(*session, person, keys(person).d)->encode();
  }
};

// --- as it should go ---

TEST_F(Trustees, MakeAKeyInTwoVisitsEach) {
  appoint_all(3);
  EXPECT_EQ(look(1).turn, Turn::kContribute);
  Ceremony after = visit(1);
  EXPECT_EQ(after.turn, Turn::kWait);
  EXPECT_EQ(after.missing, (std::vector<std::uint8_t>{1, 2}));
  EXPECT_EQ(visit(2).missing, (std::vector<std::uint8_t>{2}));
  EXPECT_EQ(visit(3).turn, Turn::kCertify) << "the last may sign at once";
  EXPECT_EQ(visit(3).turn, Turn::kWait);
  EXPECT_EQ(visit(1).missing, (std::vector<std::uint8_t>{1}));
  EXPECT_TRUE(log()->certificates().empty());
  EXPECT_EQ(visit(2).turn, Turn::kDone);
  for (const std::uint8_t person : {1, 3}) EXPECT_EQ(look(person).turn, Turn::kDone);

  ASSERT_EQ(log()->certificates().size(), 1u);
  const auto& made = log()->certificates().back();
  EXPECT_EQ(made.key.t, 2u);
  for (std::uint8_t person = 1; person <= 3; ++person) {
    const auto share = client::share_of(*log(), keys(person));
    ASSERT_TRUE(share) << "from nothing but words and log";
    EXPECT_EQ(*ristretto::Element::multiply_base(*share), made.key.shares[person - 1u]);
  }
  EXPECT_FALSE(client::share_of(*log(), keys(4)));
  const auto x_B = broker_half(0);
  ASSERT_TRUE(x_B);
  EXPECT_EQ(*ristretto::Element::multiply_base(*x_B), made.broker_key);
  EXPECT_EQ(rows(broker::kCeremony), 0u) << "it is over";
}

TEST_F(Trustees, AreAMajorityOfFive) {
  appoint_all(5);
  hold({5, 3, 1, 2, 4});
  ASSERT_EQ(log()->certificates().size(), 1u);
  EXPECT_EQ(log()->certificates().back().key.t, 3u);
  EXPECT_TRUE(client::share_of(*log(), keys(4)));
}

TEST_F(Trustees, GoOnAfterARestartOfTheBroker) {
  appoint_all(3);
  visit(1);
  rig.restart();
  visit(2);
  visit(3);
  rig.restart();
  visit(3);
  visit(1);
  rig.restart();
  EXPECT_EQ(visit(2).turn, Turn::kDone);
  EXPECT_EQ(*ristretto::Element::multiply_base(*broker_half(0)),
            log()->certificates().back().broker_key);
}

TEST_F(Trustees, WhoLosesAnAnswerSendsItAgain) {
  appoint_all(3);
  const Bytes first = body({TrusteeKind::kContribute, 0, 1, message1(1, 1)}, 1);
  accepted(kTrustees, first);
  accepted(kTrustees, first);
  const auto before = disk();
  accepted(kTrustees, body({TrusteeKind::kContribute, 0, 1, message1(1, 1)}, 1));
  EXPECT_EQ(disk(), before) << "the first one counts";
  visit(2);
  visit(3);
  const Ceremony signs = look(1);
  carry(signs.call);
  carry(signs.call);
  visit(2);
  const Ceremony last = look(3);
  carry(last.call);
  EXPECT_EQ(log()->certificates().size(), 1u);
  EXPECT_EQ(look(3).turn, Turn::kDone) << "whose last answer was lost";
}

// --- when it goes wrong ---

TEST_F(Trustees, WaitUntilTheLeadsHaveAppointedThree) {
  appoint_all(2);
  EXPECT_EQ(look(1).turn, Turn::kTooFewTrustees);
  refused(kTrustees, body({TrusteeKind::kContribute, 0, 1, random_bytes(300)}, 1),
          Status::kStaleProposal);
  refused(kTrustees, body({TrusteeKind::kBeginAgain, 0, 0}, 1), Status::kStaleProposal);
}

TEST_F(Trustees, NameWhoseShareIsWrongAndSignNothing) {
  appoint_all(3);
  Bytes bad = message1(2, 1);
  bad[2 * 32 + 96 + 8 + 20] ^= 1;  // inside what is sealed to the first
  accepted(kTrustees, body({TrusteeKind::kContribute, 1, 1, bad}, 2));
  visit(1);
  visit(3);
  const Ceremony spoilt = look(1);
  EXPECT_EQ(spoilt.turn, Turn::kSpoilt);
  EXPECT_EQ(spoilt.culprit, 1);
  EXPECT_EQ(spoilt.refusal->reason, cocktail::Reason::kDecryption);
  EXPECT_FALSE(spoilt.call);
  EXPECT_EQ(look(3).turn, Turn::kCertify) << "whose own share is right cannot know";
  EXPECT_EQ(begin_again(1), 2u);
  EXPECT_EQ(look(3).turn, Turn::kContribute);
  hold({1, 2, 3});
  EXPECT_EQ(log()->certificates().back().body.number, 2u);
}

TEST_F(Trustees, ATrusteeWhoNeverAnswersIsReplacedAndAllBeginAnew) {
  appoint_all(3);
  visit(1);
  visit(2);
  EXPECT_EQ(look(1).missing, (std::vector<std::uint8_t>{2}));
  appoint(4, 2);
  EXPECT_FALSE(client::place_of(*log(), keys(3)));
  EXPECT_EQ(look(1).turn, Turn::kContribute);
  EXPECT_EQ(look(1).number, 2u);
  hold({1, 2, 4});
  EXPECT_EQ(log()->certificates().back().body.number, 2u);
  EXPECT_TRUE(client::share_of(*log(), keys(4)));
  EXPECT_FALSE(client::share_of(*log(), keys(3)));
}

TEST_F(Trustees, NewTrusteesMakeANewKeyAndTheBrokersOldHalfIsOverwritten) {
  appoint_all(3);
  hold({1, 2, 3});
  ASSERT_TRUE(broker_half(0));
  appoint(4, 3);
  EXPECT_EQ(look(1).turn, Turn::kContribute);
  hold({1, 2, 3, 4});
  ASSERT_EQ(log()->certificates().size(), 2u);
  EXPECT_EQ(log()->certificates().back().key.t, 3u);
  EXPECT_NE(log()->certificates()[0].broker_key, log()->certificates()[1].broker_key);
  const auto logged = epoch();
  while (epoch() == logged) {
    EXPECT_TRUE(broker_half(0)) << "the quarter before is reported under it";
    rig.advance(kOneDay);
  }
  EXPECT_FALSE(broker_half(0));
  EXPECT_TRUE(broker_half(1));
}

class TrusteesOnAFullDisk : public TrusteesByHand {
 protected:
  TrusteesOnAFullDisk() : TrusteesByHand(FullDisk::seam()) {}
  ~TrusteesOnAFullDisk() override { FullDisk::full = false; }
};

TEST_F(TrusteesOnAFullDisk, AreToldToComeLaterAndMakeTheirKeyThen) {
  appoint_all(3);
  const Bytes read = body({TrusteeKind::kRead, 0, 0}, 1);
  FullDisk::full = true;
  EXPECT_TRUE(rig.broker().do_duties());
  refused(kTrustees, read, Status::kTryLater);
  FullDisk::full = false;
  EXPECT_TRUE(rig.broker().do_duties());
  hold({1, 2, 3});
  EXPECT_EQ(log()->certificates().size(), 1u);
}

// --- what the broker refuses ---

TEST_F(Trustees, NobodyElseIsHeard) {
  appoint_all(3);
  refused(kTrustees, body({TrusteeKind::kRead, 3, 0}, 4), Status::kNotListed);
  refused(kTrustees, body({TrusteeKind::kRead, 1, 0}, 1), Status::kBadSignature);
  refused(kTrustees, body({TrusteeKind::kRead, 0, 0}, 1, 2), Status::kWrongDay);
  refused(kTrustees, body({TrusteeKind::kRead, 0, 0}, 1, -2), Status::kWrongDay);
  appoint(4, 0);
  refused(kTrustees, body({TrusteeKind::kRead, 0, 0}, 1), Status::kBadSignature);
}

TEST_F(Trustees, OnlyTheCeremonyThatIsHeldIsServed) {
  appoint_all(3);
  refused(kTrustees, body({TrusteeKind::kContribute, 0, 2, message1(1, 2)}, 1),
          Status::kStaleProposal);
  refused(kTrustees, body({TrusteeKind::kCertify, 0, 1, random_bytes(64)}, 1),
          Status::kStaleProposal);
  refused(kTrustees, body({TrusteeKind::kBeginAgain, 0, 2}, 1), Status::kStaleProposal);
  hold({1, 2, 3});
  refused(kTrustees, body({TrusteeKind::kContribute, 0, 1, message1(1, 1)}, 1),
          Status::kStaleProposal);
  EXPECT_EQ(begin_again(2), 2u) << "unless they want another key";
  EXPECT_EQ(look(1).turn, Turn::kContribute);
}

TEST_F(Trustees, AMessageOrSignatureThatIsNoneIsRefused) {
  appoint_all(3);
  refused(kTrustees, body({TrusteeKind::kContribute, 0, 1, random_bytes(328)}, 1),
          Status::kMalformed);
  Bytes longer = message1(1, 1);
  longer.push_back(0);
  refused(kTrustees, body({TrusteeKind::kContribute, 0, 1, longer}, 1), Status::kMalformed);
  visit(1);
  visit(2);
  visit(3);
  refused(kTrustees, body({TrusteeKind::kCertify, 0, 1, random_bytes(64)}, 1),
          Status::kBadSignature);
  refused(kTrustees, body({TrusteeKind::kCertify, 0, 1, random_bytes(63)}, 1), Status::kMalformed);
}

TEST_F(Trustees, OneLeadAppointsNobodyAndNobodyIsOneWithoutTheirOwnSignature) {
  const auto entry = client::trustee_entry(keys(1), *log(), 0, "Medical director");
  const Bytes message = protocol::trustee_message(rig.genesis(), entry);
  accepted(client::kRoster, lead_signs(0, entry, protocol::kTrusteeLeadLabel, message));
  EXPECT_TRUE(log()->trustees().empty());
  auto forged = client::trustee_entry(keys(2), *log(), 1, "Medical director");
  forged.title = "Somebody else";
  const Bytes other = protocol::trustee_message(rig.genesis(), forged);
  refused(client::kRoster, lead_signs(1, forged, protocol::kTrusteeLeadLabel, other),
          Status::kUnknownProposal);  // the trustee has not signed that
}

}  // namespace
}  // namespace sotto::testing
