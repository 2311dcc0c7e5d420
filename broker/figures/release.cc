#include "broker/figures/release.h"

#include <algorithm>

#include "broker/figures/keys.h"
#include "broker/log/log.h"
#include "crypto/base/panic.h"
#include "crypto/base/wire.h"
#include "crypto/figures/partial.h"
#include "crypto/figures/tally.h"

namespace sotto::broker {
namespace {

using protocol::ReleaseAnswer;
using protocol::ReleaseStep;
using protocol::Replay;
using protocol::Status;
using protocol::TrusteeKind;
using protocol::TrusteeRequest;

enum PartsRow : std::uint8_t { kPart = 0, kSigned = 1 };
constexpr std::size_t kReleaseSize = 42;

Bytes row_key(protocol::Epoch quarter, PartsRow row, std::size_t index) {
  return sotto::Writer().u32(quarter).u8(row).u8(static_cast<std::uint8_t>(index)).take();
}

std::optional<Bytes> parts_row_of(const View& view, const Bytes& key) {
  const auto row = view.get(kParts, key);
  return row ? std::optional(to_bytes(*row)) : std::nullopt;
}

bool is_released(const Replay& log, protocol::Epoch quarter) {
  return std::ranges::find(log.releases(), quarter, &figures::Release::quarter) !=
         log.releases().end();
}

// What the trustees of a quarter have sent.
struct Sent {
  std::vector<std::optional<Bytes>> parts, releases;  // by number
};
Sent sent_for(const View& view, protocol::Epoch quarter, std::size_t n) {
  Sent out;
  for (std::size_t i = 0; i < n; ++i) {
    out.parts.push_back(parts_row_of(view, row_key(quarter, kPart, i)));
    out.releases.push_back(parts_row_of(view, row_key(quarter, kSigned, i)));
  }
  return out;
}

ReleaseAnswer steps_of(const Sent& sent) {
  ReleaseAnswer out;
  for (std::size_t i = 0; i < sent.parts.size(); ++i) {
    ReleaseStep step = sent.parts[i] ? ReleaseStep::kSent : ReleaseStep::kNothing;
    if (sent.releases[i]) step = ReleaseStep::kSigned;
    out.parts.push_back({.step = step, .sealed = {}});
  }
  return out;
}

// x_B of a certificate, if it is still here.
std::optional<ristretto::Scalar> half_of(const Erasable& erasable, const Replay& log,
                                         const protocol::LoggedCertificate& under) {
  const auto ordinal = static_cast<std::uint32_t>(&under - log.certificates().data());
  auto x_B = figures_key_in(erasable.read(figures_key_slot(ordinal)), ordinal);
  if (x_B && ristretto::Element::multiply_base(*x_B) != under.broker_key) x_B.reset();
  return x_B;
}

// nullopt: the half is lost, or the reports are not those that were closed.
std::optional<Bytes> part_of_broker(const View& view, const Erasable& erasable,
                                    const Scheme& scheme, const Replay& log,
                                    protocol::Epoch quarter,
                                    const protocol::LoggedCertificate& under) {
  const auto x_B = half_of(erasable, log, under);
  const auto reports = read_reports(view, erasable.read(reports_slot(quarter)), quarter);
  if (!x_B || !reports) return std::nullopt;
  const figures::Setting setting = under.setting(scheme.genesis);
  figures::Tally tally(setting, quarter, log.reporters(quarter));
  for (const Bytes& report : *reports) {
    if (!tally.add_again(report)) return std::nullopt;
  }
  const auto sum = tally.close(quarter + 1, std::nullopt);
  if (!sum || sum->batch != log.closing_of(quarter)->batch) return std::nullopt;
  return figures::decrypt_partially(setting, *sum, figures::kBrokerHolder, *x_B).encode();
}

TrusteesDecision release_refused(Status why) {
  Decision decision;
  decision.answer = protocol::refusal(why);
  return {std::move(decision), nullptr};
}

// The signatures under the very release that this one is, by number.
std::vector<protocol::TrusteeSignature> signatures_under(const Sent& sent, ByteView release) {
  std::vector<protocol::TrusteeSignature> out;
  for (std::size_t i = 0; i < sent.releases.size(); ++i) {
    if (!sent.releases[i]) continue;
    const ByteView row(*sent.releases[i]);
    if (!std::ranges::equal(row.first(kReleaseSize), release)) continue;
    out.push_back({static_cast<std::uint8_t>(i + 1),
                   to_array(row.subspan(kReleaseSize).first<sizeof(Signature)>())});
  }
  return out;
}

TrusteesDecision take_release(const GroupView& view, const Scheme& scheme, const Replay& log,
                              const TrusteeRequest& request, const QuarterSeat& seat,
                              protocol::Day today) {
  const ByteView content(request.content);
  const auto release = figures::Release::parse(content.first(kReleaseSize));
  if (!release) return release_refused(Status::kMalformed);
  if (release->quarter != request.number ||
      release->batch != log.closing_of(request.number)->batch) {
    return release_refused(Status::kStaleProposal);
  }
  const std::size_t index = seat.holder - 1u;
  if (!verify(seat.under->trustees[index].signing_key, protocol::kReleaseLabel,
              protocol::release_message(scheme.genesis, seat.under->leaf, *release),
              to_array(content.subspan(kReleaseSize).first<sizeof(Signature)>()))) {
    return release_refused(Status::kBadSignature);
  }
  Sent sent = sent_for(view, request.number, seat.under->trustees.size());
  sent.releases[index] = request.content;
  const auto signatures = signatures_under(sent, content.first(kReleaseSize));
  TrusteesDecision out;
  ReleaseAnswer answer = steps_of(sent);
  if (signatures.size() >= seat.under->key.t) {
    const protocol::Entry entry{std::max(today, log.last_day()),
                                protocol::LoggedFigures{*release, signatures}};
    forget_reports(view, request.number, out.decision);
    out.appended = append_entries(log, scheme.keys, {entry}, out.decision).log;
    answer.released = true;
  } else {
    out.decision.put(kParts, row_key(request.number, kSigned, index), request.content);
  }
  out.decision.answer = protocol::ok_answer(answer.encode());
  return out;
}

TrusteesDecision take_parts(const GroupView& view, const TrusteeRequest& request,
                            const QuarterSeat& seat) {
  const auto parts = protocol::parse_sealed_parts(request.content);
  const std::size_t index = seat.holder - 1u;
  const std::size_t n = seat.under->trustees.size();
  if (!parts || parts->size() != n) return release_refused(Status::kMalformed);
  for (std::size_t i = 0; i < n; ++i) {
    if ((*parts)[i].empty() != (i == index)) return release_refused(Status::kMalformed);
  }
  TrusteesDecision out;
  out.decision.put(kParts, row_key(request.number, kPart, index), request.content);
  Sent sent = sent_for(view, request.number, n);
  sent.parts[index] = request.content;
  out.decision.answer = protocol::ok_answer(steps_of(sent).encode());
  return out;
}

}  // namespace

std::expected<QuarterSeat, Status> seat_of(const Scheme& scheme, const Replay& log,
                                           const TrusteeRequest& request, protocol::Day today) {
  const auto* const under = log.certificate_for(request.number);
  if (under == nullptr) return std::unexpected(Status::kStaleProposal);
  const auto who = std::ranges::find(under->trustees, request.place, &protocol::TrusteeKey::place);
  if (who == under->trustees.end()) return std::unexpected(Status::kNotListed);
  if (request.day + 1 < today || request.day > today + 1) {
    return std::unexpected(Status::kWrongDay);
  }
  if (!verify(who->signing_key, protocol::kTrusteeRequestLabel,
              protocol::trustee_request_message(scheme.genesis, request), request.signature)) {
    return std::unexpected(Status::kBadSignature);
  }
  if (log.closing_of(request.number) == nullptr || is_released(log, request.number) ||
      request.number + 1 != scheme.policy.calendar.epoch(today)) {
    return std::unexpected(Status::kStaleProposal);
  }
  return QuarterSeat{under, static_cast<std::uint8_t>(who - under->trustees.begin() + 1)};
}

Bytes answer_reports(const View& view, const Erasable& erasable, const TrusteeRequest& request) {
  std::uint32_t from = 0;
  Reader in(request.content);
  if (!in.u32(from)) panic("figures: a request that does not say from where");
  auto some = read_reports(view, erasable.read(reports_slot(request.number)), request.number, from,
                           protocol::kReportsOfAnswer);
  if (!some) return protocol::refusal(Status::kTryLater);
  const protocol::ReportsAnswer out{count_reports(view, request.number), std::move(*some)};
  return protocol::ok_answer(out.encode());
}

Bytes answer_parts(const View& view, const Erasable& erasable, const Scheme& scheme,
                   const Replay& log, const TrusteeRequest& request, const QuarterSeat& seat) {
  const Sent sent = sent_for(view, request.number, seat.under->trustees.size());
  ReleaseAnswer out = steps_of(sent);
  for (std::size_t i = 0; i < sent.parts.size(); ++i) {
    if (!sent.parts[i]) continue;
    const auto parts = protocol::parse_sealed_parts(*sent.parts[i]);
    if (!parts || parts->size() != sent.parts.size()) panic("figures: a damaged row of parts");
    out.parts[i].sealed = (*parts)[seat.holder - 1u];
  }
  if (auto own = part_of_broker(view, erasable, scheme, log, request.number, *seat.under)) {
    out.broker_part = std::move(*own);
  }
  return protocol::ok_answer(out.encode());
}

TrusteesDecision decide_release(const GroupView& view, const Scheme& scheme, const Replay& log,
                                const TrusteeRequest& request, const QuarterSeat& seat,
                                protocol::Day today) {
  // Since the seat was found it may have been released: then the key is gone. Looking at its slot
  // also makes a request of the same group wait.
  const auto slot = view.slot(reports_slot(request.number));
  const auto key = slot ? KeySlot::parse(*slot) : std::nullopt;
  if (is_released(log, request.number) || !key || key->tag != request.number) {
    return release_refused(Status::kStaleProposal);
  }
  if (request.kind == TrusteeKind::kSend) return take_parts(view, request, seat);
  return take_release(view, scheme, log, request, seat, today);
}

}  // namespace sotto::broker
