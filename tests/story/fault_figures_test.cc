// What trustees, recipients and leads do, with a disk that fails (faulty_story.h): a tally key is
// made, eight supporters report, a concern is opened, the quarter is closed and its figures are
// published, and another policy comes into force.

#include "broker/rotations.h"
#include "client/core/release.h"
#include "client/core/roster.h"
#include "tests/story/faulty_story.h"
#include "tests/story/rig_trustees.h"
#include "tests/support/sample_steps.h"

namespace sotto::testing {
namespace {

using client::Opened;
using client::QuarterSeat;
using client::Visit;
using protocol::Role;
using protocol::TrusteeKind;
namespace intent = client::intent;

constexpr protocol::UnixTime kDay = 86400;
constexpr protocol::UnixTime kMonday = 20458 * kDay;  // 2026-01-05
constexpr protocol::Epoch kQuarter = 2046;            // of ten days; begins on the Wednesday
constexpr std::size_t kSupporters = 8;

class StoryOfFigures : public FaultyStory {
 public:
  explicit StoryOfFigures(FaultPlan& plan) : FaultyStory(policy(), kMonday + 8 * 3600, plan) {}

  Traces play() {
    begin();
    go_to(policy().calendar.first_day_of_epoch(kQuarter + 1));
    for (Person& each : supporters) visit(each);  // and report
    open_a_concern();
    go_to(policy().calendar.closing_day(kQuarter));
    release();
    change_policy();
    return end();
  }

 private:
  static protocol::Policy policy() {
    protocol::Policy out = Rig::test_policy();
    out.publish_every = kDay;
    out.concern_steps = sample_steps();
    return out;
  }
  void go_to(protocol::Day day) { rig.advance_to(policy().calendar.start(day) + 9 * 3600); }
  std::optional<client::RosterCall> signed_by(std::uint8_t lead, const client::PublicView& view,
                                              const protocol::Proposal& proposal) {
    return client::RosterCall::sign(view, {lead, rig.leads[lead].clone()}, proposal, view.today());
  }
  auto ask(const std::optional<client::RosterCall>& call) {
    return call->open(rig.exchange(call->request()));
  }

  void begin() {
    make_tally_key(rig);
    for (std::size_t i = 0; i < kSupporters; ++i) {
      supporters.push_back(rig.enrol("Dr Example " + std::to_string(i), Role::kSupporter));
      rig.list(supporters.back());
    }
    rig.sign_pass_keys();
    rig.advance(1);  // signed keys go into the log with the next duties, or with a start if it dies
    recipient = rig.enrol("recipient", Role::kRecipient);
    rig.appoint(recipient, 0, "Clinical lead");
  }

  void open_a_concern() {
    visit(supporters[0], [](Visit& open) {
      must(open.apply(intent::SealConcern{
          {.drill = false,
           .steps = {},
           .answers = {{0, 2}, {2, 1}, {4, 1}, {6, 2}, {7, 5}, {8, 1}, {10, 1}, {11, 1}},
           .fields = {{1, "A risk"}},
           .recipients = {0}}}));
    });
    rig.advance(kDay);
    visit(recipient);
    visit(recipient, [](Visit& open) {
      must(open.apply(intent::OpenConcern{1, client::OpeningReason::kAddressed}));
    });
    EXPECT_EQ(visit(recipient).held_concerns().at(0).phase, client::HeldPhase::kOpen);
    EXPECT_EQ(visit(supporters[0]).sent_concerns().at(0).acts.size(), 1u);
  }

  // One visit of a trustee, who keeps nothing between two.
  Opened open_figures(std::uint8_t place) {
    const auto view = rig.everybody();
    const auto own = rig_trustee(place);
    const auto seat = QuarterSeat::of(view, own).value();
    const auto reports = all_of(view, seat, own);
    EXPECT_EQ(reports.size(), kSupporters);
    const auto sum = client::sum_of(view, seat, reports).value();
    const auto share = client::share_of(*seat.under, view.genesis(), own).value();
    tell(seat.send(view, own, TrusteeKind::kSend, client::sealed_parts(view, seat, sum, share)));
    const auto parts = seat.read_parts(view, own);
    Opened out = client::open_parts(
        view, own, seat, sum, share,
        parts->open_as<protocol::ReleaseAnswer>(rig.exchange(parts->request())).value());
    if (out.turn == Opened::Turn::kRelease) {
      tell(seat.send(view, own, TrusteeKind::kRelease, out.signed_release));
    }
    return out;
  }
  std::vector<Bytes> all_of(const client::PublicView& view, const QuarterSeat& seat,
                            const client::TrusteeKeys& own) {
    std::vector<Bytes> out;
    for (;;) {
      const auto read = seat.read_reports(view, own, static_cast<std::uint32_t>(out.size()));
      auto page = read->open_as<protocol::ReportsAnswer>(rig.exchange(read->request())).value();
      if (page.reports.empty()) return out;
      std::ranges::move(page.reports, std::back_inserter(out));
    }
  }
  // What was done and not answered is refused when it is asked again; the end shows it.
  void tell(const std::optional<client::TrusteeCall>& call) {
    static_cast<void>(call->open_as<protocol::ReleaseAnswer>(rig.exchange(call->request())));
  }
  void release() {
    EXPECT_EQ(open_figures(0).turn, Opened::Turn::kWait);
    EXPECT_EQ(open_figures(2).turn, Opened::Turn::kRelease);
    EXPECT_EQ(open_figures(0).turn, Opened::Turn::kRelease);
    const auto view = rig.everybody();
    ASSERT_EQ(view.log().releases().size(), 1u);
    EXPECT_EQ(view.log().releases()[0].quarter, kQuarter);
  }

  void change_policy() {
    protocol::Policy other = policy();
    other.title = "Another title";
    rig.stop();
    const auto proposed = broker::propose_policy(rig.folder().string(), {}, other, rig.now());
    ASSERT_TRUE(proposed) << proposed.error();
    rig.start();
    for (const std::uint8_t lead : {0, 1}) {
      const auto view = rig.everybody();
      const auto waiting =
          ask(client::RosterCall::read(view, {lead, rig.leads[lead].clone()}, view.today()));
      ASSERT_TRUE(waiting);
      for (const auto& each : *waiting) {
        if (each.type == protocol::EntryType::kPolicy) ask(signed_by(lead, view, each));
      }
    }
    rig.advance(kDay);
    rig.restart();
    EXPECT_EQ(rig.everybody().policy().title, other.title);
    visit(recipient);
  }

  std::vector<Person> supporters;
  Person recipient;
};

TEST(FaultOfFigures, LosesNothingAndRepeatsNothing) {
  fail_everywhere<StoryOfFigures>(112, 1);
}

TEST(FaultOfFiguresLong, LosesNothingAndRepeatsNothing) {
  fail_everywhere<StoryOfFigures>(1, 1);
}

}  // namespace
}  // namespace sotto::testing
