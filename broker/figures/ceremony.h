#pragma once
// The trustees' ceremony (docs/spec/figures.md, "Ceremony"). The broker carries what trustees send
// each other, and puts the certificate into the log together with its own half of the key. It could
// keep a ceremony from ending, and nothing else: every message is checked by those whom it is for.

#include <memory>

#include "broker/scheme.h"
#include "broker/store/writer.h"
#include "crypto/protocol/trustee_requests.h"

namespace sotto::broker {

// What was sent in the ceremony that is held, until it ends: 0 → u32 number ‖ the static keys of
// its trustees; 1 ‖ place → message 1; 2 ‖ place → signature. Who is a trustee is public; shares
// are sealed to them. Shows which of them have done their part.
inline constexpr Table kCeremony{"ceremony"};
// Whether a row could have been written by this code.
bool good_ceremony_row(ByteView key, ByteView value);

struct TrusteesDecision {
  Decision decision;
  std::shared_ptr<const protocol::Replay> appended;  // when the log grew: a certificate
};
TrusteesDecision decide_trustees(const GroupView& view, const Scheme& scheme,
                                 const protocol::Replay& log,
                                 const protocol::TrusteeRequest& request, protocol::Day today);

}  // namespace sotto::broker
