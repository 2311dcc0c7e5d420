#pragma once
// What counts as text in an object of the protocol (docs/spec/conventions.md, "Text").

#include <string_view>

namespace sotto::protocol {

// UTF-8 without control characters (U+0000 to U+001F, U+007F to U+009F). May be empty.
bool is_plain_text(std::string_view text);

// "https://intranet.sotto.example/home": http or https, a host, no user name, no fragment;
// printable ASCII without any of "<>\^`{|}, at most 1,024 bytes. Fit for a Location field and an
// href.
bool is_web_address(std::string_view text);

}  // namespace sotto::protocol
