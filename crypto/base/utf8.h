#pragma once
// UTF-8 (RFC 3629): the shortest form only, no surrogates, nothing above U+10FFFF.

#include <string_view>

namespace sotto {

// Takes the next code point from the front of the text. False, and the text as it was, when the
// text is empty or does not begin with a well-formed code point.
bool next_code_point(std::string_view& text, char32_t& out);

bool is_utf8(std::string_view text);

}  // namespace sotto
