#pragma once
// Supporters' reports (docs/spec/figures.md, "Sending"): taken with the commit that brings one,
// kept until the quarter's figures are published. The broker sees who has reported, which everybody
// does, and nothing of what.

#include <limits>
#include <memory>
#include <optional>
#include <vector>

#include "broker/scheme.h"
#include "broker/store/writer.h"
#include "crypto/figures/report.h"
#include "crypto/protocol/requests.h"

namespace sotto::broker {

// Reports of the quarter that is over: u32 quarter ‖ identity key → the report in a box under the
// quarter's key, which is overwritten when they are no longer needed; and u32 quarter → nothing,
// once they are closed, as the log says. Who is on the roster is public, and everybody on it
// reports, whatever happened.
inline constexpr Table kReports{"reports"};
// What trustees sent for the release of a closed quarter (release.h): u32 quarter ‖ 0 ‖ number →
// their part, sealed to each of the others; u32 quarter ‖ 1 ‖ number → the release that they
// signed. Who is a trustee is public; shows which of them have done their part.
inline constexpr Table kParts{"parts"};
// Whether a row could have been written by this code.
bool good_report_row(ByteView key, ByteView value);
bool good_part_row(ByteView key, ByteView value);

// What stood in a commit's place, checked outside the writer. A report that is not good changes
// nothing: the commit goes on without it.
struct CheckedReport {
  protocol::ReportResult result = protocol::ReportResult::kNone;  // kTaken: it is good
  protocol::Epoch quarter = 0;
  SigningPublicKey identity{};
};
CheckedReport check_report_place(const Scheme& scheme, const protocol::Replay& log,
                                 const ByteArray<protocol::kReportSize>& place,
                                 protocol::Day today);
// Keeps a good one, the first of its supporter and quarter.
protocol::ReportResult file_report(const GroupView& view, const CheckedReport& checked,
                                   const ByteArray<protocol::kReportSize>& place,
                                   Decision& decision);

// How many reports of a quarter there are.
std::uint32_t count_reports(const View& view, protocol::Epoch quarter);
// All of them, or `most` from the from-th on, opened, in the order of their identities; `key` is
// what the quarter's slot holds. nullopt: the key is another or gone, or one of them is damaged.
std::optional<std::vector<Bytes>> read_reports(
    const View& view, const std::optional<SlotPayload>& key, protocol::Epoch quarter,
    std::size_t from = 0, std::size_t most = std::numeric_limits<std::size_t>::max());

// Makes the key of the quarter that is over, if it is reported, and ends what came before it.
Decision turn_reports(const GroupView& view, const protocol::Replay& log, protocol::Epoch now);
// Ends one quarter's reports: their rows, those of their release, and their key.
void forget_reports(const View& view, protocol::Epoch quarter, Decision& decision);

// Says in the log which reports a quarter's figures are the sum of, once its day has come and
// enough have reported.
struct ClosingDecision {
  Decision decision;
  std::shared_ptr<const protocol::Replay> appended;  // when the log grew
};
ClosingDecision close_quarter(const GroupView& view, const Scheme& scheme,
                              const protocol::Replay& log, protocol::Day today);

}  // namespace sotto::broker
