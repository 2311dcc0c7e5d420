#pragma once
// Small files beside the store: written whole, or overwritten before they go.

#include <string>

#include "crypto/base/bytes.h"

namespace sotto::broker {

// The file has these bytes durably, or what it was before; 0600. False: the disk is full or the
// folder refuses.
[[nodiscard]] bool place_file(const std::string& path, ByteView bytes);

// Overwrites a file with random bytes, syncs it and removes it: for copies of keys, as the file
// `erasable` does it in place. Harmless when there is none.
void wipe_file(const std::string& path);

// Removes a data folder, or what there is of one; its keys are wiped.
void discard_folder(const std::string& path);

}  // namespace sotto::broker
