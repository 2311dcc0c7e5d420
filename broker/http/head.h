#pragma once
// Where the head of a request ends: request line, fields and the empty line (RFC 9112 section 2.1).

#include <cstddef>
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

}  // namespace sotto::broker::http
