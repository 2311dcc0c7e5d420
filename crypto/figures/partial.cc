#include "crypto/figures/partial.h"

#include "crypto/base/panic.h"
#include "crypto/figures/nonces.h"

namespace sotto::figures {

using ristretto::Element;
using ristretto::Scalar;

namespace {

// All that the proof is about: who decrypts what, under which key, and what is said to come out.
Bytes statement_of(const Setting& setting, const EncryptedSum& sum, std::uint8_t holder,
                   const Element& Y_i, std::span<const Element> M) {
  Writer out;
  out.bytes(as_bytes("sotto/v1/figures-partial")).u8(0);
  out.bytes(setting.genesis).bytes(setting.certificate).bytes(setting.Y.bytes());
  out.u32(sum.quarter).u32(sum.reports).bytes(sum.batch).u8(holder).bytes(Y_i.bytes());
  for (const Ciphertext& ciphertext : sum.counters) {
    out.bytes(ciphertext.R.bytes()).bytes(ciphertext.C.bytes());
  }
  for (const Element& product : M) out.bytes(product.bytes());
  return out.take();
}

Element sure(const std::optional<Element>& element) {
  if (!element) panic("figures: a share of zero");
  return *element;
}

}  // namespace

Bytes PartialDecryption::encode() const {
  Writer out(kPartialSize);
  out.u8(holder);
  for (const Element& product : M) out.bytes(product.bytes());
  return out.bytes(c.expose()).bytes(z.expose()).take();
}

std::optional<PartialDecryption> PartialDecryption::parse(ByteView bytes) {
  Reader in(bytes);
  std::uint8_t holder = 0;
  if (!in.u8(holder)) return std::nullopt;
  std::vector<Element> M;
  ByteArray<32> field;
  for (std::size_t j = 0; j < kCounters; ++j) {
    const auto product = in.fixed(field) ? Element::parse(field) : std::nullopt;
    if (!product) return std::nullopt;
    M.push_back(*product);
  }
  auto c = in.fixed(field) ? Scalar::parse(field) : std::nullopt;
  auto z = in.fixed(field) ? Scalar::parse(field) : std::nullopt;
  if (!c || !z || !in.done()) return std::nullopt;
  return PartialDecryption{holder, std::move(M), std::move(*c), std::move(*z)};
}

PartialDecryption decrypt_partially(const Setting& setting, const EncryptedSum& sum,
                                    std::uint8_t holder, const Scalar& x) {
  const Element Y_i = sure(Element::multiply_base(x));
  std::vector<Element> M;
  for (const Ciphertext& ciphertext : sum.counters) {
    M.push_back(sure(Element::multiply(x, ciphertext.R)));
  }
  const Bytes statement = statement_of(setting, sum, holder, Y_i, M);
  const Scalar w = Nonces("sotto/v1/figures-partial-nonce", x.expose(), statement).next();
  Writer commitments;
  commitments.bytes(sure(Element::multiply_base(w)).bytes());
  for (const Ciphertext& ciphertext : sum.counters) {
    commitments.bytes(sure(Element::multiply(w, ciphertext.R)).bytes());
  }
  Scalar c = Scalar::reduce(sha512({statement, commitments.take()}));
  Scalar z = w + c * x;
  return {holder, std::move(M), std::move(c), std::move(z)};
}

bool verify(const Setting& setting, const EncryptedSum& sum, const Element& Y_i,
            const PartialDecryption& partial) {
  if (partial.M.size() != sum.counters.size()) return false;
  Writer commitments;
  // z P - c Q, for (P, Q) = (G, Y_i) and every (R*, M)
  const auto add = [&](const std::optional<Element>& z_P, const Element& Q) {
    const auto c_Q = Element::multiply(partial.c, Q);
    const auto A = z_P && c_Q ? Element::subtract(*z_P, *c_Q) : std::nullopt;
    if (A) commitments.bytes(A->bytes());
    return A.has_value();
  };
  if (!add(Element::multiply_base(partial.z), Y_i)) return false;
  for (std::size_t j = 0; j < partial.M.size(); ++j) {
    if (!add(Element::multiply(partial.z, sum.counters[j].R), partial.M[j])) return false;
  }
  const Bytes statement = statement_of(setting, sum, partial.holder, Y_i, partial.M);
  return Scalar::reduce(sha512({statement, commitments.take()})) == partial.c;
}

}  // namespace sotto::figures
