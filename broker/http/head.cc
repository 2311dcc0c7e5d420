#include "broker/http/head.h"

namespace sotto::broker::http {

std::expected<std::size_t, Refusal> HeadScanner::scan(std::string_view text) {
  for (; seen_ < text.size() && seen_ < kMaxHead; ++seen_) {
    if (text[seen_] != '\n') continue;
    if (seen_ == 0 || text[seen_ - 1] != '\r') return std::unexpected(Refusal::kMalformed);
    if (seen_ >= 3 && text[seen_ - 2] == '\n') return seen_ + 1;
  }
  if (text.size() >= kMaxHead) return std::unexpected(Refusal::kHeaderSize);
  return 0;
}

}  // namespace sotto::broker::http
