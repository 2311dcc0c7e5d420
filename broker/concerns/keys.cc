#include "broker/concerns/keys.h"

#include <algorithm>
#include <charconv>

#include "crypto/base/wire.h"

namespace sotto::broker {
namespace {

constexpr std::string_view kTitle =
    "Sotto: the broker's concerns key. Print, seal, and keep outside the service.\n";

std::unexpected<std::string> no_sheet(const char* why) {
  return std::unexpected(std::string("this is not the sheet of a concerns key: ") + why);
}

// "name value" lines; the rest is for people. A view into the sheet: no copy to wipe.
std::optional<std::string_view> value_of(std::string_view sheet, std::string_view name) {
  while (!sheet.empty()) {
    const std::string_view line = sheet.substr(0, sheet.find('\n'));
    sheet.remove_prefix(std::min(line.size() + 1, sheet.size()));
    if (!line.starts_with(name) || !line.substr(name.size()).starts_with(' ')) continue;
    const auto value = line.find_first_not_of(' ', name.size());
    return value == std::string_view::npos ? std::string_view() : line.substr(value);
  }
  return std::nullopt;
}

std::optional<Secret<32>> key_of(std::string_view sheet, std::string_view name) {
  const auto value = value_of(sheet, name);
  auto bytes = value ? from_hex(*value) : std::nullopt;
  if (!bytes) return std::nullopt;
  std::optional<Secret<32>> out;
  if (bytes->size() == 32) out = Secret<32>::from(ByteView(*bytes).first<32>());
  wipe(*bytes);
  return out;
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
  const std::string head = std::string(kTitle) + "scheme  " + origin + "\nnumber  " +
                           std::to_string(number) + "\npublic  " + to_hex(key.public_key) +
                           "\nprivate ";
  std::string secret = to_hex(key.secret.expose());
  SecretBytes out(head.size() + secret.size() + 1);
  const auto end = std::ranges::copy(secret, std::ranges::copy(head, out.fill().begin()).out).out;
  *end = '\n';
  wipe({reinterpret_cast<std::uint8_t*>(secret.data()), secret.size()});
  return out;
}

std::expected<SheetKey, std::string> read_sheet(ByteView text, const std::string& origin) {
  const std::string_view sheet(reinterpret_cast<const char*>(text.data()), text.size());
  const auto scheme = value_of(sheet, "scheme");
  const auto number = value_of(sheet, "number");
  const auto public_key = key_of(sheet, "public");
  auto secret = key_of(sheet, "private");
  if (!scheme || !number || !public_key || !secret) return no_sheet("a line is missing");
  SheetKey out;
  out.key = X25519KeyPair::from_secret(std::move(*secret));
  if (*scheme != origin) return no_sheet("it is of another scheme");
  const char* end = number->data() + number->size();
  if (std::from_chars(number->data(), end, out.number).ptr != end || number->empty()) {
    return no_sheet("its number is none");
  }
  if (out.key.public_key != to_array(public_key->expose())) {
    return no_sheet("its two keys do not fit: one is mistyped");
  }
  return out;
}

}  // namespace sotto::broker
