#include "crypto/cocktail/session.h"

#include <algorithm>

#include "crypto/base/wire.h"
#include "crypto/cocktail/suite.h"

namespace sotto::cocktail {

using ristretto::Element;
using ristretto::Scalar;

std::expected<Session, Refusal> Session::make(ByteView session_id, std::uint32_t t,
                                              std::vector<Element> P) {
  if (t == 0 || t > P.size() || P.size() > kMaxParticipants) {
    return std::unexpected(Refusal{Reason::kSetup});
  }
  for (std::size_t j = 0; j < P.size(); ++j) {
    if (std::find(P.begin(), P.begin() + static_cast<std::ptrdiff_t>(j), P[j]) !=
        P.begin() + static_cast<std::ptrdiff_t>(j)) {
      return std::unexpected(Refusal{Reason::kSetup, static_cast<std::uint32_t>(j + 1)});
    }
  }
  Writer input;
  input.bytes(as_bytes("COCKTAIL-DKG-CONTEXT"));
  input.u64(session_id.size()).bytes(session_id);
  input.u64(kCiphersuiteId.size()).bytes(as_bytes(kCiphersuiteId));
  input.bytes(little_endian(static_cast<std::uint32_t>(P.size())));
  for (const Element& key : P) input.bytes(key.bytes());
  return Session{t, std::move(P), sha512({input.take()})};
}

bool Session::is_participant(std::uint32_t i, const Scalar& d) const {
  return i >= 1 && i <= n() && Element::multiply_base(d) == P[i - 1];
}

}  // namespace sotto::cocktail
