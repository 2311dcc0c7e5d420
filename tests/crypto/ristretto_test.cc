#include "crypto/primitives/ristretto.h"

#include <gtest/gtest.h>
#include <sodium.h>

#include "crypto/primitives/hash.h"
#include "crypto/primitives/random.h"
#include "tests/support/vectors.h"

namespace sotto::ristretto {
namespace {

using testing::hex;
using testing::hex_list;
using testing::read_vectors;
using testing::text;

constexpr char kOrder[] = "edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010";
constexpr char kOrderLessOne[] = "ecd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010";

std::optional<Scalar> parse_scalar(const Bytes& bytes) {
  return Scalar::parse(FixedView<32>(bytes));
}
std::optional<Element> parse_element(const Bytes& bytes) {
  return Element::parse(FixedView<32>(bytes));
}
Scalar small(std::uint8_t value) {
  return *Scalar::parse(ByteArray<32>{value});
}

TEST(Ristretto, MultiplesOfTheGeneratorOfRfc9496) {
  for (const auto& vector : read_vectors("ristretto_rfc9496_multiples")) {
    const std::vector<Bytes> multiples = hex_list(vector, "multiple");
    ASSERT_EQ(multiples.size(), 15u);
    const Element generator = *parse_element(multiples[0]);
    std::optional<Element> sum;
    for (std::uint8_t i = 1; i <= 15; ++i) {
      sum = sum ? Element::add(*sum, generator) : generator;
      const Bytes& expected = multiples[i - 1u];
      EXPECT_EQ(to_hex(sum->bytes()), to_hex(expected));
      EXPECT_EQ(Element::multiply_base(small(i)), sum);
      EXPECT_EQ(Element::multiply(small(i), generator), sum);
      EXPECT_EQ(parse_element(expected), sum);
    }
  }
}

TEST(Ristretto, InvalidEncodingsOfRfc9496) {
  for (const auto& vector : read_vectors("ristretto_rfc9496_bad")) {
    const std::vector<Bytes> encodings = hex_list(vector, "encoding");
    EXPECT_FALSE(encodings.empty());
    for (const Bytes& encoding : encodings) {
      EXPECT_FALSE(parse_element(encoding)) << text(vector, "reason") << ": " << to_hex(encoding);
    }
  }
}

TEST(Ristretto, TheIdentityIsNoElement) {
  EXPECT_FALSE(parse_element(Bytes(32)));
}

TEST(Ristretto, AnElementHasOneEncoding) {
  Bytes encoding = to_bytes(Element::multiply_base(Scalar::random())->bytes());
  EXPECT_TRUE(parse_element(encoding));
  encoding[31] |= 0x80;
  EXPECT_FALSE(parse_element(encoding)) << "top bit set";
  const Bytes identity_with_top_bit =
      *from_hex("0000000000000000000000000000000000000000000000000000000000000080");
  EXPECT_FALSE(parse_element(identity_with_top_bit));
}

// The map behind hash_to_element; RFC 9496 applies it to SHA-512, RFC 9497 to expand_message_xmd.
TEST(Ristretto, TheLibraryDerivesTheElementsOfRfc9496) {
  for (const auto& vector : read_vectors("ristretto_rfc9496_derived")) {
    const Hash512 hash = sha512({as_bytes(text(vector, "label"))});
    ByteArray<32> out;
    ASSERT_EQ(crypto_core_ristretto255_from_hash(out.data(), hash.data()), 0);
    EXPECT_EQ(to_hex(out), text(vector, "element"));
  }
}

TEST(Ristretto, HashToElementMapsTheExpandedMessage) {
  const Bytes message = {1, 2, 3};
  Bytes uniform(64);
  expand_message_xmd({message}, as_bytes("dst"), uniform);
  ByteArray<32> out;
  ASSERT_EQ(crypto_core_ristretto255_from_hash(out.data(), uniform.data()), 0);
  EXPECT_EQ(hash_to_element(message, as_bytes("dst")).bytes(), out);
  EXPECT_EQ(hash_to_scalar(message, as_bytes("dst")), Scalar::reduce(FixedView<64>(uniform)));
}

TEST(Ristretto, ExpandMessageVectorsOfRfc9380) {
  for (const auto& vector : read_vectors("xmd_rfc9380")) {
    Bytes uniform(hex(vector, "uniform").size());
    expand_message_xmd({hex(vector, "message")}, hex(vector, "dst"), uniform);
    EXPECT_EQ(to_hex(uniform), text(vector, "uniform"));
  }
}

TEST(RistrettoDeathTest, ExpandMessageOutOfRangeIsABug) {
  Bytes largest(255 * 64);
  expand_message_xmd({}, Bytes(255), largest);
  Bytes over(255 * 64 + 1);
  EXPECT_DEATH(expand_message_xmd({}, Bytes(255), over), "panic: ristretto");
  EXPECT_DEATH(expand_message_xmd({}, Bytes(256), largest), "panic: ristretto");
}

TEST(Ristretto, AScalarIsBelowTheGroupOrder) {
  EXPECT_TRUE(parse_scalar(Bytes(32))) << "zero is a scalar";
  EXPECT_TRUE(parse_scalar(*from_hex(kOrderLessOne)));
  EXPECT_FALSE(parse_scalar(*from_hex(kOrder)));
  Bytes one_with_top_bit = {1};
  one_with_top_bit.resize(32);
  one_with_top_bit[31] = 0x80;
  EXPECT_FALSE(parse_scalar(one_with_top_bit));
  EXPECT_FALSE(parse_scalar(Bytes(32, 0xff)));
}

TEST(Ristretto, ReducingIsLittleEndian) {
  Bytes wide = *from_hex(kOrder);
  wide[0] += 5;
  wide.resize(64);
  EXPECT_EQ(Scalar::reduce(FixedView<64>(wide)), small(5));
}

TEST(Ristretto, ScalarArithmetic) {
  EXPECT_EQ(small(5) + small(7), small(12));
  EXPECT_EQ(small(5) * small(7), small(35));
  EXPECT_EQ(small(7) - small(5), small(2));
  EXPECT_EQ(to_hex((small(0) - small(1)).expose()), kOrderLessOne);
  const Scalar a = Scalar::random();
  EXPECT_EQ(a * a.inverse(), small(1));
  EXPECT_FALSE(a == Scalar::random());
}

TEST(RistrettoDeathTest, ZeroHasNoInverse) {
  EXPECT_DEATH((void)small(0).inverse(), "panic: ristretto");
}

TEST(Ristretto, AResultThatIsTheIdentityIsNone) {
  const Scalar k = Scalar::random();
  const Element element = *Element::multiply_base(k);
  EXPECT_FALSE(Element::multiply(small(0), element));
  EXPECT_FALSE(Element::multiply_base(small(0)));
  EXPECT_FALSE(Element::add(element, *Element::multiply_base(small(0) - k)));
  EXPECT_FALSE(Element::subtract(element, element));
}

TEST(Ristretto, SubtractingUndoesAdding) {
  const Element a = *Element::multiply_base(Scalar::random());
  const Element b = *Element::multiply_base(Scalar::random());
  EXPECT_EQ(Element::subtract(*Element::add(a, b), b), a);
}

TEST(Ristretto, NumbersAndChoices) {
  EXPECT_EQ(to_hex(Scalar::from_number(0x0102030405060708).expose()),
            "0807060504030201" + std::string(48, '0'));
  EXPECT_EQ(Scalar::from_number(5), small(5));
  EXPECT_EQ(Scalar::select(0, small(5), small(7)), small(5));
  EXPECT_EQ(Scalar::select(1, small(5), small(7)), small(7));
  const Element a = *Element::multiply_base(small(5)), b = *Element::multiply_base(small(7));
  EXPECT_EQ(Element::select(0, a, b), a);
  EXPECT_EQ(Element::select(1, a, b), b);
}

TEST(Ristretto, MultiplicationDistributes) {
  const Scalar a = Scalar::random();
  const Scalar b = Scalar::random();
  const Element element = hash_to_element(Bytes{1}, as_bytes("dst"));
  EXPECT_EQ(Element::multiply(a + b, element),
            Element::add(*Element::multiply(a, element), *Element::multiply(b, element)));
  EXPECT_EQ(Element::multiply(a * b, element),
            Element::multiply(a, *Element::multiply(b, element)));
}

}  // namespace
}  // namespace sotto::ristretto
