#pragma once
// The allocation of a director's desk: its numbers to allocate() and the result back.

#include "client/core/near_peer/desk.h"

namespace sotto::allocate {

// Pairs who can be paired today; `seed` decides what is equal.
void allocate_desk(client::Desk& desk, std::uint64_t seed, protocol::Date today);

}  // namespace sotto::allocate
