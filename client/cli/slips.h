#pragma once
// Slips on paper: all look the same; nothing on a sheet counts them or says in which order they
// were made.

#include <string>
#include <string_view>
#include <vector>

#include "client/core/codes.h"

namespace sotto::client::cli {

// A page to print on A4, ten slips a sheet; the squares are inline SVG and nothing is fetched.
std::string sheet_html(const std::vector<protocol::Code>& codes, std::string_view site,
                       const Hash256& genesis);
// The typed forms, one a line.
std::string sheet_text(const std::vector<protocol::Code>& codes, const Hash256& genesis);

}  // namespace sotto::client::cli
