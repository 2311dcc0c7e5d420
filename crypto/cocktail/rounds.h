#pragma once
// The first two rounds of COCKTAIL-DKG (C2SP cocktail-dkg v0.2, "Round 1", "Round 2"). Between them
// a participant keeps nothing but the static key: the own share travels sealed to it like the
// others.

#include "crypto/base/secret.h"
#include "crypto/cocktail/messages.h"

namespace sotto::cocktail {

// Participant i's polynomial, committed to and sealed to everybody with the payload behind each
// share. d is i's static key. Draws a_0 … a_(t-1), then e.
std::expected<Message1, Refusal> round1(const Session& session, std::uint32_t i,
                                        const ristretto::Scalar& d, ByteView payload = {});

// The key that the participants have made.
struct GroupKey {
  std::uint32_t t = 0;
  ristretto::Element Y;
  std::vector<ristretto::Element> shares;  // Y_1 … Y_n, where Y_i = x_i * B
};

// From everybody's commitments; refused when their number is wrong or a sum is the identity.
std::expected<GroupKey, Refusal> group_key(const Session& session,
                                           std::span<const Contribution> contributions);

// Refused with the first participant whose proof of possession does not hold.
std::expected<void, Refusal> check_possession(const Session& session,
                                              std::span<const Contribution> contributions);

struct Output {
  ristretto::Scalar x;  // participant i's secret share
  GroupKey key;
  std::vector<SecretBytes> payloads;  // of participants 1 to n
};

// Checks every commitment, proof of possession, ciphertext and share, the own ones included. The
// share may be used only after the certificate is verified (certificate.h).
std::expected<Output, Refusal> round2(const Session& session, std::uint32_t i,
                                      const ristretto::Scalar& d, const Message2& message);

}  // namespace sotto::cocktail
