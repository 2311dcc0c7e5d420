#include "crypto/protocol/code.h"

#include <algorithm>

#include "crypto/base/wire.h"
#include "crypto/primitives/random.h"

namespace sotto::protocol {
namespace {

// Crockford's digits: no I, L, O (read as 1, 1, 0) and no U.
constexpr std::string_view kDigits = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
constexpr std::string_view kPassedOver = " \t\n\v\f\r-";

constexpr std::size_t kCodeSize = 10;
constexpr std::size_t kTypedPrefix = 5;
constexpr std::size_t kLinkPrefix = 16;

constexpr std::size_t digits_for(std::size_t bytes) {
  return (bytes * 8 + 4) / 5;
}
constexpr std::size_t kTypedDigits = digits_for(kCodeSize + kTypedPrefix);
constexpr std::size_t kLinkDigits = digits_for(kCodeSize + kLinkPrefix);
static_assert(kTypedDigits == 24 && kLinkDigits == 42);

// Most significant bit first; the bits that the last digit has left over are zero. A group of 0
// means no groups.
std::string base32(ByteView bytes, std::size_t group) {
  std::string out;
  const std::size_t digits = digits_for(bytes.size());
  out.reserve(digits + (group == 0 ? 0 : digits / group));
  std::uint32_t pending = 0;
  unsigned bits = 0;
  std::size_t next = 0;
  for (std::size_t i = 0; i < digits; ++i) {
    if (group != 0 && i != 0 && i % group == 0) out.push_back('-');
    if (bits < 5) {
      pending = pending << 8 | (next < bytes.size() ? bytes[next] : 0u);
      ++next;
      bits += 8;
    }
    bits -= 5;
    out.push_back(kDigits[pending >> bits & 31]);
  }
  return out;
}

// 0 to 31, or -1.
int digit_value(char c) {
  if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  if (c == 'I' || c == 'L') c = '1';
  if (c == 'O') c = '0';
  const std::size_t at = kDigits.find(c);
  return at == std::string_view::npos ? -1 : static_cast<int>(at);
}

std::expected<SecretBytes, SlipRefusal> from_base32(std::string_view text) {
  SecretBytes values(kLinkDigits);
  std::size_t digits = 0;
  for (char c : text) {
    if (kPassedOver.find(c) != std::string_view::npos) continue;
    const int value = digit_value(c);
    if (value < 0) return std::unexpected(SlipRefusal::kCharacter);
    if (digits == kLinkDigits) return std::unexpected(SlipRefusal::kLength);
    values.fill()[digits++] = static_cast<std::uint8_t>(value);
  }
  if (digits != kTypedDigits && digits != kLinkDigits) return std::unexpected(SlipRefusal::kLength);

  SecretBytes out(digits * 5 / 8);
  std::uint32_t pending = 0;
  unsigned bits = 0;
  std::size_t size = 0;
  for (std::uint8_t value : values.expose().first(digits)) {
    pending = pending << 5 | value;
    bits += 5;
    if (bits < 8) continue;
    bits -= 8;
    out.fill()[size++] = static_cast<std::uint8_t>(pending >> bits);
  }
  if ((pending & ((1u << bits) - 1)) != 0) return std::unexpected(SlipRefusal::kStrayBits);
  return out;
}

SecretBytes code_and_prefix(const Code& code, const Hash256& genesis, std::size_t prefix) {
  SecretWriter out(kCodeSize + prefix);
  return out.bytes(code.bytes.expose()).bytes(ByteView(genesis).first(prefix)).take();
}

}  // namespace

Code Code::generate() {
  return {random_secret<kCodeSize>()};
}

Hash256 Code::hash() const {
  static constexpr std::uint8_t kZero[1] = {0};
  return sha256({as_bytes("sotto/v1/code"), kZero, bytes.expose()});
}

bool Slip::matches(const Hash256& genesis) const {
  const std::size_t size = genesis_prefix.size();
  if (size != kTypedPrefix && size != kLinkPrefix) return false;
  return equal(genesis_prefix, ByteView(genesis).first(size));
}

std::string typed_form(const Code& code, const Hash256& genesis) {
  return base32(code_and_prefix(code, genesis, kTypedPrefix).expose(), 4);
}

std::string link(std::string_view site, const Code& code, const Hash256& genesis) {
  std::string out(site);
  out += "/open#";
  out += base32(code_and_prefix(code, genesis, kLinkPrefix).expose(), 0);
  return out;
}

std::expected<Slip, SlipRefusal> parse_slip(std::string_view text) {
  const std::size_t hash_sign = text.find('#');
  if (hash_sign != std::string_view::npos) {
    const std::string_view page = text.substr(0, hash_sign);
    const bool fragment_alone = page.find_first_not_of(kPassedOver) == std::string_view::npos;
    if (!fragment_alone && !page.ends_with("/open")) return std::unexpected(SlipRefusal::kNotALink);
    text.remove_prefix(hash_sign + 1);
  }
  const auto bytes = from_base32(text);
  if (!bytes) return std::unexpected(bytes.error());
  const ByteView view = bytes->expose();
  return Slip{{Secret<kCodeSize>::from(view.first<kCodeSize>())},
              to_bytes(view.subspan(kCodeSize))};
}

}  // namespace sotto::protocol
