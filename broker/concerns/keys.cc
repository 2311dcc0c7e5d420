#include "broker/concerns/keys.h"

#include <charconv>
#include <sstream>

#include "crypto/base/wire.h"

namespace sotto::broker {
namespace {

constexpr std::string_view kTitle =
    "Sotto: the broker's concerns key. Print, seal, and keep outside the service.\n";

std::unexpected<std::string> no_sheet(const char* why) {
  return std::unexpected(std::string("this is not the sheet of a concerns key: ") + why);
}

// "name value" lines; the rest is for people.
std::optional<std::string> value_of(const std::string& text, const std::string& name) {
  std::istringstream lines(text);
  std::string line;
  while (std::getline(lines, line)) {
    if (line.starts_with(name + " ")) {
      return line.substr(line.find_first_not_of(' ', name.size()));
    }
  }
  return std::nullopt;
}

std::optional<ByteArray<32>> key_of(const std::string& text, const std::string& name) {
  const auto value = value_of(text, name);
  const auto bytes = value ? from_hex(*value) : std::nullopt;
  if (!bytes || bytes->size() != 32) return std::nullopt;
  return to_array(ByteView(*bytes).first<32>());
}

void wipe_text(std::string& text) {
  wipe({reinterpret_cast<std::uint8_t*>(text.data()), text.size()});
}

}  // namespace

SlotPayload concerns_slot(std::uint32_t number, const X25519KeyPair& key) {
  return KeySlot{number, 0, key.secret.clone()}.encode();
}

std::optional<X25519KeyPair> concerns_key_in(const std::optional<SlotPayload>& payload,
                                             std::uint32_t number) {
  auto slot = payload ? KeySlot::parse(*payload) : std::nullopt;
  if (!slot || slot->tag != number) return std::nullopt;
  return X25519KeyPair::from_secret(std::move(slot->secret));
}

Decision expire_concerns_keys(const GroupView& view, const protocol::Replay& log,
                              protocol::Day today) {
  Decision decision;
  const auto& keys = log.concerns_keys();
  const auto current = static_cast<std::uint32_t>(keys.size() - 1);
  for (std::uint32_t slot = concerns_key_slot(0); slot <= concerns_key_slot(3); ++slot) {
    const auto payload = view.slot(slot);
    const auto key = payload ? KeySlot::parse(*payload) : std::nullopt;
    if (!key || key->tag >= current) continue;
    if (keys[key->tag + 1].from + protocol::kOldConcernsKeyDays < today) {
      decision.overwrite_slot(slot);
    }
  }
  return decision;
}

SecretBytes concerns_sheet(const std::string& origin, std::uint32_t number,
                           const X25519KeyPair& key) {
  std::string secret = to_hex(key.secret.expose());
  std::string text = std::string(kTitle) + "scheme  " + origin + "\nnumber  " +
                     std::to_string(number) + "\npublic  " + to_hex(key.public_key) + "\nprivate " +
                     secret + "\n";
  SecretBytes out = SecretBytes::from(as_bytes(text));
  wipe_text(secret);
  wipe_text(text);
  return out;
}

std::expected<SheetKey, std::string> read_sheet(ByteView text, const std::string& origin) {
  std::string sheet(text.begin(), text.end());
  const auto scheme = value_of(sheet, "scheme");
  const auto number = value_of(sheet, "number");
  const auto public_key = key_of(sheet, "public");
  auto secret = key_of(sheet, "private");
  wipe_text(sheet);
  if (!scheme || !number || !public_key || !secret) return no_sheet("a line is missing");
  SheetKey out;
  out.key = X25519KeyPair::from_secret(Secret<32>::from(*secret));
  wipe(*secret);
  if (*scheme != origin) return no_sheet("it is of another scheme");
  const char* end = number->data() + number->size();
  if (std::from_chars(number->data(), end, out.number).ptr != end || number->empty()) {
    return no_sheet("its number is none");
  }
  if (out.key.public_key != *public_key) {
    return no_sheet("its two keys do not fit: one is mistyped");
  }
  return out;
}

}  // namespace sotto::broker
