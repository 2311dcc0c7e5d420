#pragma once
// Trustees of the figures at a whole broker, who hold their ceremony with the client's own code,
// and requests of theirs made by hand.

#include "broker/figures/keys.h"
#include "client/core/trustee.h"
#include "tests/broker/hand_made.h"

namespace sotto::testing {

using client::Ceremony;
using client::kTrustees;
using client::TrusteeCall;
using client::TrusteeKeys;
using protocol::TrusteeKind;
using protocol::TrusteeRequest;

class TrusteesByHand : public HandMade {
 protected:
  explicit TrusteesByHand(broker::Store::Options store = {}) : HandMade(std::move(store)) {}

  // Everybody has words of their own.
  static TrusteeKeys keys(std::uint8_t person) {
    ByteArray<32> root;
    root.fill(person);
    return TrusteeKeys::of(client::keys_of(Secret<32>::from(root)));
  }
  std::shared_ptr<const protocol::Replay> log() { return rig.broker().log(); }
  client::PublicView everybody() {
    client::PublicFiles files;
    Bytes* const places[] = {&files.checkpoint, &files.log, &files.policy, &files.directory};
    for (std::size_t i = 0; i < 4; ++i) {
      *places[i] = rig.exchange({client::kPublicPaths[i], {}}).body;
    }
    return client::PublicView::check(files, {to_bytes(rig.genesis())}, rig.now()).value();
  }
  void appoint(std::uint8_t person, std::uint8_t place) {
    const auto body = client::trustee_entry(keys(person), *log(), place, "Medical director");
    const Bytes message = protocol::trustee_message(rig.genesis(), body);
    for (const std::uint8_t lead : {0, 1}) {
      accepted(client::kRoster, lead_signs(lead, body, protocol::kTrusteeLeadLabel, message));
    }
  }
  void appoint_all(std::uint8_t n) {
    for (std::uint8_t place = 0; place < n; ++place) appoint(place + 1, place);
  }

  protocol::TrusteeAnswer carry(const std::optional<TrusteeCall>& call) {
    return call->open(rig.exchange(call->request())).value();
  }
  // What the ceremony asks of them now.
  Ceremony look(std::uint8_t person) {
    const auto view = everybody();
    const TrusteeKeys own = keys(person);
    const auto place = client::place_of(view.log(), own).value();
    return Ceremony::look(view, own, place, carry(TrusteeCall::read(view, own, place)));
  }
  // Does it, once; what it asks next.
  Ceremony visit(std::uint8_t person) {
    const Ceremony now = look(person);
    if (now.call) carry(now.call);
    return look(person);
  }
  void hold(const std::vector<std::uint8_t>& people) {
    for (int round = 0; round < 2; ++round) {
      for (const std::uint8_t person : people) visit(person);
    }
  }
  std::uint32_t begin_again(std::uint8_t person) {
    const auto view = everybody();
    const TrusteeKeys own = keys(person);
    const auto place = client::place_of(view.log(), own).value();
    return carry(TrusteeCall::begin_again(view, own, place, look(person).number)).number;
  }

  Bytes body(TrusteeRequest request, std::uint8_t person, int days = 0) {
    request.day = static_cast<protocol::Day>(static_cast<int>(today()) + days);
    request.signature = sign(keys(person).signing, protocol::kTrusteeRequestLabel,
                             protocol::trustee_request_message(rig.genesis(), request));
    return request.encode();
  }
  std::optional<ristretto::Scalar> broker_half(std::uint32_t ordinal) {
    return broker::figures_key_in(rig.store().erasable().read(broker::figures_key_slot(ordinal)),
                                  ordinal);
  }
};

}  // namespace sotto::testing
