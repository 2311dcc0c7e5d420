#pragma once
// Looks at everything that a data folder holds and at whether its parts fit each other.

#include <optional>
#include <string>
#include <vector>

#include "broker/key_seal.h"

namespace sotto::broker {

// One sentence a finding; empty when all is well. Works while another process serves the folder.
std::vector<std::string> check_folder(const std::string& folder,
                                      const std::optional<SealSource>& seal = {});

}  // namespace sotto::broker
