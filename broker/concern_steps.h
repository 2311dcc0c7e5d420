#pragma once
// The guided steps of a concern in TOML (docs/policy.md, "Guided steps").

#include <expected>
#include <string>
#include <string_view>

#include "crypto/protocol/steps.h"

namespace sotto::broker {

// Errors are sentences for the person who wrote the file, as parse_scheme's.
std::expected<protocol::Steps, std::string> parse_steps(std::string_view toml);

}  // namespace sotto::broker
