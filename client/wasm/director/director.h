#pragma once
// What the module holds between calls.

#include <optional>

#include "client/core/near_peer/desk_file.h"
#include "client/wasm/json.h"
#include "crypto/protocol/policy.h"

namespace sotto::client::wasm {

struct OpenDesk {
  DirectorsDesk desk;
  LockerKeys keys;
  ByteArray<16> salt{};
  protocol::Policy scheme;
};

void write_desk(Json& out, const OpenDesk& open, protocol::Date today);

}  // namespace sotto::client::wasm
