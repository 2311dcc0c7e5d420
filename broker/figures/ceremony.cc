#include "broker/figures/ceremony.h"

#include <algorithm>

#include "broker/figures/keys.h"
#include "broker/log/log.h"
#include "crypto/base/panic.h"
#include "crypto/base/wire.h"
#include "crypto/figures/broker_key.h"
#include "crypto/protocol/requests.h"

namespace sotto::broker {
namespace {

using cocktail::Message1;
using protocol::Replay;
using protocol::Status;
using protocol::TrusteeAnswer;
using protocol::TrusteeKey;
using protocol::TrusteeKind;
using protocol::TrusteeRequest;
using protocol::TrusteeStep;

enum Row : std::uint8_t { kHeld = 0, kMessage = 1, kSignature = 2 };

Bytes row_key(Row row, std::uint8_t place) {
  return {row, place};
}
const Bytes kHeldRow = {kHeld};

std::optional<Bytes> row_of(const View& view, const Bytes& key) {
  const auto row = view.get(kCeremony, key);
  return row ? std::optional(to_bytes(*row)) : std::nullopt;
}

// As the broker has it: of the trustees in force, or done.
struct Ceremony {
  std::uint32_t number = 0;
  std::vector<TrusteeKey> trustees;  // in the order of their places
  std::vector<std::optional<Bytes>> messages, signatures;
  bool done = false;  // the log has its certificate

  std::uint32_t n() const { return static_cast<std::uint32_t>(trustees.size()); }
  std::uint32_t quorum() const { return protocol::trustee_quorum(n()); }
};

Bytes static_keys(const std::vector<TrusteeKey>& trustees) {
  sotto::Writer out;
  for (const TrusteeKey& each : trustees) out.bytes(each.static_key);
  return out.take();
}

bool is_certified(const Replay& log, const std::vector<TrusteeKey>& trustees) {
  if (log.certificates().empty()) return false;
  const auto& P = log.certificates().back().certificate.transcript.session.P;
  return std::ranges::equal(P, trustees, [](const ristretto::Element& key, const TrusteeKey& one) {
    return key.bytes() == one.static_key;
  });
}

// A ceremony goes on while the trustees in force are those who began it. Others begin the next.
Ceremony ceremony_of(const View& view, const Replay& log) {
  Ceremony out;
  for (const auto& [place, trustee] : log.trustees()) out.trustees.push_back(trustee);
  out.messages.resize(out.n());
  out.signatures.resize(out.n());
  if (out.n() < protocol::kMinTrustees) return out;
  const std::uint32_t last = log.certificates().empty() ? 0 : log.certificates().back().body.number;
  std::uint32_t held = 0;
  Bytes keys;
  if (const auto row = row_of(view, kHeldRow)) {
    Reader in(*row);
    ByteView rest;
    if (!in.u32(held) || !in.view(in.left(), rest)) panic("figures: a damaged ceremony");
    keys = to_bytes(rest);
  }
  if (held > last && keys == static_keys(out.trustees)) {
    out.number = held;
    for (std::size_t i = 0; i < out.trustees.size(); ++i) {
      const std::uint8_t place = out.trustees[i].place;
      out.messages[i] = row_of(view, row_key(kMessage, place));
      out.signatures[i] = row_of(view, row_key(kSignature, place));
    }
  } else if (held <= last && is_certified(log, out.trustees)) {
    out.number = last;
    out.done = true;
  } else {
    out.number = std::max(held, last) + 1;
  }
  return out;
}

std::vector<ristretto::Element> participants(const Ceremony& ceremony) {
  std::vector<ristretto::Element> out;
  for (const TrusteeKey& each : ceremony.trustees) {
    const auto key = ristretto::Element::parse(each.static_key);
    if (!key) panic("figures: the log let a static key pass that is none");
    out.push_back(*key);
  }
  return out;
}

bool is_complete(const std::vector<std::optional<Bytes>>& of) {
  return std::ranges::all_of(of, [](const auto& each) { return each.has_value(); });
}

std::vector<Message1> messages_of(const Ceremony& ceremony) {
  std::vector<Message1> out;
  for (const auto& each : ceremony.messages) {
    auto message = Message1::parse(*each, ceremony.quorum(), ceremony.n());
    if (!message) panic("figures: a damaged message of a ceremony");
    out.push_back(std::move(*message));
  }
  return out;
}

TrusteesDecision answered(Decision decision, const Ceremony& ceremony, std::size_t me) {
  TrusteeAnswer answer{.number = ceremony.number};
  for (std::size_t i = 0; i < ceremony.trustees.size(); ++i) {
    TrusteeStep step = TrusteeStep::kNothing;
    if (ceremony.messages[i]) step = TrusteeStep::kContributed;
    if (ceremony.signatures[i] || ceremony.done) step = TrusteeStep::kCertified;
    answer.parts.push_back({ceremony.trustees[i].place, step});
  }
  if (ceremony.number != 0 && !ceremony.done && is_complete(ceremony.messages)) {
    answer.message =
        cocktail::relay(messages_of(ceremony), static_cast<std::uint32_t>(me) + 1).encode();
  }
  decision.answer = protocol::ok_answer(answer.encode());
  return {std::move(decision), nullptr};
}

TrusteesDecision refused(Status why) {
  Decision decision;
  decision.answer = protocol::refusal(why);
  return {std::move(decision), nullptr};
}

void forget(const View& view, Decision& decision) {
  view.scan_prefix(kCeremony, {}, [&](ByteView key, ByteView) {
    decision.erase(kCeremony, to_bytes(key));
    return true;
  });
}

void begin(const View& view, const Ceremony& ceremony, Decision& decision) {
  forget(view, decision);
  decision.put(kCeremony, kHeldRow,
               sotto::Writer().u32(ceremony.number).bytes(static_keys(ceremony.trustees)).take());
}

TrusteesDecision contribute(const GroupView& view, Ceremony ceremony, std::size_t me,
                            const Bytes& content) {
  const auto message = Message1::parse(content, ceremony.quorum(), ceremony.n());
  if (!message || std::ranges::any_of(message->c, [](const Bytes& share) {
        return share.size() != protocol::kSealedShareSize;
      })) {
    return refused(Status::kMalformed);
  }
  Decision decision;
  // Who lost an answer sends another one; the first counts, and either would do.
  if (!ceremony.messages[me]) {
    if (std::ranges::none_of(ceremony.messages, &std::optional<Bytes>::has_value)) {
      begin(view, ceremony, decision);
    }
    ceremony.messages[me] = content;
    decision.put(kCeremony, row_key(kMessage, ceremony.trustees[me].place), content);
  }
  return answered(std::move(decision), ceremony, me);
}

protocol::TrusteeCertificate certificate_of(const Ceremony& ceremony, const Hash256& genesis,
                                            const cocktail::Transcript& transcript,
                                            const std::vector<Message1>& messages,
                                            const ristretto::Scalar& x_B) {
  cocktail::Certificate certificate{transcript, {}};
  for (const auto& each : ceremony.signatures) {
    certificate.signatures.push_back(to_array(ByteView(*each).first<64>()));
  }
  protocol::TrusteeCertificate out{.number = ceremony.number, .certificate = certificate.encode()};
  for (std::uint32_t i = 1; i <= ceremony.n(); ++i) {
    for (const Message1& message : messages) out.shares.push_back(message.c[i - 1]);
  }
  out.broker_key = ristretto::Element::multiply_base(x_B)->bytes();
  out.possession = figures::prove_possession(x_B, genesis, transcript);
  return out;
}

// The broker's half must be durable before the log names it, so it is drawn one answer earlier.
TrusteesDecision certify(const GroupView& view, const Scheme& scheme, const Replay& log,
                         Ceremony ceremony, std::size_t me, const Bytes& content,
                         protocol::Day today) {
  if (!is_complete(ceremony.messages)) return refused(Status::kStaleProposal);
  auto session = cocktail::Session::make(figures::ceremony_id(scheme.genesis, ceremony.number),
                                         ceremony.quorum(), participants(ceremony));
  if (!session) panic("figures: trustees of the log who are no participants");
  const std::vector<Message1> messages = messages_of(ceremony);
  const cocktail::Transcript transcript{
      std::move(*session), cocktail::relay(messages, 1).contributions, {}};
  const auto signature = to_array(ByteView(content).first<64>());
  if (!cocktail::verify(transcript.session.P[me], transcript.encode(), signature)) {
    return refused(Status::kBadSignature);
  }
  Decision decision;
  const auto ordinal = static_cast<std::uint32_t>(log.certificates().size());
  const auto x_B = figures_key_in(view.slot(figures_key_slot(ordinal)), ordinal);
  if (!x_B) {
    decision.write_slot(figures_key_slot(ordinal),
                        figures_slot(ordinal, ristretto::Scalar::random()));
  }
  ceremony.signatures[me] = content;
  if (is_complete(ceremony.signatures)) {
    if (!x_B) {
      decision.answer = protocol::refusal(Status::kTryLater);
      return {std::move(decision), nullptr};
    }
    const protocol::Entry entry{
        std::max(today, log.last_day()),
        certificate_of(ceremony, scheme.genesis, transcript, messages, *x_B)};
    // All of them together can sign what is no ceremony.
    if (!Replay(log).append(entry.encode())) return refused(Status::kBadSignature);
    forget(view, decision);
    auto appended = append_entries(log, scheme.keys, {entry}, decision).log;
    ceremony.done = true;
    TrusteesDecision out = answered(std::move(decision), ceremony, me);
    out.appended = std::move(appended);
    return out;
  }
  decision.put(kCeremony, row_key(kSignature, ceremony.trustees[me].place), content);
  return answered(std::move(decision), ceremony, me);
}

TrusteesDecision begin_again(const GroupView& view, Ceremony ceremony, std::size_t me) {
  ++ceremony.number;
  ceremony.done = false;
  std::ranges::fill(ceremony.messages, std::nullopt);
  std::ranges::fill(ceremony.signatures, std::nullopt);
  Decision decision;
  begin(view, ceremony, decision);
  return answered(std::move(decision), ceremony, me);
}

}  // namespace

bool good_ceremony_row(ByteView key, ByteView value) {
  if (key.size() == 1) return key[0] == kHeld && value.size() >= 4 && value.size() % 32 == 4;
  return key.size() == 2 && key[1] < protocol::kTrusteePlaces &&
         (key[0] == kMessage || (key[0] == kSignature && value.size() == 64));
}

TrusteesDecision decide_trustees(const GroupView& view, const Scheme& scheme, const Replay& log,
                                 const TrusteeRequest& request, protocol::Day today) {
  const auto known = log.trustees().find(request.place);
  if (known == log.trustees().end()) return refused(Status::kNotListed);
  if (request.day + 1 < today || request.day > today + 1) return refused(Status::kWrongDay);
  if (!verify(known->second.signing_key, protocol::kTrusteeRequestLabel,
              protocol::trustee_request_message(scheme.genesis, request), request.signature)) {
    return refused(Status::kBadSignature);
  }
  Ceremony ceremony = ceremony_of(view, log);
  const auto me = static_cast<std::size_t>(std::distance(log.trustees().begin(), known));
  if (request.kind == TrusteeKind::kRead) return answered({}, ceremony, me);
  if (ceremony.number == 0 || request.number != ceremony.number) {
    return refused(Status::kStaleProposal);
  }
  if (request.kind == TrusteeKind::kBeginAgain) return begin_again(view, std::move(ceremony), me);
  if (ceremony.done) return refused(Status::kStaleProposal);
  if (request.kind == TrusteeKind::kContribute) {
    return contribute(view, std::move(ceremony), me, request.content);
  }
  return certify(view, scheme, log, std::move(ceremony), me, request.content, today);
}

}  // namespace sotto::broker
