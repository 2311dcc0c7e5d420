// parse_slip takes any bytes; what it reads is read again, equal, from the form that we write.

#include <algorithm>

#include "crypto/base/panic.h"
#include "crypto/protocol/code.h"

using namespace sotto;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto slip = protocol::parse_slip({reinterpret_cast<const char*>(data), size});
  if (!slip) return 0;
  Hash256 genesis{};
  std::ranges::copy(slip->genesis_prefix, genesis.begin());
  if (!slip->matches(genesis)) panic("fuzz: a slip does not match its own log");
  const std::string form = slip->genesis_prefix.size() == 5
                               ? protocol::typed_form(slip->code, genesis)
                               : protocol::link("https://listen.example", slip->code, genesis);
  const auto again = protocol::parse_slip(form);
  if (!again || again->code.bytes != slip->code.bytes ||
      again->genesis_prefix != slip->genesis_prefix) {
    panic("fuzz: a slip that was written reads as another");
  }
  return 0;
}
