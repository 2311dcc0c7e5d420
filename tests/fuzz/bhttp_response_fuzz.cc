// A response that is read is written and read again as the same response, of one encoding.

#include <cstdlib>

#include "crypto/ohttp/bhttp.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace sotto;
  const auto parsed = bhttp::parse_response({data, size});
  if (!parsed) return 0;
  const SecretBytes encoded = bhttp::encode(*parsed);
  const auto again = bhttp::parse_response(encoded.expose());
  if (!again || again->status != parsed->status || again->headers != parsed->headers ||
      !equal(again->content, parsed->content) ||
      !equal(bhttp::encode(*again).expose(), encoded.expose())) {
    std::abort();
  }
  return 0;
}
