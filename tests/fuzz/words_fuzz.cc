// Words::parse takes any bytes; what it reads is read again, equal, from its own text.

#include "crypto/base/panic.h"
#include "crypto/protocol/words.h"

using namespace sotto;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  const auto words = protocol::Words::parse(input);
  if (!words) {
    const auto [reason, number] = words.error();
    if (number > protocol::kWordsInLocker) panic("fuzz: a refusal names a place that is none");
    return 0;
  }
  const SecretBytes text = words->text();
  const auto again =
      protocol::Words::parse({reinterpret_cast<const char*>(text.expose().data()), text.size()});
  if (!again || *again != *words) panic("fuzz: the canonical text reads as other words");
  return 0;
}
