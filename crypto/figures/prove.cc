// Making the proof of a report. Every branch and address is the same for all values: what depends
// on a bit is selected, and both sides are always computed.

#include <utility>

#include "crypto/base/panic.h"
#include "crypto/figures/generator.h"
#include "crypto/figures/nonces.h"
#include "crypto/figures/proof.h"

namespace sotto::figures {

using ristretto::Element;
using ristretto::Scalar;

namespace {

// Products and sums of fresh random scalars: the identity would be a broken generator.
Element sure(const std::optional<Element>& element) {
  if (!element) panic("figures: a random element was the identity");
  return *element;
}

Element base(const Scalar& k) {
  return sure(Element::multiply_base(k));
}

Element times(const Scalar& k, const Element& P) {
  return sure(Element::multiply(k, P));
}

Element sum(const Element& a, const Element& b) {
  return sure(Element::add(a, b));
}

// What opens one counter's ciphertext and bit commitments.
struct Opening {
  std::uint8_t v;
  Scalar r;
  std::vector<Scalar> s;
  Scalar s_sum;  // sum of 2^i s_i

  std::uint8_t bit(std::size_t i) const { return static_cast<std::uint8_t>((v >> i) & 1); }
};

Opening draw_opening(std::uint8_t v) {
  Opening out{v, Scalar::random(), {}, Scalar::from_number(0)};
  for (std::size_t i = 0; i < kBits; ++i) {
    out.s.push_back(Scalar::random());
    out.s_sum = out.s_sum + Scalar::from_number(std::uint64_t{1} << i) * out.s[i];
  }
  return out;
}

Ciphertext encrypt(const Opening& opening, const Element& Y) {
  const Element& H = value_generator();
  // (v + 1) H - H, because libsodium has no product that is the identity and v may be 0.
  const Element raised = times(Scalar::from_number(std::uint64_t{opening.v} + 1), H);
  const Element masked = sum(raised, times(opening.r, Y));
  return {base(opening.r), sure(Element::subtract(masked, H))};
}

Element commit(const Opening& opening, std::size_t i) {
  const Element zero = base(opening.s[i]);
  return Element::select(opening.bit(i), zero, sum(zero, value_generator()));
}

// The nonces of one bit: k for the branch that is true, c and z for the one that is simulated.
struct BitNonces {
  Scalar k, c, z;
};

struct CounterNonces {
  Scalar k_v, k_r, k_s;
  std::vector<BitNonces> bits;
};

CounterNonces draw_nonces(Nonces& nonces) {
  Scalar k_v = nonces.next(), k_r = nonces.next(), k_s = nonces.next();
  CounterNonces out{std::move(k_v), std::move(k_r), std::move(k_s), {}};
  for (std::size_t i = 0; i < kBits; ++i) {
    Scalar k = nonces.next(), c = nonces.next(), z = nonces.next();
    out.bits.push_back({std::move(k), std::move(c), std::move(z)});
  }
  return out;
}

void write_commitments(Writer& out, const Opening& opening, const CounterNonces& nonces,
                       const Element& Y) {
  const Element& H = value_generator();
  const Element k_v_H = times(nonces.k_v, H);
  out.bytes(base(nonces.k_r).bytes());
  out.bytes(sum(k_v_H, times(nonces.k_r, Y)).bytes());
  out.bytes(sum(k_v_H, base(nonces.k_s)).bytes());
  for (std::size_t i = 0; i < kBits; ++i) {
    const BitNonces& bit = nonces.bits[i];
    const Element real = base(bit.k);
    // z G - c P with P = s G + (2b - 1) H, the opening of the branch that is not true.
    const Scalar minus_c = Scalar::from_number(0) - bit.c;
    const Element simulated = sum(base(bit.z - bit.c * opening.s[i]),
                                  times(Scalar::select(opening.bit(i), bit.c, minus_c), H));
    out.bytes(Element::select(opening.bit(i), real, simulated).bytes());
    out.bytes(Element::select(opening.bit(i), simulated, real).bytes());
  }
}

CounterProof respond(const Opening& opening, const CounterNonces& nonces, const Scalar& c,
                     const Ciphertext& ciphertext, std::span<const Element> D) {
  CounterProof out{ciphertext,
                   nonces.k_v + c * Scalar::from_number(opening.v),
                   nonces.k_r + c * opening.r,
                   nonces.k_s + c * opening.s_sum,
                   {}};
  for (std::size_t i = 0; i < kBits; ++i) {
    const BitNonces& bit = nonces.bits[i];
    const Scalar c_real = c - bit.c;
    const Scalar z_real = bit.k + c_real * opening.s[i];
    const std::uint8_t b = opening.bit(i);
    out.bits.push_back({D[i], Scalar::select(b, c_real, bit.c), Scalar::select(b, z_real, bit.z),
                        Scalar::select(b, bit.z, z_real)});
  }
  return out;
}

SecretBytes secrets_of(std::span<const Opening> openings) {
  SecretWriter out(kCounters * (1 + 32 + 32 * kBits));
  for (const Opening& opening : openings) {
    out.u8(opening.v).bytes(opening.r.expose());
    for (const Scalar& s : opening.s) out.bytes(s.expose());
  }
  return out.take();
}

}  // namespace

Proof prove(const Statement& statement, const Secret<kCounters>& values) {
  std::vector<Opening> openings;
  std::vector<Ciphertext> ciphertexts;
  std::vector<std::vector<Element>> D;
  Writer committed;
  for (const std::uint8_t v : values.expose()) {
    openings.push_back(draw_opening(v));
    ciphertexts.push_back(encrypt(openings.back(), statement.setting.Y));
    committed.bytes(ciphertexts.back().R.bytes()).bytes(ciphertexts.back().C.bytes());
    std::vector<Element>& bits = D.emplace_back();
    for (std::size_t i = 0; i < kBits; ++i) {
      bits.push_back(commit(openings.back(), i));
      committed.bytes(bits.back().bytes());
    }
  }
  const Bytes public_part = committed.take();
  Nonces source("sotto/v1/figures-report-nonce", secrets_of(openings).expose(),
                statement_bytes(statement, public_part));
  std::vector<CounterNonces> nonces;
  Writer commitments;
  for (const Opening& opening : openings) {
    nonces.push_back(draw_nonces(source));
    write_commitments(commitments, opening, nonces.back(), statement.setting.Y);
  }
  Proof out{challenge(statement, public_part, commitments.take()), {}};
  for (std::size_t j = 0; j < kCounters; ++j) {
    out.counters.push_back(respond(openings[j], nonces[j], out.c, ciphertexts[j], D[j]));
  }
  return out;
}

}  // namespace sotto::figures
