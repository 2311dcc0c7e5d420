#pragma once
// Opening a closed quarter's figures (docs/spec/figures.md, "What trustees do"). The broker hands
// trustees the reports and its own part, carries their parts, and puts what a quorum of them has
// signed into the log. It decrypts what it has closed, and nothing else.

#include <expected>

#include "broker/figures/ceremony.h"
#include "broker/figures/reports.h"

namespace sotto::broker {

// Whose request about a quarter it is.
struct QuarterSeat {
  const protocol::LoggedCertificate* under = nullptr;
  std::uint8_t holder = 0;  // 1 to n
};
std::expected<QuarterSeat, protocol::Status> seat_of(const Scheme& scheme,
                                                     const protocol::Replay& log,
                                                     const protocol::TrusteeRequest& request,
                                                     protocol::Day today);

// The content of the answer to kReports and kParts: of a snapshot, outside the writer. A part of
// the broker's costs three sums and half a dozen products a report.
Bytes answer_reports(const View& view, const Erasable& erasable,
                     const protocol::TrusteeRequest& request);
Bytes answer_parts(const View& view, const Erasable& erasable, const Scheme& scheme,
                   const protocol::Replay& log, const protocol::TrusteeRequest& request,
                   const QuarterSeat& seat);

// kSend and kRelease, of a seat that was checked.
TrusteesDecision decide_release(const GroupView& view, const Scheme& scheme,
                                const protocol::Replay& log,
                                const protocol::TrusteeRequest& request, const QuarterSeat& seat,
                                protocol::Day today);

}  // namespace sotto::broker
