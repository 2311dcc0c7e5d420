#include "crypto/figures/broker_key.h"

#include "crypto/base/wire.h"

namespace sotto::figures {

using ristretto::Element;
using ristretto::Scalar;

namespace {

Bytes possession_message(const Hash256& genesis, const cocktail::Transcript& ceremony) {
  return Writer()
      .bytes(as_bytes("sotto/v1/figures-broker-key"))
      .u8(0)
      .bytes(genesis)
      .bytes(sha512({ceremony.encode()}))
      .take();
}

}  // namespace

cocktail::SchnorrSignature prove_possession(const Scalar& x_B, const Hash256& genesis,
                                            const cocktail::Transcript& ceremony) {
  return cocktail::sign(x_B, possession_message(genesis, ceremony));
}

std::optional<Element> tally_key(const cocktail::GroupKey& trustees, const Element& Y_B,
                                 const cocktail::SchnorrSignature& possession,
                                 const Hash256& genesis, const cocktail::Transcript& ceremony) {
  if (!cocktail::verify(Y_B, possession_message(genesis, ceremony), possession)) {
    return std::nullopt;
  }
  return Element::add(trustees.Y, Y_B);
}

Bytes ceremony_id(const Hash256& genesis, std::uint32_t number) {
  return Writer()
      .bytes(as_bytes("sotto/v1/figures-ceremony"))
      .u8(0)
      .bytes(genesis)
      .u32(number)
      .take();
}

}  // namespace sotto::figures
