#pragma once
// A whole broker with trustees who have a key and supporters who report, and requests of all of
// them made by hand; and the same with one supporter who comes too late.

#include <future>

#include "client/core/quarter_visit.h"
#include "crypto/primitives/aead.h"
#include "tests/broker/trustees_by_hand.h"

namespace sotto::testing {

using client::Opened;
using client::QuarterSeat;
using client::SumRefusal;
using protocol::ReleaseAnswer;
using protocol::ReportResult;
using protocol::ReportsAnswer;

class Figures : public TrusteesByHand {
 protected:
  static constexpr std::size_t kSupporters = 8;

  // Three trustees have a key, and the supporters are listed, for the whole of a quarter that is
  // just over.
  void begin(std::size_t supporters = kSupporters) {
    appoint_all(3);
    hold({1, 2, 3});
    for (std::size_t i = 0; i < supporters; ++i) {
      people.push_back(enrol(Role::kSupporter));
      const auto proposal = listing(people.back());
      accepted(client::kRoster, propose(proposal));
      for (const std::uint8_t lead : {0, 1}) accepted(client::kRoster, sign_by(lead, proposal));
    }
    quarter = epoch() + 1;
    go_to(calendar.first_day_of_epoch(quarter + 1));
  }
  void go_to(protocol::Day day) { rig.advance_to(calendar.start(day) + 8 * 3600); }
  void go_to_closing() { go_to(calendar.closing_day(quarter)); }

  figures::Setting setting() { return log()->certificate_for(quarter)->setting(rig.genesis()); }
  // Without noise.
  figures::Report report(const HandLocker& by, std::uint8_t enquiries = 0,
                         std::uint8_t contacts = 0, std::uint8_t meetings = 0,
                         std::uint32_t later = 0) {
    const auto value = [](std::uint8_t of) {
      return static_cast<std::uint8_t>(figures::kOffset + of);
    };
    return figures::make_report(
        setting(), quarter + later, by.identity,
        Secret<3>::from(ByteArray<3>{value(enquiries), value(contacts), value(meetings)}));
  }
  ReportResult commit_with(HandLocker& by, const Bytes& place) {
    auto request = commit_request(by);
    request.supporter->report = to_array(ByteView(place).first<protocol::kReportSize>());
    const Answer answer =
        accepted(client::commit_endpoint(by.role), sign_commit(request.encode(), by));
    ++by.version;
    return protocol::CommitAnswer::parse(answer.payload).value().outcome.report;
  }
  ReportResult commit_with(HandLocker& by, const figures::Report& of) {
    return commit_with(by, of.encode());
  }
  // Everybody: 3, 2 and 5 each.
  void report_all() {
    for (HandLocker& each : people) {
      EXPECT_EQ(commit_with(each, report(each, 3, 2, 5)), ReportResult::kTaken);
    }
  }
  std::vector<Bytes> stored() {
    return broker::read_reports(rig.store().snapshot(),
                                rig.store().erasable().read(broker::reports_slot(quarter)), quarter)
        .value();
  }
  void change(std::move_only_function<void(broker::Decision&)> what) {
    broker::Job job;
    job.decide = [&](const broker::GroupView&) {
      broker::Decision decision;
      what(decision);
      return decision;
    };
    std::promise<void> done;
    job.done = [&](const broker::Outcome&) { done.set_value(); };
    ASSERT_TRUE(rig.store().writer().submit(std::move(job)));
    done.get_future().wait();
  }

  // --- trustees ---
  template <class Answer>
  std::expected<Answer, client::Refused> ask_as(const std::optional<TrusteeCall>& call) {
    return call->open_as<Answer>(rig.exchange(call->request()));
  }
  std::vector<Bytes> fetch(const client::PublicView& view, const QuarterSeat& seat,
                           std::uint8_t person) {
    std::vector<Bytes> out;
    for (;;) {
      const auto page = ask_as<ReportsAnswer>(
          seat.read_reports(view, keys(person), static_cast<std::uint32_t>(out.size())));
      if (page->reports.empty()) return out;
      std::ranges::copy(page->reports, std::back_inserter(out));
    }
  }
  // A whole visit; nothing is kept between two.
  struct Done {
    Opened opened;
    std::optional<ReleaseAnswer> answer;  // to what was signed
  };
  Done open(std::uint8_t person, const std::function<void(ReleaseAnswer&)>& lie = {}) {
    const auto view = everybody();
    const TrusteeKeys own = keys(person);
    const auto seat = QuarterSeat::of(view, own).value();
    const auto share = client::share_of(*seat.under, view.genesis(), own).value();
    const auto sum = client::sum_of(view, seat, fetch(view, seat, person)).value();
    EXPECT_TRUE(ask_as<ReleaseAnswer>(
        seat.send(view, own, TrusteeKind::kSend, client::sealed_parts(view, seat, sum, share))));
    auto parts = ask_as<ReleaseAnswer>(seat.read_parts(view, own)).value();
    if (lie) lie(parts);
    Done out{client::open_parts(view, own, seat, sum, share, parts), {}};
    if (out.opened.turn != Opened::Turn::kRelease) return out;
    out.answer = ask_as<ReleaseAnswer>(
                     seat.send(view, own, TrusteeKind::kRelease, out.opened.signed_release))
                     .value();
    return out;
  }
  // The same as the command line and the pages do it; `between` runs before each answer is read.
  client::QuarterDone visit_quarter(std::uint8_t person,
                                    const std::function<void(int request)>& between = {}) {
    const auto view = everybody();
    const TrusteeKeys own = keys(person);
    auto visit = client::QuarterVisit::begin(view, own).value();
    for (int request = 1; visit.request() != nullptr; ++request) {
      if (between) between(request);
      visit.answer(view, own, rig.exchange(*visit.request()));
    }
    return visit.done();
  }
  Bytes about_quarter(std::uint8_t person, TrusteeKind kind, Bytes content,
                      std::uint32_t later = 0) {
    return body({kind, static_cast<std::uint8_t>(person - 1), quarter + later, std::move(content)},
                person);
  }

  const protocol::Calendar calendar = Rig::test_policy().calendar;
  std::vector<HandLocker> people;
  protocol::Epoch quarter = 0;
};

class LyingFigures : public Figures {
 protected:
  void SetUp() override {
    begin(9);
    for (std::size_t i = 0; i < 8; ++i) commit_with(people[i], report(people[i], 3, 2, 5));
    late = report(people[8], 1, 1, 1).encode();
    go_to_closing();
    view = everybody();
    seat = QuarterSeat::of(*view, keys(1));
    reports = fetch(*view, *seat, 1);
    ASSERT_EQ(reports.size(), 8u);
  }
  // What the broker has on its disk for a supporter, erased or put there by somebody.
  Bytes row_of(const HandLocker& of) const {
    return sotto::Writer().u32(quarter).bytes(of.identity.public_key).take();
  }
  void erase_report(const HandLocker& of) {
    change([&](broker::Decision& decision) { decision.erase(broker::kReports, row_of(of)); });
  }
  void put_report(const HandLocker& of, ByteView report) {
    const auto slot = rig.store().erasable().read(broker::reports_slot(quarter));
    const auto key = broker::KeySlot::parse(*slot);
    change([&](broker::Decision& decision) {
      decision.put(broker::kReports, row_of(of), box_seal(key->secret, row_of(of), report));
    });
  }
  std::optional<SumRefusal> refusal() {
    const auto sum = client::sum_of(*view, *seat, reports);
    return sum ? std::nullopt : std::optional(sum.error());
  }
  std::optional<client::PublicView> view;
  std::optional<QuarterSeat> seat;
  std::vector<Bytes> reports;
  Bytes late;  // a ninth supporter's, who came too late
};

}  // namespace sotto::testing
