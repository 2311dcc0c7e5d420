// Any bytes after the entries of a good log: what the file's entries say is taken or refused, and
// every refusal leaves the log as it was.

#include "crypto/base/panic.h"
#include "tests/support/sample_log.h"

using namespace sotto;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const testing::SampleLog kSample;
  const auto entries = protocol::split_log({data, size});
  if (!entries) return 0;
  protocol::Replay log = kSample.replay;
  for (ByteView entry : *entries) {
    const tlog::TreeHead before = log.head();
    const bool appended = log.append(entry).has_value();
    if ((log.head() == before) == appended) panic("fuzz: a refused entry changed the log");
  }
  return 0;
}
