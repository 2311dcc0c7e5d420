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

// "https://relay.example" or "https://relay.example:8443", as a browser writes an origin (RFC 6454
// section 6.2): https, a host in lower case (a name, or an IPv4 address), the port only when it is
// not 443, nothing behind it; at most 255 bytes.
bool is_https_origin(std::string_view text);

}  // namespace sotto::protocol
