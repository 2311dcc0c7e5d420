#include "crypto/cocktail/certificate.h"
#include "tests/fuzz/one_encoding.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  sotto::testing::read_and_write<sotto::cocktail::Certificate>({data, size});
  sotto::testing::read_and_write<sotto::cocktail::Transcript>({data, size});
  return 0;
}
