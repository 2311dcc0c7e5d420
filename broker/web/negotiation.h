#pragma once
// Which form of a file a request takes (RFC 9110 section 12.5.3).

#include <string_view>

namespace sotto::broker::web {

// Whether an Accept-Encoding field accepts a coding ("br", "gzip"): it, or else "*", is listed with
// a weight other than zero. A field that cannot be read accepts nothing.
bool accepts(std::string_view accept_encoding, std::string_view coding);

}  // namespace sotto::broker::web
