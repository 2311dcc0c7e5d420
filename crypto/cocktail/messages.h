#pragma once
// The messages of COCKTAIL-DKG (C2SP cocktail-dkg v0.2, "Protocol Messages"). The coordinator only
// carries them and is trusted with nothing.

#include <span>

#include "crypto/cocktail/schnorr.h"
#include "crypto/cocktail/session.h"

namespace sotto::cocktail {

// What everybody sees of one participant's first message: 32 t + 96 bytes.
struct Contribution {
  std::vector<ristretto::Element> C;  // VSS commitment, exactly t
  SchnorrSignature PoP{};
  ristretto::Element E;
};

// msg_1|i: C_i || PoP_i || E_i || n × (u64 length || c_i,j).
struct Message1 {
  Contribution contribution;
  std::vector<Bytes> c;  // for participants 1 to n

  Bytes encode() const;
  // Without a participant to name: the caller knows whose message it is.
  static std::expected<Message1, Reason> parse(ByteView bytes, std::uint32_t t, std::uint32_t n);
};

// msg_2|i: n × (C_j || PoP_j || E_j || u64 length || c_j,i).
struct Message2 {
  std::vector<Contribution> contributions;  // of participants 1 to n
  std::vector<Bytes> c;                     // from participants 1 to n

  Bytes encode() const;
  static std::expected<Message2, Refusal> parse(ByteView bytes, std::uint32_t t, std::uint32_t n);
};

// The coordinator's work: what participant i gets of the messages of 1 to n, in their order.
Message2 relay(std::span<const Message1> messages, std::uint32_t i);

}  // namespace sotto::cocktail
