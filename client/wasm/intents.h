#pragma once
// Intents as the host writes them (module.h, sotto_do).

#include <optional>

#include "client/core/visit.h"

namespace sotto::client::wasm {

// nullopt for what is none; what a person may want is the visit's business.
std::optional<Intent> read_intent(ByteView wire);

}  // namespace sotto::client::wasm
