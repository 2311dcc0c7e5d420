#pragma once
// What trustees ask of the broker (docs/spec/figures.md, "Ceremony" and "What trustees do"): POST
// /trustees, small request, large answer. The broker carries what they send each other and is
// trusted with nothing.

#include <optional>
#include <string_view>
#include <vector>

#include "crypto/base/bytes.h"
#include "crypto/primitives/hash.h"
#include "crypto/primitives/signature.h"
#include "crypto/protocol/calendar.h"
#include "crypto/protocol/limits.h"

namespace sotto::protocol {

enum class TrusteeKind : std::uint8_t {
  kRead = 1,        // how the ceremony stands
  kContribute = 2,  // message 1
  kCertify = 3,     // the signature of the transcript
  kBeginAgain = 4,  // the ceremony of this number is given up; the next begins
  kParts = 5,       // how the release of a quarter stands
  kReports = 6,     // some of the quarter's reports
  kSend = 7,        // the sender's part, sealed to each of the others
  kRelease = 8,     // what came out, signed
};
// Whether it is about a quarter, and not about a ceremony.
constexpr bool is_of_quarter(TrusteeKind kind) {
  return kind >= TrusteeKind::kParts;
}

struct TrusteeRequest {
  TrusteeKind kind{};
  std::uint8_t place = 0;    // the trustee's in the log, 0 to 6; of a quarter: in its certificate
  std::uint32_t number = 0;  // of the ceremony; 0 for kRead; or the quarter
  // kContribute: Message1; kCertify: 64 bytes; kReports: u32 from; kSend: SealedParts; kRelease:
  // release[42] || signature[64]; otherwise none.
  Bytes content = {};
  Day day = 0;
  Signature signature{};  // by the trustee's signing key

  Bytes encode() const;
  static std::optional<TrusteeRequest> parse(ByteView body);
};
inline constexpr std::string_view kTrusteeRequestLabel = "sotto/v1/trustee-request";
Bytes trustee_request_message(const Hash256& genesis, const TrusteeRequest& request);

// How far a trustee is in a ceremony. DO NOT CHANGE THE NUMBERS: they are on the wire.
enum class TrusteeStep : std::uint8_t { kNothing = 0, kContributed = 1, kCertified = 2 };

// How the ceremony stands after the request.
struct TrusteeAnswer {
  std::uint32_t number = 0;  // 0: there are too few trustees for one
  struct Part {
    std::uint8_t place = 0;
    TrusteeStep step{};
    bool operator==(const Part&) const = default;
  };
  std::vector<Part> parts = {};  // places rising
  Bytes message = {};  // Message2 for the sender, from when all have contributed to the certificate

  Bytes encode() const;
  static std::optional<TrusteeAnswer> parse(ByteView body);
};

// A part of opening a sum, sealed to each of the other trustees, by number; the sender's own is
// empty.
inline constexpr std::size_t kSealedPartSize = 32 + 161 + 16;
using SealedParts = std::vector<Bytes>;
Bytes encode_sealed_parts(const SealedParts& parts);
std::optional<SealedParts> parse_sealed_parts(ByteView wire);

// How far a trustee is in a release. DO NOT CHANGE THE NUMBERS: they are on the wire.
enum class ReleaseStep : std::uint8_t { kNothing = 0, kSent = 1, kSigned = 2 };

// How the release of a quarter stands after the request.
struct ReleaseAnswer {
  bool released = false;
  Bytes broker_part = {};  // 161 bytes; empty: not asked for, or the broker's half is lost
  struct Part {
    ReleaseStep step{};
    Bytes sealed = {};  // for the sender, kSealedPartSize; empty: none, or not asked for
    bool operator==(const Part&) const = default;
  };
  std::vector<Part> parts = {};  // by number

  Bytes encode() const;
  static std::optional<ReleaseAnswer> parse(ByteView body);
};

// Some of a quarter's reports.
struct ReportsAnswer {
  std::uint32_t count = 0;          // of all
  std::vector<Bytes> reports = {};  // kReportSize each, kReportsOfAnswer at most

  Bytes encode() const;
  static std::optional<ReportsAnswer> parse(ByteView body);
};

}  // namespace sotto::protocol
