#pragma once
// The commands on the broker's concerns key.

#include <string>

#include "crypto/base/secret.h"

namespace sotto::broker {

// Into a new file of its owner's alone, or, when none is named, before the eyes of whoever runs
// this; nowhere else and only once.
bool hand_over_sheet(const SecretBytes& sheet, const std::string& file);

int run_rotate(const std::string& data, const std::string& sheet);
int run_recover(const std::string& data, const std::string& sheet);

}  // namespace sotto::broker
