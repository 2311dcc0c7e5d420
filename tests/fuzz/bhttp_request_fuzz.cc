// A request that is read is written and read again as the same request, of one encoding.

#include <cstdlib>

#include "crypto/ohttp/bhttp.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace sotto;
  const auto parsed = bhttp::parse_request({data, size});
  if (!parsed) return 0;
  const SecretBytes encoded = bhttp::encode(*parsed);
  const auto again = bhttp::parse_request(encoded.expose());
  if (!again || again->path != parsed->path || again->headers != parsed->headers ||
      !equal(again->content, parsed->content) ||
      !equal(bhttp::encode(*again).expose(), encoded.expose())) {
    std::abort();
  }
  return 0;
}
