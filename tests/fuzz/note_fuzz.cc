// open_note and parse_vkey take any bytes; what opens is a note again when its text is signed anew,
// and a verifier key that parses is written as it was read. The key's seed is 32 zero bytes; the
// corpus has notes signed with it.

#include "crypto/base/panic.h"
#include "crypto/tlog/note.h"

using namespace sotto;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const SigningKey key = SigningKey::from_seed(Secret<32>());
  static const tlog::NoteKey known[1] = {{"log.example/fuzz", key.public_key}};
  const std::string_view input(reinterpret_cast<const char*>(data), size);

  const auto vkey = tlog::NoteKey::parse_vkey(input);
  if (vkey && vkey->vkey() != input) panic("fuzz: a verifier key has two forms");

  const auto opened = tlog::open_note(input, known);
  if (!opened) return 0;
  if (opened->signers.size() != 1 || !tlog::is_note_text(opened->text)) panic("fuzz: no note");
  if (!input.starts_with(opened->text)) panic("fuzz: the text is not what was signed");
  const std::string again = tlog::sign_note(opened->text, known[0].name, key);
  const auto reopened = tlog::open_note(again, known);
  if (again.size() <= tlog::kMaxNoteSize && (!reopened || reopened->text != opened->text)) {
    panic("fuzz: a note that was signed does not open");
  }
  return 0;
}
