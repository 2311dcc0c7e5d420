#pragma once
// A supporter's report for one quarter, 4,096 bytes whatever it says (docs/spec/figures.md,
// "Report"): u32 quarter || identity[32] || proof[3584] || signature[64] || zeros.

#include <expected>

#include "crypto/figures/proof.h"
#include "crypto/protocol/limits.h"

namespace sotto::figures {

inline constexpr std::size_t kReportContentSize = 4 + 32 + kProofSize + 64;
static_assert(kReportContentSize == 3684 && kReportContentSize <= protocol::kReportSize);

struct Report {
  std::uint32_t quarter = 0;
  SigningPublicKey identity{};
  Proof proof;
  Signature signature{};  // by the identity key, over everything before it

  Bytes encode() const;
  // nullopt for another size, padding that is not zero, an element or scalar that is none.
  static std::optional<Report> parse(ByteView bytes);
};

Report make_report(const Setting& setting, std::uint32_t quarter, const SigningKey& identity,
                   const Secret<kCounters>& values);

enum class ReportRefusal { kSignature, kProof };
// Everything but whether the identity is on the roster and the quarter the right one (tally.h).
std::expected<void, ReportRefusal> check_report(const Setting& setting, const Report& report);

}  // namespace sotto::figures
