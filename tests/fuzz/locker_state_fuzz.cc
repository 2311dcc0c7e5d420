// A locker's state: what reads is written as it was, or as the newest version. The input is a state
// without the zeros behind it.

#include "client/core/state.h"
#include "crypto/base/panic.h"

using namespace sotto;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size > protocol::kLockerPlaintextSize) return 0;
  Bytes padded(data, data + size);
  padded.resize(protocol::kLockerPlaintextSize);
  const auto state = client::State::parse(padded);
  if (!state) return 0;
  const SecretBytes written = state->encode();
  // One of the version before is written as the newest, which then has one form.
  const Bytes newest = to_bytes(written.expose());
  const auto again = client::State::parse(newest);
  if (!again || !equal(again->encode().expose(), newest) ||
      (padded[0] == newest[0] && newest != padded)) {
    panic("fuzz: a state is written in another way");
  }
  return 0;
}
