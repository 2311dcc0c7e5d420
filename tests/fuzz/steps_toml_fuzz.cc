// A file of guided steps: any bytes are read or refused with a sentence, and what is read compiles
// to an object that clients read.

#include "broker/concern_steps.h"
#include "crypto/base/panic.h"

using namespace sotto;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto steps = broker::parse_steps({reinterpret_cast<const char*>(data), size});
  if (!steps && steps.error().empty()) panic("fuzz: a refusal without a sentence");
  if (steps && !protocol::Steps::parse(steps->encode())) panic("fuzz: no client reads them");
  return 0;
}
