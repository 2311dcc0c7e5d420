#pragma once
// `sotto-broker init`, `found`, `inspect`, `check`, `status`. All return the exit status.

#include <expected>
#include <string>
#include <vector>

#include "broker/founded.h"

namespace sotto::broker {

// The policy of a scheme's TOML file, or a sentence for the operator.
std::expected<protocol::Policy, std::string> read_scheme(const std::string& scheme);

int run_init(const std::string& scheme, const std::vector<std::string>& leads,
             const std::string& data, const std::string& sheet, const SealSource& seal);
int run_found(const std::string& data, const std::vector<std::string>& signatures,
              const SealOverride& seal);
int run_inspect(const std::string& data, bool json, bool rows);
int run_check(const std::string& data, const SealOverride& seal);
int run_status(const std::string& data, bool json, const SealOverride& seal);

}  // namespace sotto::broker
