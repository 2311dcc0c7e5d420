#pragma once
// What one broker serves: one scheme, its log and its long-term keys.

#include <memory>

#include "broker/current.h"
#include "crypto/ohttp/ohttp.h"
#include "crypto/primitives/signature.h"
#include "crypto/protocol/policy.h"
#include "crypto/protocol/replay.h"

namespace sotto::broker {

// The file `keys` of the data folder, mode 0600: keys that live as long as the scheme. Keys whose
// loss is a deletion lie in `erasable` instead.
struct LongTermKeys {
  SigningKey log;      // signs checkpoints
  SigningKey receipt;  // signs receipts
  ohttp::GatewayKey gateway;
  // Keys that come or go: which one is in force, the log says.
  std::vector<SigningKey> other_logs = {};
  std::vector<ohttp::GatewayKey> other_gateways = {};

  // nullptr: not here.
  const SigningKey* log_key(const SigningPublicKey& key) const;
  const ohttp::GatewayKey* gateway_key(const protocol::Replay::Gateway& key) const;
  // Puts what the log has in force first, and forgets what it has left behind. True when that
  // changed anything.
  bool follow(const protocol::Replay& log, protocol::Day today);

  static LongTermKeys generate();
  LongTermKeys clone() const;
  SecretBytes encode() const;
  static std::optional<LongTermKeys> parse(ByteView file);
};

struct Scheme {
  Hash256 genesis{};
  protocol::Policy policy;
  LongTermKeys keys;
};

// The served file of a policy that the leads have not signed yet, or that is not in force yet.
inline constexpr const char* kNextPolicy = "policy-next";

// The replayed log, replaced whole by the writer when an entry was appended. Any thread reads.
using CurrentLog = Current<protocol::Replay>;

// Reserved slots of the erasable file.
inline constexpr std::uint32_t kBatchSlot = 0;  // key of the batch being collected; tag: its number
// Keys of quarters' reports lie in slots 1 and 2; tag: the quarter.
inline constexpr std::uint32_t reports_slot(protocol::Epoch quarter) {
  return 1 + quarter % 2;
}
// The broker's concerns keys lie in slots 12..15; tag: the number.
inline constexpr std::uint32_t concerns_key_slot(std::uint32_t number) {
  return 12 + number % 4;
}
// The broker's halves of tally keys lie in slots 8..11; tag: how many certificates came before.
inline constexpr std::uint32_t kFiguresKeySlots = 4;
inline constexpr std::uint32_t figures_key_slot(std::uint32_t ordinal) {
  return 8 + ordinal % kFiguresKeySlots;
}
// Pass keys lie in slots 4..7; tag: the epoch.
inline constexpr std::uint32_t pass_key_slot(protocol::Epoch epoch) {
  return 4 + epoch % 4;
}

}  // namespace sotto::broker
