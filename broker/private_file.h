#pragma once
// Files that only their owner may read: keys.

#include <expected>
#include <string>

#include "crypto/base/bytes.h"

namespace sotto::broker {

// Whether group or others may read, write or run the file: a sentence for the operator if so, or if
// there is no such regular file. What systemd hands over in $CREDENTIALS_DIRECTORY may have the
// group's bit for reading, which there stands for an access list.
std::expected<void, std::string> check_private(const std::string& path);

}  // namespace sotto::broker
