// Messages of a ceremony, first and second, for the threshold and number of participants in the
// first two bytes.

#include "crypto/cocktail/messages.h"

#include "crypto/base/panic.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace sotto;
  if (size < 2) return 0;
  const std::uint32_t t = data[0] % 8 + 1u, n = data[1] % 8 + 1u;
  const ByteView wire(data + 2, size - 2);
  if (const auto first = cocktail::Message1::parse(wire, t, n);
      first && !equal(first->encode(), wire)) {
    panic("fuzz: a first message with two encodings");
  }
  if (const auto second = cocktail::Message2::parse(wire, t, n);
      second && !equal(second->encode(), wire)) {
    panic("fuzz: a second message with two encodings");
  }
  return 0;
}
