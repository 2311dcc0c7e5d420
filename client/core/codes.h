#pragma once
// Codes as an administrator makes them (docs/spec/words-and-lockers.md, "Codes"): for slips, and as
// the hashes that the broker imports.

#include <string>
#include <string_view>
#include <vector>

#include "crypto/primitives/hash.h"
#include "crypto/protocol/code.h"

namespace sotto::client {

// What people type and scan: http:// or https://, printable ASCII without '#', at most 200
// characters, no slash at the end.
bool is_site(std::string_view site);

std::vector<protocol::Code> make_codes(std::size_t count);

// What the broker imports: hashes in hex, one a line, sorted, so that their order says nothing
// about the paper's.
std::string hash_list(const std::vector<protocol::Code>& codes);

}  // namespace sotto::client
