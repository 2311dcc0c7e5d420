#pragma once
// ristretto255 (RFC 9496) with the hashes of RFC 9380 and RFC 9497. An Element is never the
// identity and always canonical; a Scalar is always reduced. Both rules live in the constructors
// here and nowhere else, because libsodium 1.0.18 checks neither.

#include <initializer_list>
#include <optional>

#include "crypto/base/bytes.h"
#include "crypto/base/secret.h"

namespace sotto::ristretto {

// A scalar modulo the group order, 32 bytes little-endian. May be secret: wiped, constant time.
class Scalar {
 public:
  // nullopt for a value that is not below the group order.
  static std::optional<Scalar> parse(FixedView<32> bytes);
  // Uniform and not zero.
  static Scalar random();
  // 64 bytes, little-endian, reduced.
  static Scalar reduce(FixedView<64> bytes);
  static Scalar from_number(std::uint64_t value);
  // a for the choice 0, b for 1, in the same time.
  static Scalar select(std::uint8_t choice, const Scalar& a, const Scalar& b);

  bool is_zero() const;
  FixedView<32> expose() const { return bytes_.expose(); }
  Scalar clone() const { return Scalar(bytes_.clone()); }
  bool operator==(const Scalar& other) const { return bytes_ == other.bytes_; }

  Scalar operator+(const Scalar& other) const;
  Scalar operator-(const Scalar& other) const;
  Scalar operator*(const Scalar& other) const;
  // The scalar must not be zero.
  Scalar inverse() const;

 private:
  explicit Scalar(Secret<32> bytes) : bytes_(std::move(bytes)) {}
  Secret<32> bytes_;
};

// A group element other than the identity, 32 bytes, canonical (RFC 9497 DeserializeElement).
class Element {
 public:
  // nullopt for the identity and for anything that is not a canonical encoding.
  static std::optional<Element> parse(FixedView<32> bytes);
  // Results that would be the identity are nullopt: zero scalars and opposite points.
  static std::optional<Element> multiply(const Scalar& scalar, const Element& element);
  static std::optional<Element> multiply_base(const Scalar& scalar);
  static std::optional<Element> add(const Element& a, const Element& b);
  static std::optional<Element> subtract(const Element& a, const Element& b);
  // a for the choice 0, b for 1, in the same time.
  static Element select(std::uint8_t choice, const Element& a, const Element& b);

  const ByteArray<32>& bytes() const { return bytes_; }
  bool operator==(const Element& other) const { return bytes_ == other.bytes_; }

 private:
  friend Element hash_to_element(ByteView message, ByteView dst);
  explicit Element(const ByteArray<32>& bytes) : bytes_(bytes) {}
  ByteArray<32> bytes_;
};

// expand_message_xmd with SHA-512 (RFC 9380 section 5.3.1). out at most 16,320 bytes, DST at most
// 255.
void expand_message_xmd(std::initializer_list<ByteView> message, ByteView dst, MutableBytes out);

// HashToGroup and HashToScalar of RFC 9497 section 4.1; the caller gives the whole DST.
Element hash_to_element(ByteView message, ByteView dst);
Scalar hash_to_scalar(ByteView message, ByteView dst);

}  // namespace sotto::ristretto
