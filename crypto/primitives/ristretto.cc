#include "crypto/primitives/ristretto.h"

#include <sodium.h>

#include <algorithm>
#include <cstring>

#include "crypto/base/panic.h"
#include "crypto/primitives/random.h"

namespace sotto::ristretto {
namespace {

void select_bytes(std::uint8_t choice, FixedView<32> a, FixedView<32> b,
                  std::span<std::uint8_t, 32> out) {
  const auto mask = static_cast<std::uint8_t>(-choice);
  for (std::size_t i = 0; i < 32; ++i) {
    out[i] = static_cast<std::uint8_t>(a[i] ^ (mask & (a[i] ^ b[i])));
  }
}

}  // namespace

std::optional<Scalar> Scalar::parse(FixedView<32> bytes) {
  Secret<64> wide;
  std::copy(bytes.begin(), bytes.end(), wide.fill().begin());
  Scalar reduced = reduce(wide.expose());
  // 1.0.18 has no canonicity check; a value is canonical when reducing it changes nothing.
  if (!constant_time_equal(reduced.expose(), bytes)) return std::nullopt;
  return reduced;
}

Scalar Scalar::random() {
  for (;;) {
    Scalar out = reduce(random_secret<64>().expose());
    if (!out.is_zero()) return out;
  }
}

Scalar Scalar::reduce(FixedView<64> bytes) {
  Secret<32> out;
  crypto_core_ristretto255_scalar_reduce(out.fill().data(), bytes.data());
  return Scalar(std::move(out));
}

Scalar Scalar::from_number(std::uint64_t value) {
  Secret<32> out;
  for (std::size_t i = 0; i < 8; ++i) {
    out.fill()[i] = static_cast<std::uint8_t>(value >> (8 * i));
  }
  return Scalar(std::move(out));
}

Scalar Scalar::select(std::uint8_t choice, const Scalar& a, const Scalar& b) {
  Secret<32> out;
  select_bytes(choice, a.expose(), b.expose(), out.fill());
  return Scalar(std::move(out));
}

bool Scalar::is_zero() const {
  return sodium_is_zero(expose().data(), 32) == 1;
}

Scalar Scalar::operator+(const Scalar& other) const {
  Secret<32> out;
  crypto_core_ristretto255_scalar_add(out.fill().data(), expose().data(), other.expose().data());
  return Scalar(std::move(out));
}

Scalar Scalar::operator-(const Scalar& other) const {
  Secret<32> out;
  crypto_core_ristretto255_scalar_sub(out.fill().data(), expose().data(), other.expose().data());
  return Scalar(std::move(out));
}

Scalar Scalar::operator*(const Scalar& other) const {
  Secret<32> out;
  crypto_core_ristretto255_scalar_mul(out.fill().data(), expose().data(), other.expose().data());
  return Scalar(std::move(out));
}

Scalar Scalar::inverse() const {
  Secret<32> out;
  if (crypto_core_ristretto255_scalar_invert(out.fill().data(), expose().data()) != 0) {
    panic("ristretto: inverse of zero");
  }
  return Scalar(std::move(out));
}

std::optional<Element> Element::parse(FixedView<32> bytes) {
  // libsodium calls 32 zero bytes, the identity, valid, and does not look at the top bit, which
  // would give every element two encodings.
  if (sodium_is_zero(bytes.data(), 32) == 1 || (bytes[31] & 0x80) != 0) return std::nullopt;
  if (crypto_core_ristretto255_is_valid_point(bytes.data()) != 1) return std::nullopt;
  return Element(to_array<32>(bytes));
}

std::optional<Element> Element::multiply(const Scalar& scalar, const Element& element) {
  ByteArray<32> out;
  if (crypto_scalarmult_ristretto255(out.data(), scalar.expose().data(), element.bytes_.data()) !=
      0) {
    return std::nullopt;
  }
  return Element(out);
}

std::optional<Element> Element::multiply_base(const Scalar& scalar) {
  ByteArray<32> out;
  if (crypto_scalarmult_ristretto255_base(out.data(), scalar.expose().data()) != 0) {
    return std::nullopt;
  }
  return Element(out);
}

std::optional<Element> Element::add(const Element& a, const Element& b) {
  ByteArray<32> out;
  if (crypto_core_ristretto255_add(out.data(), a.bytes_.data(), b.bytes_.data()) != 0) {
    panic("ristretto: an element was not valid");
  }
  if (sodium_is_zero(out.data(), 32) == 1) return std::nullopt;
  return Element(out);
}

std::optional<Element> Element::subtract(const Element& a, const Element& b) {
  ByteArray<32> out;
  if (crypto_core_ristretto255_sub(out.data(), a.bytes_.data(), b.bytes_.data()) != 0) {
    panic("ristretto: an element was not valid");
  }
  if (sodium_is_zero(out.data(), 32) == 1) return std::nullopt;
  return Element(out);
}

Element Element::select(std::uint8_t choice, const Element& a, const Element& b) {
  ByteArray<32> out;
  select_bytes(choice, a.bytes_, b.bytes_, out);
  return Element(out);
}

void expand_message_xmd(std::initializer_list<ByteView> message, ByteView dst, MutableBytes out) {
  const std::size_t ell = (out.size() + 63) / 64;
  if (ell > 255 || dst.size() > 255) panic("ristretto: expand_message_xmd out of range");
  static constexpr ByteArray<128> kZeroPad{};
  const ByteArray<3> length_and_zero = {static_cast<std::uint8_t>(out.size() >> 8),
                                        static_cast<std::uint8_t>(out.size()), 0};
  const ByteArray<1> dst_length = {static_cast<std::uint8_t>(dst.size())};

  // b_0 = H(Z_pad || msg || l_i_b_str || 0 || DST_prime)
  crypto_hash_sha512_state state;
  crypto_hash_sha512_init(&state);
  crypto_hash_sha512_update(&state, kZeroPad.data(), kZeroPad.size());
  for (ByteView part : message) crypto_hash_sha512_update(&state, part.data(), part.size());
  crypto_hash_sha512_update(&state, length_and_zero.data(), length_and_zero.size());
  crypto_hash_sha512_update(&state, dst.data(), dst.size());
  crypto_hash_sha512_update(&state, dst_length.data(), 1);
  Secret<64> b0;
  crypto_hash_sha512_final(&state, b0.fill().data());

  // b_i = H((b_0 xor b_(i-1)) || i || DST_prime), with b_(0) taken as zero for i = 1
  Secret<64> block;
  for (std::size_t i = 1; i <= ell; ++i) {
    for (std::size_t j = 0; j < 64; ++j) block.fill()[j] ^= b0.expose()[j];
    const ByteArray<1> index = {static_cast<std::uint8_t>(i)};
    crypto_hash_sha512_init(&state);
    crypto_hash_sha512_update(&state, block.expose().data(), 64);
    crypto_hash_sha512_update(&state, index.data(), 1);
    crypto_hash_sha512_update(&state, dst.data(), dst.size());
    crypto_hash_sha512_update(&state, dst_length.data(), 1);
    crypto_hash_sha512_final(&state, block.fill().data());
    const std::size_t start = (i - 1) * 64;
    std::copy_n(block.expose().begin(), std::min<std::size_t>(64, out.size() - start),
                out.begin() + static_cast<std::ptrdiff_t>(start));
  }
  sodium_memzero(&state, sizeof state);
}

Element hash_to_element(ByteView message, ByteView dst) {
  Secret<64> uniform;
  expand_message_xmd({message}, dst, uniform.fill());
  ByteArray<32> out;
  crypto_core_ristretto255_from_hash(out.data(), uniform.expose().data());
  // The identity here has probability 2^-252; RFC 9497 asks for an error, a bug of ours would be
  // likelier.
  if (sodium_is_zero(out.data(), 32) == 1) panic("ristretto: a hash was the identity");
  return Element(out);
}

Scalar hash_to_scalar(ByteView message, ByteView dst) {
  Secret<64> uniform;
  expand_message_xmd({message}, dst, uniform.fill());
  return Scalar::reduce(uniform.expose());
}

}  // namespace sotto::ristretto
