#include "crypto/tlog/checkpoint.h"

#include <algorithm>
#include <charconv>

namespace sotto::tlog {
namespace {

// The next line, without its newline; false when there is none or it is empty.
bool take_line(std::string_view& text, std::string_view& line) {
  const std::size_t end = text.find('\n');
  if (end == std::string_view::npos || end == 0) return false;
  line = text.substr(0, end);
  text.remove_prefix(end + 1);
  return true;
}

std::optional<TreeSize> parse_size(std::string_view digits) {
  if (digits.size() > 1 && digits.front() == '0') return std::nullopt;
  TreeSize out;
  const char* const end = digits.data() + digits.size();
  const auto [stop, error] = std::from_chars(digits.data(), end, out.value);
  if (error != std::errc() || stop != end) return std::nullopt;
  return out;
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
  if (!take_line(text, origin) || !take_line(text, size_line) || !take_line(text, root_line)) {
    return std::nullopt;
  }
  while (!text.empty()) {
    if (!take_line(text, extension)) return std::nullopt;
  }
  const std::optional<TreeSize> size = parse_size(size_line);
  const std::optional<Bytes> root = from_base64(root_line);
  if (!size || !root || root->size() != sizeof(Hash256)) return std::nullopt;
  Checkpoint out{std::string(origin), {*size, {}}};
  std::ranges::copy(*root, out.head.root.begin());
  return out;
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
