#pragma once
// The one encoder and decoder of every Sotto object (docs/spec/conventions.md): big-endian
// integers, fixed-size fields, and vectors behind a 16-bit or 32-bit length. Reading consumes
// everything or refuses; a parser ends with done().

#include <cstdint>
#include <cstring>

#include "crypto/base/bytes.h"
#include "crypto/base/panic.h"
#include "crypto/base/secret.h"

namespace sotto {

// Every read returns false, and reads nothing, when too few bytes are left. A failed reader stays
// failed, so that a parser may chain reads with && and look once.
class Reader {
 public:
  explicit Reader(ByteView in) : in_(in) {}

  bool u8(std::uint8_t& out) { return integer(out); }
  bool u16(std::uint16_t& out) { return integer(out); }
  bool u32(std::uint32_t& out) { return integer(out); }
  bool u64(std::uint64_t& out) { return integer(out); }

  bool view(std::size_t size, ByteView& out) {
    if (failed_ || in_.size() < size) return fail();
    out = in_.first(size);
    in_ = in_.subspan(size);
    return true;
  }
  template <std::size_t N>
  bool fixed(ByteArray<N>& out) {
    ByteView bytes;
    if (!view(N, bytes)) return false;
    std::memcpy(out.data(), bytes.data(), N);
    return true;
  }
  template <std::size_t N>
  bool secret(Secret<N>& out) {
    ByteView bytes;
    if (!view(N, bytes)) return false;
    std::memcpy(out.fill().data(), bytes.data(), N);
    return true;
  }
  bool vec16(Bytes& out) {
    std::uint16_t size = 0;
    ByteView bytes;
    if (!u16(size) || !view(size, bytes)) return false;
    out.assign(bytes.begin(), bytes.end());
    return true;
  }
  bool vec32(ByteView& out) {
    std::uint32_t size = 0;
    return u32(size) && view(size, out);
  }
  bool text16(std::string& out) {
    std::uint16_t size = 0;
    ByteView bytes;
    if (!u16(size) || !view(size, bytes)) return false;
    out.assign(bytes.begin(), bytes.end());
    return true;
  }
  // The rest must be zero bytes (padding); consumes it.
  bool zeros() {
    for (std::uint8_t byte : in_) {
      if (byte != 0) return fail();
    }
    in_ = {};
    return !failed_;
  }

  std::size_t left() const { return in_.size(); }
  bool done() const { return !failed_ && in_.empty(); }

 private:
  bool fail() {
    failed_ = true;
    return false;
  }
  template <class Integer>
  bool integer(Integer& out) {
    ByteView bytes;
    if (!view(sizeof(Integer), bytes)) return false;
    out = 0;
    for (std::uint8_t byte : bytes) out = static_cast<Integer>(out << 8 | byte);
    return true;
  }

  ByteView in_;
  bool failed_ = false;
};

// Writes into Bytes (public) or a SecretBytes of a fixed capacity (secret). Sizes are our own
// business, so running over panics.
template <class Sink>
class BasicWriter {
 public:
  BasicWriter() = default;
  explicit BasicWriter(std::size_t capacity) : sink_(capacity) {}

  BasicWriter& u8(std::uint8_t value) { return integer(value); }
  BasicWriter& u16(std::uint16_t value) { return integer(value); }
  BasicWriter& u32(std::uint32_t value) { return integer(value); }
  BasicWriter& u64(std::uint64_t value) { return integer(value); }
  BasicWriter& bytes(ByteView value) {
    sink_.append(value);
    return *this;
  }
  BasicWriter& vec16(ByteView value) {
    if (value.size() > 0xffff) panic("wire: vector over 65,535 bytes");
    return u16(static_cast<std::uint16_t>(value.size())).bytes(value);
  }
  BasicWriter& vec32(ByteView value) {
    if (value.size() > 0xffffffff) panic("wire: vector over 4 GiB");
    return u32(static_cast<std::uint32_t>(value.size())).bytes(value);
  }
  BasicWriter& text16(std::string_view value) { return vec16(as_bytes(value)); }
  // Zero bytes up to a total size.
  BasicWriter& pad_to(std::size_t total) {
    if (sink_.size() > total) panic("wire: content larger than its padded size");
    sink_.zeros(total - sink_.size());
    return *this;
  }
  std::size_t size() const { return sink_.size(); }
  auto take() { return sink_.take(); }

 private:
  template <class Integer>
  BasicWriter& integer(Integer value) {
    ByteArray<sizeof(Integer)> bytes;
    for (std::size_t i = 0; i < sizeof(Integer); ++i) {
      bytes[i] = static_cast<std::uint8_t>(value >> (8 * (sizeof(Integer) - 1 - i)));
    }
    sink_.append(bytes);
    return *this;
  }
  Sink sink_;
};

class PublicSink {
 public:
  PublicSink() = default;
  explicit PublicSink(std::size_t capacity) { bytes_.reserve(capacity); }
  void append(ByteView value) { bytes_.insert(bytes_.end(), value.begin(), value.end()); }
  void zeros(std::size_t count) { bytes_.resize(bytes_.size() + count); }
  std::size_t size() const { return bytes_.size(); }
  Bytes take() { return std::move(bytes_); }

 private:
  Bytes bytes_;
};

class SecretSink {
 public:
  explicit SecretSink(std::size_t capacity) : buffer_(capacity) {}
  void append(ByteView value) {
    if (value.size() > buffer_.size() - size_) panic("wire: secret writer is full");
    if (!value.empty()) std::memcpy(buffer_.fill().data() + size_, value.data(), value.size());
    size_ += value.size();
  }
  void zeros(std::size_t count) {
    if (count > buffer_.size() - size_) panic("wire: secret writer is full");
    size_ += count;  // the buffer was zero from the start
  }
  std::size_t size() const { return size_; }
  SecretBytes take() {
    if (size_ == buffer_.size()) return std::move(buffer_);
    return SecretBytes::from(buffer_.expose().first(size_));
  }

 private:
  SecretBytes buffer_;
  std::size_t size_ = 0;
};

using Writer = BasicWriter<PublicSink>;
using SecretWriter = BasicWriter<SecretSink>;

}  // namespace sotto
