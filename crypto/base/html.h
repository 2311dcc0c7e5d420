#pragma once
// Text as it stands in HTML, between tags and in quoted attributes.

#include <string>
#include <string_view>

namespace sotto {

std::string html_escaped(std::string_view text);

}  // namespace sotto
