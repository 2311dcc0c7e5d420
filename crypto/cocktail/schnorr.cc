#include "crypto/cocktail/schnorr.h"

#include <algorithm>

#include "crypto/base/panic.h"
#include "crypto/primitives/hash.h"

namespace sotto::cocktail {

using ristretto::Element;
using ristretto::Scalar;

namespace {

constexpr std::string_view kPrefixNonce = "COCKTAIL-DKG-Ristretto255-SHA512-NONCE";
constexpr std::string_view kPrefixH7 = "COCKTAIL-DKG-Ristretto255-SHA512-H7";

Scalar hash_to_scalar(std::initializer_list<ByteView> input) {
  Hash512 hash = sha512(input);
  Scalar out = Scalar::reduce(hash);
  wipe(hash);
  return out;
}

Scalar challenge(FixedView<32> R, const Element& pk, ByteView m) {
  return hash_to_scalar({as_bytes(kPrefixH7), R, pk.bytes(), m});
}

}  // namespace

SchnorrSignature sign(const Scalar& sk, ByteView m) {
  const std::optional<Element> pk = Element::multiply_base(sk);
  if (!pk) panic("cocktail: a key of zero");
  const Scalar k = hash_to_scalar({as_bytes(kPrefixNonce), sk.expose(), m});
  const std::optional<Element> R = Element::multiply_base(k);
  if (!R) panic("cocktail: a nonce of zero");
  const Scalar z = k + challenge(R->bytes(), *pk, m) * sk;
  SchnorrSignature out;
  std::ranges::copy(R->bytes(), out.begin());
  std::ranges::copy(z.expose(), out.begin() + 32);
  return out;
}

bool verify(const Element& pk, ByteView m, const SchnorrSignature& signature) {
  const FixedView<64> bytes(signature);
  const std::optional<Element> R = Element::parse(bytes.first<32>());
  const std::optional<Scalar> z = Scalar::parse(bytes.last<32>());
  if (!R || !z) return false;
  const std::optional<Element> left = Element::multiply_base(*z);
  const std::optional<Element> c_pk = Element::multiply(challenge(R->bytes(), pk, m), pk);
  return left && c_pk && Element::add(*R, *c_pk) == left;
}

}  // namespace sotto::cocktail
