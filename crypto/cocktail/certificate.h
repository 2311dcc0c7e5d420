#pragma once
// The last round of COCKTAIL-DKG and what stays of a ceremony (C2SP cocktail-dkg v0.2, "Round 3",
// "Share Recovery"): the transcript, signed by everybody. It is public, says which key was made,
// and with a static key and the ciphertexts for it gives back a lost share.

#include "crypto/cocktail/rounds.h"

namespace sotto::cocktail {

struct Transcript {
  Session session;
  std::vector<Contribution> contributions;  // of participants 1 to n
  Bytes ext;                                // application-specific extension

  Bytes encode() const;
  // The context is taken as it stands; verify_certificate compares it with what it must be.
  static std::expected<Transcript, Refusal> parse(ByteView bytes);
};

// sig_i. d is participant i's static key; only after round 2 was passed.
SchnorrSignature certify(const Transcript& transcript, const ristretto::Scalar& d);

// The transcript and the signatures of 1 to n: encode() || 64 n bytes.
struct Certificate {
  Transcript transcript;
  std::vector<SchnorrSignature> signatures;

  Bytes encode() const;
  static std::expected<Certificate, Refusal> parse(ByteView bytes);
};

// The key of a ceremony with this session_id: checks the context, every proof of possession and
// every signature. Whoever has not taken part learns from it that all who did agree.
std::expected<GroupKey, Refusal> verify_certificate(const Certificate& certificate,
                                                    ByteView session_id);

// Participant i's share once more, from the static key d, the certificate and the ciphertexts that
// 1 to n sent to i.
std::expected<ristretto::Scalar, Refusal> recover(const Certificate& certificate,
                                                  ByteView session_id, std::uint32_t i,
                                                  const ristretto::Scalar& d,
                                                  std::span<const Bytes> ciphertexts);

}  // namespace sotto::cocktail
