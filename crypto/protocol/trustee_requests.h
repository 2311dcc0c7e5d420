#pragma once
// What trustees ask of the broker (docs/spec/figures.md, "Ceremony"): POST /trustees, small
// request, large answer. The broker carries what they send each other and is trusted with nothing.

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
};

struct TrusteeRequest {
  TrusteeKind kind{};
  std::uint8_t place = 0;    // the trustee's in the log, 0 to 6
  std::uint32_t number = 0;  // of the ceremony; 0 for kRead
  Bytes content = {};        // kContribute: Message1; kCertify: 64 bytes; otherwise none
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

}  // namespace sotto::protocol
