#pragma once
// Trustees of the figures in a Rig, who hold their ceremony with the client's own code.

#include <array>
#include <stdexcept>

#include "client/core/roster.h"
#include "client/core/trustee.h"
#include "tests/story/rig.h"

namespace sotto::testing {

inline client::TrusteeKeys rig_trustee(std::uint8_t place) {
  ByteArray<32> root;
  root.fill(static_cast<std::uint8_t>(place + 1));
  return client::TrusteeKeys::of(client::keys_of(Secret<32>::from(root)));
}

inline protocol::TrusteeAnswer carry_at(Rig& rig, const std::optional<client::TrusteeCall>& call) {
  return call->open(rig.exchange(call->request())).value();
}

// Both leads appoint three trustees, and these make their key: it stands in the log afterwards.
inline void make_tally_key(Rig& rig, const std::array<client::TrusteeKeys, 3>& trustees) {
  constexpr std::array kTitles{"Clinical lead, first", "Clinical lead, second", "Medical director"};
  for (std::uint8_t place = 0; place < 3; ++place) {
    const auto view = rig.everybody();
    const protocol::Entry entry{
        0, client::trustee_entry(trustees[place], view.log(), place, kTitles[place])};
    const protocol::Proposal proposal{
        .type = entry.type(), .body = entry.encode(), .salt = {}, .text = {}};
    rig.sign_by_leads(view, proposal);
  }
  for (int round = 0; round < 2; ++round) {
    for (std::uint8_t place = 0; place < 3; ++place) {
      const auto view = rig.everybody();
      const client::TrusteeKeys& keys = trustees[place];
      const auto now = client::Ceremony::look(
          view, keys, place, carry_at(rig, client::TrusteeCall::read(view, keys, place)));
      // What was done and not answered is refused when it is asked again; the end shows it.
      if (now.call) static_cast<void>(now.call->open(rig.exchange(now.call->request())));
    }
  }
  if (rig.everybody().log().certificates().empty()) throw std::runtime_error("ceremony");
}
inline void make_tally_key(Rig& rig) {
  make_tally_key(rig, {rig_trustee(0), rig_trustee(1), rig_trustee(2)});
}

}  // namespace sotto::testing
