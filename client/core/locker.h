#pragma once
// A locker's blob (docs/spec/words-and-lockers.md, "Locker"): the state sealed for one version.

#include <optional>

#include "client/core/keys.h"
#include "crypto/base/secret.h"

namespace sotto::client {

// state: exactly kLockerPlaintextSize; result: kLockerSize.
Bytes seal_locker(const LockerKeys& keys, const protocol::Salt& salt, std::uint64_t version,
                  const SecretBytes& state);
std::optional<SecretBytes> open_locker(const LockerKeys& keys, const protocol::Salt& salt,
                                       std::uint64_t version, ByteView blob);

}  // namespace sotto::client
