#include "crypto/base/secret.h"

#include <sodium.h>

namespace sotto {

void wipe(MutableBytes memory) {
  sodium_memzero(memory.data(), memory.size());
}

bool constant_time_equal(ByteView a, ByteView b) {
  return a.size() == b.size() && sodium_memcmp(a.data(), b.data(), a.size()) == 0;
}

SecretBytes::SecretBytes(std::size_t size)
    : bytes_(std::make_unique<std::uint8_t[]>(size)), size_(size) {}

SecretBytes SecretBytes::from(ByteView bytes) {
  SecretBytes out(bytes.size());
  if (!bytes.empty()) std::memcpy(out.bytes_.get(), bytes.data(), bytes.size());
  return out;
}

SecretBytes::~SecretBytes() {
  wipe(fill());
}

SecretBytes& SecretBytes::operator=(SecretBytes&& other) noexcept {
  if (this != &other) {
    wipe(fill());
    bytes_ = std::move(other.bytes_);
    size_ = std::exchange(other.size_, 0);
  }
  return *this;
}

}  // namespace sotto
