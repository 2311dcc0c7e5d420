#pragma once
// A locker that its person keeps (docs/spec/words-and-lockers.md, "A locker in a file"): the broker
// holds random bytes in its place, and the host the sealed versions.

#include <vector>

#include "crypto/primitives/hash.h"
#include "crypto/protocol/requests.h"

namespace sotto::client {

struct KeptVersion {
  std::uint64_t version = 0;
  Hash256 request{};  // hash of the commit that made it; zeros of an enrolment
  Bytes blob;         // kLockerSize, sealed as the broker's would be
  bool operator==(const KeptVersion&) const = default;
};

// Versions rising by one, at most two: the one that the broker knows and, while a commit's answer
// is not there, the one that it makes. Which of them counts is what the broker says.
using Kept = std::vector<KeptVersion>;

}  // namespace sotto::client
