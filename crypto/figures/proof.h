#pragma once
// The proof in a report (docs/spec/figures.md, "Report"): each of three ciphertexts holds a value
// of 0..255, made for this supporter, quarter and key. 3,584 bytes. One challenge for all of it,
// over the whole statement; names as on the page.

#include <optional>
#include <span>
#include <vector>

#include "crypto/base/wire.h"
#include "crypto/figures/setting.h"
#include "crypto/primitives/signature.h"

namespace sotto::figures {

inline constexpr std::size_t kProofSize = 32 + kCounters * (160 + 128 * kBits);
static_assert(kProofSize == 3584);

struct BitProof {
  ristretto::Element D;
  ristretto::Scalar c0, z0, z1;
};

struct CounterProof {
  Ciphertext ciphertext;
  ristretto::Scalar z_v, z_r, z_s;
  std::vector<BitProof> bits;  // kBits, the lowest first
};

struct Proof {
  ristretto::Scalar c;
  std::vector<CounterProof> counters;  // kCounters

  void write(Writer& out) const;
  // nullopt for an element or scalar that is none.
  static std::optional<Proof> read(Reader& in);
};

// Everything that a proof is about but the ciphertexts: whose, when, under which key.
struct Statement {
  const Setting& setting;
  std::uint32_t quarter = 0;
  SigningPublicKey identity{};
};

// Values are secret, and constant time is kept for them.
Proof prove(const Statement& statement, const Secret<kCounters>& values);
[[nodiscard]] bool verify(const Statement& statement, const Proof& proof);

// The whole statement: whose, when, under which key, then the ciphertexts and bit commitments.
Bytes statement_bytes(const Statement& statement, ByteView ciphertexts);

// The challenge: the hash of the whole statement and the commitments T and A of the proof.
ristretto::Scalar challenge(const Statement& statement, ByteView ciphertexts, ByteView commitments);

}  // namespace sotto::figures
