#pragma once
// Binary HTTP (RFC 9292), known-length messages, zero padded to an exact size. Encodings hold the
// content once and wiped; control data and headers are plain strings, so nothing secret belongs
// there.

#include <expected>
#include <string>
#include <utility>
#include <vector>

#include "crypto/base/bytes.h"
#include "crypto/base/secret.h"

namespace sotto::bhttp {

// Names in lower case, in the order of the message; names may repeat.
using Headers = std::vector<std::pair<std::string, std::string>>;

struct Request {
  std::string method;
  std::string scheme;
  std::string authority{};
  std::string path;
  Headers headers{};
  ByteView content{};  // belongs to the caller; of a parsed message, a view into its encoding
};

struct Response {
  std::uint16_t status = 200;  // 200 to 599
  Headers headers{};
  ByteView content{};  // as in Request
};

enum class Refusal {
  kTruncated,    // ends inside a field
  kFraming,      // not the kind of message that was expected
  kUnsupported,  // valid, but nothing that Sotto sends: indeterminate length, informational
                 // response, trailers
  kText,         // control data or a header that HTTP does not allow (RFC 9113 section 8.2.1)
  kStatus,       // no final status code
  kPadding,      // the rest is not zero bytes
};

// The encoding, zero padded to exactly pad_to bytes, or as long as it is when pad_to is 0. A
// message that is larger, or that parse would refuse, is our bug.
SecretBytes encode(const Request& request, std::size_t pad_to = 0);
SecretBytes encode(const Response& response, std::size_t pad_to = 0);

// Everything is consumed or the message refused. Empty sections at the end may be missing
// (section 3.8).
std::expected<Request, Refusal> parse_request(ByteView encoded);
std::expected<Response, Refusal> parse_response(ByteView encoded);

}  // namespace sotto::bhttp
