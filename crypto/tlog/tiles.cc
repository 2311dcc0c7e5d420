#include "crypto/tlog/tiles.h"

#include <algorithm>
#include <limits>

#include "crypto/base/wire.h"
#include "crypto/tlog/lines.h"

namespace sotto::tlog {
namespace {

constexpr std::string_view kPrefix = "tile/";
constexpr std::string_view kEntries = "entries";
constexpr int kBitsPerLevel = 8;

// Three digits.
std::optional<std::uint64_t> parse_element(std::string_view digits) {
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  if (digits.size() != 3 || !std::ranges::all_of(digits, is_digit)) return std::nullopt;
  return static_cast<std::uint64_t>((digits[0] - '0') * 100 + (digits[1] - '0') * 10 + digits[2] -
                                    '0');
}

std::string element(std::uint64_t value) {
  const std::string digits = std::to_string(value);
  return std::string(3 - digits.size(), '0') + digits;
}

// "x001/x234/067" for 1234067.
std::optional<std::uint64_t> parse_index(std::string_view path) {
  constexpr std::uint64_t kMost = std::numeric_limits<std::uint64_t>::max();
  std::uint64_t out = 0;
  for (bool first = true; path.starts_with('x'); first = false) {
    if (path.size() < 5 || path[4] != '/') return std::nullopt;
    const std::optional<std::uint64_t> value = parse_element(path.substr(1, 3));
    if (!value || (first && *value == 0) || out > (kMost - 999'999) / 1'000'000)
      return std::nullopt;
    out = (out + *value) * 1000;
    path.remove_prefix(5);
  }
  const std::optional<std::uint64_t> last = parse_element(path);
  if (!last) return std::nullopt;
  return out + *last;
}

std::string index_path(std::uint64_t index) {
  std::string out = element(index % 1000);
  while (index >= 1000) {
    index /= 1000;
    out = "x" + element(index % 1000) + "/" + out;
  }
  return out;
}

// How many leaves lie below one hash of a level; nullopt beyond 2^64.
std::optional<std::uint64_t> leaves_per_hash(std::uint8_t level) {
  if (level * kBitsPerLevel >= 64) return std::nullopt;
  return std::uint64_t{1} << (level * kBitsPerLevel);
}

}  // namespace

std::string Tile::path() const {
  std::string out(kPrefix);
  out += level ? std::to_string(*level) : std::string(kEntries);
  out += "/" + index_path(index);
  if (width != kTileWidth) out += ".p/" + std::to_string(width);
  return out;
}

std::optional<Tile> Tile::parse(std::string_view path) {
  if (!path.starts_with(kPrefix)) return std::nullopt;
  path.remove_prefix(kPrefix.size());
  const std::size_t slash = path.find('/');
  if (slash == std::string_view::npos) return std::nullopt;
  Tile out;
  if (const std::string_view level = path.substr(0, slash); level != kEntries) {
    const std::optional<std::uint64_t> number = parse_decimal(level);
    if (!number || *number > kMaxTileLevel) return std::nullopt;
    out.level = static_cast<std::uint8_t>(*number);
  }
  path.remove_prefix(slash + 1);
  if (const std::size_t partial = path.find(".p/"); partial != std::string_view::npos) {
    const std::optional<std::uint64_t> width = parse_decimal(path.substr(partial + 3));
    if (!width || *width == 0 || *width >= kTileWidth) return std::nullopt;
    out.width = static_cast<std::uint32_t>(*width);
    path = path.substr(0, partial);
  }
  const std::optional<std::uint64_t> index = parse_index(path);
  if (!index) return std::nullopt;
  out.index = *index;
  return out;
}

std::optional<TreeSize> Tile::needs() const {
  const std::optional<std::uint64_t> each = leaves_per_hash(level.value_or(0));
  constexpr std::uint64_t kMost = std::numeric_limits<std::uint64_t>::max();
  if (!each || index > (kMost - width) / kTileWidth) return std::nullopt;
  const std::uint64_t hashes = index * kTileWidth + width;
  if (hashes > kMost / *each) return std::nullopt;
  return TreeSize{hashes * *each};
}

std::optional<Bytes> tile_hashes(std::span<const Hash256> leaves, const Tile& tile) {
  const std::optional<TreeSize> needs = tile.needs();
  if (!tile.level || !needs || needs->value > leaves.size()) return std::nullopt;
  const std::uint64_t each = *leaves_per_hash(*tile.level);
  const std::uint64_t first = tile.index * kTileWidth * each;
  Writer out;
  for (std::uint64_t i = 0; i < tile.width; ++i) {
    out.bytes(root(leaves.subspan(first + i * each, each)));
  }
  return out.take();
}

}  // namespace sotto::tlog
