#include "crypto/tlog/proof.h"

#include "crypto/tlog/lines.h"

namespace sotto::tlog {
namespace {

constexpr std::string_view kFirstLine = "c2sp.org/tlog-proof@v1";
constexpr std::string_view kExtra = "extra ";
constexpr std::string_view kIndex = "index ";
constexpr std::size_t kMaxPath = 64;  // no tree is higher

}  // namespace

std::string LogProof::text() const {
  std::string out = std::string(kFirstLine) + "\n";
  if (!extra.empty()) out += std::string(kExtra) + to_base64(extra) + "\n";
  out += std::string(kIndex) + std::to_string(index.value) + "\n";
  return out + hash_lines(path.hashes) + checkpoint;
}

std::optional<LogProof> LogProof::parse(std::string_view text) {
  LogProof out;
  std::string_view line;
  if (!take_line(text, line) || line != kFirstLine || !take_line(text, line)) return std::nullopt;
  if (line.starts_with(kExtra)) {
    std::optional<Bytes> extra = from_base64(line.substr(kExtra.size()));
    if (!extra || extra->empty() || !take_line(text, line)) return std::nullopt;
    out.extra = std::move(*extra);
  }
  if (!line.starts_with(kIndex)) return std::nullopt;
  const auto index = parse_decimal(line.substr(kIndex.size()));
  auto hashes = take_hashes(text, kMaxPath);
  if (!index || !hashes || text.empty()) return std::nullopt;
  out.index = {*index};
  out.path.hashes = std::move(*hashes);
  out.checkpoint = text;
  return out;
}

}  // namespace sotto::tlog
