// Checkpoint::parse takes any bytes; what parses is written as the beginning of what was read (the
// rest is extension lines).

#include "crypto/base/panic.h"
#include "crypto/tlog/checkpoint.h"

using namespace sotto;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  const auto checkpoint = tlog::Checkpoint::parse(input);
  if (!checkpoint) return 0;
  const std::string text = checkpoint->text();
  if (!input.starts_with(text)) panic("fuzz: a checkpoint has two forms");
  if (tlog::Checkpoint::parse(text) != checkpoint) panic("fuzz: a checkpoint changed");

  const SigningKey key = SigningKey::from_seed(Secret<32>());
  if (!tlog::is_key_name(checkpoint->origin)) return 0;
  const auto opened = tlog::open_checkpoint(sign_checkpoint(*checkpoint, key),
                                            {checkpoint->origin, key.public_key});
  if (!opened || *opened != *checkpoint) panic("fuzz: a checkpoint that was signed does not open");
  return 0;
}
