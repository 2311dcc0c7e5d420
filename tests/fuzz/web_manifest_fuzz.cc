// parse_manifest takes any bytes; what it reads has one form, and that is what was read.

#include "crypto/base/panic.h"
#include "crypto/protocol/manifest.h"
#include "tests/support/write_manifest.h"

using namespace sotto;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto manifest = protocol::parse_manifest(text);
  if (manifest && testing::write_manifest(*manifest) != text) {
    panic("fuzz: a manifest with two forms");
  }
  if (!manifest && protocol::sentence(manifest.error()).empty()) {
    panic("fuzz: a refusal without a sentence");
  }
  return 0;
}
