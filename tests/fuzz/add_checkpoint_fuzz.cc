// AddCheckpoint::parse takes any bytes; what parses is written as it was read, and a witness
// answers it: it never cosigns a tree smaller than the one that it knows.

#include "crypto/base/panic.h"
#include "crypto/tlog/witness.h"

using namespace sotto;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const SigningKey key = SigningKey::from_seed(Secret<32>());
  static const tlog::NoteKey log{"log.example/fuzz", key.public_key};
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  const auto request = tlog::AddCheckpoint::parse(input);
  if (!request) return 0;
  if (request->text() != input) panic("fuzz: a request has two forms");
  const tlog::TreeHead last{{3}, tlog::root({})};
  for (const tlog::TreeHead& known : {tlog::TreeHead{}, last}) {
    const auto head = check_checkpoint(*request, log, known);
    if (head && head->size < known.size) panic("fuzz: a witness went back");
  }
  return 0;
}
