#pragma once
// Keys and what people sent lie in memory for a moment: it must not reach a swap partition.

#include <string_view>

namespace sotto::broker {

// What is mapped from now on stays in memory once it is touched. False: the process may not lock as
// much as it maps (RLIMIT_MEMLOCK, or CAP_IPC_LOCK instead); nothing is locked then.
bool lock_memory();

// Lets go of what is mapped from files whose names end so: it is on a disk anyway, and may be
// larger than memory.
void unlock_mapped(std::string_view name_ends);

}  // namespace sotto::broker
