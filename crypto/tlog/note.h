#pragma once
// C2SP signed notes (c2sp.org/signed-note). A note is text, an empty line, and signature lines. Two
// types of signature, both Ed25519: the author's, over the text with its last newline, and the
// cosignature of a witness (c2sp.org/tlog-cosignature), over a time and the text.

#include <expected>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "crypto/base/bytes.h"
#include "crypto/primitives/signature.h"

namespace sotto::tlog {

using KeyId = ByteArray<4>;

enum class KeyType : std::uint8_t {
  kEd25519 = 0x01,      // a note's author: a log
  kCosignature = 0x04,  // a witness
};

// A key with the name that it signs under: UTF-8, not empty, without spaces, controls or plus.
struct NoteKey {
  std::string name;
  SigningPublicKey public_key{};
  KeyType type = KeyType::kEd25519;

  // SHA-256(name || 0x0A || type || public key)[:4]
  KeyId id() const;
  // The verifier key: name+hex(id)+base64(type || public key). The name must be one.
  std::string vkey() const;
  // nullopt for any other form, another signature type or an id that is not the key's.
  static std::optional<NoteKey> parse_vkey(std::string_view text);

  bool operator==(const NoteKey&) const = default;
};

bool is_key_name(std::string_view text);

// UTF-8 without control characters below U+0020 other than newline, ending in a newline.
bool is_note_text(std::string_view text);

// The text with one signature line. Panics for a text or a name that is none.
std::string sign_note(std::string_view text, std::string_view key_name, const SigningKey& key);

// A line to append to a note of this text: a cosignature as of `time`, in seconds since 1970, at
// most 2^63 - 1. Panics for a text, a name or a time that is none.
std::string cosignature_line(std::string_view text, std::string_view key_name,
                             const SigningKey& key, std::uint64_t time);

// Larger notes are refused unread.
inline constexpr std::size_t kMaxNoteSize = 1 << 20;
inline constexpr std::size_t kMaxSignatureLines = 100;

enum class NoteRefusal {
  kMalformed,
  kNoKnownSignature,  // well-formed, but no line is by a known key
  kBadSignature,      // a line by a known key does not verify
};

struct NoteSigner {
  NoteKey key;
  std::uint64_t time = 0;  // the latest of its cosignatures; 0 for an author, who names none
  bool operator==(const NoteSigner&) const = default;
};

struct Note {
  std::string text;
  std::vector<NoteSigner> signers;  // the known keys that signed, each once; never empty
};

// Reads a note and checks every line by a known key, that is of the same name and id; lines by
// others are ignored. Nothing of the text comes out unless a known key signed it.
std::expected<Note, NoteRefusal> open_note(std::string_view note, std::span<const NoteKey> known);

}  // namespace sotto::tlog
