#include "client/core/quarter_visit.h"

#include <algorithm>

#include "crypto/base/panic.h"

namespace sotto::client {

using protocol::ReleaseAnswer;
using protocol::ReportsAnswer;
using protocol::TrusteeKind;
using State = QuarterDone::State;
using Did = QuarterDone::Did;

std::string_view name(Did did) {
  switch (did) {
    case Did::kNothing:
      return "nothing";
    case Did::kSent:
      return "sent";
    case Did::kSigned:
      return "signed";
    case Did::kReleased:
      return "released";
  }
  panic("quarter: no such deed");
}

std::string_view name(State state) {
  switch (state) {
    case State::kNoShare:
      return "no-share";
    case State::kFalseReport:
      return "false-report";
    case State::kOtherReports:
      return "other-reports";
    case State::kOver:
      return "over";
    case State::kFailed:
      return "failed";
    case State::kWait:
      return "wait";
    case State::kHalfLost:
      return "half-lost";
    case State::kBrokerWrong:
      return "broker-wrong";
    case State::kNoSum:
      return "no-sum";
    case State::kDisagree:
      return "disagree";
    case State::kReleased:
      return "released";
  }
  panic("quarter: no such state");
}

std::optional<QuarterVisit> QuarterVisit::begin(const PublicView& everybody,
                                                const TrusteeKeys& keys) {
  const auto seat = QuarterSeat::of(everybody, keys);
  if (!seat) return std::nullopt;
  QuarterVisit out;
  out.done_.quarter = seat->quarter;
  out.closed_ = everybody.log().closing_of(seat->quarter)->reports;
  out.share_ = share_of(*seat->under, everybody.genesis(), keys);
  if (out.share_) {
    out.ask(Step::kReports, seat->read_reports(everybody, keys, 0));
  } else {
    out.end(State::kNoShare);
  }
  return out;
}

void QuarterVisit::ask(Step step, std::optional<TrusteeCall> call) {
  if (!call) return fail({Failure::kLogInvalid});
  step_ = step;
  call_ = std::move(call);
}

void QuarterVisit::fail(const Refused& why) {
  if (why.why == Failure::kRefused && why.status == protocol::Status::kStaleProposal) {
    return end(State::kOver);
  }
  done_.failure = why;
  end(State::kFailed);
}

void QuarterVisit::answer(const PublicView& everybody, const TrusteeKeys& keys,
                          const std::optional<Response>& response) {
  if (!call_) panic("quarter: an answer to nothing");
  const TrusteeCall call = std::move(*call_);
  call_.reset();
  const auto seat = QuarterSeat::of(everybody, keys);
  if (!seat || seat->quarter != done_.quarter) return end(State::kOver);
  if (!response) return fail({Failure::kNoAnswer});
  if (step_ == Step::kReports) {
    auto page = call.open_as<ReportsAnswer>(*response);
    return page ? take_reports(everybody, keys, *seat, std::move(*page)) : fail(page.error());
  }
  const auto answer = call.open_as<ReleaseAnswer>(*response);
  if (!answer) return fail(answer.error());
  switch (step_) {
    case Step::kReports:
      break;
    case Step::kSend:
      done_.did = Did::kSent;
      return ask(Step::kParts, seat->read_parts(everybody, keys));
    case Step::kParts:
      return open(everybody, keys, *seat, *answer);
    case Step::kRelease:
      return see_signatures(*seat, *answer);
  }
}

// A page at a time, as many as the log says were closed.
void QuarterVisit::take_reports(const PublicView& everybody, const TrusteeKeys& keys,
                                const QuarterSeat& seat, ReportsAnswer page) {
  const bool goes_on = page.count == closed_ && !page.reports.empty();
  if (goes_on) std::ranges::move(page.reports, std::back_inserter(reports_));
  done_.reports = static_cast<std::uint32_t>(reports_.size());
  if (goes_on && done_.reports < closed_) {
    return ask(Step::kReports, seat.read_reports(everybody, keys, done_.reports));
  }
  check(everybody, keys, seat);
}

void QuarterVisit::check(const PublicView& everybody, const TrusteeKeys& keys,
                         const QuarterSeat& seat) {
  auto sum = sum_of(everybody, seat, reports_);
  if (!sum) {
    if (sum.error().why != SumRefusal::Why::kReport) return end(State::kOtherReports);
    done_.reason = sum.error().refusal;
    if (const auto report = figures::Report::parse(reports_[sum.error().report])) {
      done_.false_of = protocol::supporter_id(report->identity);
    }
    return end(State::kFalseReport);
  }
  sum_ = std::move(*sum);
  done_.not_reported = client::not_reported(everybody, seat, reports_);
  reports_ = {};
  ask(Step::kSend, seat.send(everybody, keys, TrusteeKind::kSend,
                             sealed_parts(everybody, seat, *sum_, *share_)));
}

void QuarterVisit::open(const PublicView& everybody, const TrusteeKeys& keys,
                        const QuarterSeat& seat, const ReleaseAnswer& answer) {
  Opened opened = open_parts(everybody, keys, seat, *sum_, *share_, answer);
  done_.spoilt = std::move(opened.spoilt);
  switch (opened.turn) {
    case Opened::Turn::kWait:
      done_.lacking = opened.lacking;
      done_.missing = std::move(opened.missing);
      return end(State::kWait);
    case Opened::Turn::kRelease:
      return ask(Step::kRelease, seat.send(everybody, keys, TrusteeKind::kRelease,
                                           std::move(opened.signed_release)));
    case Opened::Turn::kHalfLost:
      return end(State::kHalfLost);
    case Opened::Turn::kBrokerWrong:
      return end(State::kBrokerWrong);
    case Opened::Turn::kNoSum:
      return end(State::kNoSum);
  }
}

void QuarterVisit::see_signatures(const QuarterSeat& seat, const ReleaseAnswer& answer) {
  done_.did = answer.released ? Did::kReleased : Did::kSigned;
  if (answer.released) return end(State::kReleased);
  std::uint32_t with = 0;
  const auto n =
      static_cast<std::uint8_t>(std::min(answer.parts.size(), seat.under->trustees.size()));
  for (std::uint8_t holder = 1; holder <= n; ++holder) {
    if (answer.parts[holder - 1u].step == protocol::ReleaseStep::kSigned) {
      ++with;
    } else {
      done_.missing.push_back(holder);
    }
  }
  if (with >= seat.under->key.t) return end(State::kDisagree);
  done_.lacking = seat.under->key.t - with;
  end(State::kWait);
}

}  // namespace sotto::client
