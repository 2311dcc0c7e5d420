#include "client/core/trustee.h"

#include <algorithm>

#include "crypto/base/panic.h"
#include "crypto/figures/broker_key.h"
#include "crypto/primitives/hkdf.h"

namespace sotto::client {
namespace {

using protocol::TrusteeAnswer;
using protocol::TrusteeKey;
using protocol::TrusteeKind;
using protocol::TrusteeRequest;
using protocol::TrusteeStep;

// The participant of a place: 1 for the lowest place that is taken.
std::uint32_t participant(const protocol::Replay& log, std::uint8_t place) {
  const auto& trustees = log.trustees();
  return static_cast<std::uint32_t>(std::distance(trustees.begin(), trustees.find(place))) + 1;
}

std::optional<cocktail::Session> session_of(const protocol::Replay& log, std::uint32_t number) {
  std::vector<ristretto::Element> P;
  for (const auto& [place, trustee] : log.trustees()) {
    const auto key = ristretto::Element::parse(trustee.static_key);
    if (!key) panic("trustee: the log let a key pass that is none");
    P.push_back(*key);
  }
  const auto n = static_cast<std::uint32_t>(P.size());
  auto session = cocktail::Session::make(figures::ceremony_id(log.genesis_hash(), number),
                                         protocol::trustee_quorum(n), std::move(P));
  if (!session) return std::nullopt;
  return std::move(*session);
}

// The same trustees, in the same order.
bool is_of(const protocol::Replay& log, const TrusteeAnswer& answer) {
  return std::ranges::equal(log.trustees(), answer.parts,
                            [](const auto& trustee, const TrusteeAnswer::Part& part) {
                              return trustee.first == part.place;
                            });
}

std::uint32_t last_number(const protocol::Replay& log) {
  return log.certificates().empty() ? 0 : log.certificates().back().body.number;
}

std::expected<Bytes, cocktail::Refusal> certified(const cocktail::Session& session, std::uint32_t i,
                                                  const ristretto::Scalar& d, ByteView message) {
  auto all = cocktail::Message2::parse(message, session.t, session.n());
  if (!all) return std::unexpected(all.error());
  if (auto output = cocktail::round2(session, i, d, *all); !output) {
    return std::unexpected(output.error());
  }
  const cocktail::Transcript transcript{session, std::move(all->contributions), {}};
  return to_bytes(cocktail::certify(transcript, d));
}

}  // namespace

TrusteeKeys TrusteeKeys::of(const LockerKeys& words) {
  const auto wide = derive<64>("sotto/v1/trustee-static", {words.seal.expose()});
  return {
      ristretto::Scalar::reduce(wide.expose()),
      SigningKey::from_seed(derive<32>("sotto/v1/trustee-signing", {words.seal.expose()})),
      X25519KeyPair::from_secret(derive<32>("sotto/v1/trustee-sealing", {words.seal.expose()}))};
}

TrusteeKey trustee_entry(const TrusteeKeys& keys, const protocol::Replay& log, std::uint8_t place,
                         std::string title) {
  const auto P = ristretto::Element::multiply_base(keys.d);
  if (!P) panic("trustee: a key of zero");
  const auto before = log.trustees().find(place);
  TrusteeKey out{.place = place,
                 .number = before == log.trustees().end() ? 1 : before->second.number + 1,
                 .title = std::move(title),
                 .static_key = P->bytes(),
                 .sealing_key = keys.sealing.public_key,
                 .signing_key = keys.signing.public_key};
  out.signature = sign(keys.signing, protocol::kTrusteeLabel,
                       protocol::trustee_message(log.genesis_hash(), out));
  return out;
}

bool signed_by_themself(const TrusteeKey& entry, const Hash256& genesis) {
  return verify(entry.signing_key, protocol::kTrusteeLabel,
                protocol::trustee_message(genesis, entry), entry.signature);
}

std::optional<std::uint8_t> place_of(const protocol::Replay& log, const TrusteeKeys& keys) {
  for (const auto& [place, trustee] : log.trustees()) {
    if (trustee.signing_key == keys.signing.public_key) return place;
  }
  return std::nullopt;
}

std::optional<ristretto::Scalar> share_of(const protocol::Replay& log, const TrusteeKeys& keys) {
  if (log.certificates().empty()) return std::nullopt;
  return share_of(log.certificates().back(), log.genesis_hash(), keys);
}

std::optional<ristretto::Scalar> share_of(const protocol::LoggedCertificate& last,
                                          const Hash256& genesis, const TrusteeKeys& keys) {
  const auto me =
      std::ranges::find(last.trustees, keys.signing.public_key, &TrusteeKey::signing_key);
  if (me == last.trustees.end()) return std::nullopt;
  const auto n = last.trustees.size();
  const auto i = static_cast<std::size_t>(me - last.trustees.begin());
  const std::span<const Bytes> sealed(last.body.shares);
  auto share =
      cocktail::recover(last.certificate, figures::ceremony_id(genesis, last.body.number),
                        static_cast<std::uint32_t>(i) + 1, keys.d, sealed.subspan(i * n, n));
  if (!share) return std::nullopt;
  return std::move(*share);
}

std::optional<TrusteeCall> TrusteeCall::make(const PublicView& everybody, const TrusteeKeys& keys,
                                             TrusteeRequest request) {
  request.day = everybody.today();
  request.signature = sign(keys.signing, protocol::kTrusteeRequestLabel,
                           protocol::trustee_request_message(everybody.genesis(), request));
  auto exchange =
      Exchange::make(everybody.policy().origin, everybody.gateway(), kTrustees, request.encode());
  if (!exchange) return std::nullopt;
  return TrusteeCall(std::move(*exchange));
}

std::optional<TrusteeCall> TrusteeCall::read(const PublicView& everybody, const TrusteeKeys& keys,
                                             std::uint8_t place) {
  return make(everybody, keys, {.kind = TrusteeKind::kRead, .place = place});
}

std::optional<TrusteeCall> TrusteeCall::begin_again(const PublicView& everybody,
                                                    const TrusteeKeys& keys, std::uint8_t place,
                                                    std::uint32_t number) {
  return make(everybody, keys,
              {.kind = TrusteeKind::kBeginAgain, .place = place, .number = number});
}

Ceremony Ceremony::look(const PublicView& everybody, const TrusteeKeys& keys, std::uint8_t place,
                        const TrusteeAnswer& answer) {
  const protocol::Replay& log = everybody.log();
  Ceremony out{.turn = Turn::kOtherLog, .number = answer.number};
  if (!is_of(log, answer)) return out;
  if (log.trustees().size() < protocol::kMinTrustees) {
    out.turn = Turn::kTooFewTrustees;
    return out;
  }
  const auto of = [](TrusteeStep step) {
    return [step](const TrusteeAnswer::Part& part) { return part.step >= step; };
  };
  if (std::ranges::all_of(answer.parts, of(TrusteeStep::kCertified))) {
    out.turn = Turn::kDone;
    return out;
  }
  // A number that the log has used gives a session that others may know the messages of.
  if (answer.number <= last_number(log)) return out;
  const TrusteeStep mine =
      std::ranges::find(answer.parts, place, &TrusteeAnswer::Part::place)->step;
  for (const TrusteeAnswer::Part& part : answer.parts) {
    const TrusteeStep next = std::max(mine, TrusteeStep::kContributed);
    if (part.step < next && part.place != place) out.missing.push_back(part.place);
  }
  const auto session = session_of(log, answer.number);
  if (!session) panic("trustee: the log let two trustees have one key");
  const std::uint32_t me = participant(log, place);
  if (mine == TrusteeStep::kNothing) {
    const auto message = cocktail::round1(*session, me, keys.d);
    if (!message) panic("trustee: words of another place");
    out.turn = Turn::kContribute;
    out.call = TrusteeCall::make(everybody, keys,
                                 {.kind = TrusteeKind::kContribute,
                                  .place = place,
                                  .number = answer.number,
                                  .content = message->encode()});
    return out;
  }
  if (mine == TrusteeStep::kCertified || !out.missing.empty()) {
    out.turn = Turn::kWait;
    return out;
  }
  auto signature = certified(*session, me, keys.d, answer.message);
  if (!signature) {
    out.turn = Turn::kSpoilt;
    out.refusal = signature.error();
    const std::uint32_t who = signature.error().participant;
    if (who != 0) out.culprit = answer.parts[who - 1].place;
    return out;
  }
  out.turn = Turn::kCertify;
  out.call = TrusteeCall::make(everybody, keys,
                               {.kind = TrusteeKind::kCertify,
                                .place = place,
                                .number = answer.number,
                                .content = std::move(*signature)});
  return out;
}

std::string_view name(Ceremony::Turn turn) {
  using Turn = Ceremony::Turn;
  switch (turn) {
    case Turn::kTooFewTrustees:
      return "too-few-trustees";
    case Turn::kContribute:
      return "contribute";
    case Turn::kWait:
      return "wait";
    case Turn::kCertify:
      return "certify";
    case Turn::kDone:
      return "done";
    case Turn::kSpoilt:
      return "spoilt";
    case Turn::kOtherLog:
      return "other-log";
  }
  panic("trustee: no such turn");
}

}  // namespace sotto::client
