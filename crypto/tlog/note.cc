#include "crypto/tlog/note.h"

#include <algorithm>
#include <limits>

#include "crypto/base/panic.h"
#include "crypto/base/utf8.h"
#include "crypto/base/wire.h"
#include "crypto/primitives/hash.h"

namespace sotto::tlog {
namespace {

constexpr std::uint64_t kLatestTime = std::numeric_limits<std::int64_t>::max();
constexpr std::string_view kLineStart = "\u2014 ";  // em dash, space

// The Unicode property White_Space.
bool is_space(char32_t c) {
  return (c >= 0x09 && c <= 0x0d) || c == 0x20 || c == 0x85 || c == 0xa0 || c == 0x1680 ||
         (c >= 0x2000 && c <= 0x200a) || c == 0x2028 || c == 0x2029 || c == 0x202f || c == 0x205f ||
         c == 0x3000;
}

Bytes typed_key(const NoteKey& key) {
  const std::uint8_t type[1] = {static_cast<std::uint8_t>(key.type)};
  return concat({type, key.public_key});
}

// What a cosigner signs: two lines of its own before the text.
std::string cosigned_message(std::uint64_t time, std::string_view text) {
  return "cosignature/v1\ntime " + std::to_string(time) + "\n" + std::string(text);
}

std::string signature_line(const NoteKey& signer, ByteView signature) {
  return std::string(kLineStart) + signer.name + " " + to_base64(concat({signer.id(), signature})) +
         "\n";
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

bool verify_line(const NoteKey& key, std::string_view message, ByteView bytes) {
  Signature signature;
  if (bytes.size() != signature.size()) return false;
  std::ranges::copy(bytes, signature.begin());
  return verify_plain(key.public_key, as_bytes(message), signature);
}

// nullopt when the line, by this key's name and id, is not by this key.
std::optional<NoteSigner> check_line(const SignatureLine& line, const NoteKey& key,
                                     std::string_view text) {
  if (key.type == KeyType::kEd25519) {
    if (!verify_line(key, text, line.signature)) return std::nullopt;
    return NoteSigner{key, 0};
  }
  Reader reader(line.signature);
  std::uint64_t time = 0;
  ByteView signature;
  if (!reader.u64(time) || time > kLatestTime || !reader.view(reader.left(), signature)) {
    return std::nullopt;
  }
  if (!verify_line(key, cosigned_message(time, text), signature)) return std::nullopt;
  return NoteSigner{key, time};
}

void add_signer(std::vector<NoteSigner>& signers, const NoteSigner& signer) {
  const auto known = std::ranges::find(signers, signer.key, &NoteSigner::key);
  if (known == signers.end()) {
    signers.push_back(signer);
  } else {
    known->time = std::max(known->time, signer.time);
  }
}

}  // namespace

KeyId NoteKey::id() const {
  const Hash256 hash = sha256({as_bytes(name), as_bytes("\n"), typed_key(*this)});
  return to_array(FixedView<32>(hash).first<4>());
}

std::string NoteKey::vkey() const {
  if (!is_key_name(name)) panic("tlog: not a key name");
  return name + "+" + to_hex(id()) + "+" + to_base64(typed_key(*this));
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
  if (key->size() != 1 + out.public_key.size()) return std::nullopt;
  out.type = static_cast<KeyType>(key->front());
  if (out.type != KeyType::kEd25519 && out.type != KeyType::kCosignature) return std::nullopt;
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
  return std::string(text) + "\n" + signature_line(signer, sign_plain(key, as_bytes(text)));
}

std::string cosignature_line(std::string_view text, std::string_view key_name,
                             const SigningKey& key, std::uint64_t time) {
  if (!is_note_text(text)) panic("tlog: not a note text");
  if (!is_key_name(key_name)) panic("tlog: not a key name");
  if (time > kLatestTime) panic("tlog: not a time");
  const NoteKey signer{std::string(key_name), key.public_key, KeyType::kCosignature};
  const Signature signature = sign_plain(key, as_bytes(cosigned_message(time, text)));
  return signature_line(signer, Writer().u64(time).bytes(signature).take());
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
    const std::optional<NoteSigner> signer = check_line(line, *key, text);
    if (!signer) return std::unexpected(NoteRefusal::kBadSignature);
    add_signer(out.signers, *signer);
  }
  if (out.signers.empty()) return std::unexpected(NoteRefusal::kNoKnownSignature);
  return out;
}

}  // namespace sotto::tlog
