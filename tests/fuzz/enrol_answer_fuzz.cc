#include "crypto/protocol/requests.h"
#include "tests/fuzz/one_encoding.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto payload = sotto::protocol::split_answer({data, size});
  if (payload) sotto::testing::read_and_write<sotto::protocol::EnrolAnswer>(*payload);
  return 0;
}
