#include "crypto/figures/partial.h"
#include "tests/fuzz/one_encoding.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  sotto::testing::read_and_write<sotto::figures::PartialDecryption>({data, size});
  return 0;
}
