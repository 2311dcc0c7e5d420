#include "crypto/figures/nonces.h"

#include "crypto/primitives/hash.h"
#include "crypto/primitives/random.h"

namespace sotto::figures {
namespace {
constexpr ByteArray<1> kZero{};
}

Nonces::Nonces(std::string_view label, ByteView secrets, ByteView statement) : label_(label) {
  const Secret<32> fresh = random_secret<32>();
  Hash512 seed = sha512({as_bytes(label), kZero, fresh.expose(), secrets, statement});
  seed_ = Secret<64>::from(seed);
  wipe(seed);
}

ristretto::Scalar Nonces::next() {
  const ByteArray<2> index = {static_cast<std::uint8_t>(count_ >> 8),
                              static_cast<std::uint8_t>(count_)};
  ++count_;
  Hash512 wide = sha512({as_bytes(label_), kZero, seed_.expose(), index});
  ristretto::Scalar out = ristretto::Scalar::reduce(wide);
  wipe(wide);
  return out;
}

}  // namespace sotto::figures
