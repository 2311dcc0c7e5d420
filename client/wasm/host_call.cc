#include "client/wasm/host_call.h"

namespace sotto::client::wasm {

Json& HostCall::begin() {
  text = Json();
  bytes = SecretBytes();
  return text;
}

std::string_view HostCall::input_text() const {
  const ByteView view = input.expose();
  return {reinterpret_cast<const char*>(view.data()), view.size()};
}

std::uint8_t* HostCall::room_for(std::uint32_t size) {
  input = SecretBytes(size);
  return input.fill().data();
}

const std::uint32_t* HostCall::result() const {
  static std::uint32_t where[4];
  const ByteView said = text.view(), beside = bytes.expose();
  where[0] = reinterpret_cast<std::uint32_t>(said.data());
  where[1] = static_cast<std::uint32_t>(said.size());
  where[2] = reinterpret_cast<std::uint32_t>(beside.data());
  where[3] = static_cast<std::uint32_t>(beside.size());
  return where;
}

void HostCall::wipe() {
  input = SecretBytes();
  begin();
}

}  // namespace sotto::client::wasm
