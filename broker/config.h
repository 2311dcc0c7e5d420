#pragma once
// A scheme's TOML file (docs/policy.md). The only place that reads TOML: clients read the canonical
// policy object that `init` compiles from it.

#include <expected>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "crypto/protocol/policy.h"

namespace sotto::broker {

// Errors are sentences for the person who wrote the file; they name the key and its line. A key
// that docs/policy.md does not explain is refused: a misspelt rule must not silently be the
// default.
// `read` gives the file of that name beside the scheme's: its guided steps.
using ReadBeside = std::function<std::optional<std::string>(const std::string& name)>;
std::expected<protocol::Policy, std::string> parse_scheme(std::string_view toml,
                                                          const ReadBeside& read);

}  // namespace sotto::broker
