#include <gtest/gtest.h>

#include <algorithm>

#include "crypto/cocktail/rounds.h"
#include "tests/crypto/protocol/on_log.h"
#include "tests/support/sample_trustees.h"

namespace sotto::protocol {
namespace {

using sotto::testing::filled;
using sotto::testing::kSampleDay;
using sotto::testing::kSampleEpoch;
using sotto::testing::sample_ceremony;
using sotto::testing::sample_key;
using sotto::testing::sample_policy;
using sotto::testing::SampleLog;
using sotto::testing::SampleTrustee;

class TrusteesTest : public OnLog {
 protected:
  void appoint(std::size_t n) {
    for (std::uint8_t place = 0; place < n; ++place) {
      ASSERT_EQ(refusal(trustees_[place].entry(log_, place, 1)), std::nullopt);
    }
  }
  TrusteeCertificate ceremony(std::uint32_t number, std::uint32_t t, std::size_t n) const {
    std::vector<const SampleTrustee*> who;
    for (std::size_t i = 0; i < n; ++i) who.push_back(&trustees_[i]);
    return sample_ceremony(log_.replay.genesis_hash(), number, t, who, x_B_);
  }
  LoggedFigures figures(Epoch quarter, std::vector<std::uint8_t> holders) const {
    LoggedFigures out{.release = {quarter, filled<32>(1), {10, 15, 0}}};
    const Bytes message = release_message(log_.replay.genesis_hash(),
                                          log_.replay.certificates().back().leaf, out.release);
    for (const std::uint8_t holder : holders) {
      out.signatures.push_back(
          {holder, sign(trustees_[holder - 1u].signing, kReleaseLabel, message)});
    }
    return out;
  }
  Day first_day_after(Epoch quarter) const {
    return log_.policy.calendar.first_day_of_epoch(quarter + 1);
  }

  std::vector<SampleTrustee> trustees_ = [] {
    std::vector<SampleTrustee> out;
    for (std::uint8_t seed = 40; seed < 48; ++seed) out.emplace_back(seed);
    return out;
  }();
  ristretto::Scalar x_B_ = ristretto::Scalar::from_number(60);
};

// --- trustees ---

TEST_F(TrusteesTest, ATrusteeTakesThePlaceThatTheLeadsSignedAndASecondOneTheFirstOnes) {
  EXPECT_EQ(refusal(trustees_[0].entry(log_, 2, 1)), std::nullopt);
  EXPECT_EQ(log_.replay.trustees().at(2).signing_key, trustees_[0].signing.public_key);
  EXPECT_EQ(refusal(trustees_[1].entry(log_, 2, 2)), std::nullopt);
  EXPECT_EQ(log_.replay.trustees().at(2).signing_key, trustees_[1].signing.public_key);
}

TEST_F(TrusteesTest, ATrusteeSignsForThemself) {
  TrusteeKey bad = trustees_[0].entry(log_, 0, 1);
  bad.signature[0] ^= 1;
  EXPECT_EQ(refusal(bad), ReplayRefusal::kTrusteeSignature);
  bad = trustees_[0].entry(log_, 0, 1);
  bad.static_key = ristretto::Element::multiply_base(trustees_[1].d)->bytes();
  EXPECT_EQ(refusal(bad), ReplayRefusal::kTrusteeSignature) << "with another static key";
}

TEST_F(TrusteesTest, ATrusteeIsSignedByAsManyLeadsAsThePolicyAsks) {
  for (std::size_t lead : {0, 1}) {
    TrusteeKey bad = trustees_[0].entry(log_, 0, 1);
    bad.signatures.erase(bad.signatures.begin() + static_cast<std::ptrdiff_t>(lead));
    EXPECT_EQ(refusal(bad), ReplayRefusal::kLeadSignatures);
    bad = trustees_[0].entry(log_, 0, 1);
    bad.signatures[lead].signature[0] ^= 1;
    EXPECT_EQ(refusal(bad), ReplayRefusal::kLeadSignatures);
  }
}

TEST_F(TrusteesTest, ATrusteesKeysAreKeys) {
  TrusteeKey bad = trustees_[0].entry(log_, 0, 1);
  bad.static_key = {};  // the identity
  trustees_[0].sign_entry(log_, bad);
  EXPECT_EQ(refusal(bad), ReplayRefusal::kTrusteeMalformed);
  bad = trustees_[0].entry(log_, 0, 1);
  bad.sealing_key = {};
  trustees_[0].sign_entry(log_, bad);
  EXPECT_EQ(refusal(bad), ReplayRefusal::kTrusteeMalformed);
}

TEST_F(TrusteesTest, ATrusteesNumberRises) {
  EXPECT_EQ(refusal(trustees_[0].entry(log_, 0, 0)), ReplayRefusal::kNumberNotRising);
  ASSERT_EQ(refusal(trustees_[0].entry(log_, 0, 2)), std::nullopt);
  EXPECT_EQ(refusal(trustees_[1].entry(log_, 0, 2)), ReplayRefusal::kNumberNotRising);
}

TEST_F(TrusteesTest, NobodyHasTwoPlaces) {
  ASSERT_EQ(refusal(trustees_[0].entry(log_, 0, 1)), std::nullopt);
  EXPECT_EQ(refusal(trustees_[0].entry(log_, 1, 1)), ReplayRefusal::kKeyTaken);
  TrusteeKey same_static = trustees_[1].entry(log_, 1, 1);
  same_static.static_key = trustees_[0].entry(log_, 0, 1).static_key;
  trustees_[1].sign_entry(log_, same_static);
  EXPECT_EQ(refusal(same_static), ReplayRefusal::kKeyTaken);
  EXPECT_EQ(refusal(trustees_[0].entry(log_, 0, 2)), std::nullopt) << "but the own one again";
}

// --- certificates ---

TEST_F(TrusteesTest, ACertificateHasTheKeyAndGivesSharesBack) {
  for (const auto& [t, n] : {std::pair<std::uint32_t, std::uint32_t>{2, 3}, {3, 5}}) {
    log_ = SampleLog();
    appoint(n);
    ASSERT_EQ(refusal(ceremony(1, t, n)), std::nullopt);
    const LoggedCertificate& logged = log_.replay.certificates().back();
    EXPECT_EQ(logged.entry, log_.replay.size() - 1);
    EXPECT_EQ(logged.key.t, t);
    EXPECT_EQ(logged.trustees.size(), n);
    EXPECT_EQ(logged.tally_key, *ristretto::Element::add(logged.key.Y, logged.broker_key));
    const Bytes id = figures::ceremony_id(log_.replay.genesis_hash(), 1);
    for (std::uint32_t i = 1; i <= n; ++i) {
      const std::span<const Bytes> sealed(logged.body.shares);
      const auto share = cocktail::recover(logged.certificate, id, i, trustees_[i - 1].d,
                                           sealed.subspan((i - 1) * std::size_t{n}, n));
      ASSERT_TRUE(share);
      EXPECT_EQ(*ristretto::Element::multiply_base(*share), logged.key.shares[i - 1]);
    }
  }
}

TEST_F(TrusteesTest, TheLeafOfACertificateIsThatOfItsEntry) {
  appoint(3);
  const Entry entry{.day = kSampleDay, .body = ceremony(1, 2, 3)};
  ASSERT_TRUE(log_.replay.append(entry.encode()));
  EXPECT_EQ(log_.replay.certificates().back().leaf, tlog::leaf_hash(entry.encode()));
}

TEST_F(TrusteesTest, ACertificateIsOfExactlyTheTrusteesInForceAndTheirMajority) {
  appoint(2);
  EXPECT_EQ(refusal(ceremony(1, 2, 2)), ReplayRefusal::kCertificateParties) << "fewer than three";
  ASSERT_EQ(refusal(trustees_[2].entry(log_, 2, 1)), std::nullopt);
  EXPECT_EQ(refusal(ceremony(1, 2, 2)), ReplayRefusal::kCertificateParties) << "one is missing";
  EXPECT_EQ(refusal(ceremony(1, 3, 4)), ReplayRefusal::kCertificateParties) << "one is nobody";
  EXPECT_EQ(refusal(ceremony(1, 3, 3)), ReplayRefusal::kCertificateParties) << "unanimous";
  const auto genesis = log_.replay.genesis_hash();
  EXPECT_EQ(
      refusal(sample_ceremony(genesis, 1, 2, {&trustees_[1], &trustees_[0], &trustees_[2]}, x_B_)),
      ReplayRefusal::kCertificateParties)
      << "in another order";
  const TrusteeCertificate before = ceremony(1, 2, 3);
  ASSERT_EQ(refusal(trustees_[5].entry(log_, 1, 2)), std::nullopt);
  EXPECT_EQ(refusal(before), ReplayRefusal::kCertificateParties) << "one was replaced";
}

TEST_F(TrusteesTest, ACertificateIsOfItsCeremonyAndSignedByEverybody) {
  appoint(3);
  const TrusteeCertificate good = ceremony(1, 2, 3);
  TrusteeCertificate bad = good;
  bad.number = 2;
  EXPECT_EQ(refusal(bad), ReplayRefusal::kCertificateInvalid) << "of another number";
  bad = good;
  bad.certificate.back() ^= 1;
  EXPECT_EQ(refusal(bad), ReplayRefusal::kCertificateInvalid) << "the last signature";
  bad = good;
  bad.certificate.resize(bad.certificate.size() - 64);
  EXPECT_EQ(refusal(bad), ReplayRefusal::kCertificateInvalid) << "one signature is missing";
  bad = good;
  bad.shares.pop_back();
  EXPECT_EQ(refusal(bad), ReplayRefusal::kCertificateInvalid) << "a sealed share is missing";
  const auto other = sha256({as_bytes("another log")});
  EXPECT_EQ(
      refusal(sample_ceremony(other, 1, 2, {&trustees_[0], &trustees_[1], &trustees_[2]}, x_B_)),
      ReplayRefusal::kCertificateInvalid)
      << "of another scheme";
  EXPECT_EQ(refusal(good), std::nullopt);
}

TEST_F(TrusteesTest, ACertificateHasNoExtension) {
  appoint(3);
  TrusteeCertificate bad = ceremony(1, 2, 3);
  auto certificate = *cocktail::Certificate::parse(bad.certificate);
  certificate.transcript.ext = {1};
  for (std::size_t i = 0; i < 3; ++i) {
    certificate.signatures[i] = cocktail::certify(certificate.transcript, trustees_[i].d);
  }
  bad.certificate = certificate.encode();
  bad.possession =
      figures::prove_possession(x_B_, log_.replay.genesis_hash(), certificate.transcript);
  EXPECT_EQ(refusal(bad), ReplayRefusal::kCertificateInvalid);
}

TEST_F(TrusteesTest, TheBrokerProvesItsHalf) {
  appoint(3);
  const TrusteeCertificate good = ceremony(1, 2, 3);
  TrusteeCertificate bad = good;
  bad.possession[0] ^= 1;
  EXPECT_EQ(refusal(bad), ReplayRefusal::kBrokerKeyUnproven);
  bad = good;
  bad.broker_key = {};
  EXPECT_EQ(refusal(bad), ReplayRefusal::kBrokerKeyUnproven);
  // Y_B = t G - Y_T would make the tally key the broker's own.
  const auto certificate = cocktail::Certificate::parse(good.certificate);
  const auto key = cocktail::verify_certificate(
      *certificate, figures::ceremony_id(log_.replay.genesis_hash(), 1));
  const auto rogue = ristretto::Element::subtract(
      *ristretto::Element::multiply_base(ristretto::Scalar::from_number(61)), key->Y);
  bad = good;
  bad.broker_key = rogue->bytes();
  bad.possession = figures::prove_possession(ristretto::Scalar::from_number(61),
                                             log_.replay.genesis_hash(), certificate->transcript);
  EXPECT_EQ(refusal(bad), ReplayRefusal::kBrokerKeyUnproven);
}

TEST_F(TrusteesTest, CeremoniesNumbersRise) {
  appoint(3);
  EXPECT_EQ(refusal(ceremony(0, 2, 3)), ReplayRefusal::kNumberNotRising);
  ASSERT_EQ(refusal(ceremony(3, 2, 3)), std::nullopt) << "two before it failed";
  EXPECT_EQ(refusal(ceremony(3, 2, 3)), ReplayRefusal::kNumberNotRising);
  ASSERT_EQ(refusal(ceremony(4, 2, 3)), std::nullopt);
}

TEST_F(TrusteesTest, AQuarterIsReportedUnderTheLastKeyOfBeforeItsEnd) {
  appoint(3);
  EXPECT_EQ(log_.replay.certificate_for(kSampleEpoch), nullptr);
  ASSERT_EQ(refusal(ceremony(1, 2, 3)), std::nullopt);
  ASSERT_EQ(refusal(first_day_after(kSampleEpoch), ceremony(2, 2, 3)), std::nullopt);
  EXPECT_EQ(log_.replay.certificate_for(kSampleEpoch - 1), nullptr);
  EXPECT_EQ(log_.replay.certificate_for(kSampleEpoch)->body.number, 1u);
  EXPECT_EQ(log_.replay.certificate_for(kSampleEpoch + 1)->body.number, 2u);
}

// --- closings ---

class ReleasesTest : public TrusteesTest {
 protected:
  void SetUp() override {
    appoint(3);
    ASSERT_EQ(refusal(ceremony(1, 2, 3)), std::nullopt);
    log_.list_eight();
  }
  void close(Epoch quarter) { log_.close_quarter(quarter, filled<32>(1)); }
  Day closing_day(Epoch quarter) const { return log_.policy.calendar.closing_day(quarter); }
  static Closing closing(Epoch quarter, std::uint32_t reports) {
    return {quarter, reports, filled<32>(1)};
  }
};

TEST_F(ReleasesTest, AQuarterIsClosedOnceFromItsDayUntilTheNextIsOver) {
  const Day day = closing_day(kSampleEpoch);
  EXPECT_EQ(refusal(closing(kSampleEpoch, 8)), ReplayRefusal::kClosingEarly) << "it is not over";
  EXPECT_EQ(refusal(day - 1, closing(kSampleEpoch, 8)), ReplayRefusal::kClosingEarly);
  EXPECT_EQ(refusal(day, closing(kSampleEpoch - 1, 8)), ReplayRefusal::kClosingEarly);
  EXPECT_EQ(refusal(day, closing(kSampleEpoch + 1, 8)), ReplayRefusal::kClosingEarly);
  EXPECT_EQ(log_.replay.closing_of(kSampleEpoch), nullptr);
  EXPECT_EQ(refusal(first_day_after(kSampleEpoch + 1) - 1, closing(kSampleEpoch, 8)), std::nullopt);
  ASSERT_NE(log_.replay.closing_of(kSampleEpoch), nullptr);
  EXPECT_EQ(*log_.replay.closing_of(kSampleEpoch), closing(kSampleEpoch, 8));
  EXPECT_EQ(refusal(closing(kSampleEpoch, 8)), ReplayRefusal::kClosingRepeated);
  EXPECT_EQ(refusal(first_day_after(kSampleEpoch + 1), closing(kSampleEpoch, 8)),
            ReplayRefusal::kClosingEarly)
      << "too late";
}

TEST_F(ReleasesTest, AClosingIsOfEnoughReportsAndOfNoMoreThanTheRosterHas) {
  const Day day = closing_day(kSampleEpoch);
  EXPECT_EQ(refusal(day, closing(kSampleEpoch, 7)), ReplayRefusal::kClosingTooFew);
  EXPECT_EQ(refusal(day, closing(kSampleEpoch, 9)), ReplayRefusal::kClosingTooFew);
  EXPECT_EQ(refusal(day, closing(kSampleEpoch, 8)), std::nullopt);
}

TEST_F(ReleasesTest, AClosingIsOfThreeFifthsOfTheRoster) {
  for (std::uint8_t seed = 110; seed < 116; ++seed) {
    ASSERT_EQ(refusal(log_.listing(sample_key(seed), 1)), std::nullopt);
  }
  const Day day = closing_day(kSampleEpoch);
  EXPECT_EQ(refusal(day, closing(kSampleEpoch, 8)), ReplayRefusal::kClosingTooFew) << "of 14";
  EXPECT_EQ(refusal(day, closing(kSampleEpoch, 9)), std::nullopt);
}

TEST_F(ReleasesTest, AQuarterWithoutAKeyIsNotClosed) {
  SampleLog bare;
  bare.list_eight();
  const Entry entry{closing_day(kSampleEpoch), closing(kSampleEpoch, 8)};
  EXPECT_EQ(bare.replay.append(entry.encode()).error(), ReplayRefusal::kClosingWithoutKey);
}

TEST_F(ReleasesTest, ReportsAreOfThoseInForceInTheQuartersLastWeek) {
  const auto key = [](std::uint8_t seed) { return sample_key(seed).public_key; };
  const auto has = [&](Epoch quarter, std::uint8_t seed) {
    const auto roster = log_.replay.reporters(quarter);
    return std::ranges::binary_search(roster, key(seed));
  };
  const Day last = first_day_after(kSampleEpoch) - 1;
  EXPECT_EQ(log_.replay.reporters(kSampleEpoch).size(), 8u);
  // In the last week: in force, or gone, from the week after.
  ASSERT_EQ(refusal(last, log_.listing(sample_key(110), 1)), std::nullopt);
  ASSERT_EQ(refusal(last, log_.removal(sample_key(100), 2)), std::nullopt);
  EXPECT_FALSE(has(kSampleEpoch, 110));
  EXPECT_TRUE(has(kSampleEpoch, 100));
  // What comes in the next quarter changes nothing.
  ASSERT_EQ(refusal(closing_day(kSampleEpoch), log_.listing(sample_key(111), 1)), std::nullopt);
  ASSERT_EQ(refusal(log_.removal(sample_key(101), 2)), std::nullopt);
  EXPECT_EQ(log_.replay.reporters(kSampleEpoch).size(), 8u);
  EXPECT_TRUE(has(kSampleEpoch, 101));
  EXPECT_TRUE(has(kSampleEpoch + 1, 110));
  EXPECT_FALSE(has(kSampleEpoch + 1, 101));
  EXPECT_EQ(log_.replay.reporters(kSampleEpoch + 1).size(), 8u);
  EXPECT_TRUE(log_.replay.reporters(kSampleEpoch - 1).empty()) << "not kept";
}

// --- releases ---

TEST_F(ReleasesTest, AQuorumOfTheTrusteesReleases) {
  close(kSampleEpoch);
  EXPECT_EQ(refusal(figures(kSampleEpoch, {1, 3})), std::nullopt);
  ASSERT_EQ(log_.replay.releases().size(), 1u);
  EXPECT_EQ(log_.replay.releases()[0].figures, (std::array<figures::Figure, 3>{10, 15, 0}));
  close(kSampleEpoch + 1);
  EXPECT_EQ(refusal(figures(kSampleEpoch + 1, {1, 2, 3})), std::nullopt) << "more than a quorum";
}

TEST_F(ReleasesTest, FewerReleaseNothing) {
  close(kSampleEpoch);
  EXPECT_EQ(refusal(figures(kSampleEpoch, {})), ReplayRefusal::kReleaseSignatures);
  EXPECT_EQ(refusal(figures(kSampleEpoch, {2})), ReplayRefusal::kReleaseSignatures);
  LoggedFigures bad = figures(kSampleEpoch, {1, 2, 3});
  bad.signatures[2].signature[0] ^= 1;
  EXPECT_EQ(refusal(bad), ReplayRefusal::kReleaseSignatures) << "every signature counts";
  bad = figures(kSampleEpoch, {1, 2});
  bad.signatures[1].holder = 3;
  EXPECT_EQ(refusal(bad), ReplayRefusal::kReleaseSignatures) << "another's";
  bad = figures(kSampleEpoch, {1, 2});
  bad.signatures[1].holder = 4;
  EXPECT_EQ(refusal(bad), ReplayRefusal::kReleaseSignatures) << "nobody's";
  bad = figures(kSampleEpoch, {1, 2});
  bad.release.figures[0] = 20;
  EXPECT_EQ(refusal(bad), ReplayRefusal::kReleaseSignatures) << "other figures";
}

TEST_F(ReleasesTest, ReleaseIsSignedByThoseWhoseKeyItWasAlsoWhenTheyHaveLeft) {
  const LoggedFigures by_old = figures(kSampleEpoch, {1, 2});
  ASSERT_EQ(refusal(trustees_[5].entry(log_, 1, 2)), std::nullopt);
  close(kSampleEpoch);
  EXPECT_EQ(refusal(by_old), std::nullopt);
}

TEST_F(ReleasesTest, ReleaseIsOfTheReportsThatWereClosed) {
  const Day day = closing_day(kSampleEpoch);
  EXPECT_EQ(refusal(day, figures(kSampleEpoch, {1, 2})), ReplayRefusal::kReleaseUnclosed);
  log_.close_quarter(kSampleEpoch, filled<32>(2));
  EXPECT_EQ(refusal(figures(kSampleEpoch, {1, 2})), ReplayRefusal::kReleaseUnclosed)
      << "of other reports";
}

TEST_F(ReleasesTest, AQuarterThatIsNotOverIsNotReleased) {
  EXPECT_EQ(refusal(first_day_after(kSampleEpoch) - 1, figures(kSampleEpoch, {1, 2})),
            ReplayRefusal::kReleaseEarly);
}

TEST_F(ReleasesTest, AQuarterIsReleasedOnceAndNoneBeforeIt) {
  close(kSampleEpoch);
  close(kSampleEpoch + 1);
  ASSERT_EQ(refusal(figures(kSampleEpoch + 1, {1, 2})), std::nullopt);
  EXPECT_EQ(refusal(figures(kSampleEpoch + 1, {2, 3})), ReplayRefusal::kReleaseRepeated);
  EXPECT_EQ(refusal(figures(kSampleEpoch, {1, 2})), ReplayRefusal::kReleaseRepeated);
}

TEST_F(ReleasesTest, AQuarterWithoutAKeyIsNotReleased) {
  EXPECT_EQ(refusal(first_day_after(kSampleEpoch), figures(kSampleEpoch - 1, {1, 2})),
            ReplayRefusal::kReleaseWithoutKey);
}

}  // namespace
}  // namespace sotto::protocol
