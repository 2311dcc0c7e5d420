#include "broker/figures/reports.h"

#include <algorithm>

#include "broker/log/log.h"
#include "crypto/base/wire.h"
#include "crypto/figures/tally.h"
#include "crypto/primitives/aead.h"
#include "crypto/primitives/random.h"
#include "crypto/protocol/trustee_requests.h"

namespace sotto::broker {
namespace {

using protocol::Epoch;
using protocol::Replay;
using protocol::ReportResult;

constexpr std::size_t kMark = 4;  // the key of a quarter that is closed

Bytes row_key(Epoch quarter, ByteView identity) {
  return sotto::Writer().u32(quarter).bytes(identity).take();
}

std::optional<Secret<32>> key_in(const std::optional<SlotPayload>& payload, Epoch quarter) {
  auto slot = payload ? KeySlot::parse(*payload) : std::nullopt;
  if (!slot || slot->tag != quarter) return std::nullopt;
  return std::move(slot->secret);
}

// Whether reports of this quarter are taken now.
const protocol::LoggedCertificate* open_for(const Replay& log, Epoch quarter, Epoch now) {
  if (quarter + 1 != now || log.closing_of(quarter) != nullptr) return nullptr;
  return log.certificate_for(quarter);
}

ReportResult refusal_of(figures::ReportRefusal why) {
  return why == figures::ReportRefusal::kSignature ? ReportResult::kSignature
                                                   : ReportResult::kProof;
}

}  // namespace

bool good_report_row(ByteView key, ByteView value) {
  return key.size() == kMark ? value.empty()
                             : key.size() == kMark + sizeof(SigningPublicKey) &&
                                   value.size() == kBoxOverhead + protocol::kReportSize;
}

bool good_part_row(ByteView key, ByteView value) {
  if (key.size() != 4 + 1 + 1 || key[4] > 1 || key[5] >= protocol::kTrusteePlaces) return false;
  return key[4] == 0 ? protocol::parse_sealed_parts(value).has_value() : value.size() == 42 + 64;
}

CheckedReport check_report_place(const Scheme& scheme, const Replay& log,
                                 const ByteArray<protocol::kReportSize>& place,
                                 protocol::Day today) {
  const auto report = figures::Report::parse(place);
  if (!report) return {};
  CheckedReport out{ReportResult::kTaken, report->quarter, report->identity};
  const auto* const key = open_for(log, report->quarter, scheme.policy.calendar.epoch(today));
  if (key == nullptr) {
    out.result = ReportResult::kQuarter;
  } else if (!std::ranges::binary_search(log.reporters(report->quarter), report->identity)) {
    out.result = ReportResult::kNotListed;
  } else if (const auto checked = figures::check_report(key->setting(scheme.genesis), *report);
             !checked) {
    out.result = refusal_of(checked.error());
  }
  return out;
}

ReportResult file_report(const GroupView& view, const CheckedReport& checked,
                         const ByteArray<protocol::kReportSize>& place, Decision& decision) {
  if (checked.result != ReportResult::kTaken) return checked.result;
  // The log of this moment may not have yet what a job of the same group has closed.
  if (view.get(kReports, row_key(checked.quarter, {}))) return ReportResult::kQuarter;
  const Bytes name = row_key(checked.quarter, checked.identity);
  if (view.get(kReports, name)) return ReportResult::kTaken;
  const auto key = key_in(view.slot(reports_slot(checked.quarter)), checked.quarter);
  if (!key) return ReportResult::kLater;
  decision.put(kReports, name, box_seal(*key, name, place));
  return ReportResult::kTaken;
}

std::uint32_t count_reports(const View& view, Epoch quarter) {
  std::uint32_t out = 0;
  view.scan_prefix(kReports, row_key(quarter, {}), [&](ByteView name, ByteView) {
    if (name.size() != kMark) ++out;
    return true;
  });
  return out;
}

std::optional<std::vector<Bytes>> read_reports(const View& view,
                                               const std::optional<SlotPayload>& payload,
                                               Epoch quarter, std::size_t from, std::size_t most) {
  const auto key = key_in(payload, quarter);
  if (!key) return std::nullopt;
  std::optional<std::vector<Bytes>> out(std::in_place);
  std::size_t at = 0;
  view.scan_prefix(kReports, row_key(quarter, {}), [&](ByteView name, ByteView row) {
    if (name.size() == kMark || at++ < from) return true;
    if (out->size() == most) return false;
    const auto report = box_open(*key, name, row);
    if (report) {
      out->push_back(to_bytes(report->expose()));
    } else {
      out.reset();
    }
    return out.has_value();
  });
  return out;
}

void forget_reports(const View& view, Epoch quarter, Decision& decision) {
  view.scan_prefix(kReports, row_key(quarter, {}), [&](ByteView name, ByteView) {
    decision.erase(kReports, to_bytes(name));
    return true;
  });
  view.scan_prefix(kParts, row_key(quarter, {}), [&](ByteView name, ByteView) {
    decision.erase(kParts, to_bytes(name));
    return true;
  });
  decision.overwrite_slot(reports_slot(quarter));
}

Decision turn_reports(const GroupView& view, const Replay& log, Epoch now) {
  Decision decision;
  const auto released = [&](Epoch quarter) {
    return std::ranges::find(log.releases(), quarter, &figures::Release::quarter) !=
           log.releases().end();
  };
  for (Epoch quarter = now - std::min<Epoch>(now, 2); quarter < now; ++quarter) {
    const auto payload = view.slot(reports_slot(quarter));
    const auto key = payload ? KeySlot::parse(*payload) : std::nullopt;
    const bool wanted =
        quarter + 1 == now && !released(quarter) && log.certificate_for(quarter) != nullptr;
    if (key && (key->tag != quarter || !wanted)) {
      forget_reports(view, key->tag, decision);  // and the slot, which is made anew next time
    } else if (!key && wanted) {
      decision.write_slot(reports_slot(quarter), KeySlot{quarter, 0, random_secret<32>()}.encode());
    }
  }
  return decision;
}

ClosingDecision close_quarter(const GroupView& view, const Scheme& scheme, const Replay& log,
                              protocol::Day today) {
  const protocol::Calendar& calendar = scheme.policy.calendar;
  const Epoch now = calendar.epoch(today);
  if (now == 0 || open_for(log, now - 1, now) == nullptr || today < calendar.closing_day(now - 1) ||
      today < log.last_day()) {
    return {};
  }
  const Epoch quarter = now - 1;
  const auto roster = static_cast<std::uint32_t>(log.reporters(quarter).size());
  if (figures::withheld(quarter, now, std::nullopt, count_reports(view, quarter), roster)) {
    return {};
  }
  const auto reports = read_reports(view, view.slot(reports_slot(quarter)), quarter);
  if (!reports) return {};  // sotto-broker check says so
  ClosingDecision out;
  const protocol::Closing closing{quarter, static_cast<std::uint32_t>(reports->size()),
                                  figures::batch_of(scheme.genesis, quarter, *reports)};
  out.appended = append_entries(log, scheme.keys, {{today, closing}}, out.decision).log;
  out.decision.put(kReports, row_key(quarter, {}), {});
  return out;
}

}  // namespace sotto::broker
