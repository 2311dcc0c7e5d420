#include "client/core/concern.h"
#include "crypto/base/panic.h"

// The coded answers of a concern: what reads is written as it was.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const sotto::ByteView input(data, size);
  const auto codes = sotto::client::CodedConcern::parse(input);
  if (codes && !sotto::equal(codes->encode().expose(), input))
    sotto::panic("fuzz: codes with two forms");
  return 0;
}
