#include "crypto/base/bytes.h"

#include <gtest/gtest.h>

#include "crypto/base/wire.h"

namespace sotto {
namespace {

TEST(Hex, RoundTripAndRefusals) {
  EXPECT_EQ(to_hex(Bytes{0x00, 0xff, 0x1a}), "00ff1a");
  EXPECT_EQ(from_hex("00ff1a"), (Bytes{0x00, 0xff, 0x1a}));
  EXPECT_EQ(from_hex("0"), std::nullopt) << "odd length";
  EXPECT_EQ(from_hex("zz"), std::nullopt) << "not a digit";
  EXPECT_EQ(from_hex("FF"), std::nullopt) << "upper case is not canonical";
}

TEST(Base64, CanonicalFormOnly) {
  EXPECT_EQ(to_base64(as_bytes("fo")), "Zm8=");
  EXPECT_EQ(from_base64("Zm8="), to_bytes(as_bytes("fo")));
  EXPECT_EQ(from_base64("Zm8"), std::nullopt) << "padding missing";
  EXPECT_EQ(from_base64("Zm9="), std::nullopt) << "stray bits";
  EXPECT_EQ(from_base64("Zm8=\n"), std::nullopt) << "trailing character";
}

TEST(Wire, ReadsBackWhatWasWritten) {
  const Bytes wire = Writer().u8(1).u16(0x0203).u32(0x04050607).u64(8).vec16(Bytes{9, 9}).take();
  Reader r(wire);
  std::uint8_t a = 0;
  std::uint16_t b = 0;
  std::uint32_t c = 0;
  std::uint64_t d = 0;
  Bytes e;
  EXPECT_TRUE(r.u8(a) && r.u16(b) && r.u32(c) && r.u64(d) && r.vec16(e) && r.done());
  EXPECT_EQ(b, 0x0203);
  EXPECT_EQ(c, 0x04050607u);
  EXPECT_EQ(e, (Bytes{9, 9}));
}

TEST(Wire, EveryCutFailsAndStaysFailed) {
  const Bytes wire = Writer().u16(7).vec16(Bytes{1, 2, 3}).take();
  for (std::size_t size = 0; size < wire.size(); ++size) {
    Reader r(ByteView(wire).first(size));
    std::uint16_t number = 0;
    Bytes vec;
    EXPECT_FALSE(r.u16(number) && r.vec16(vec) && r.done()) << size;
    std::uint8_t byte = 0;
    EXPECT_FALSE(r.u8(byte)) << "a failed reader stays failed";
  }
}

TEST(Wire, TrailingBytesAreNotDone) {
  const Bytes wire = {1, 2};
  Reader r(wire);
  std::uint8_t byte = 0;
  EXPECT_TRUE(r.u8(byte));
  EXPECT_FALSE(r.done());
}

TEST(Secret, IsWipedWhenMovedFrom) {
  Secret<4> a = Secret<4>::from(ByteArray<4>{1, 2, 3, 4});
  const Secret<4> b = std::move(a);
  EXPECT_EQ(to_hex(a.expose()), "00000000");  // NOLINT(bugprone-use-after-move)
  EXPECT_EQ(to_hex(b.expose()), "01020304");
}

TEST(SecretWriterDeathTest, RunningOverIsABug) {
  EXPECT_DEATH(SecretWriter(2).u32(1), "panic: wire");
}

}  // namespace
}  // namespace sotto
