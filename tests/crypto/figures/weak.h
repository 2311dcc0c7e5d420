#pragma once
// Weakened copies of the checks of reports, and a dishonest prover: what each check is for is shown
// by an attack that a copy without it lets pass. Sums and products are libsodium's own, which take
// the identity for an element.

#include <sodium.h>

#include <vector>

#include "crypto/figures/generator.h"
#include "crypto/figures/proof.h"

namespace sotto::figures::testing {

struct Weakness {
  bool hash_ciphertexts = true;  // else the challenge covers only T and A: weak Fiat-Shamir
  bool hash_identity = true;
  bool check_bits = true;
  bool check_link = true;
};

using Raw = ByteArray<32>;

inline Raw raw_base(const ristretto::Scalar& k) {
  Raw out{};
  if (crypto_scalarmult_ristretto255_base(out.data(), k.expose().data()) != 0) out = {};
  return out;
}
inline Raw raw_times(const ristretto::Scalar& k, const Raw& P) {
  Raw out{};
  if (crypto_scalarmult_ristretto255(out.data(), k.expose().data(), P.data()) != 0) out = {};
  return out;
}
inline Raw raw_add(const Raw& a, const Raw& b) {
  Raw out{};
  if (crypto_core_ristretto255_add(out.data(), a.data(), b.data()) != 0) out = {};
  return out;
}
inline Raw raw_sub(const Raw& a, const Raw& b) {
  Raw out{};
  if (crypto_core_ristretto255_sub(out.data(), a.data(), b.data()) != 0) out = {};
  return out;
}
inline ristretto::Scalar power_of_two(std::size_t i) {
  return ristretto::Scalar::from_number(std::uint64_t{1} << i);
}

inline ristretto::Scalar weak_challenge(const Statement& statement, const Weakness& weakness,
                                        ByteView ciphertexts, ByteView commitments) {
  Statement hashed = statement;
  if (!weakness.hash_identity) hashed.identity = {};
  return challenge(hashed, weakness.hash_ciphertexts ? ciphertexts : ByteView(), commitments);
}

inline bool weak_verify(const Statement& statement, const Proof& proof, const Weakness& weakness) {
  const Raw& H = value_generator().bytes();
  const ristretto::Scalar& c = proof.c;
  Writer ciphertexts, commitments;
  for (const CounterProof& counter : proof.counters) {
    const Raw& R = counter.ciphertext.R.bytes();
    const Raw& C = counter.ciphertext.C.bytes();
    ciphertexts.bytes(R).bytes(C);
    const Raw z_v_H = raw_times(counter.z_v, H);
    commitments.bytes(raw_sub(raw_base(counter.z_r), raw_times(c, R)));
    commitments.bytes(raw_sub(raw_add(z_v_H, raw_times(counter.z_r, statement.setting.Y.bytes())),
                              raw_times(c, C)));
    Raw D{};
    for (std::size_t i = 0; i < kBits; ++i) {
      D = raw_add(D, raw_times(power_of_two(i), counter.bits[i].D.bytes()));
      ciphertexts.bytes(counter.bits[i].D.bytes());
    }
    if (weakness.check_link) {
      commitments.bytes(raw_sub(raw_add(z_v_H, raw_base(counter.z_s)), raw_times(c, D)));
    }
    for (const BitProof& bit : counter.bits) {
      if (!weakness.check_bits) break;
      commitments.bytes(raw_sub(raw_base(bit.z0), raw_times(bit.c0, bit.D.bytes())));
      commitments.bytes(
          raw_sub(raw_base(bit.z1), raw_times(c - bit.c0, raw_sub(bit.D.bytes(), H))));
    }
  }
  return weak_challenge(statement, weakness, ciphertexts.take(), commitments.take()) == c;
}

// What a dishonest supporter puts in one counter: any value in the ciphertext, any in each "bit",
// each proven as if it were 0.
struct Lie {
  ristretto::Scalar v;
  std::vector<ristretto::Scalar> bits;
};

inline Lie honest(std::uint8_t v) {
  Lie out{ristretto::Scalar::from_number(v), {}};
  for (std::size_t i = 0; i < kBits; ++i) {
    out.bits.push_back(ristretto::Scalar::from_number((v >> i) & 1));
  }
  return out;
}

struct LyingCounter {
  using Scalar = ristretto::Scalar;
  Scalar r = Scalar::random(), k_v = Scalar::random(), k_r = Scalar::random(),
         k_s = Scalar::random();
  std::vector<Scalar> s, k, c_other, z_other;
  Raw R{}, C{};
  std::vector<Raw> D;
};

// A prover who follows the protocol but for the values. Bits that are 0 or 1 are proven honestly,
// others as if they were 0.
inline Proof forge(const Statement& statement, const std::vector<Lie>& lies,
                   const Weakness& weakness) {
  using ristretto::Element;
  using ristretto::Scalar;
  const Raw& H = value_generator().bytes();
  const Raw& Y = statement.setting.Y.bytes();
  const Scalar one = Scalar::from_number(1);
  std::vector<LyingCounter> made(lies.size());
  Writer ciphertexts, commitments;
  for (std::size_t j = 0; j < lies.size(); ++j) {
    LyingCounter& m = made[j];
    m.R = raw_base(m.r);
    m.C = raw_add(raw_times(lies[j].v, H), raw_times(m.r, Y));
    ciphertexts.bytes(m.R).bytes(m.C);
    const Raw k_v_H = raw_times(m.k_v, H);
    commitments.bytes(raw_base(m.k_r)).bytes(raw_add(k_v_H, raw_times(m.k_r, Y)));
    if (weakness.check_link) commitments.bytes(raw_add(k_v_H, raw_base(m.k_s)));
    for (std::size_t i = 0; i < kBits; ++i) {
      for (auto* list : {&m.s, &m.k, &m.c_other, &m.z_other}) list->push_back(Scalar::random());
      m.D.push_back(raw_add(raw_base(m.s[i]), raw_times(lies[j].bits[i], H)));
      ciphertexts.bytes(m.D[i]);
      if (!weakness.check_bits) continue;
      const bool is_one = lies[j].bits[i] == one;
      const Raw real = raw_base(m.k[i]);
      const Raw other = is_one ? m.D[i] : raw_sub(m.D[i], H);
      const Raw simulated = raw_sub(raw_base(m.z_other[i]), raw_times(m.c_other[i], other));
      commitments.bytes(is_one ? simulated : real).bytes(is_one ? real : simulated);
    }
  }
  Proof out{weak_challenge(statement, weakness, ciphertexts.take(), commitments.take()), {}};
  for (std::size_t j = 0; j < lies.size(); ++j) {
    const LyingCounter& m = made[j];
    Scalar s_sum = Scalar::from_number(0);
    for (std::size_t i = 0; i < kBits; ++i) s_sum = s_sum + power_of_two(i) * m.s[i];
    CounterProof counter{{*Element::parse(m.R), *Element::parse(m.C)},
                         m.k_v + out.c * lies[j].v,
                         m.k_r + out.c * m.r,
                         m.k_s + out.c * s_sum,
                         {}};
    for (std::size_t i = 0; i < kBits; ++i) {
      const Scalar c_real = out.c - m.c_other[i];
      Scalar z_real = m.k[i] + c_real * m.s[i];
      const Element D = *Element::parse(m.D[i]);
      if (lies[j].bits[i] == one) {
        counter.bits.push_back({D, m.c_other[i].clone(), m.z_other[i].clone(), std::move(z_real)});
      } else {
        counter.bits.push_back({D, c_real.clone(), std::move(z_real), m.z_other[i].clone()});
      }
    }
    out.counters.push_back(std::move(counter));
  }
  return out;
}

}  // namespace sotto::figures::testing
