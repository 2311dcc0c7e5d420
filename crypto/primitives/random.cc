#include "crypto/primitives/random.h"

#include <sodium.h>

#include <cstring>

#include "crypto/base/panic.h"
#include "crypto/primitives/random_testing.h"

namespace sotto {
namespace {

thread_local SeededRandom* seeded = nullptr;
thread_local FixedRandom* fixed = nullptr;

void init_once() {
  static const bool ready = sodium_init() >= 0;
  if (!ready) panic("random: libsodium could not start");
}

}  // namespace

void random_fill(MutableBytes out) {
  if (fixed != nullptr) return fixed->fill(out);
  if (seeded != nullptr) return seeded->fill(out);
  init_once();
  randombytes_buf(out.data(), out.size());
}

Bytes random_bytes(std::size_t size) {
  Bytes out(size);
  random_fill(out);
  return out;
}

std::uint32_t random_below(std::uint32_t bound) {
  if (bound == 0) panic("random: empty range");
  // Values below 2^32 mod bound would make the low results more likely; draw again.
  const std::uint32_t skip = (0u - bound) % bound;
  for (;;) {
    std::uint32_t value = 0;
    ByteArray<4> bytes = random_array<4>();
    std::memcpy(&value, bytes.data(), 4);
    if (value >= skip) return value % bound;
  }
}

SeededRandom::SeededRandom(std::uint64_t seed) : outer_(seeded) {
  for (int i = 0; i < 8; ++i)
    key_[static_cast<std::size_t>(i)] = static_cast<std::uint8_t>(seed >> (8 * i));
  seeded = this;
}

SeededRandom::~SeededRandom() {
  seeded = outer_;
}

void SeededRandom::fill(MutableBytes out) {
  ByteArray<8> nonce;
  std::memcpy(nonce.data(), &counter_, 8);
  ++counter_;
  crypto_stream_chacha20(out.data(), out.size(), nonce.data(), key_.data());
}

FixedRandom::FixedRandom(Bytes bytes) : bytes_(std::move(bytes)) {
  fixed = this;
}

FixedRandom::~FixedRandom() {
  fixed = nullptr;
}

void FixedRandom::fill(MutableBytes out) {
  if (out.size() > bytes_.size() - used_) panic("random: fixed bytes used up");
  std::memcpy(out.data(), bytes_.data() + used_, out.size());
  used_ += out.size();
}

}  // namespace sotto
