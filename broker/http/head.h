#pragma once
// The head of a request (RFC 9112 section 2.1): where it ends, and what it says.

#include <cstddef>
#include <cstdint>
#include <expected>
#include <string_view>

#include "broker/http/message.h"

namespace sotto::broker::http {

inline constexpr std::size_t kMaxHead = 8 * 1024;

// Finds the end of a head in bytes that arrive in pieces. What it says depends on the bytes alone,
// never on how they were cut. (Beast's own header limit starts anew with every piece that ends with
// a whole line, so a patient sender could go on for ever.)
class HeadScanner {
 public:
  // `text` is everything received so far, always from the first byte of the request. Returns the
  // size of the head, 0 for "more is needed", kHeaderSize above kMaxHead, or kMalformed for a line
  // that does not end in CR LF.
  std::expected<std::size_t, Refusal> scan(std::string_view text);

 private:
  std::size_t seen_ = 0;
};

struct Head {
  Request request;
  std::uint64_t body_size = 0;
  bool keep_alive = false;
};
// Of a whole head. Framing that two parties could read differently is refused, whatever Beast makes
// of it. Stands in server.cc, where Beast is.
std::expected<Head, Refusal> parse_head(std::string_view text);

}  // namespace sotto::broker::http
