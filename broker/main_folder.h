#pragma once
// `sotto-broker init`, `found`, `inspect`, `check`, `status`. All return the exit status.

#include <string>
#include <vector>

#include "broker/founded.h"

namespace sotto::broker {

int run_init(const std::string& scheme, const std::vector<std::string>& leads,
             const std::string& data, const std::string& sheet, const SealSource& seal);
int run_found(const std::string& data, const std::vector<std::string>& signatures,
              const SealOverride& seal);
int run_inspect(const std::string& data, bool json, bool rows);
int run_check(const std::string& data, const SealOverride& seal);
int run_status(const std::string& data, bool json, const SealOverride& seal);

}  // namespace sotto::broker
