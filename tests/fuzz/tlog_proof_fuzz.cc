// LogProof::parse takes any bytes; what parses is written as it was read.

#include "crypto/base/panic.h"
#include "crypto/tlog/proof.h"

using namespace sotto;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  const auto proof = tlog::LogProof::parse(input);
  if (proof && proof->text() != input) panic("fuzz: a proof has two forms");
  return 0;
}
