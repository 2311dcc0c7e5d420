// Reports and their release through a whole broker: what it takes, closes, hands to trustees and
// forgets, and what trustees' clients make of a broker that drops, invents or changes.

#include "crypto/figures/total.h"
#include "crypto/primitives/shamir.h"
#include "tests/broker/figures_by_hand.h"

namespace sotto::testing {
namespace {

// --- reports ---

TEST_F(Figures, EverySupporterReportsOnceAndTheFirstCounts) {
  begin(2);
  EXPECT_EQ(commit_with(people[0], report(people[0], 1)), ReportResult::kTaken);
  const auto first = stored();
  EXPECT_EQ(commit_with(people[0], report(people[0], 2)), ReportResult::kTaken);
  EXPECT_EQ(stored(), first);
  EXPECT_EQ(commit_with(people[1], report(people[1])), ReportResult::kTaken);
  EXPECT_EQ(rows(broker::kReports), 2u);
  rig.restart();
  EXPECT_EQ(stored().size(), 2u);
  EXPECT_EQ(commit_with(people[0], random_bytes(4096)), ReportResult::kNone) << "is cover";
}

TEST_F(Figures, AReportThatIsNoGoodChangesNothingButItsCommitGoesOn) {
  begin(2);
  HandLocker& by = people[0];
  EXPECT_EQ(commit_with(by, report(by, 0, 0, 0, 1)), ReportResult::kQuarter);
  EXPECT_EQ(commit_with(by, report(by, 0, 0, 0, static_cast<std::uint32_t>(-1))),
            ReportResult::kQuarter);
  HandLocker stranger = fresh(Role::kSupporter);
  EXPECT_EQ(commit_with(by, report(stranger)), ReportResult::kNotListed);
  figures::Report bad = report(by);
  bad.signature[5] ^= 1;
  EXPECT_EQ(commit_with(by, bad), ReportResult::kSignature);
  bad = report(by);
  std::swap(bad.proof.counters[0], bad.proof.counters[1]);
  bad.signature = sign(by.identity, "sotto/v1/figures-report-signature",
                       concat({rig.genesis(), setting().certificate,
                               ByteView(bad.encode()).first(4 + 32 + figures::kProofSize)}));
  EXPECT_EQ(commit_with(by, bad), ReportResult::kProof);
  EXPECT_EQ(commit_with(by, report(people[1])), ReportResult::kTaken)
      << "whose locker brings it is nobody's business";
  EXPECT_EQ(rows(broker::kReports), 1u);
  EXPECT_EQ(by.version, 7u) << "no commit was lost";
}

TEST_F(Figures, NothingIsTakenWithoutAKeyOfTheQuarter) {
  begin(1);
  const figures::Report early = report(people[0], 0, 0, 0, static_cast<std::uint32_t>(-1));
  EXPECT_EQ(commit_with(people[0], early), ReportResult::kQuarter);
  change(
      [&](broker::Decision& decision) { decision.overwrite_slot(broker::reports_slot(quarter)); });
  EXPECT_EQ(commit_with(people[0], report(people[0])), ReportResult::kLater);
  rig.advance(3600);
  EXPECT_EQ(commit_with(people[0], report(people[0])), ReportResult::kTaken);
}

TEST_F(Figures, AQuarterIsClosedOnItsDayOrWhenEnoughHaveReported) {
  begin();
  for (std::size_t i = 0; i < 7; ++i) commit_with(people[i], report(people[i]));
  go_to_closing();
  EXPECT_EQ(log()->closing_of(quarter), nullptr) << "seven are too few";
  commit_with(people[7], report(people[7]));
  rig.advance(3600);
  ASSERT_NE(log()->closing_of(quarter), nullptr);
  EXPECT_EQ(log()->closing_of(quarter)->reports, 8u);
  EXPECT_EQ(log()->closing_of(quarter)->batch, figures::batch_of(rig.genesis(), quarter, stored()));
  EXPECT_EQ(commit_with(people[0], report(people[0])), ReportResult::kQuarter) << "it is closed";
}

TEST_F(Figures, NobodyClosesAQuarterEarly) {
  begin();
  report_all();
  go_to(calendar.closing_day(quarter) - 1);
  EXPECT_EQ(log()->closing_of(quarter), nullptr);
  go_to_closing();
  EXPECT_NE(log()->closing_of(quarter), nullptr);
}

TEST_F(Figures, WhatIsNotOpenedInTimeIsForgotten) {
  begin();
  report_all();
  go_to_closing();
  const auto key = rig.store().erasable().read(broker::reports_slot(quarter));
  ASSERT_TRUE(key);
  go_to(calendar.first_day_of_epoch(quarter + 2));
  EXPECT_EQ(rows(broker::kReports), 0u);
  const auto now = rig.store().erasable().read(broker::reports_slot(quarter));
  EXPECT_FALSE(now && broker::KeySlot::parse(*now)->tag == quarter);
  EXPECT_FALSE(QuarterSeat::of(everybody(), keys(1)));
}

// --- the release ---

TEST_F(Figures, TwoOfThreeTrusteesReleaseTheSumAndTheReportsAreDeleted) {
  begin();
  report_all();
  EXPECT_FALSE(QuarterSeat::of(everybody(), keys(1))) << "it is not closed";
  go_to_closing();
  const Done first = open(1);
  EXPECT_EQ(first.opened.turn, Opened::Turn::kWait);
  EXPECT_EQ(first.opened.lacking, 1u);
  EXPECT_EQ(first.opened.missing, (std::vector<std::uint8_t>{2, 3}));
  const Done second = open(3);
  ASSERT_EQ(second.opened.turn, Opened::Turn::kRelease);
  EXPECT_FALSE(second.answer->released);
  EXPECT_TRUE(log()->releases().empty());
  rig.restart();
  const Done third = open(1);
  ASSERT_TRUE(third.answer);
  EXPECT_TRUE(third.answer->released);
  ASSERT_EQ(log()->releases().size(), 1u);
  EXPECT_EQ(log()->releases()[0].figures, (std::array<figures::Figure, 3>{25, 15, 40}));
  EXPECT_EQ(rows(broker::kReports), 0u);
  EXPECT_EQ(rows(broker::kParts), 0u);
  EXPECT_FALSE(rig.store().erasable().read(broker::reports_slot(quarter)));
  EXPECT_FALSE(QuarterSeat::of(everybody(), keys(2))) << "there is nothing left to open";
  refused(kTrustees, about_quarter(2, TrusteeKind::kParts, {}), Status::kStaleProposal);
  rig.advance(3600);
  EXPECT_EQ(commit_with(people[0], report(people[0])), ReportResult::kQuarter);
  EXPECT_FALSE(rig.store().erasable().read(broker::reports_slot(quarter)));
}

TEST_F(Figures, WhoeverHasLeftMayStillOpenAndWhoeverHasComeMayNot) {
  begin();
  report_all();
  appoint(4, 1);
  go_to_closing();
  EXPECT_FALSE(QuarterSeat::of(everybody(), keys(4)));
  EXPECT_EQ(open(2).opened.turn, Opened::Turn::kWait);
  EXPECT_EQ(open(3).opened.turn, Opened::Turn::kRelease);
  EXPECT_TRUE(open(2).answer->released);
}

TEST_F(Figures, OnlyItsTrusteesAndOnlyTheClosedQuarterAreHeard) {
  begin();
  report_all();
  refused(kTrustees, about_quarter(1, TrusteeKind::kParts, {}), Status::kStaleProposal);
  go_to_closing();
  const Bytes from = sotto::Writer().u32(0).take();
  refused(kTrustees, body({TrusteeKind::kReports, 3, quarter, from}, 4), Status::kNotListed);
  refused(kTrustees, body({TrusteeKind::kReports, 0, quarter, from}, 2), Status::kBadSignature);
  refused(kTrustees, body({TrusteeKind::kReports, 0, quarter, from}, 1, 2), Status::kWrongDay);
  refused(kTrustees, about_quarter(1, TrusteeKind::kReports, from, 1), Status::kStaleProposal);
  refused(kTrustees, about_quarter(1, TrusteeKind::kReports, from, static_cast<std::uint32_t>(-2)),
          Status::kStaleProposal);
  const Bytes part(protocol::kSealedPartSize, 1);
  const protocol::SealedParts own{part, part, {}}, two{{}, part};
  for (const auto& parts : {own, two}) {
    refused(kTrustees, about_quarter(1, TrusteeKind::kSend, protocol::encode_sealed_parts(parts)),
            Status::kMalformed);
  }
}

TEST_F(Figures, AReleaseIsOfTheClosedReportsAndSignedByItsTrustee) {
  begin();
  report_all();
  go_to_closing();
  figures::Release release{quarter, log()->closing_of(quarter)->batch, {25, 15, 40}};
  const auto content = [&](std::uint8_t signer) {
    return concat({release.encode(),
                   sign(keys(signer).signing, protocol::kReleaseLabel,
                        protocol::release_message(rig.genesis(), setting().certificate, release))});
  };
  refused(kTrustees, about_quarter(1, TrusteeKind::kRelease, content(2)), Status::kBadSignature);
  accepted(kTrustees, about_quarter(1, TrusteeKind::kRelease, content(1)));
  const Bytes good = content(2);
  release.figures[0] = 30;
  accepted(kTrustees, about_quarter(2, TrusteeKind::kRelease, content(2)));
  EXPECT_TRUE(log()->releases().empty()) << "two signed, and not the same";
  release.batch[0] ^= 1;
  refused(kTrustees, about_quarter(1, TrusteeKind::kRelease, content(1)), Status::kStaleProposal);
  Bytes odd = good;
  odd[37] = 26;  // no figure
  refused(kTrustees, about_quarter(1, TrusteeKind::kRelease, odd), Status::kMalformed);
  accepted(kTrustees, about_quarter(2, TrusteeKind::kRelease, good));
  EXPECT_EQ(log()->releases().size(), 1u) << "the last that each sent counts";
}

// --- a trustee's visit, request by request ---

using State = client::QuarterDone::State;
using Did = client::QuarterDone::Did;

TEST_F(Figures, AVisitSendsSignsAndReleasesInTurn) {
  begin(9);
  for (std::size_t i = 0; i < 8; ++i) commit_with(people[i], report(people[i], 3, 2, 5));
  go_to_closing();
  const auto first = visit_quarter(1);
  EXPECT_EQ(first.quarter, quarter);
  EXPECT_EQ(first.did, Did::kSent);
  EXPECT_EQ(first.state, State::kWait);
  EXPECT_EQ(first.reports, 8u);
  EXPECT_EQ(first.lacking, 1u);
  EXPECT_EQ(first.missing, (std::vector<std::uint8_t>{2, 3}));
  EXPECT_EQ(
      first.not_reported,
      (std::vector<protocol::SupporterId>{protocol::supporter_id(people[8].identity.public_key)}));
  const auto second = visit_quarter(3);
  EXPECT_EQ(second.did, Did::kSigned);
  EXPECT_EQ(second.state, State::kWait);
  EXPECT_EQ(second.lacking, 1u);
  EXPECT_EQ(second.missing, (std::vector<std::uint8_t>{1, 2}));
  const auto third = visit_quarter(1);
  EXPECT_EQ(third.did, Did::kReleased);
  EXPECT_EQ(third.state, State::kReleased);
  EXPECT_EQ(log()->releases().at(0).figures, (std::array<figures::Figure, 3>{25, 15, 40}));
  EXPECT_FALSE(client::QuarterVisit::begin(everybody(), keys(2)));
}

TEST_F(Figures, AVisitThatOthersOvertakeIsOver) {
  begin();
  report_all();
  go_to_closing();
  visit_quarter(1);
  visit_quarter(2);
  const auto late = visit_quarter(3, [&](int request) {
    if (request != 3) return;
    EXPECT_EQ(visit_quarter(1).state, State::kReleased);
  });
  EXPECT_EQ(late.state, State::kOver);
}

TEST_F(Figures, AVisitWithoutAnAnswerSaysHowFarItCame) {
  begin();
  report_all();
  go_to_closing();
  const auto view = everybody();
  const TrusteeKeys own = keys(1);
  auto visit = client::QuarterVisit::begin(view, own).value();
  EXPECT_EQ(visit.closed(), 8u);
  visit.answer(view, own, rig.exchange(*visit.request()));
  visit.answer(view, own, std::nullopt);
  EXPECT_EQ(visit.request(), nullptr);
  EXPECT_EQ(visit.done().state, State::kFailed);
  EXPECT_EQ(visit.done().failure.why, client::Failure::kNoAnswer);
  EXPECT_EQ(visit.done().did, Did::kNothing);
  EXPECT_EQ(visit_quarter(1).did, Did::kSent) << "and goes on next time";
}

TEST_F(Figures, TrusteesWhoSignDifferentFiguresAreToldSo) {
  begin();
  report_all();
  go_to_closing();
  const figures::Release other{quarter, log()->closing_of(quarter)->batch, {30, 15, 40}};
  visit_quarter(2);
  accepted(kTrustees,
           about_quarter(
               2, TrusteeKind::kRelease,
               concat({other.encode(), sign(keys(2).signing, protocol::kReleaseLabel,
                                            protocol::release_message(
                                                rig.genesis(), setting().certificate, other))})));
  EXPECT_EQ(visit_quarter(1).state, State::kDisagree);
}

// --- what trustees' clients make of a broker that lies ---

TEST_F(LyingFigures, TheHonestListIsSummed) {
  EXPECT_FALSE(refusal());
  const auto missing = client::not_reported(*view, *seat, reports);
  EXPECT_EQ(
      missing,
      (std::vector<protocol::SupporterId>{protocol::supporter_id(people[8].identity.public_key)}));
  std::ranges::reverse(reports);
  EXPECT_FALSE(refusal()) << "in whatever order";
}

TEST_F(LyingFigures, AReportThatWasDroppedOrAddedSinceTheClosingIsNoticed) {
  const auto all = reports;
  reports.pop_back();
  EXPECT_EQ(refusal()->why, SumRefusal::Why::kTooFew);
  reports = all;
  reports.push_back(late);
  EXPECT_EQ(refusal()->why, SumRefusal::Why::kOtherBatch) << "good, and not closed";
  reports = all;
  reports.back() = late;
  EXPECT_EQ(refusal()->why, SumRefusal::Why::kOtherBatch);
}

TEST_F(LyingFigures, AnInventedReportIsNamed) {
  const HandLocker stranger = fresh(Role::kSupporter);
  reports[3] = report(stranger).encode();
  EXPECT_EQ(refusal()->why, SumRefusal::Why::kReport);
  EXPECT_EQ(refusal()->refusal, figures::TallyRefusal::kNotOnRoster);
  EXPECT_EQ(refusal()->report, 3u);
  reports[3] = reports[2];
  EXPECT_EQ(refusal()->refusal, figures::TallyRefusal::kTwice);
  figures::Report forged = report(people[8], 1);
  forged.signature = {};
  reports[3] = forged.encode();
  EXPECT_EQ(refusal()->refusal, figures::TallyRefusal::kSignature);
}

TEST_F(LyingFigures, APartThatWasChangedIsNamedAndLeftOut) {
  open(2);
  const auto spoil = [](ReleaseAnswer& answer) { answer.parts[1].sealed[100] ^= 1; };
  const Done spoilt = open(1, spoil);
  EXPECT_EQ(spoilt.opened.turn, Opened::Turn::kWait);
  EXPECT_EQ(spoilt.opened.spoilt, (std::vector<std::uint8_t>{2}));
  EXPECT_EQ(spoilt.opened.missing, (std::vector<std::uint8_t>{3}));
  open(3);
  EXPECT_EQ(open(1, spoil).opened.turn, Opened::Turn::kRelease) << "another trustee's serves";
}

TEST_F(LyingFigures, APartForSomebodyElseIsNone) {
  open(2);
  open(3);
  const auto swap = [](ReleaseAnswer& answer) {
    std::swap(answer.parts[1].sealed, answer.parts[2].sealed);
  };
  EXPECT_EQ(open(1, swap).opened.spoilt, (std::vector<std::uint8_t>{2, 3}));
}

TEST_F(LyingFigures, ABrokersPartOfAnotherSumIsNoticed) {
  open(2);
  const auto wrong = [](ReleaseAnswer& answer) { answer.broker_part[40] ^= 1; };
  EXPECT_EQ(open(1, wrong).opened.turn, Opened::Turn::kBrokerWrong);
  const auto none = [](ReleaseAnswer& answer) { answer.broker_part.clear(); };
  EXPECT_EQ(open(1, none).opened.turn, Opened::Turn::kHalfLost);
}

TEST_F(LyingFigures, WithoutItsHalfTheBrokerSaysSoAndNothingOpens) {
  change([](broker::Decision& decision) { decision.overwrite_slot(broker::figures_key_slot(0)); });
  open(2);
  EXPECT_EQ(open(1).opened.turn, Opened::Turn::kHalfLost);
}

// --- who can read one report: shown by trying ---

class OneReport : public Figures {
 protected:
  void SetUp() override {
    begin(1);
    ASSERT_EQ(commit_with(people[0], report(people[0], 7, 6, 5)), ReportResult::kTaken);
    taken = figures::Report::parse(stored().front()).value();
    under = log();
    x_B = broker_half(0).value();
  }
  ristretto::Scalar share(std::uint8_t person) {
    return client::share_of(*under, keys(person)).value();
  }
  // What its first counter is with these keys; nullopt: it does not open.
  std::optional<std::int64_t> read(const std::vector<std::uint8_t>& trustees, bool with_broker) {
    const auto& counter = taken->proof.counters[0].ciphertext;
    std::optional<ristretto::Element> V = counter.C;
    if (with_broker)
      V = ristretto::Element::subtract(*V, *ristretto::Element::multiply(*x_B, counter.R));
    const auto lambda = shamir::lagrange(trustees);
    for (std::size_t i = 0; i < trustees.size(); ++i) {
      const auto part = ristretto::Element::multiply((*lambda)[i] * share(trustees[i]), counter.R);
      V = ristretto::Element::subtract(*V, *part);
    }
    const auto found = figures::DiscreteLog().find(*V, figures::kMaxValue);
    return found ? std::optional(std::int64_t{*found} - figures::kOffset) : std::nullopt;
  }
  std::optional<figures::Report> taken;
  std::shared_ptr<const protocol::Replay> under;
  std::optional<ristretto::Scalar> x_B;
};

TEST_F(OneReport, IsReadByAQuorumAndTheBrokerTogetherAndByNobodyElse) {
  EXPECT_EQ(read({1, 2}, true), 7);
  EXPECT_EQ(read({2, 3}, true), 7);
  for (const std::uint8_t alone : {1, 2, 3}) {
    EXPECT_FALSE(read({alone}, true)) << "fewer than a quorum, with the broker's whole database";
  }
  EXPECT_FALSE(read({1, 2}, false));
  EXPECT_FALSE(read({1, 2, 3}, false)) << "all trustees without the broker";
}

}  // namespace
}  // namespace sotto::testing
