#pragma once
// What stands behind the pages while there is no scheme yet (docs/spec/web.md, "Before founding"):
// everything that is asked of a broker is answered with 503 and why.

#include <string_view>

#include "broker/http/message.h"

namespace sotto::broker::web {

// The pages know it by its first line.
inline constexpr std::string_view kNotFounded =
    "not founded\n"
    "This scheme has not begun: both leads sign its draft, then sotto-broker found begins it.\n";

class Unfounded : public http::Handler {
 public:
  std::uint64_t body_limit(std::string_view, std::string_view) override { return 0; }
  void handle(http::Request request, std::function<void(http::Response)> done) override;
};

}  // namespace sotto::broker::web
