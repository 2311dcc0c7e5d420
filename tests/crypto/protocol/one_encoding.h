#pragma once
// What holds for every object of the wire: it has one encoding, no part of one and nothing longer.

#include <gtest/gtest.h>

#include "crypto/base/bytes.h"

namespace sotto::testing {

template <class Object>
void expect_one_encoding(const Bytes& wire) {
  const auto parsed = Object::parse(wire);
  ASSERT_TRUE(parsed);
  EXPECT_TRUE(equal(parsed->encode(), wire));
  for (std::size_t size = 0; size < wire.size(); ++size) {
    ASSERT_FALSE(Object::parse(ByteView(wire).first(size))) << "cut at " << size;
  }
  Bytes longer = wire;
  longer.push_back(0);
  EXPECT_FALSE(Object::parse(longer));
}

// Whatever a flipped byte makes of it, it is refused or is the one encoding of something else.
template <class Object>
void expect_flips_never_give_a_second_encoding(const Bytes& wire) {
  for (std::size_t i = 0; i < wire.size(); ++i) {
    for (std::uint8_t flip : {0x01, 0x02, 0x80, 0xff}) {
      Bytes bad = wire;
      bad[i] ^= flip;
      const auto parsed = Object::parse(bad);
      if (!parsed) continue;
      ASSERT_TRUE(equal(parsed->encode(), bad)) << i;
    }
  }
}

}  // namespace sotto::testing
