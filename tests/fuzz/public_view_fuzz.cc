// The four public files, each behind its 32-bit length: whatever they hold is checked without a
// panic, and what is taken agrees with itself.

#include "client/core/public_view.h"
#include "crypto/base/panic.h"

using namespace sotto;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr protocol::UnixTime kNow = protocol::UnixTime{20465} * 86400 + 9 * 3600;
  Reader in(ByteView(data, size));
  ByteView parts[4];
  for (ByteView& part : parts) {
    if (!in.vec32(part)) return 0;
  }
  const client::PublicFiles files{to_bytes(parts[0]), to_bytes(parts[1]), to_bytes(parts[2]),
                                  to_bytes(parts[3])};
  const auto view = client::PublicView::check(files, {}, kNow);
  if (view && view->agrees(view->log_view()) != true) panic("fuzz: a log differs from itself");
  return 0;
}
