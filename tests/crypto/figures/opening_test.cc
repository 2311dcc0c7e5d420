// Summing, partly decrypting and opening, and who cannot.

#include <gtest/gtest.h>

#include <algorithm>

#include "crypto/figures/generator.h"
#include "crypto/primitives/random.h"
#include "crypto/primitives/shamir.h"
#include "tests/crypto/figures/world.h"
#include "tests/support/subsets.h"

namespace sotto::figures {
namespace {

using ristretto::Element;
using ristretto::Scalar;
using sotto::testing::for_each_subset;
using testing::base;
using testing::kQuarter;
using testing::values;
using testing::World;

// Eight reports of ten supporters: 8 × (96 + i, 96, 90).
EncryptedSum eight_reports(World& world) {
  Tally tally(world.setting, kQuarter, world.roster(10));
  for (std::uint8_t i = 0; i < 8; ++i) {
    EXPECT_TRUE(tally.add(world.report(i, values(static_cast<std::uint8_t>(96 + i), 96, 90))));
  }
  return *tally.close(kQuarter + 1, std::nullopt);
}

constexpr Totals kEight = {28, 0, -48};

std::vector<PartialDecryption> parts(const World& world, const EncryptedSum& sum,
                                     const std::vector<std::size_t>& trustees, bool broker) {
  std::vector<PartialDecryption> out;
  for (const std::size_t i : trustees) out.push_back(world.partial(sum, i + 1));
  if (broker) out.push_back(world.partial(sum, kBrokerHolder));
  return out;
}

class FiguresOpening : public ::testing::TestWithParam<std::pair<std::uint32_t, std::uint32_t>> {
 protected:
  FiguresOpening() : t(GetParam().first), n(GetParam().second), world(t, n) {}
  std::uint32_t t, n;
  World world;
  DiscreteLog logs;
};

INSTANTIATE_TEST_SUITE_P(Quorums, FiguresOpening,
                         ::testing::Values(std::pair{1u, 1u}, std::pair{2u, 3u},
                                           std::pair{3u, 5u}));

TEST_P(FiguresOpening, TakesAQuorumAndTheBroker) {
  const EncryptedSum sum = eight_reports(world);
  for_each_subset(n, [&](const std::vector<std::size_t>& chosen) {
    for (const bool broker : {false, true}) {
      const auto total = open_sum(world.setting, world.trustees, world.Y_B, sum,
                                  parts(world, sum, chosen, broker), logs);
      if (chosen.size() < t) {
        EXPECT_EQ(total.error(), TotalRefusal::kTooFew);
      } else if (!broker) {
        EXPECT_EQ(total.error(), TotalRefusal::kNoBroker);
      } else {
        ASSERT_TRUE(total.has_value());
        EXPECT_EQ(*total, kEight);
      }
    }
  });
}

TEST_P(FiguresOpening, NobodyElseReadsOneReport) {
  // Not that we refuse: what they have together does not open it, whatever program they run.
  world.roster(1);
  const Report report = *Report::parse(world.report(0, values(100, 96, 90)));
  const Ciphertext& of = report.proof.counters[0].ciphertext;
  const auto read = [&](const std::vector<std::size_t>& holders, bool broker) {
    std::vector<shamir::Share> shares;
    for (const std::size_t i : holders) {
      shares.push_back({static_cast<std::uint8_t>(i + 1), world.shares[i].clone()});
    }
    auto x = shamir::combine(shares).value_or(Scalar::from_number(0));
    if (broker) x = x + world.x_B;
    const auto mask = Element::multiply(x, of.R);
    const auto V = mask ? Element::subtract(of.C, *mask) : of.C;
    return V ? logs.find(*V, 1'000) : 0;
  };
  for_each_subset(n, [&](const std::vector<std::size_t>& chosen) {
    EXPECT_FALSE(read(chosen, false)) << "trustees without the broker";
    EXPECT_EQ(read(chosen, true).has_value(), chosen.size() >= t);
    if (chosen.size() >= t) {
      EXPECT_EQ(read(chosen, true), 100u);
    }
  });
}

class FiguresTally : public ::testing::Test {
 protected:
  World world{2, 3};
  DiscreteLog logs;
};

TEST_F(FiguresTally, DoesNotDependOnTheOrder) {
  const auto roster = world.roster(8);
  std::vector<Bytes> reports;
  for (std::size_t i = 0; i < 8; ++i) reports.push_back(world.report(i, values(96, 97, 98)));
  Tally forward(world.setting, kQuarter, roster), backward(world.setting, kQuarter, roster);
  for (std::size_t i = 0; i < 8; ++i) {
    ASSERT_TRUE(forward.add(reports[i]));
    ASSERT_TRUE(backward.add(reports[7 - i]));
  }
  const auto a = forward.close(kQuarter + 1, {}), b = backward.close(kQuarter + 1, {});
  EXPECT_EQ(a->batch, b->batch);
  for (std::size_t j = 0; j < kCounters; ++j) {
    EXPECT_EQ(a->counters[j].R, b->counters[j].R);
    EXPECT_EQ(a->counters[j].C, b->counters[j].C);
  }
}

TEST_F(FiguresTally, RefusesWhatIsNoReportOfThisQuarterAndRoster) {
  const auto roster = world.roster(2);
  world.roster(3);
  Tally tally(world.setting, kQuarter, roster);
  const Bytes good = world.report(0, values(96, 96, 96));
  EXPECT_EQ(tally.add(random_bytes(protocol::kReportSize)).error(), TallyRefusal::kFormat);
  EXPECT_EQ(tally.add(ByteView(good).first(4000)).error(), TallyRefusal::kFormat);
  const Bytes earlier =
      make_report(world.setting, kQuarter - 1, world.supporters[0], values(96, 96, 96)).encode();
  EXPECT_EQ(tally.add(earlier).error(), TallyRefusal::kQuarter);
  EXPECT_EQ(tally.add(world.report(2, values(96, 96, 96))).error(), TallyRefusal::kNotOnRoster);
  Bytes unsigned_report = good;
  std::fill_n(unsigned_report.begin() + 36 + kProofSize, 64, std::uint8_t{0});
  EXPECT_EQ(tally.add(unsigned_report).error(), TallyRefusal::kSignature);
  // Of another key of trustees, signed for this one.
  World other(2, 3);
  Report strange = make_report(other.setting, kQuarter, world.supporters[0], values(96, 96, 96));
  const Bytes content = strange.encode();
  strange.signature = sign(world.supporters[0], "sotto/v1/figures-report-signature",
                           concat({world.setting.genesis, world.setting.certificate,
                                   ByteView(content).first(36 + kProofSize)}));
  EXPECT_EQ(tally.add(strange.encode()).error(), TallyRefusal::kProof);
  ASSERT_TRUE(tally.add(good));
  EXPECT_EQ(tally.add(good).error(), TallyRefusal::kTwice);
  EXPECT_EQ(tally.add(world.report(0, values(97, 96, 96))).error(), TallyRefusal::kTwice);
}

TEST_F(FiguresTally, WithoutTheRuleWouldReadOnePerson) {
  // The broker withholds all reports but one. Trustees who open any sum open that person's.
  world.roster(8);
  const Bytes report = world.report(3, values(101, 97, 99));
  const EncryptedSum one = testing::sum_of_one(*Report::parse(report));
  EXPECT_EQ(open_sum(world.setting, world.trustees, world.Y_B, one, parts(world, one, {0, 1}, true),
                     logs),
            (Totals{5, 1, 3}));
  Tally tally(world.setting, kQuarter, world.roster(8));
  ASSERT_TRUE(tally.add(report));
  EXPECT_EQ(tally.close(kQuarter + 1, {}).error(), Withheld::kTooFewReports);
}

TEST_F(FiguresTally, OfFewReportsIsNotClosed) {
  // Whoever drops reports, or lists supporters who never report, gets no sum of one person.
  Tally tally(world.setting, kQuarter, world.roster(14));
  for (std::size_t i = 0; i < 9; ++i) {
    EXPECT_EQ(tally.close(kQuarter + 1, {}).error(),
              i < 8 ? Withheld::kTooFewReports : Withheld::kTooFewOfTheRoster);
    ASSERT_TRUE(tally.add(world.report(i, values(96, 96, 96))));
  }
  EXPECT_TRUE(tally.close(kQuarter + 1, {}).has_value());  // 9 of 14 are 64 %
  EXPECT_TRUE(tally.close(kQuarter + 1, kQuarter - 1).has_value());
  EXPECT_EQ(tally.close(kQuarter, {}).error(), Withheld::kNotClosed);
  EXPECT_EQ(tally.close(kQuarter + 1, kQuarter).error(), Withheld::kReleasedBefore);
  EXPECT_EQ(tally.close(kQuarter + 2, kQuarter + 1).error(), Withheld::kReleasedBefore);
}

TEST_F(FiguresTally, TheSameSupporterListedTwiceCountsOnce) {
  auto roster = world.roster(8);
  roster.push_back(roster[0]);
  Tally tally(world.setting, kQuarter, roster);
  for (std::size_t i = 0; i < 8; ++i) ASSERT_TRUE(tally.add(world.report(i, values(96, 96, 96))));
  EXPECT_EQ(tally.close(kQuarter + 1, {})->reports, 8u);
}

class FiguresPartial : public FiguresTally {
 protected:
  EncryptedSum sum = eight_reports(world);
  std::expected<Totals, TotalRefusal> open(const std::vector<PartialDecryption>& all) const {
    return open_sum(world.setting, world.trustees, world.Y_B, sum, all, logs);
  }
};

TEST_F(FiguresPartial, IsReadAsItIsWritten) {
  const PartialDecryption partial = world.partial(sum, 2);
  const Bytes bytes = partial.encode();
  EXPECT_EQ(bytes.size(), kPartialSize);
  const auto again = PartialDecryption::parse(bytes);
  ASSERT_TRUE(again.has_value());
  EXPECT_EQ(again->encode(), bytes);
  EXPECT_TRUE(verify(world.setting, sum, world.trustees.shares[1], *again));
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    EXPECT_FALSE(PartialDecryption::parse(ByteView(bytes).first(size)));
  }
  EXPECT_FALSE(PartialDecryption::parse(concat({bytes, ByteArray<1>{}})));
}

TEST_F(FiguresPartial, EveryFlippedBitIsRefused) {
  const Bytes good = world.partial(sum, 2).encode();
  for (std::size_t i = 0; i < good.size(); ++i) {
    Bytes bad = good;
    bad[i] ^= 1;
    const auto read = PartialDecryption::parse(bad);
    EXPECT_FALSE(read && verify(world.setting, sum, world.trustees.shares[1], *read)) << i;
  }
}

TEST_F(FiguresPartial, HoldsForItsSumAndHolderAlone) {
  const PartialDecryption partial = world.partial(sum, 2);
  const Element& Y_2 = world.trustees.shares[1];
  EXPECT_FALSE(verify(world.setting, sum, world.trustees.shares[0], partial));
  EncryptedSum other = sum;
  other.quarter++;
  EXPECT_FALSE(verify(world.setting, other, Y_2, partial));
  other = sum;
  other.reports++;
  EXPECT_FALSE(verify(world.setting, other, Y_2, partial));
  other = sum;
  other.batch[0] ^= 1;
  EXPECT_FALSE(verify(world.setting, other, Y_2, partial));
  other = sum;
  other.counters[1].C = other.counters[0].C;
  EXPECT_FALSE(verify(world.setting, other, Y_2, partial));
  other = sum;
  other.counters.pop_back();
  EXPECT_FALSE(verify(world.setting, other, Y_2, partial));
  Setting setting = world.setting;
  setting.certificate[0] ^= 1;
  EXPECT_FALSE(verify(setting, sum, Y_2, partial));
}

TEST_F(FiguresPartial, OfNobodyAndTwiceIsRefused) {
  auto all = parts(world, sum, {0, 0}, true);
  EXPECT_EQ(open(all).error(), TotalRefusal::kHolder);
  all = parts(world, sum, {0, 1}, true);
  all[0].holder = 4;
  EXPECT_EQ(open(all).error(), TotalRefusal::kHolder);
  all[0].holder = 3;
  EXPECT_EQ(open(all).error(), TotalRefusal::kProof);
}

TEST_F(FiguresPartial, MoreThanAQuorumOpensTheSame) {
  EXPECT_EQ(open(parts(world, sum, {0, 1, 2}, true)), kEight);
  EXPECT_EQ(open(parts(world, sum, {2, 0}, true)), kEight);
}

TEST_F(FiguresPartial, ASumThatIsNoSumOfSoManyIsNotRead) {
  EncryptedSum raised = sum;
  const Element H = value_generator();
  raised.counters[0].C =
      *Element::add(raised.counters[0].C, *Element::multiply(Scalar::from_number(255 * 8), H));
  const auto total = open_sum(world.setting, world.trustees, world.Y_B, raised,
                              parts(world, raised, {0, 1}, true), logs);
  EXPECT_EQ(total.error(), TotalRefusal::kRange);
}

TEST_F(FiguresTally, OfTheSmallestAndLargestValuesIsRead) {
  for (const std::uint8_t v : {std::uint8_t{0}, std::uint8_t{255}}) {
    Tally tally(world.setting, kQuarter, world.roster(8));
    for (std::size_t i = 0; i < 8; ++i) ASSERT_TRUE(tally.add(world.report(i, values(v, v, v))));
    const EncryptedSum sum = *tally.close(kQuarter + 1, {});
    const auto total = open_sum(world.setting, world.trustees, world.Y_B, sum,
                                parts(world, sum, {0, 1}, true), logs);
    const std::int64_t each = 8 * (std::int64_t{v} - kOffset);
    EXPECT_EQ(*total, (Totals{each, each, each}));
  }
}

TEST(DiscreteLogOfFigures, FindsEveryExponentAtTheEdges) {
  const DiscreteLog logs;
  const auto at = [](std::uint64_t e) {
    return *Element::multiply(Scalar::from_number(e), value_generator());
  };
  for (const std::uint32_t e : {1u, 2u, 255u, 1023u, 1024u, 1025u, 2048u, 2049u, 509'999u}) {
    EXPECT_EQ(logs.find(at(e), 510'000), e);
    EXPECT_EQ(logs.find(at(e), e), e);
    EXPECT_FALSE(logs.find(at(e), e - 1)) << e;
  }
  EXPECT_FALSE(logs.find(at(510'001), 510'000));
  EXPECT_FALSE(logs.find(base(Scalar::random()), 510'000));
  EXPECT_FALSE(logs.find(at(1), 0));
}

}  // namespace
}  // namespace sotto::figures
