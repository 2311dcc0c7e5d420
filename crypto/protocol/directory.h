#pragma once
// The directory: one file a week, the same for everybody (docs/spec/log.md, "Directory"). Lists the
// supporters in force this week with their text and, unless paused, this week's contact key.

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "crypto/base/bytes.h"
#include "crypto/primitives/hash.h"
#include "crypto/protocol/entries.h"

namespace sotto::protocol {

inline constexpr std::size_t kNameMax = 80;

// What a supporter says of themself. Fields in this order, each at most once: name (required, at
// most kNameMax), grade, site, specialty, languages, interests, about. Values are plain text
// (text.h).
struct ListingText {
  std::vector<std::pair<std::string, std::string>> fields;

  bool is_valid() const;  // false also when the encoding would be over kListingTextMax
  Bytes encode() const;   // must be valid
  static std::optional<ListingText> parse(ByteView wire);
};

// HMAC-SHA-256(salt, encoded text)
Hash256 listing_commitment(FixedView<32> salt, ByteView text);

// A supporter's X25519 key for one week, signed by the identity key. 32 zero bytes: paused that
// week.
struct ContactKey {
  SupporterId id{};
  Week week = 0;
  ByteArray<32> key{};
  Signature signature{};

  bool paused() const { return key == ByteArray<32>{}; }
  bool operator==(const ContactKey&) const = default;
};
inline constexpr std::string_view kContactKeyLabel = "sotto/v1/contact-key";
Bytes contact_key_message(const Hash256& genesis, const ContactKey& key);
inline constexpr std::size_t kContactKeySize = 16 + 4 + 32 + 64;

struct DirectoryEntry {
  SupporterId id{};
  ByteArray<32> salt{};
  Bytes text;                             // ListingText, encoded
  std::optional<ContactKey> contact_key;  // of the directory's week
};

struct Directory {
  Week week = 0;
  std::vector<DirectoryEntry> entries;  // by id, rising

  // A paused key is left out: in the file, nobody can tell it from one that never came.
  Bytes encode() const;
  // Checks the form alone; signatures and commitments are for whoever has the log.
  static std::optional<Directory> parse(ByteView wire);
};

}  // namespace sotto::protocol
