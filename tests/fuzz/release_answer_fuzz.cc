#include "crypto/protocol/trustee_requests.h"
#include "tests/fuzz/one_encoding.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  sotto::testing::read_and_write<sotto::protocol::ReleaseAnswer>({data, size});
  return 0;
}
