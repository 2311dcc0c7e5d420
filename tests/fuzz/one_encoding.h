#pragma once
// The property of every object of the wire: any bytes are taken, and what parses is written as the
// bytes that were read.

#include "crypto/base/bytes.h"
#include "crypto/base/panic.h"

namespace sotto::testing {

template <class Object>
void read_and_write(ByteView input) {
  const auto object = Object::parse(input);
  if (object && !equal(object->encode(), input)) panic("fuzz: an object with two encodings");
}

}  // namespace sotto::testing
