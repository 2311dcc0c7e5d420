#pragma once
// What of a quarter's totals is shown, and when (docs/spec/figures.md, "Release"). Pure functions:
// the trustees' clients, the log's readers and the dashboard all ask them.

#include <optional>
#include <span>

#include "crypto/figures/setting.h"

namespace sotto::figures {

inline constexpr std::uint32_t kMinReports = 8;
inline constexpr std::uint32_t kMinPercent = 60;  // of the roster
inline constexpr std::int64_t kThreshold = 10;
inline constexpr std::int64_t kRounding = 5;

// Why a quarter is not released.
enum class Withheld { kNotClosed, kReleasedBefore, kTooFewReports, kTooFewOfTheRoster };

// nullopt: it may be released. current is the quarter of today; last_released the highest quarter
// of which the log has a release.
std::optional<Withheld> withheld(std::uint32_t quarter, std::uint32_t current,
                                 std::optional<std::uint32_t> last_released, std::uint32_t reports,
                                 std::uint32_t roster);

// A published figure: 0 for "fewer than 10", else a multiple of 5 from 10.
using Figure = std::uint16_t;
Figure disclose(std::int64_t total);
bool is_figure(Figure figure);

// u32 quarter || batch[32] || 3 × u16 figure, 42 bytes. k trustees sign it.
struct Release {
  std::uint32_t quarter = 0;
  Hash256 batch{};  // the reports that it sums (tally.h)
  std::array<Figure, kCounters> figures{};

  Bytes encode() const;
  // nullopt for another size and for a figure that is none.
  static std::optional<Release> parse(ByteView bytes);
};

// "About" so many in several published quarters; "fewer than 10" counts as 5.
std::uint32_t about(std::span<const Figure> quarters);

}  // namespace sotto::figures
