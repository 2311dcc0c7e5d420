// A key configuration that is read has one encoding of ours, which reads as the same.

#include <cstdlib>

#include "crypto/ohttp/ohttp.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace sotto;
  const auto parsed = ohttp::KeyConfig::parse({data, size});
  if (!parsed) return 0;
  const auto again = ohttp::KeyConfig::parse(parsed->encode());
  if (!again || again->key_id != parsed->key_id || again->public_key != parsed->public_key) {
    std::abort();
  }
  return 0;
}
