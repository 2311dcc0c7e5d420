#include "crypto/protocol/directory.h"

#include <algorithm>
#include <array>

#include "crypto/base/wire.h"
#include "crypto/primitives/hkdf.h"
#include "crypto/protocol/text.h"

namespace sotto::protocol {
namespace {

// A field's code on the wire is its place here, from 1. DO NOT CHANGE THE ORDER.
constexpr std::array<std::string_view, 7> kFields{"name",      "grade",     "site", "specialty",
                                                  "languages", "interests", "about"};

// 0 for a field that does not exist.
std::uint8_t code_of(std::string_view field) {
  const auto found = std::ranges::find(kFields, field);
  return found == kFields.end() ? 0 : static_cast<std::uint8_t>(found - kFields.begin() + 1);
}

bool read_entry(Reader& in, Week week, DirectoryEntry& out) {
  std::uint8_t has_key = 0;
  if (!in.fixed(out.id) || !in.fixed(out.salt) || !in.vec16(out.text) || !in.u8(has_key)) {
    return false;
  }
  if (has_key > 1 || !ListingText::parse(out.text)) return false;
  if (has_key == 0) return true;
  ContactKey& key = out.contact_key.emplace(ContactKey{.id = out.id, .week = week});
  return in.fixed(key.key) && in.fixed(key.signature) && !key.paused();
}

}  // namespace

bool ListingText::is_valid() const {
  if (fields.empty() || fields.front().first != kFields[0]) return false;
  if (fields.front().second.empty() || fields.front().second.size() > kNameMax) return false;
  std::size_t size = 1;
  std::uint8_t last = 0;
  for (const auto& [field, value] : fields) {
    const std::uint8_t code = code_of(field);
    if (code <= last || value.size() > kListingTextMax || !is_plain_text(value)) return false;
    last = code;
    size += 1 + 2 + value.size();
  }
  return size <= kListingTextMax;
}

Bytes ListingText::encode() const {
  if (!is_valid()) panic("directory: not a listing's text");
  Writer out;
  out.u8(static_cast<std::uint8_t>(fields.size()));
  for (const auto& [field, value] : fields) out.u8(code_of(field)).text16(value);
  return out.take();
}

std::optional<ListingText> ListingText::parse(ByteView wire) {
  Reader in(wire);
  std::uint8_t count = 0;
  if (!in.u8(count)) return std::nullopt;
  ListingText text;
  for (std::uint8_t i = 0; i < count; ++i) {
    std::uint8_t code = 0;
    std::string value;
    if (!in.u8(code) || code == 0 || code > kFields.size() || !in.text16(value)) {
      return std::nullopt;
    }
    text.fields.emplace_back(kFields[code - 1], std::move(value));
  }
  if (!in.done() || !text.is_valid()) return std::nullopt;
  return text;
}

Hash256 listing_commitment(FixedView<32> salt, ByteView text) {
  return to_array(hmac_sha256(salt, {text}).expose());
}

Bytes contact_key_message(const Hash256& genesis, const ContactKey& key) {
  Writer out;
  out.bytes(genesis).bytes(key.id).u32(key.week).bytes(key.key);
  return out.take();
}

Bytes Directory::encode() const {
  if (entries.size() > 0xffff) panic("directory: over 65,535 supporters");
  Writer out;
  out.u32(week).u16(static_cast<std::uint16_t>(entries.size()));
  for (const DirectoryEntry& entry : entries) {
    const bool has_key = entry.contact_key && !entry.contact_key->paused();
    out.bytes(entry.id).bytes(entry.salt).vec16(entry.text).u8(has_key ? 1 : 0);
    if (!has_key) continue;
    if (entry.contact_key->id != entry.id || entry.contact_key->week != week) {
      panic("directory: a contact key of somebody else or of another week");
    }
    out.bytes(entry.contact_key->key).bytes(entry.contact_key->signature);
  }
  return out.take();
}

std::optional<Directory> Directory::parse(ByteView wire) {
  Reader in(wire);
  Directory directory;
  std::uint16_t count = 0;
  if (!in.u32(directory.week) || !in.u16(count)) return std::nullopt;
  for (std::uint16_t i = 0; i < count; ++i) {
    DirectoryEntry entry;
    if (!read_entry(in, directory.week, entry)) return std::nullopt;
    if (i > 0 && entry.id <= directory.entries.back().id) return std::nullopt;
    directory.entries.push_back(std::move(entry));
  }
  if (!in.done()) return std::nullopt;
  return directory;
}

}  // namespace sotto::protocol
