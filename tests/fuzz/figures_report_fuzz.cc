// Reports: any bytes are taken, and what parses has one encoding.

#include "crypto/figures/report.h"

#include "tests/fuzz/one_encoding.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  sotto::testing::read_and_write<sotto::figures::Report>({data, size});
  return 0;
}
