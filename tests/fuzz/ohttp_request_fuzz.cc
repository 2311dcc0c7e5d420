// The input as a capsule, which a gateway refuses or answers; and as the plaintext of a capsule of
// our own, which comes back.

#include <cstdlib>

#include "crypto/ohttp/ohttp.h"
#include "crypto/primitives/random_testing.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace sotto;
  // The key of RFC 9458 appendix A, for which the corpus holds capsules.
  static const ohttp::GatewayKey gateway{
      1, X25519KeyPair::from_secret(Secret<32>::from(FixedView<32>(
             *from_hex("3c168975674b2fa8e465970b79c8dcf09f1c741626480bd4c6162fc5b6a98e1a"))))};
  const ByteView input(data, size);
  SeededRandom random(0);
  const auto opened = ohttp::open_request(gateway, input);
  if (opened && opened->bhttp.size() + ohttp::kRequestOverhead != size) std::abort();
  const auto request = ohttp::encapsulate(gateway.config(), input);
  const auto received = ohttp::open_request(gateway, request->capsule);
  if (!received || !equal(received->bhttp.expose(), input)) std::abort();
  const auto response = request->open_response(received->seal_response(input));
  if (!response || !equal(response->expose(), input)) std::abort();
  if (request->open_response(input)) std::abort();
  return 0;
}
