#include "crypto/base/varint.h"

#include <gtest/gtest.h>

namespace sotto {
namespace {

std::optional<std::uint64_t> read(std::string_view hex) {
  const Bytes bytes = *from_hex(hex);
  Reader in(bytes);
  std::uint64_t value = 0;
  if (!read_varint(in, value) || !in.done()) return std::nullopt;
  return value;
}

std::string write(std::uint64_t value) {
  Writer out;
  write_varint(out, value);
  return to_hex(out.take());
}

TEST(Varint, ExamplesOfRfc9000AppendixA1) {
  for (const auto& [hex, value] : std::initializer_list<std::pair<const char*, std::uint64_t>>{
           {"c2197c5eff14e88c", 151288809941952652u},
           {"9d7f3e7d", 494878333u},
           {"7bbd", 15293u},
           {"25", 37u}}) {
    EXPECT_EQ(read(hex), value);
    EXPECT_EQ(write(value), hex);
  }
}

TEST(Varint, TheLargestOfEverySizeAndTheNext) {
  for (std::uint64_t value :
       {std::uint64_t{0}, std::uint64_t{63}, std::uint64_t{64}, std::uint64_t{16383},
        std::uint64_t{16384}, std::uint64_t{1073741823}, std::uint64_t{1073741824}, kMaxVarint}) {
    EXPECT_EQ(read(write(value)), value);
    EXPECT_EQ(write(value).size(), 2 * varint_size(value));
  }
}

TEST(Varint, ALongerFormIsRefused) {
  for (const char* hex :
       {"4025", "403f", "80000025", "80003fff", "c000000000000025", "c00000003fffffff"}) {
    EXPECT_EQ(read(hex), std::nullopt) << hex;
  }
}

TEST(Varint, ACutOneIsRefused) {
  for (const char* hex : {"", "7b", "9d7f3e", "c2197c5eff14e8"}) {
    EXPECT_EQ(read(hex), std::nullopt) << hex;
  }
}

TEST(VarintDeathTest, OverSixtyTwoBitsIsABug) {
  EXPECT_DEATH(write(kMaxVarint + 1), "panic: varint");
}

}  // namespace
}  // namespace sotto
