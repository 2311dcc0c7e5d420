// The command line's file of a concern: any bytes are read or refused with a sentence.

#include "client/cli/concern_file.h"
#include "crypto/base/panic.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto draft = sotto::client::cli::parse_concern({data, size});
  if (!draft && draft.error().empty()) sotto::panic("fuzz: a refusal without a sentence");
  return 0;
}
