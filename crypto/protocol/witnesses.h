#pragma once
// Who cosigns a scheme's log (docs/spec/policy.md, "Witnesses"): a C2SP tlog-policy file inside the
// policy. Its own format is crypto/tlog/witness_policy.h; here is what a scheme asks of it beyond.

#include <expected>
#include <optional>
#include <string>
#include <string_view>

#include "crypto/tlog/witness_policy.h"

namespace sotto::protocol {

inline constexpr std::size_t kWitnessTextMax = 16 * 1024;
inline constexpr std::size_t kWitnessMembersMax = 64;      // witnesses and groups together
inline constexpr std::uint32_t kWitnessEveryMax = 43'200;  // seconds

enum class WitnessesProblem : std::uint8_t {
  kTooLong,
  kNotAPolicy,  // of C2SP tlog-policy
  kNamesALog,   // there is one, and genesis names it
  kNoQuorum,    // "quorum none": then a scheme leaves witnesses out
  kTooMany,
  kBadAddress,  // of a witness: below
};
const char* describe(WitnessesProblem problem);

// "https://witness.example/prefix", or "http://" on loopback, where no network sees it.
struct WitnessAddress {
  bool tls = false;
  std::string host;  // lower case; an IPv6 address without brackets
  std::string port;
  std::string path;  // "" or "/prefix"; requests go to path + "/add-checkpoint"

  static std::optional<WitnessAddress> parse(std::string_view url);
  bool operator==(const WitnessAddress&) const = default;
};

// The witnesses of a scheme. A witness without an address brings its cosignatures by itself.
std::expected<tlog::WitnessPolicy, WitnessesProblem> parse_witnesses(std::string_view text);

}  // namespace sotto::protocol
