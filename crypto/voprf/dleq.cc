#include "crypto/voprf/dleq.h"

#include <algorithm>
#include <vector>

#include "crypto/base/panic.h"
#include "crypto/base/wire.h"
#include "crypto/primitives/hash.h"
#include "crypto/voprf/suite.h"

namespace sotto::voprf {

using ristretto::Element;
using ristretto::Scalar;

namespace {

// The weights d_i of ComputeComposites.
std::vector<Scalar> composite_weights(const Element& public_key, std::span<const Element> C,
                                      std::span<const Element> D) {
  const Hash512 seed = sha512({Writer().vec16(public_key.bytes()).vec16(kSeedDst).take()});
  std::vector<Scalar> out;
  out.reserve(C.size());
  for (std::size_t i = 0; i < C.size(); ++i) {
    const Bytes transcript = Writer(145)
                                 .vec16(seed)
                                 .u16(static_cast<std::uint16_t>(i))
                                 .vec16(C[i].bytes())
                                 .vec16(D[i].bytes())
                                 .bytes(as_bytes("Composite"))
                                 .take();
    out.push_back(ristretto::hash_to_scalar(transcript, kHashToScalarDst));
  }
  return out;
}

// sum d_i * elements_i; nullopt when a step is the identity.
std::optional<Element> weighted_sum(std::span<const Scalar> d, std::span<const Element> elements) {
  std::optional<Element> sum = Element::multiply(d[0], elements[0]);
  for (std::size_t i = 1; sum && i < elements.size(); ++i) {
    const std::optional<Element> term = Element::multiply(d[i], elements[i]);
    sum = term ? Element::add(*sum, *term) : std::nullopt;
  }
  return sum;
}

Scalar challenge(const Element& public_key, const Element& M, const Element& Z, const Element& t2,
                 const Element& t3) {
  const Bytes transcript = Writer(179)
                               .vec16(public_key.bytes())
                               .vec16(M.bytes())
                               .vec16(Z.bytes())
                               .vec16(t2.bytes())
                               .vec16(t3.bytes())
                               .bytes(as_bytes("Challenge"))
                               .take();
  return ristretto::hash_to_scalar(transcript, kHashToScalarDst);
}

// a * A + b * B
std::optional<Element> add(const std::optional<Element>& aA, const std::optional<Element>& bB) {
  if (!aA || !bB) return std::nullopt;
  return Element::add(*aA, *bB);
}

}  // namespace

ByteArray<64> Proof::encode() const {
  ByteArray<64> out;
  std::ranges::copy(c.expose(), out.begin());
  std::ranges::copy(s.expose(), out.begin() + 32);
  return out;
}

std::optional<Proof> Proof::parse(FixedView<64> bytes) {
  std::optional<Scalar> c = Scalar::parse(bytes.first<32>());
  std::optional<Scalar> s = Scalar::parse(bytes.last<32>());
  if (!c || !s) return std::nullopt;
  return Proof{std::move(*c), std::move(*s)};
}

std::optional<Proof> prove(const Scalar& k, const Element& public_key, std::span<const Element> C,
                           std::span<const Element> D) {
  if (C.empty() || C.size() > 0xffff || C.size() != D.size()) panic("voprf: batch out of range");
  return prove_weighted(k, public_key, composite_weights(public_key, C, D), C);
}

std::optional<Proof> prove_weighted(const Scalar& k, const Element& public_key,
                                    std::span<const Scalar> weights, std::span<const Element> C) {
  const std::optional<Element> M = weighted_sum(weights, C);
  if (!M) return std::nullopt;
  const Scalar r = Scalar::random();
  const std::optional<Element> Z = Element::multiply(k, *M);
  const std::optional<Element> t2 = Element::multiply_base(r);
  const std::optional<Element> t3 = Element::multiply(r, *M);
  if (!Z || !t2 || !t3) panic("voprf: a zero scalar in a proof");
  Scalar c = challenge(public_key, *M, *Z, *t2, *t3);
  Scalar s = r - c * k;
  return Proof{std::move(c), std::move(s)};
}

bool verify_proof(const Element& public_key, std::span<const Element> C, std::span<const Element> D,
                  const Proof& proof) {
  if (C.empty() || C.size() > 0xffff || C.size() != D.size()) return false;
  const std::vector<Scalar> d = composite_weights(public_key, C, D);
  const std::optional<Element> M = weighted_sum(d, C);
  const std::optional<Element> Z = weighted_sum(d, D);
  if (!M || !Z) return false;
  const std::optional<Element> t2 =
      add(Element::multiply_base(proof.s), Element::multiply(proof.c, public_key));
  const std::optional<Element> t3 =
      add(Element::multiply(proof.s, *M), Element::multiply(proof.c, *Z));
  return t2 && t3 && challenge(public_key, *M, *Z, *t2, *t3) == proof.c;
}

}  // namespace sotto::voprf
