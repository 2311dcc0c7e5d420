// Snapshots: what reads is written as it was.

#include "client/core/messages.h"
#include "crypto/base/panic.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace sotto;
  const ByteView input(data, size);
  const auto snapshot = client::Snapshot::parse(input);
  if (snapshot && !equal(snapshot->encode().expose(), input)) {
    panic("fuzz: a snapshot is written in another way");
  }
  return 0;
}
