#include "client/core/near_peer/desk.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>

#include "client/core/near_peer/desk_file.h"
#include "crypto/primitives/random.h"
#include "tests/client/near_peer/sample_desk.h"

namespace sotto::client {
namespace {

using testing::add_eligible;
using testing::kSampleToday;
using testing::sample_application;
using testing::sample_doctor;
using testing::sample_near_peer;

// Supporters 1 and 2, doctors 3 and 4.
Desk sample() {
  Desk desk(sample_near_peer());
  add_eligible(desk, "Abel", {"LTFT"});
  add_eligible(desk, "Berta");
  EXPECT_TRUE(desk.add(sample_doctor("Carl", {"ltft", "Age"})));
  EXPECT_TRUE(desk.add(sample_doctor("Dora")));
  return desk;
}

void pair(Desk& desk, std::vector<std::optional<std::uint32_t>> indexes) {
  std::vector<MatchResult> results;
  for (const auto& index : indexes) {
    results.push_back({index ? MatchOutcome::kNew : MatchOutcome::kNoPlace, index});
  }
  ASSERT_TRUE(desk.take(desk.matching(kSampleToday), results, kSampleToday));
}

TEST(Desk, ConsentIsAssumedWhenTheWindowHasPassedWithoutAnObjection) {
  Desk desk(sample_near_peer());
  ASSERT_TRUE(desk.apply(sample_application("Abel")));
  const SupporterRow& row = desk.supporters().front();
  const auto now = [&](protocol::Date today) { return desk.eligibility(row, today); };
  EXPECT_EQ(now(kSampleToday), Eligibility::kSupervisorNotTold);
  ASSERT_TRUE(desk.told(1, kSampleToday));
  EXPECT_EQ(now(kSampleToday + 13), Eligibility::kWindowOpen);
  ASSERT_TRUE(desk.told(1, kSampleToday + 10));
  EXPECT_EQ(now(kSampleToday + 14), Eligibility::kNotAttested) << "from the first letter on";
  ASSERT_TRUE(desk.attest(1, desk.policy().cycle(kSampleToday), "F2"));
  EXPECT_EQ(now(kSampleToday + 14), Eligibility::kEligible);
  ASSERT_TRUE(desk.objected(1));
  EXPECT_EQ(now(kSampleToday + 14), Eligibility::kObjected);
}

TEST(Desk, EligibilityIsAttestedAnewInEveryCycle) {
  Desk desk = sample();
  const SupporterRow& row = desk.supporters().front();
  EXPECT_EQ(desk.eligibility(row, kSampleToday), Eligibility::kEligible);
  const protocol::Date next = desk.policy().cycles[1];
  EXPECT_EQ(desk.eligibility(row, next), Eligibility::kNotAttested);
  ASSERT_TRUE(desk.attest(1, next, "Specialty doctor"));
  EXPECT_EQ(desk.eligibility(row, next), Eligibility::kEligible);
}

TEST(Desk, WithoutAnEducationalSupervisorSupportIsConfirmedFirst) {
  Desk desk(sample_near_peer());
  Application application = sample_application("Abel");
  application.supervisor = Supervisor::kAppraiser;
  application.declaration = Declaration::kToBeTold;
  ASSERT_TRUE(desk.apply(application));
  ASSERT_TRUE(desk.told(1, kSampleToday - 14));
  ASSERT_TRUE(desk.attest(1, desk.policy().cycle(kSampleToday), "F2"));
  const SupporterRow& row = desk.supporters().front();
  EXPECT_EQ(desk.eligibility(row, kSampleToday), Eligibility::kSupportNotConfirmed);
  ASSERT_TRUE(desk.confirm_support(1));
  EXPECT_EQ(desk.eligibility(row, kSampleToday), Eligibility::kEligible);
}

TEST(Desk, ASupporterIsAboveTheLowestGrade) {
  Desk desk = sample();
  const auto cycle = desk.policy().cycle(kSampleToday);
  EXPECT_EQ(desk.attest(1, cycle, "F1").error(), DeskRefusal::kNotSenior);
  EXPECT_EQ(desk.attest(1, cycle, "F3").error(), DeskRefusal::kNotAGrade);
  EXPECT_TRUE(desk.attest(1, cycle, "Specialty doctor"));
}

TEST(Desk, NobodyHasMorePlacesThanTheCapAndMayHaveFewer) {
  Desk desk = sample();
  EXPECT_EQ(desk.supporter(1)->places, 2);
  EXPECT_TRUE(desk.set_places(1, 1));
  EXPECT_EQ(desk.supporter(1)->places, 1);
  EXPECT_EQ(desk.set_places(1, 3).error(), DeskRefusal::kTooManyPlaces);
  EXPECT_EQ(desk.set_places(1, 0).error(), DeskRefusal::kTooManyPlaces);
}

TEST(Desk, MatchingHasWhatWasDeclaredAndNothingElse) {
  Desk desk = sample();
  ASSERT_TRUE(desk.apply(sample_application("Erik", {"Age"})));  // not eligible
  const MatchInput input = desk.matching(kSampleToday);
  ASSERT_EQ(input.supporters.size(), 2u);
  ASSERT_EQ(input.doctors.size(), 2u);
  EXPECT_EQ(input.words, (std::vector<std::string>{"ltft", "age"}));
  EXPECT_EQ(input.supporters[0].declared, std::vector<std::uint16_t>{0});
  EXPECT_TRUE(input.supporters[1].declared.empty());
  EXPECT_EQ(input.doctors[0].wanted, (std::vector<std::uint16_t>{0, 1}));
  EXPECT_TRUE(input.doctors[1].wanted.empty());
  EXPECT_EQ(input.supporters[0].grade, 1);
  EXPECT_EQ(input.supporters[0].places, 2);
}

TEST(Desk, EverybodyHasASupporterOrIsListedAsWithout) {
  Desk desk = sample();
  EXPECT_EQ(desk.without(), (std::vector<std::uint32_t>{3, 4}));
  pair(desk, {0, std::nullopt});
  EXPECT_EQ(desk.without(), std::vector<std::uint32_t>{4});
  EXPECT_EQ(desk.doctor(3)->supporter, 1u);
  EXPECT_EQ(desk.doctor(3)->since, kSampleToday);
  EXPECT_EQ(desk.doctor(4)->outcome, MatchOutcome::kNoPlace);
  EXPECT_EQ(desk.load(1), 1u);
  ASSERT_TRUE(desk.withdraw_doctor(4));
  EXPECT_TRUE(desk.without().empty());
}

TEST(Desk, OptingOutKeepsTheNamedSupporterAndOptingInGivesThePairBack) {
  Desk desk = sample();
  pair(desk, {0, 1});
  ASSERT_TRUE(desk.opt_out(3));
  EXPECT_EQ(desk.doctor(3)->standing, Standing::kOptedOut);
  EXPECT_EQ(desk.doctor(3)->supporter, 1u);
  EXPECT_EQ(desk.matching(kSampleToday).doctors.size(), 2u) << "the pair goes on being theirs";
  ASSERT_TRUE(desk.opt_in(3));
  EXPECT_EQ(desk.doctor(3)->standing, Standing::kIn);
  EXPECT_EQ(desk.doctor(3)->supporter, 1u);
}

TEST(Desk, AChangeOfPairingIsNobodysFaultAndIsNotUndone) {
  Desk desk = sample();
  pair(desk, {0, 1});
  ASSERT_TRUE(desk.change_pairing(3));
  EXPECT_EQ(desk.doctor(3)->supporter, 0u);
  EXPECT_EQ(desk.supporter(1)->places, 2) << "nothing is held against the supporter";
  const MatchInput input = desk.matching(kSampleToday);
  EXPECT_EQ(input.doctors[0].never, std::vector<std::uint32_t>{0});
  EXPECT_FALSE(desk.take(input, {{MatchOutcome::kNew, 0}, {MatchOutcome::kKept, 1}}, kSampleToday));
  EXPECT_EQ(desk.change_pairing(3).error(), DeskRefusal::kNoPair);
}

TEST(Desk, WhoWithdrawsIsInNoPairAnyMore) {
  Desk desk = sample();
  pair(desk, {0, 0});
  ASSERT_TRUE(desk.withdraw_supporter(1));
  EXPECT_EQ(desk.without(), (std::vector<std::uint32_t>{3, 4}));
  EXPECT_EQ(desk.matching(kSampleToday).supporters.size(), 1u);
  EXPECT_EQ(desk.attest(1, desk.policy().cycle(kSampleToday), "F2").error(),
            DeskRefusal::kWithdrawn);
  ASSERT_TRUE(desk.withdraw_doctor(3));
  EXPECT_EQ(desk.matching(kSampleToday).doctors.size(), 1u);
  EXPECT_EQ(desk.opt_out(3).error(), DeskRefusal::kWithdrawn);
  ASSERT_TRUE(desk.opt_in(3)) << "and may come back";
}

TEST(Desk, TakesNoAllocationThatBreaksARule) {
  Desk desk = sample();
  const MatchInput input = desk.matching(kSampleToday);
  const auto takes = [&](std::vector<MatchResult> results) {
    return desk.take(input, results, kSampleToday);
  };
  EXPECT_FALSE(takes({{MatchOutcome::kNew, 0}})) << "somebody is missing";
  EXPECT_FALSE(takes({{MatchOutcome::kNew, 0}, {MatchOutcome::kNew, 2}})) << "nobody's index";
  ASSERT_TRUE(desk.set_places(1, 1));
  EXPECT_FALSE(desk.take(desk.matching(kSampleToday),
                         {{MatchOutcome::kNew, 0}, {MatchOutcome::kNew, 0}}, kSampleToday))
      << "above the places";
  ASSERT_TRUE(desk.set_grade(3, "F2"));
  EXPECT_FALSE(desk.take(desk.matching(kSampleToday),
                         {{MatchOutcome::kNew, 1}, {MatchOutcome::kNew, 0}}, kSampleToday))
      << "not senior";
  EXPECT_EQ(desk.without(), (std::vector<std::uint32_t>{3, 4})) << "nothing was done";
}

TEST(Desk, NotesNoGradeByWhichAPairWouldNotBeOfASeniorAnyMore) {
  Desk desk = sample();  // both supporters are F2, both doctors F1
  pair(desk, {0, 1});
  const protocol::Date cycle = desk.policy().cycle(kSampleToday);
  EXPECT_EQ(desk.set_grade(3, "F2").error(), DeskRefusal::kOutgrown);
  EXPECT_EQ(desk.doctor(3)->grade, 0u) << "nothing was done";
  EXPECT_EQ(desk.doctor(3)->supporter, 1u);
  ASSERT_TRUE(desk.attest(1, cycle, "Specialty doctor"));
  EXPECT_TRUE(desk.set_grade(3, "F2")) << "the supporter has moved on, too";
  EXPECT_EQ(desk.attest(1, cycle, "F2").error(), DeskRefusal::kOutgrown);
  EXPECT_TRUE(desk.attest(1, cycle, "Specialty doctor")) << "as it was";
  ASSERT_TRUE(desk.change_pairing(4));
  EXPECT_TRUE(desk.set_grade(4, "F2")) << "nobody's any more";
}

TEST(Desk, APairThatStaysKeepsItsDay) {
  Desk desk = sample();
  pair(desk, {0, 1});
  const MatchInput input = desk.matching(kSampleToday);
  EXPECT_EQ(input.doctors[0].current, 0u);
  ASSERT_TRUE(
      desk.take(input, {{MatchOutcome::kKept, 0}, {MatchOutcome::kNew, 0}}, kSampleToday + 7));
  EXPECT_EQ(desk.doctor(3)->since, kSampleToday);
  EXPECT_EQ(desk.doctor(4)->since, kSampleToday + 7);
}

TEST(DeskRefusal, OfWhoIsNotThereOrKnown) {
  Desk desk = sample();
  for (const auto& refused :
       {desk.told(3, 1), desk.objected(9), desk.confirm_support(9), desk.attest(9, 1, "F2"),
        desk.set_places(9, 1), desk.withdraw_supporter(9), desk.opt_out(1), desk.opt_in(9),
        desk.change_pairing(9), desk.withdraw_doctor(9), desk.set_grade(9, "F1")}) {
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error(), DeskRefusal::kNoSuchRow);
  }
  EXPECT_EQ(desk.apply(sample_application("ABEL")).error(), DeskRefusal::kKnown);
  EXPECT_EQ(desk.add(sample_doctor("Carl")).error(), DeskRefusal::kKnown);
  EXPECT_EQ(desk.apply_again(3, sample_application("Carl")).error(), DeskRefusal::kNoSuchRow);
  EXPECT_EQ(desk.apply_again(1, sample_application("Berta")).error(), DeskRefusal::kKnown);
  EXPECT_EQ(desk.set_grade(3, "F7").error(), DeskRefusal::kNotAGrade);
  Desk fresh(sample_near_peer());
  ASSERT_TRUE(fresh.apply(sample_application("Abel")));
  EXPECT_EQ(fresh.objected(1).error(), DeskRefusal::kTooEarly);
}

// --- as bytes ---

DirectorsDesk whole() {
  Desk desk = sample();
  pair(desk, {0, 1});
  EXPECT_TRUE(desk.change_pairing(4));
  EXPECT_TRUE(desk.opt_out(3));
  desk.feedback().add("Once a month is enough.");
  DirectorsDesk out = begin_desk(Hash256{7}, testing::sample_scheme(),
                                 director_keys(SigningKey::generate(), X25519KeyPair::generate()));
  out.desk = std::move(desk);
  return out;
}

LockerKeys keys() {
  return {.id = {}, .write = SigningKey::generate(), .seal = random_secret<32>()};
}

TEST(DeskFile, ComesBackUnderItsWordsAlone) {
  const DirectorsDesk desk = whole();
  const LockerKeys right = keys(), wrong = keys();
  const auto salt = random_array<16>();
  const Bytes file = seal_desk(desk, right, salt);
  EXPECT_EQ(desk_salt(file), salt);
  EXPECT_FALSE(open_desk(file, wrong));
  const auto back = open_desk(file, right);
  ASSERT_TRUE(back);
  EXPECT_EQ(back->genesis, desk.genesis);
  EXPECT_EQ(back->signing.public_key, desk.signing.public_key);
  EXPECT_EQ(back->scheme().origin, "sotto.example/near-peer");
  EXPECT_EQ(back->desk.doctors().size(), 2u);
  EXPECT_EQ(back->desk.doctor(3)->standing, Standing::kOptedOut);
  EXPECT_EQ(back->desk.doctor(4)->never, std::vector<std::uint32_t>{2});
  EXPECT_EQ(back->desk.supporter(1)->application.matched_on, std::vector<std::string>{"LTFT"});
  EXPECT_TRUE(equal(encode_desk(*back).expose(), encode_desk(desk).expose()));
  for (std::size_t i = 0; i < file.size(); i += 7) {
    Bytes other = file;
    other[i] ^= 1;
    EXPECT_FALSE(open_desk(other, right)) << i;
    EXPECT_FALSE(open_desk(ByteView(file).first(i), right)) << i;
  }
}

TEST(DeskFile, NamesStandNowhereInTheClear) {
  const Bytes file = seal_desk(whole(), keys(), random_array<16>());
  const std::string text(file.begin(), file.end());
  for (const char* planted : {"Abel", "Carl", "example.org", "LTFT", "Once a month"}) {
    EXPECT_EQ(text.find(planted), std::string::npos) << planted;
  }
}

TEST(DeskFile, WhatItHoldsHasOneEncoding) {
  const SecretBytes plain = encode_desk(whole());
  const Bytes wire = to_bytes(plain.expose());
  ASSERT_TRUE(parse_desk(wire));
  for (std::size_t i = 0; i < wire.size(); ++i) {
    EXPECT_FALSE(parse_desk(ByteView(wire).first(i))) << i;
    for (const std::uint8_t bits : {0x01, 0x80}) {
      Bytes other = wire;
      other[i] ^= bits;
      const auto parsed = parse_desk(other);
      EXPECT_TRUE(!parsed || equal(encode_desk(*parsed).expose(), other)) << i;
    }
  }
  Bytes longer = wire;
  longer.push_back(0);
  EXPECT_FALSE(parse_desk(longer));
}

}  // namespace
}  // namespace sotto::client
