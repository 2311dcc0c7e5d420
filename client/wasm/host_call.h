#pragma once
// What passes between a module and its host in one call: what the host put in, and what the call
// says, as JSON and as bytes beside it.

#include <string_view>

#include "client/wasm/json.h"
#include "crypto/base/secret.h"

namespace sotto::client::wasm {

struct HostCall {
  SecretBytes input;
  Json text;
  SecretBytes bytes;

  // Begins a call: forgets the last one's result.
  Json& begin();
  std::string_view input_text() const;

  // sotto_input, sotto_result and sotto_wipe of module.h.
  std::uint8_t* room_for(std::uint32_t size);
  const std::uint32_t* result() const;
  void wipe();
};

}  // namespace sotto::client::wasm
