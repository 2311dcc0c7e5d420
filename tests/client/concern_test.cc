#include "client/core/concern.h"

#include <gtest/gtest.h>

#include "crypto/primitives/random.h"

namespace sotto::client {
namespace {

CodedConcern any_codes() {
  return {.drill = true,
          .steps = random_array<16>(),
          .week = 2934,
          .answers = {{0, 2}, {1, 1}, {4, 63}, {1, 3}}};
}

TEST(CodedConcern, AreReadAsTheyWereWritten) {
  CodedConcern codes = any_codes();
  EXPECT_EQ(codes.encode().size(), CodedConcern::kSize);
  EXPECT_EQ(CodedConcern::parse(codes.encode().expose()), codes);
  codes.drill = false;
  codes.answers.assign(kCodedAnswersMax, {7, 250});
  EXPECT_EQ(CodedConcern::parse(codes.encode().expose()), codes);
}

TEST(CodedConcern, HaveOneEncodingForWhateverReads) {
  const Bytes wire = to_bytes(any_codes().encode().expose());
  std::size_t refused = 0;
  for (std::size_t i = 0; i < wire.size(); ++i) {
    Bytes changed = wire;
    changed[i] ^= 0x80;
    const auto parsed = CodedConcern::parse(changed);
    if (parsed) {
      EXPECT_TRUE(equal(parsed->encode().expose(), changed)) << i;
    } else {
      ++refused;
    }
  }
  // The drill's byte, the count, and the zeros behind the answers.
  EXPECT_EQ(refused, 1 + 1 + CodedConcern::kSize - 22 - 8);
}

TEST(CodedConcern, AreOfOneSizeAndHaveNoAnswerZero) {
  const Bytes wire = to_bytes(any_codes().encode().expose());
  EXPECT_FALSE(CodedConcern::parse(ByteView(wire).first(wire.size() - 1)));
  EXPECT_FALSE(CodedConcern::parse(concat({wire, ByteArray<1>{}})));
  Bytes none = wire;
  none[23] = 0;  // the code of the first answer
  EXPECT_FALSE(CodedConcern::parse(none));
}

TEST(ConcernFields, AreReadAsTheyWereWritten) {
  const std::vector<ConcernField> fields = {{0, "What the risk is.\nIn two lines."},
                                            {3, "Dr \u00c9"}};
  EXPECT_EQ(parse_fields(encode_fields(fields).expose()), fields);
  EXPECT_EQ(parse_fields(encode_fields({}).expose()), std::vector<ConcernField>());
}

TEST(ConcernFields, AreRefusedWhenTheyAreNoTextOrInAnotherOrder) {
  const auto reads = [](ByteView wire) { return parse_fields(wire).has_value(); };
  const Bytes good = to_bytes(encode_fields({{0, "ab"}, {1, "cd"}}).expose());
  EXPECT_TRUE(reads(good));
  for (std::size_t size = 0; size < good.size(); ++size) {
    EXPECT_FALSE(reads(ByteView(good).first(size))) << size;
  }
  EXPECT_FALSE(reads(concat({good, ByteArray<1>{}})));
  for (const auto& [at, value] : {std::pair{1, 1}, {4, 7}, {4, 0xff}, {0, 9}}) {
    Bytes changed = good;
    changed[static_cast<std::size_t>(at)] = static_cast<std::uint8_t>(value);
    EXPECT_FALSE(reads(changed)) << at << ": " << value;
  }
  EXPECT_FALSE(reads(ByteArray<4>{1, 0, 0, 0})) << "an empty field";
}

TEST(ConcernDraft, IsValidWithinItsLimits) {
  const ConcernDraft good{.drill = false,
                          .steps = {},
                          .answers = {{0, 1}},
                          .fields = {{0, "A risk."}},
                          .recipients = {0, 2}};
  EXPECT_TRUE(good.is_valid());
  ConcernDraft bad = good;
  bad.recipients = {};
  EXPECT_FALSE(bad.is_valid());
  bad.recipients = {2, 2};
  EXPECT_FALSE(bad.is_valid());
  bad = good;
  bad.answers.assign(kCodedAnswersMax + 1, {0, 1});
  EXPECT_FALSE(bad.is_valid());
  bad = good;
  bad.fields[0].text = std::string(kConcernFieldsSizeMax - 4, 'x');
  EXPECT_TRUE(bad.is_valid());
  bad.fields[0].text += 'x';
  EXPECT_FALSE(bad.is_valid());
  bad.fields[0].text = "a\tb";
  EXPECT_FALSE(bad.is_valid());
}

}  // namespace
}  // namespace sotto::client
