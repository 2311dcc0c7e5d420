// Checking the proof of a report: 63 products, 54 products of the base point and 129 sums.

#include "crypto/figures/generator.h"
#include "crypto/figures/proof.h"

namespace sotto::figures {

using ristretto::Element;
using ristretto::Scalar;

namespace {

using Maybe = std::optional<Element>;

Maybe plus(const Maybe& a, const Maybe& b) {
  return a && b ? Element::add(*a, *b) : std::nullopt;
}

Maybe minus(const Maybe& a, const Maybe& b) {
  return a && b ? Element::subtract(*a, *b) : std::nullopt;
}

// sum of 2^i D_i
Maybe weighted(std::span<const BitProof> bits) {
  Maybe sum = bits.back().D;
  for (std::size_t i = bits.size() - 1; i > 0; --i) sum = plus(plus(sum, sum), bits[i - 1].D);
  return sum;
}

// An honest prover's commitments are never the identity, so it is refused.
bool write(Writer& out, const Maybe& commitment) {
  if (!commitment) return false;
  out.bytes(commitment->bytes());
  return true;
}

bool write_commitments(Writer& out, const CounterProof& proof, const Scalar& c, const Element& Y) {
  const auto& [R, C] = proof.ciphertext;
  const Element& H = value_generator();
  const Maybe D = weighted(proof.bits);
  if (!D) return false;
  const Maybe z_v_H = Element::multiply(proof.z_v, H);
  if (!write(out, minus(Element::multiply_base(proof.z_r), Element::multiply(c, R))) ||
      !write(out, minus(plus(z_v_H, Element::multiply(proof.z_r, Y)), Element::multiply(c, C))) ||
      !write(out,
             minus(plus(z_v_H, Element::multiply_base(proof.z_s)), Element::multiply(c, *D)))) {
    return false;
  }
  for (const BitProof& bit : proof.bits) {
    const Maybe D_minus_H = Element::subtract(bit.D, H);
    if (!D_minus_H ||
        !write(out, minus(Element::multiply_base(bit.z0), Element::multiply(bit.c0, bit.D))) ||
        !write(out,
               minus(Element::multiply_base(bit.z1), Element::multiply(c - bit.c0, *D_minus_H)))) {
      return false;
    }
  }
  return true;
}

}  // namespace

bool verify(const Statement& statement, const Proof& proof) {
  Writer ciphertexts, commitments;
  for (const CounterProof& counter : proof.counters) {
    ciphertexts.bytes(counter.ciphertext.R.bytes()).bytes(counter.ciphertext.C.bytes());
    for (const BitProof& bit : counter.bits) ciphertexts.bytes(bit.D.bytes());
    if (!write_commitments(commitments, counter, proof.c, statement.setting.Y)) return false;
  }
  return challenge(statement, ciphertexts.take(), commitments.take()) == proof.c;
}

}  // namespace sotto::figures
