#pragma once
// What the module holds between calls, and how they begin.

#include <optional>
#include <string_view>
#include <vector>

#include "client/core/near_peer/desk_file.h"
#include "client/wasm/host_call.h"
#include "crypto/protocol/policy.h"

namespace sotto::client::wasm {

struct OpenDesk {
  DirectorsDesk desk;
  LockerKeys keys;
  ByteArray<16> salt{};
  protocol::Policy scheme;
  std::vector<std::vector<Bytes>> post = {};  // of this round, by part
};

// What the module holds.
struct Director : HostCall {
  std::optional<LockerKeys> keys;
  std::optional<OpenDesk> open;
};
Director& director();

// Begins a call: forgets the last one's result.
Json& begin();
OpenDesk& open_desk();  // panics when there is none
std::string_view input_text();
protocol::Date date_of(double now);
void say_refusal(std::string_view refusal);

void write_desk(Json& out, const OpenDesk& open, protocol::Date today);

}  // namespace sotto::client::wasm
