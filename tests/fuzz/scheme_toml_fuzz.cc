// A scheme's file: any bytes are read or refused with a sentence, and what is read compiles to an
// object that clients read.

#include "broker/config.h"
#include "crypto/base/panic.h"

using namespace sotto;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto policy = broker::parse_scheme(text, [](const std::string&) { return std::nullopt; });
  if (!policy && policy.error().empty()) panic("fuzz: a refusal without a sentence");
  if (policy && !protocol::Policy::parse(policy->encode())) panic("fuzz: no client reads it");
  return 0;
}
