// A locker's state: what reads is written as it was. The input is a state without the zeros behind
// it.

#include "client/core/state.h"
#include "crypto/base/panic.h"

using namespace sotto;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size > protocol::kLockerPlaintextSize) return 0;
  Bytes padded(data, data + size);
  padded.resize(protocol::kLockerPlaintextSize);
  const auto state = client::State::parse(padded);
  if (!state) return 0;
  if (!equal(state->encode().expose(), padded)) panic("fuzz: a state is written in another way");
  return 0;
}
