#include "crypto/voprf/voprf.h"

#include <algorithm>

#include "crypto/base/panic.h"
#include "crypto/base/wire.h"
#include "crypto/primitives/hash.h"
#include "crypto/voprf/suite.h"

namespace sotto::voprf {

using ristretto::Element;
using ristretto::Scalar;

namespace {

// Hash(len(input) || input || len(unblinded) || unblinded || "Finalize")
Output output_of(ByteView input, const Element& unblinded) {
  if (input.size() > 0xffff) panic("voprf: input over 65,535 bytes");
  const ByteArray<2> input_size = {static_cast<std::uint8_t>(input.size() >> 8),
                                   static_cast<std::uint8_t>(input.size())};
  static constexpr ByteArray<2> kElementSize = {0, 32};
  Hash512 hash = sha512({input_size, input, kElementSize, unblinded.bytes(), as_bytes("Finalize")});
  Output out = Output::from(hash);
  wipe(hash);
  return out;
}

// The inverse of every blind for the price of one inversion (Montgomery): an inversion costs half
// as much as the multiplication that it is for.
std::vector<Scalar> invert_all(std::span<const Blinded> blinded) {
  std::vector<Scalar> products;  // products[i] = blind_0 * … * blind_i
  products.reserve(blinded.size());
  for (const Blinded& b : blinded) {
    products.push_back(products.empty() ? b.blind.clone() : products.back() * b.blind);
  }
  std::vector<Scalar> out;
  out.reserve(blinded.size());
  Scalar rest = products.back().inverse();  // 1 / (blind_0 * … * blind_i)
  for (std::size_t i = blinded.size() - 1; i > 0; --i) {
    out.push_back(rest * products[i - 1]);
    rest = rest * blinded[i].blind;
  }
  out.push_back(std::move(rest));
  std::ranges::reverse(out);
  return out;
}

}  // namespace

KeyPair KeyPair::generate() {
  std::optional<KeyPair> out = from_secret(Scalar::random());
  if (!out) panic("voprf: a random key was zero");
  return std::move(*out);
}

std::optional<KeyPair> KeyPair::derive(FixedView<32> seed, ByteView info) {
  for (unsigned counter = 0; counter <= 255; ++counter) {
    const SecretBytes input = SecretWriter(32 + 2 + info.size() + 1)
                                  .bytes(seed)
                                  .vec16(info)
                                  .u8(static_cast<std::uint8_t>(counter))
                                  .take();
    Scalar secret = ristretto::hash_to_scalar(input.expose(), kDeriveKeyPairDst);
    if (!secret.is_zero()) return from_secret(std::move(secret));
  }
  return std::nullopt;
}

std::optional<KeyPair> KeyPair::from_secret(Scalar secret) {
  const std::optional<Element> public_key = Element::multiply_base(secret);
  if (!public_key) return std::nullopt;
  return KeyPair{std::move(secret), *public_key};
}

Blinded blind(ByteView input, Scalar blind) {
  const Element element = ristretto::hash_to_element(input, kHashToGroupDst);
  const std::optional<Element> blinded = Element::multiply(blind, element);
  if (!blinded) panic("voprf: a blind was zero");
  return {std::move(blind), *blinded};
}

std::optional<Evaluation> evaluate(const KeyPair& key, std::span<const Element> blinded) {
  std::vector<Element> elements;
  elements.reserve(blinded.size());
  for (const Element& element : blinded) {
    const std::optional<Element> evaluated = Element::multiply(key.secret, element);
    if (!evaluated) panic("voprf: a key was zero");
    elements.push_back(*evaluated);
  }
  std::optional<Proof> proof = prove(key.secret, key.public_key, blinded, elements);
  if (!proof) return std::nullopt;
  return Evaluation{std::move(elements), std::move(*proof)};
}

std::optional<std::vector<Output>> finalize(const Element& public_key,
                                            std::span<const ByteView> inputs,
                                            std::span<const Blinded> blinded,
                                            const Evaluation& evaluation) {
  if (inputs.size() != blinded.size()) panic("voprf: inputs and blinds differ in number");
  std::vector<Element> sent;
  sent.reserve(blinded.size());
  for (const Blinded& b : blinded) sent.push_back(b.element);
  if (!verify_proof(public_key, sent, evaluation.elements, evaluation.proof)) return std::nullopt;

  const std::vector<Scalar> inverses = invert_all(blinded);
  std::vector<Output> out;
  out.reserve(inputs.size());
  for (std::size_t i = 0; i < inputs.size(); ++i) {
    const std::optional<Element> unblinded = Element::multiply(inverses[i], evaluation.elements[i]);
    if (!unblinded) panic("voprf: a blind was zero");
    out.push_back(output_of(inputs[i], *unblinded));
  }
  return out;
}

Output evaluate_input(const KeyPair& key, ByteView input) {
  const std::optional<Element> evaluated =
      Element::multiply(key.secret, ristretto::hash_to_element(input, kHashToGroupDst));
  if (!evaluated) panic("voprf: a key was zero");
  return output_of(input, *evaluated);
}

}  // namespace sotto::voprf
