// Enquiries: what reads is written as it was.

#include "client/core/messages.h"
#include "crypto/base/panic.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace sotto;
  const ByteView input(data, size);
  const auto enquiry = client::Enquiry::parse(input);
  if (enquiry && !equal(enquiry->encode().expose(), input)) {
    panic("fuzz: an enquiry is written in another way");
  }
  return 0;
}
