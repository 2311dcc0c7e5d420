#pragma once
// Randomness from libsodium (the kernel's generator). Everything random in Sotto comes from here,
// so that a test can replace it (random_testing.h).

#include "crypto/base/bytes.h"
#include "crypto/base/secret.h"

namespace sotto {

void random_fill(MutableBytes out);

template <std::size_t N>
ByteArray<N> random_array() {
  ByteArray<N> out;
  random_fill(out);
  return out;
}

template <std::size_t N>
Secret<N> random_secret() {
  Secret<N> out;
  random_fill(out.fill());
  return out;
}

Bytes random_bytes(std::size_t size);

// Uniform in [0, bound); bound > 0.
std::uint32_t random_below(std::uint32_t bound);

}  // namespace sotto
