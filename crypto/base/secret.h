#pragma once
// Secrets are types: move-only, wiped when they end or are moved from, compared in constant time,
// never printed. Their bytes come out only through expose().

#include <cstring>
#include <memory>
#include <utility>

#include "crypto/base/bytes.h"

namespace sotto {

// Overwrites memory in a way that the compiler may not drop.
void wipe(MutableBytes memory);

// Equal content in time that depends on the length alone. Different lengths are not equal.
bool constant_time_equal(ByteView a, ByteView b);

// N bytes of secret.
template <std::size_t N>
class Secret {
 public:
  Secret() = default;  // all zero, to be filled through fill()
  static Secret from(FixedView<N> bytes) {
    Secret out;
    std::memcpy(out.bytes_.data(), bytes.data(), N);
    return out;
  }
  ~Secret() { wipe(bytes_); }
  Secret(Secret&& other) noexcept : bytes_(other.bytes_) { wipe(other.bytes_); }
  Secret& operator=(Secret&& other) noexcept {
    if (this != &other) {
      bytes_ = other.bytes_;
      wipe(other.bytes_);
    }
    return *this;
  }
  Secret(const Secret&) = delete;
  Secret& operator=(const Secret&) = delete;

  Secret clone() const { return from(expose()); }
  FixedView<N> expose() const { return bytes_; }
  std::span<std::uint8_t, N> fill() { return bytes_; }
  bool operator==(const Secret& other) const { return constant_time_equal(bytes_, other.bytes_); }

 private:
  ByteArray<N> bytes_{};
};

// A secret whose size is known only at run time. Never grows: a growing buffer would leave copies.
class SecretBytes {
 public:
  SecretBytes() = default;
  explicit SecretBytes(std::size_t size);  // zero filled
  static SecretBytes from(ByteView bytes);
  ~SecretBytes();
  SecretBytes(SecretBytes&& other) noexcept
      : bytes_(std::move(other.bytes_)), size_(std::exchange(other.size_, 0)) {}
  SecretBytes& operator=(SecretBytes&& other) noexcept;
  SecretBytes(const SecretBytes&) = delete;
  SecretBytes& operator=(const SecretBytes&) = delete;

  SecretBytes clone() const { return from(expose()); }
  std::size_t size() const { return size_; }
  ByteView expose() const { return {bytes_.get(), size_}; }
  MutableBytes fill() { return {bytes_.get(), size_}; }

 private:
  std::unique_ptr<std::uint8_t[]> bytes_;
  std::size_t size_ = 0;
};

}  // namespace sotto
