#include "crypto/tlog/checkpoint.h"

#include "crypto/tlog/lines.h"

namespace sotto::tlog {
namespace {

// The next line, which is not empty.
bool take_full_line(std::string_view& text, std::string_view& line) {
  return take_line(text, line) && !line.empty();
}

CheckpointRefusal refusal(NoteRefusal why) {
  switch (why) {
    case NoteRefusal::kNoKnownSignature:
      return CheckpointRefusal::kNoKnownSignature;
    case NoteRefusal::kBadSignature:
      return CheckpointRefusal::kBadSignature;
    case NoteRefusal::kMalformed:
      break;
  }
  return CheckpointRefusal::kMalformed;
}

}  // namespace

std::string Checkpoint::text() const {
  return origin + "\n" + std::to_string(head.size.value) + "\n" + to_base64(head.root) + "\n";
}

std::optional<Checkpoint> Checkpoint::parse(std::string_view text) {
  if (!is_note_text(text)) return std::nullopt;
  std::string_view origin, size_line, root_line, extension;
  if (!take_full_line(text, origin) || !take_full_line(text, size_line) ||
      !take_full_line(text, root_line)) {
    return std::nullopt;
  }
  while (!text.empty()) {
    if (!take_full_line(text, extension)) return std::nullopt;
  }
  const std::optional<std::uint64_t> size = parse_decimal(size_line);
  const std::optional<Hash256> root = parse_hash(root_line);
  if (!size || !root) return std::nullopt;
  return Checkpoint{std::string(origin), {{*size}, *root}};
}

std::optional<Checkpoint> claimed_checkpoint(std::string_view note) {
  const std::size_t end = note.rfind("\n\n");
  if (note.size() > kMaxNoteSize || end == std::string_view::npos) return std::nullopt;
  return Checkpoint::parse(note.substr(0, end + 1));
}

std::string sign_checkpoint(const Checkpoint& checkpoint, const SigningKey& key) {
  return sign_note(checkpoint.text(), checkpoint.origin, key);
}

std::expected<Checkpoint, CheckpointRefusal> open_checkpoint(std::string_view note,
                                                             const NoteKey& log) {
  const auto opened = open_note(note, {&log, 1});
  if (!opened) return std::unexpected(refusal(opened.error()));
  std::optional<Checkpoint> out = Checkpoint::parse(opened->text);
  if (!out) return std::unexpected(CheckpointRefusal::kMalformed);
  if (out->origin != log.name) return std::unexpected(CheckpointRefusal::kOtherOrigin);
  return std::move(*out);
}

}  // namespace sotto::tlog
