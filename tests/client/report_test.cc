// A supporter's report: when it goes, and what is in it.

#include "client/core/outbox.h"
#include "client/core/trustee.h"
#include "crypto/figures/discrete_log.h"
#include "crypto/primitives/shamir.h"
#include "tests/client/scheme.h"
#include "tests/support/sample_trustees.h"

namespace sotto::testing {
namespace {

using protocol::Epoch;
using protocol::ReportResult;

constexpr std::uint8_t kSupporter = 10;

class ReportTest : public ::testing::Test {
 protected:
  // Three trustees have a key since the first day, and there is a listed supporter.
  void SetUp() override {
    std::vector<const SampleTrustee*> all;
    for (std::uint8_t place = 0; place < 3; ++place) {
      broker.log.append(broker.today(), trustees[place].entry(broker.log, place, 1));
      all.push_back(&trustees[place]);
    }
    broker.log.append(broker.today(), sample_ceremony(broker.genesis(), 1, 2, all, x_B));
    scheme.begin();
  }
  void go_to_next_quarter() {
    const Epoch before = broker.epoch();
    while (broker.epoch() == before) broker.pass_days(1);
  }
  client::Visit whole_visit() {
    auto visit = scheme.visit(kSupporter);
    EXPECT_TRUE(visit.opened());
    scheme.host.stay(visit);
    scheme.host.leave(visit);
    return visit;
  }
  std::optional<figures::Report> last() {
    return broker.reports.empty() ? std::nullopt : figures::Report::parse(broker.reports.back());
  }

  FakeBroker broker;
  Scheme scheme{broker};
  std::array<SampleTrustee, 3> trustees{SampleTrustee(40), SampleTrustee(41), SampleTrustee(42)};
  ristretto::Scalar x_B = ristretto::Scalar::from_number(60);
};

TEST_F(ReportTest, GoesOnceAQuarterInTheFirstCommit) {
  const Epoch quarter = broker.epoch();
  EXPECT_TRUE(broker.reports.empty());
  go_to_next_quarter();
  auto visit = scheme.visit(kSupporter);
  EXPECT_EQ(visit.known().quarter_due, quarter);
  EXPECT_EQ(visit.known().quarter_reported, 0u);
  scheme.host.stay(visit);
  ASSERT_EQ(broker.reports.size(), 1u);
  EXPECT_EQ(last()->quarter, quarter);
  EXPECT_EQ(last()->identity, *visit.own_identity());
  const auto* const key = broker.log.replay.certificate_for(quarter);
  EXPECT_TRUE(figures::check_report(key->setting(broker.genesis()), *last()));
  EXPECT_EQ(visit.known().quarter_reported, quarter);
  scheme.host.leave(visit);
  whole_visit();
  EXPECT_EQ(broker.reports.size(), 1u) << "cover is no report";
  go_to_next_quarter();
  whole_visit();
  EXPECT_EQ(broker.reports.size(), 2u);
  EXPECT_EQ(last()->quarter, quarter + 1);
}

TEST_F(ReportTest, OneThatWasNotTakenIsMadeAgain) {
  go_to_next_quarter();
  broker.report_result = ReportResult::kLater;
  auto visit = scheme.visit(kSupporter);
  scheme.host.stay(visit);
  EXPECT_EQ(broker.reports.size(), 1u);
  EXPECT_EQ(visit.known().quarter_reported, 0u);
  broker.report_result = ReportResult::kTaken;
  scheme.host.leave(visit);
  EXPECT_EQ(broker.reports.size(), 2u);
  EXPECT_NE(broker.reports[0], broker.reports[1]);
  whole_visit();
  EXPECT_EQ(broker.reports.size(), 2u) << "what became of the last was told at the opening";
}

TEST_F(ReportTest, ABrokerThatTakesNoneWhereOneWasSentIsNotSotto) {
  go_to_next_quarter();
  broker.report_result = ReportResult::kNone;
  auto visit = scheme.visit(kSupporter);
  scheme.host.stay(visit);
  EXPECT_EQ(visit.failure(), client::Failure::kNotSotto);
}

TEST_F(ReportTest, IsOfTheRosterUnderAKeyAndUntilTheQuarterIsClosed) {
  broker.log.list_eight();
  for (const auto& [id, entry] : broker.log.replay.roster()) {
    broker.texts.try_emplace(id, broker.log.salt, sample_text().encode());
  }
  go_to_next_quarter();
  const Epoch quarter = broker.epoch() - 1;
  auto unlisted = scheme.enrol(30, protocol::Role::kSupporter);
  ASSERT_TRUE(unlisted.opened());
  scheme.host.stay(unlisted);
  EXPECT_EQ(unlisted.known().quarter_due, 0u);
  EXPECT_TRUE(broker.reports.empty());
  while (broker.today() < broker.log.policy.calendar.closing_day(quarter)) broker.pass_days(1);
  auto in_time = scheme.visit(kSupporter);
  EXPECT_EQ(in_time.known().quarter_due, quarter);
  broker.log.append(broker.today(), protocol::Closing{quarter, 8, filled<32>(1)});
  auto late = scheme.visit(kSupporter);
  EXPECT_EQ(late.known().quarter_due, 0u);
}

TEST(ReportWithoutKey, IsNotMade) {
  FakeBroker broker;
  Scheme scheme(broker);
  scheme.begin();
  const Epoch before = broker.epoch();
  while (broker.epoch() == before) broker.pass_days(1);
  auto visit = scheme.supporter();
  EXPECT_EQ(visit.known().quarter_due, 0u);
  scheme.host.stay(visit);
  EXPECT_TRUE(broker.reports.empty());
}

// The middle of many, because each has its own noise.
TEST_F(ReportTest, HoldsTheCountsOfTheQuarterThatIsOver) {
  const Epoch quarter = broker.epoch();
  go_to_next_quarter();
  client::PublicFiles files{to_bytes(as_bytes(broker.checkpoint())), broker.log.file(),
                            broker.log.policy.encode(), broker.directory().encode()};
  const auto view = client::PublicView::check(files, scheme.pin(), broker.now).value();
  client::State state = client::State::fresh(protocol::Role::kSupporter);
  state.supporter->quarters = {quarter + 1, {90, 90, 90}, {12, 7, 25}, 0};

  const auto& key = *view.log().certificate_for(quarter);
  const auto share = [&](std::size_t i) {
    return client::share_of(
               key, view.genesis(),
               {trustees[i].d.clone(), trustees[i].signing.clone(), trustees[i].sealing.clone()})
        .value();
  };
  const auto lambda = shamir::lagrange(std::vector<std::uint8_t>{1, 2}).value();
  const ristretto::Scalar x = lambda[0] * share(0) + lambda[1] * share(1) + x_B;
  const figures::DiscreteLog logs;
  constexpr int kTimes = 15;
  std::array<std::vector<std::int64_t>, 3> values;
  for (int i = 0; i < kTimes; ++i) {
    const client::CommitPlan plan{.cells = 6, .report = quarter};
    const client::Dice dice(Secret<32>{}, static_cast<std::uint64_t>(i));
    const auto filled =
        client::fill(state, plan, {.everybody = view, .dice = dice, .now = broker.now});
    EXPECT_EQ(state.supporter->quarters.reported, quarter);
    const auto report = figures::Report::parse(filled.supporter_places->report).value();
    for (std::size_t j = 0; j < 3; ++j) {
      const auto& [R, C] = report.proof.counters[j].ciphertext;
      const auto V = ristretto::Element::subtract(C, *ristretto::Element::multiply(x, R));
      values[j].push_back(std::int64_t{logs.find(*V, figures::kMaxValue).value()} -
                          figures::kOffset);
    }
  }
  for (auto& each : values) std::ranges::sort(each);
  EXPECT_EQ(values[0][kTimes / 2], 12);
  EXPECT_EQ(values[1][kTimes / 2], 7);
  EXPECT_NEAR(static_cast<double>(values[2][kTimes / 2]), 25, 2);
}

}  // namespace
}  // namespace sotto::testing
