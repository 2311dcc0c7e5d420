#include "crypto/figures/report.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "crypto/figures/generator.h"
#include "crypto/primitives/random_testing.h"
#include "tests/crypto/figures/world.h"
#include "tests/support/vectors.h"

namespace sotto::figures {
namespace {

using testing::base;
using testing::kQuarter;
using testing::values;

// No ceremony: a report needs the tally key alone.
struct Scheme {
  Scheme() : setting{sha256({as_bytes("scheme")}), sha256({as_bytes("entry")}), base(x)} {}
  Report report(const Secret<kCounters>& of) const {
    return make_report(setting, kQuarter, identity, of);
  }
  std::uint32_t read(const Ciphertext& of) const {
    const auto V = Element::subtract(of.C, *Element::multiply(x, of.R));
    return V ? logs.find(*V, kMaxValue).value_or(9999) : 0;
  }

  using Element = ristretto::Element;
  ristretto::Scalar x = ristretto::Scalar::random();
  Setting setting;
  SigningKey identity = SigningKey::generate();
  DiscreteLog logs;
};

TEST(Generator, IsTheOneOfThePage) {
  EXPECT_EQ(to_hex(value_generator().bytes()),
            "a012c84feddd862c287977b87e90617801ddce670cf9e3a92402788bb098b133");
}

TEST(FiguresReport, HasOneSizeAndVerifies) {
  const Scheme scheme;
  for (const std::uint8_t v : {0, 1, 95, 96, 97, 127, 128, 254, 255}) {
    const Report report = scheme.report(values(v, 96, static_cast<std::uint8_t>(255 - v)));
    EXPECT_TRUE(check_report(scheme.setting, report).has_value()) << int{v};
    EXPECT_EQ(scheme.read(report.proof.counters[0].ciphertext), v);
    EXPECT_EQ(scheme.read(report.proof.counters[1].ciphertext), 96u);
    EXPECT_EQ(scheme.read(report.proof.counters[2].ciphertext), 255u - v);
    const Bytes bytes = report.encode();
    EXPECT_EQ(bytes.size(), protocol::kReportSize);
    const auto again = Report::parse(bytes);
    ASSERT_TRUE(again.has_value());
    EXPECT_EQ(again->encode(), bytes);
    EXPECT_TRUE(check_report(scheme.setting, *again).has_value());
  }
}

TEST(FiguresReport, OfThePublishedVectorVerifies) {
  const auto v = sotto::testing::read_vectors("figures_report").at(0);
  const Setting setting{sotto::testing::hex_array<32>(v, "genesis"),
                        sotto::testing::hex_array<32>(v, "certificate"),
                        *ristretto::Element::parse(sotto::testing::hex_array<32>(v, "Y"))};
  const Bytes bytes = sotto::testing::hex(v, "report");
  const auto report = Report::parse(bytes);
  ASSERT_TRUE(report.has_value());
  EXPECT_TRUE(check_report(setting, *report).has_value());
  EXPECT_EQ(to_hex(report->proof.c.expose()), sotto::testing::text(v, "c"));
  const auto x = *ristretto::Scalar::parse(sotto::testing::hex_array<32>(v, "x"));
  const Bytes expected = sotto::testing::hex(v, "values");
  const DiscreteLog logs;
  for (std::size_t j = 0; j < kCounters; ++j) {
    const Ciphertext& of = report->proof.counters[j].ciphertext;
    const auto V = ristretto::Element::subtract(of.C, *ristretto::Element::multiply(x, of.R));
    EXPECT_EQ(logs.find(*V, kMaxValue), expected[j]);
  }
}

TEST(FiguresReport, TwoOfTheSameValuesHaveNothingInCommon) {
  const Scheme scheme;
  const Report a = scheme.report(values(96, 96, 96));
  const Report b = scheme.report(values(96, 96, 96));
  for (std::size_t j = 0; j < kCounters; ++j) {
    EXPECT_NE(a.proof.counters[j].ciphertext.R, b.proof.counters[j].ciphertext.R);
    EXPECT_NE(a.proof.counters[j].ciphertext.C, b.proof.counters[j].ciphertext.C);
  }
  EXPECT_NE(a.proof.c, b.proof.c);
}

TEST(FiguresReport, ARepeatedGeneratorRepeatsNoNonce) {
  // With the same randomness, for another value or another quarter, r is the same again. Were k_r
  // too, (z_r - z_r') / (c - c') would be r.
  const Scheme scheme;
  const auto seeded = [&](std::uint8_t v, std::uint32_t quarter) {
    const SeededRandom random(7);
    return make_report(scheme.setting, quarter, scheme.identity, values(v, 96, 96));
  };
  const Report a = seeded(96, kQuarter);
  const std::array<Report, 2> again = {seeded(97, kQuarter), seeded(96, kQuarter + 1)};
  for (const Report& b : again) {
    const CounterProof &of_a = a.proof.counters[0], &of_b = b.proof.counters[0];
    EXPECT_EQ(of_a.ciphertext.R, of_b.ciphertext.R);
    const auto r = (of_a.z_r - of_b.z_r) * (a.proof.c - b.proof.c).inverse();
    EXPECT_NE(base(r), of_a.ciphertext.R);
  }
}

TEST(FiguresReport, HoldsForItsStatementAlone) {
  const Scheme scheme;
  const Report report = scheme.report(values(100, 96, 90));
  const Statement good{scheme.setting, kQuarter, scheme.identity.public_key};
  ASSERT_TRUE(verify(good, report.proof));
  Setting other = scheme.setting;
  other.genesis[0] ^= 1;
  EXPECT_FALSE(verify({other, kQuarter, good.identity}, report.proof));
  other = scheme.setting;
  other.certificate[31] ^= 1;
  EXPECT_FALSE(verify({other, kQuarter, good.identity}, report.proof));
  other = scheme.setting;
  other.Y = value_generator();
  EXPECT_FALSE(verify({other, kQuarter, good.identity}, report.proof));
  EXPECT_FALSE(verify({scheme.setting, kQuarter + 1, good.identity}, report.proof));
  EXPECT_FALSE(verify({scheme.setting, kQuarter, SigningPublicKey{}}, report.proof));
}

TEST(FiguresReport, IsSignedByItsIdentity) {
  const Scheme scheme;
  Report report = scheme.report(values(100, 96, 90));
  Setting other = scheme.setting;
  other.genesis[0] ^= 1;
  EXPECT_EQ(check_report(other, report).error(), ReportRefusal::kSignature);
  report.signature[0] ^= 1;
  EXPECT_EQ(check_report(scheme.setting, report).error(), ReportRefusal::kSignature);
  report.signature = {};
  EXPECT_EQ(check_report(scheme.setting, report).error(), ReportRefusal::kSignature);
}

TEST(FiguresReport, NoFieldOfTheProofCanBeExchanged) {
  const Scheme scheme;
  const Report report = scheme.report(values(100, 96, 90));
  const Bytes good = report.encode();
  const Statement statement{scheme.setting, kQuarter, scheme.identity.public_key};
  // Every field of 32 bytes is replaced by another one of its kind.
  const Bytes element(value_generator().bytes().begin(), value_generator().bytes().end());
  const ristretto::Scalar number = ristretto::Scalar::from_number(12345);
  for (std::size_t at = 36; at < 36 + kProofSize; at += 32) {
    for (const ByteView replacement : {ByteView(element), ByteView(number.expose())}) {
      Bytes bad = good;
      std::ranges::copy(replacement, bad.begin() + static_cast<std::ptrdiff_t>(at));
      const auto read = Report::parse(bad);
      EXPECT_FALSE(read && verify(statement, read->proof)) << at;
    }
  }
}

TEST(FiguresReport, EveryFlippedBitIsRefused) {
  const Scheme scheme;
  const Bytes good = scheme.report(values(100, 96, 90)).encode();
  for (std::size_t i = 0; i < good.size(); ++i) {
    Bytes bad = good;
    bad[i] ^= 1;
    const auto read = Report::parse(bad);
    EXPECT_FALSE(read && check_report(scheme.setting, *read)) << i;
  }
}

TEST(FiguresReport, AnotherSizeIsRefused) {
  const Scheme scheme;
  const Bytes good = scheme.report(values(100, 96, 90)).encode();
  for (std::size_t size = 0; size < good.size(); size += 7) {
    EXPECT_FALSE(Report::parse(ByteView(good).first(size)));
  }
  EXPECT_FALSE(Report::parse(concat({good, ByteArray<1>{}})));
  EXPECT_FALSE(Report::parse(Bytes(protocol::kReportSize)));
}

}  // namespace
}  // namespace sotto::figures
