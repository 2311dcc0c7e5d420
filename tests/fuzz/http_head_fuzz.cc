// Bytes from the network before anything is known of who sends them. Where a head ends does not
// depend on how it was cut; what is read is a request as the planes expect one.

#include "broker/http/head.h"
#include "crypto/base/panic.h"

using namespace sotto;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  broker::http::HeadScanner whole, pieces;
  const auto end = whole.scan(input);
  std::expected<std::size_t, broker::http::Refusal> cut = 0;
  for (std::size_t n = 1; n <= size && cut && *cut == 0; ++n) cut = pieces.scan(input.substr(0, n));
  if (cut != end) panic("fuzz: a head ends where it was cut");
  if (!end || *end == 0) return 0;
  const auto head = broker::http::parse_head(input.substr(0, *end));
  if (!head) return 0;
  const broker::http::Request& request = head->request;
  if (request.method != "GET" && request.method != "HEAD" && request.method != "POST") {
    panic("fuzz: a method that there is not");
  }
  if (!request.target.starts_with('/') ||
      request.target.find_first_of(" \r\n") != std::string::npos) {
    panic("fuzz: a target that is no path");
  }
  if (!request.body.empty()) panic("fuzz: a body in a head");
  return 0;
}
