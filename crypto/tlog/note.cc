#include "crypto/tlog/note.h"

#include <algorithm>

#include "crypto/base/panic.h"
#include "crypto/base/utf8.h"
#include "crypto/primitives/hash.h"

namespace sotto::tlog {
namespace {

constexpr std::uint8_t kEd25519 = 0x01;
constexpr std::string_view kLineStart = "\u2014 ";  // em dash, space

// The Unicode property White_Space.
bool is_space(char32_t c) {
  return (c >= 0x09 && c <= 0x0d) || c == 0x20 || c == 0x85 || c == 0xa0 || c == 0x1680 ||
         (c >= 0x2000 && c <= 0x200a) || c == 0x2028 || c == 0x2029 || c == 0x202f || c == 0x205f ||
         c == 0x3000;
}

Bytes typed_key(const SigningPublicKey& key) {
  static constexpr std::uint8_t kType[1] = {kEd25519};
  return concat({kType, key});
}

struct SignatureLine {
  std::string_view name;
  KeyId id;
  Bytes signature;
};

// "— name base64(id || signature)", without its newline.
std::optional<SignatureLine> parse_line(std::string_view line) {
  if (!line.starts_with(kLineStart)) return std::nullopt;
  line.remove_prefix(kLineStart.size());
  const std::size_t space = line.find(' ');
  if (space == std::string_view::npos) return std::nullopt;
  const std::string_view name = line.substr(0, space);
  const std::optional<Bytes> payload = from_base64(line.substr(space + 1));
  if (!is_key_name(name) || !payload || payload->size() <= sizeof(KeyId)) return std::nullopt;
  SignatureLine out{name, {}, Bytes(payload->begin() + sizeof(KeyId), payload->end())};
  std::copy_n(payload->begin(), sizeof(KeyId), out.id.begin());
  return out;
}

// One or more lines, each with its newline.
std::optional<std::vector<SignatureLine>> parse_lines(std::string_view text) {
  std::vector<SignatureLine> out;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    if (end == std::string_view::npos || out.size() == kMaxSignatureLines) return std::nullopt;
    std::optional<SignatureLine> line = parse_line(text.substr(0, end));
    if (!line) return std::nullopt;
    out.push_back(std::move(*line));
    text.remove_prefix(end + 1);
  }
  if (out.empty()) return std::nullopt;
  return out;
}

bool signed_by(const SignatureLine& line, const NoteKey& key, std::string_view text) {
  Signature signature;
  if (line.signature.size() != signature.size()) return false;
  std::copy_n(line.signature.begin(), signature.size(), signature.begin());
  return verify_plain(key.public_key, as_bytes(text), signature);
}

}  // namespace

KeyId NoteKey::id() const {
  const Hash256 hash = sha256({as_bytes(name), as_bytes("\n"), typed_key(public_key)});
  return to_array(FixedView<32>(hash).first<4>());
}

std::string NoteKey::vkey() const {
  if (!is_key_name(name)) panic("tlog: not a key name");
  return name + "+" + to_hex(id()) + "+" + to_base64(typed_key(public_key));
}

std::optional<NoteKey> NoteKey::parse_vkey(std::string_view text) {
  const std::size_t plus = text.find('+');
  if (plus == std::string_view::npos) return std::nullopt;
  const std::string_view rest = text.substr(plus + 1);
  constexpr std::size_t kIdDigits = 2 * sizeof(KeyId);
  if (rest.size() <= kIdDigits || rest[kIdDigits] != '+') return std::nullopt;
  const std::optional<Bytes> id = from_hex(rest.substr(0, kIdDigits));
  const std::optional<Bytes> key = from_base64(rest.substr(kIdDigits + 1));
  NoteKey out{std::string(text.substr(0, plus)), {}};
  if (!is_key_name(out.name) || !id || !key) return std::nullopt;
  if (key->size() != 1 + out.public_key.size() || key->front() != kEd25519) return std::nullopt;
  std::copy_n(key->begin() + 1, out.public_key.size(), out.public_key.begin());
  if (!equal(*id, out.id())) return std::nullopt;
  return out;
}

bool is_key_name(std::string_view text) {
  if (text.empty()) return false;
  while (!text.empty()) {
    char32_t c = 0;
    if (!next_code_point(text, c)) return false;
    if (c < 0x20 || c == U'+' || is_space(c)) return false;
  }
  return true;
}

bool is_note_text(std::string_view text) {
  const auto is_control = [](char c) { return static_cast<unsigned char>(c) < 0x20 && c != '\n'; };
  return text.ends_with('\n') && std::ranges::none_of(text, is_control) && is_utf8(text);
}

std::string sign_note(std::string_view text, std::string_view key_name, const SigningKey& key) {
  if (!is_note_text(text)) panic("tlog: not a note text");
  if (!is_key_name(key_name)) panic("tlog: not a key name");
  const NoteKey signer{std::string(key_name), key.public_key};
  const Signature signature = sign_plain(key, as_bytes(text));
  std::string out(text);
  out.append("\n").append(kLineStart).append(key_name).append(" ");
  out.append(to_base64(concat({signer.id(), signature}))).append("\n");
  return out;
}

std::expected<Note, NoteRefusal> open_note(std::string_view note, std::span<const NoteKey> known) {
  const auto malformed = std::unexpected(NoteRefusal::kMalformed);
  if (note.size() > kMaxNoteSize) return malformed;
  // The text may hold empty lines of its own: the last one divides.
  const std::size_t divide = note.rfind("\n\n");
  if (divide == std::string_view::npos) return malformed;
  const std::string_view text = note.substr(0, divide + 1);
  const auto lines = parse_lines(note.substr(divide + 2));
  if (!is_note_text(text) || !lines) return malformed;

  Note out{std::string(text), {}};
  for (const SignatureLine& line : *lines) {
    const auto key = std::ranges::find_if(
        known, [&](const NoteKey& k) { return k.name == line.name && k.id() == line.id; });
    if (key == known.end()) continue;
    if (!signed_by(line, *key, text)) return std::unexpected(NoteRefusal::kBadSignature);
    if (std::ranges::find(out.signers, *key) == out.signers.end()) out.signers.push_back(*key);
  }
  if (out.signers.empty()) return std::unexpected(NoteRefusal::kNoKnownSignature);
  return out;
}

}  // namespace sotto::tlog
