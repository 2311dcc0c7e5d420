#pragma once
// The answers of a concern as a file (docs/cli.md, "A concern"): one JSON object.

#include <expected>
#include <string>

#include "client/core/concern.h"

namespace sotto::client::cli {

// {"steps": hex, "answers": [[step, code]…], "texts": ["…"], "recipients": [1…8], "drill": false}.
// The error says what the form is.
std::expected<ConcernDraft, std::string> parse_concern(ByteView file);

}  // namespace sotto::client::cli
