#pragma once
// The seeds of the client's own formats (tests/fuzz/seeds.cc).

#include <functional>
#include <string>

#include "crypto/base/bytes.h"

namespace sotto {

using Seed = std::function<void(const std::string& name, ByteView bytes)>;
void client_seeds(const Seed& seed);

}  // namespace sotto
