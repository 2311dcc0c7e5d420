#include "client/core/release.h"

#include <algorithm>

#include "crypto/base/panic.h"
#include "crypto/base/wire.h"
#include "crypto/figures/total.h"
#include "crypto/hpke/hpke.h"

namespace sotto::client {
namespace {

using protocol::TrusteeKind;

figures::Setting setting_of(const PublicView& everybody, const QuarterSeat& seat) {
  return seat.under->setting(everybody.genesis());
}

bool is_released(const protocol::Replay& log, protocol::Epoch quarter) {
  return std::ranges::find(log.releases(), quarter, &figures::Release::quarter) !=
         log.releases().end();
}

// What a part is sealed for: this scheme, key and quarter, from one trustee to another.
Bytes info_of(const PublicView& everybody, const QuarterSeat& seat, std::uint8_t from,
              std::uint8_t to) {
  Writer out;
  out.bytes(as_bytes("sotto/v1/figures-part")).u8(0).bytes(everybody.genesis());
  return out.bytes(seat.under->leaf).u32(seat.quarter).u8(from).u8(to).take();
}

Bytes seal_part(const X25519PublicKey& to, ByteView info, const figures::PartialDecryption& part) {
  auto sender = hpke::Sender::setup_base(to, info);
  if (!sender) panic("release: the log let a sealing key of small order pass");
  return concat({sender->enc(), sender->seal({}, part.encode())});
}

std::optional<figures::PartialDecryption> open_part(const X25519KeyPair& own, ByteView info,
                                                    ByteView sealed) {
  if (sealed.size() != protocol::kSealedPartSize) return std::nullopt;
  auto receiver = hpke::Receiver::setup_base(to_array(sealed.first<32>()), own, info);
  const auto plain = receiver ? receiver->open({}, sealed.subspan(32)) : std::nullopt;
  return plain ? figures::PartialDecryption::parse(plain->expose()) : std::nullopt;
}

// The broker's, if it is one and of this sum.
std::optional<figures::PartialDecryption> broker_part(const figures::Setting& setting,
                                                      const QuarterSeat& seat,
                                                      const figures::EncryptedSum& sum,
                                                      ByteView bytes) {
  auto part = figures::PartialDecryption::parse(bytes);
  if (!part || part->holder != figures::kBrokerHolder ||
      !figures::verify(setting, sum, seat.under->broker_key, *part)) {
    return std::nullopt;
  }
  return part;
}

// Those of the trustees that hold; names who sent nothing, and whose does not.
std::vector<figures::PartialDecryption> trustees_parts(
    const PublicView& everybody, const TrusteeKeys& keys, const QuarterSeat& seat,
    const figures::EncryptedSum& sum, const protocol::ReleaseAnswer& answer, Opened& out) {
  const figures::Setting setting = setting_of(everybody, seat);
  std::vector<figures::PartialDecryption> parts;
  const auto n = static_cast<std::uint8_t>(seat.under->trustees.size());
  for (std::uint8_t from = 1; from <= n; ++from) {
    if (from == seat.holder) continue;
    const Bytes sealed = from <= answer.parts.size() ? answer.parts[from - 1u].sealed : Bytes{};
    if (sealed.empty()) {
      out.missing.push_back(from);
      continue;
    }
    auto part = open_part(keys.sealing, info_of(everybody, seat, from, seat.holder), sealed);
    if (part && part->holder == from &&
        figures::verify(setting, sum, seat.under->key.shares[from - 1u], *part)) {
      parts.push_back(std::move(*part));
    } else {
      out.spoilt.push_back(from);
    }
  }
  return parts;
}

}  // namespace

std::optional<QuarterSeat> QuarterSeat::of(const PublicView& everybody, const TrusteeKeys& keys) {
  const protocol::Replay& log = everybody.log();
  const protocol::Epoch now = everybody.policy().calendar.epoch(everybody.today());
  if (now == 0 || log.closing_of(now - 1) == nullptr || is_released(log, now - 1)) {
    return std::nullopt;
  }
  const auto* const under = log.certificate_for(now - 1);
  if (under == nullptr) panic("release: a quarter was closed without a key");
  const auto me = std::ranges::find(under->trustees, keys.signing.public_key,
                                    &protocol::TrusteeKey::signing_key);
  if (me == under->trustees.end()) return std::nullopt;
  return QuarterSeat{now - 1, under, static_cast<std::uint8_t>(me - under->trustees.begin() + 1)};
}

std::optional<TrusteeCall> QuarterSeat::read_parts(const PublicView& everybody,
                                                   const TrusteeKeys& keys) const {
  return send(everybody, keys, TrusteeKind::kParts, {});
}

std::optional<TrusteeCall> QuarterSeat::read_reports(const PublicView& everybody,
                                                     const TrusteeKeys& keys,
                                                     std::uint32_t from) const {
  return send(everybody, keys, TrusteeKind::kReports, Writer().u32(from).take());
}

std::optional<TrusteeCall> QuarterSeat::send(const PublicView& everybody, const TrusteeKeys& keys,
                                             TrusteeKind kind, Bytes content) const {
  return TrusteeCall::make(everybody, keys,
                           {.kind = kind,
                            .place = under->trustees[holder - 1u].place,
                            .number = quarter,
                            .content = std::move(content)});
}

std::expected<figures::EncryptedSum, SumRefusal> sum_of(const PublicView& everybody,
                                                        const QuarterSeat& seat,
                                                        std::span<const Bytes> reports) {
  const protocol::Replay& log = everybody.log();
  figures::Tally tally(setting_of(everybody, seat), seat.quarter, log.reporters(seat.quarter));
  for (std::size_t i = 0; i < reports.size(); ++i) {
    if (const auto added = tally.add(reports[i]); !added) {
      return std::unexpected(SumRefusal{SumRefusal::Why::kReport, added.error(), i});
    }
  }
  std::optional<protocol::Epoch> last;
  if (!log.releases().empty()) last = log.releases().back().quarter;
  auto sum = tally.close(everybody.policy().calendar.epoch(everybody.today()), last);
  if (!sum) return std::unexpected(SumRefusal{.why = SumRefusal::Why::kTooFew});
  const protocol::Closing* const closing = log.closing_of(seat.quarter);
  if (closing == nullptr || closing->reports != sum->reports || closing->batch != sum->batch) {
    return std::unexpected(SumRefusal{.why = SumRefusal::Why::kOtherBatch});
  }
  return std::move(*sum);
}

std::vector<protocol::SupporterId> not_reported(const PublicView& everybody,
                                                const QuarterSeat& seat,
                                                std::span<const Bytes> reports) {
  std::vector<SigningPublicKey> reported;
  for (const Bytes& bytes : reports) {
    if (const auto report = figures::Report::parse(bytes)) reported.push_back(report->identity);
  }
  std::vector<protocol::SupporterId> out;
  for (const SigningPublicKey& each : everybody.log().reporters(seat.quarter)) {
    if (std::ranges::find(reported, each) == reported.end()) {
      out.push_back(protocol::supporter_id(each));
    }
  }
  return out;
}

Bytes sealed_parts(const PublicView& everybody, const QuarterSeat& seat,
                   const figures::EncryptedSum& sum, const ristretto::Scalar& share) {
  const auto part =
      figures::decrypt_partially(setting_of(everybody, seat), sum, seat.holder, share);
  protocol::SealedParts out(seat.under->trustees.size());
  const auto n = static_cast<std::uint8_t>(out.size());
  for (std::uint8_t to = 1; to <= n; ++to) {
    if (to == seat.holder) continue;
    out[to - 1u] = seal_part(seat.under->trustees[to - 1u].sealing_key,
                             info_of(everybody, seat, seat.holder, to), part);
  }
  return protocol::encode_sealed_parts(out);
}

Opened open_parts(const PublicView& everybody, const TrusteeKeys& keys, const QuarterSeat& seat,
                  const figures::EncryptedSum& sum, const ristretto::Scalar& share,
                  const protocol::ReleaseAnswer& answer) {
  Opened out;
  const figures::Setting setting = setting_of(everybody, seat);
  auto parts = trustees_parts(everybody, keys, seat, sum, answer, out);
  parts.push_back(figures::decrypt_partially(setting, sum, seat.holder, share));
  if (parts.size() < seat.under->key.t) {
    out.lacking = seat.under->key.t - static_cast<std::uint32_t>(parts.size());
    return out;
  }
  auto of_broker = broker_part(setting, seat, sum, answer.broker_part);
  if (!of_broker) {
    out.turn = answer.broker_part.empty() ? Opened::Turn::kHalfLost : Opened::Turn::kBrokerWrong;
    return out;
  }
  parts.push_back(std::move(*of_broker));
  const auto totals = figures::open_sum(setting, seat.under->key, seat.under->broker_key, sum,
                                        parts, figures::DiscreteLog());
  if (!totals) {
    out.turn = Opened::Turn::kNoSum;
    return out;
  }
  out.turn = Opened::Turn::kRelease;
  out.release = {seat.quarter, sum.batch, {}};
  for (std::size_t j = 0; j < figures::kCounters; ++j) {
    out.release.figures[j] = figures::disclose((*totals)[j]);
  }
  const Signature signature =
      sign(keys.signing, protocol::kReleaseLabel,
           protocol::release_message(everybody.genesis(), seat.under->leaf, out.release));
  out.signed_release = concat({out.release.encode(), signature});
  return out;
}

}  // namespace sotto::client
