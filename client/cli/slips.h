#pragma once
// Slips: the paper that lets an eligible person open a locker (docs/spec/words-and-lockers.md,
// "Codes"). All slips look the same; nothing on a sheet counts them or says in which order they
// were made.

#include <string>
#include <string_view>
#include <vector>

#include "crypto/primitives/hash.h"
#include "crypto/protocol/code.h"

namespace sotto::client::cli {

// What people type and scan: http:// or https://, printable ASCII without '#', at most 200
// characters, no slash at the end.
bool is_site(std::string_view site);

std::vector<protocol::Code> make_codes(std::size_t count);

// A page to print on A4, ten slips a sheet; the squares are inline SVG and nothing is fetched.
std::string sheet_html(const std::vector<protocol::Code>& codes, std::string_view site,
                       const Hash256& genesis);
// The typed forms, one a line.
std::string sheet_text(const std::vector<protocol::Code>& codes, const Hash256& genesis);
// What the broker imports: hashes in hex, one a line, sorted, so that their order says nothing
// about the paper's.
std::string hash_list(const std::vector<protocol::Code>& codes);

}  // namespace sotto::client::cli
