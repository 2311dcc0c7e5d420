#pragma once
// What operators do with the broker's concerns key (docs/spec/concerns.md, "The broker's key"), on
// a data folder that nobody serves.

#include <expected>
#include <functional>
#include <string>

#include "crypto/base/secret.h"
#include "crypto/protocol/calendar.h"

namespace sotto::broker {

// Makes the next key and proposes it to the leads, instead of one that waits for them. The sheet is
// kept first, so that no key is in force that is on no paper; false from `keep`: nothing happens.
// Returns the key's number.
std::expected<std::uint32_t, std::string> rotate_concerns_key(
    const std::string& folder, protocol::UnixTime now,
    const std::function<bool(const SecretBytes&)>& keep);

// Puts back a key that the log names. Returns its number.
std::expected<std::uint32_t, std::string> recover_concerns_key(const std::string& folder,
                                                               ByteView sheet);

}  // namespace sotto::broker
