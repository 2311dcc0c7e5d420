#pragma once
// The lines that the C2SP texts of a log share: decimals without leading zeros, hashes in base64.

#include <charconv>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "crypto/primitives/hash.h"

namespace sotto::tlog {

// The next line, without its newline, which may be empty; false, and nothing happens, when there is
// none.
inline bool take_line(std::string_view& text, std::string_view& line) {
  const std::size_t end = text.find('\n');
  if (end == std::string_view::npos) return false;
  line = text.substr(0, end);
  text.remove_prefix(end + 1);
  return true;
}

inline std::optional<std::uint64_t> parse_decimal(std::string_view digits) {
  if (digits.size() > 1 && digits.front() == '0') return std::nullopt;
  std::uint64_t out = 0;
  const char* const end = digits.data() + digits.size();
  const auto [stop, error] = std::from_chars(digits.data(), end, out);
  if (error != std::errc() || stop != end) return std::nullopt;
  return out;
}

inline std::optional<Hash256> parse_hash(std::string_view base64) {
  const std::optional<Bytes> bytes = from_base64(base64);
  if (!bytes || bytes->size() != sizeof(Hash256)) return std::nullopt;
  return to_array(ByteView(*bytes).first<sizeof(Hash256)>());
}

// Hashes, one a line, up to and with the empty line behind them; no more than `limit`.
inline std::optional<std::vector<Hash256>> take_hashes(std::string_view& text, std::size_t limit) {
  std::vector<Hash256> out;
  std::string_view line;
  while (take_line(text, line)) {
    if (line.empty()) return out;
    const std::optional<Hash256> hash = parse_hash(line);
    if (!hash || out.size() == limit) return std::nullopt;
    out.push_back(*hash);
  }
  return std::nullopt;
}

inline std::string hash_lines(const std::vector<Hash256>& hashes) {
  std::string out;
  for (const Hash256& hash : hashes) out += to_base64(hash) + "\n";
  return out + "\n";
}

}  // namespace sotto::tlog
