#include "crypto/figures/release.h"

#include <algorithm>

#include "crypto/base/wire.h"

namespace sotto::figures {

std::optional<Withheld> withheld(std::uint32_t quarter, std::uint32_t current,
                                 std::optional<std::uint32_t> last_released, std::uint32_t reports,
                                 std::uint32_t roster) {
  if (quarter >= current) return Withheld::kNotClosed;
  if (last_released && quarter <= *last_released) return Withheld::kReleasedBefore;
  if (reports < kMinReports) return Withheld::kTooFewReports;
  if (std::uint64_t{reports} * 100 < std::uint64_t{roster} * kMinPercent) {
    return Withheld::kTooFewOfTheRoster;
  }
  return std::nullopt;
}

Figure disclose(std::int64_t total) {
  if (total < kThreshold) return 0;
  const std::int64_t rounded = (total + kRounding / 2) / kRounding * kRounding;
  return static_cast<Figure>(std::min<std::int64_t>(rounded, 65'535 / kRounding * kRounding));
}

bool is_figure(Figure figure) {
  return figure == 0 || (figure >= kThreshold && figure % kRounding == 0);
}

Bytes Release::encode() const {
  Writer out(42);
  out.u32(quarter).bytes(batch);
  for (const Figure figure : figures) out.u16(figure);
  return out.take();
}

std::optional<Release> Release::parse(ByteView bytes) {
  Reader in(bytes);
  Release out;
  if (!in.u32(out.quarter) || !in.fixed(out.batch)) return std::nullopt;
  for (Figure& figure : out.figures) {
    if (!in.u16(figure) || !is_figure(figure)) return std::nullopt;
  }
  if (!in.done()) return std::nullopt;
  return out;
}

std::uint32_t about(std::span<const Figure> quarters) {
  std::uint32_t sum = 0;
  for (const Figure figure : quarters) sum += figure == 0 ? 5u : figure;
  return sum;
}

}  // namespace sotto::figures
