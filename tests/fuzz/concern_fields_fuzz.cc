#include "client/core/concern.h"
#include "crypto/base/panic.h"

// What a supporter wrote in a concern: what reads is written as it was.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const sotto::ByteView input(data, size);
  const auto fields = sotto::client::parse_fields(input);
  if (fields && !sotto::equal(sotto::client::encode_fields(*fields).expose(), input)) {
    sotto::panic("fuzz: fields with two forms");
  }
  return 0;
}
