#include "broker/scheme.h"

#include <algorithm>
#include <utility>

#include "crypto/base/wire.h"
#include "crypto/primitives/random.h"

namespace sotto::broker {
namespace {

// What stands behind the keys that every scheme has.
constexpr std::uint8_t kOtherLog = 1;
constexpr std::uint8_t kOtherGateway = 2;

}  // namespace

LongTermKeys LongTermKeys::generate() {
  return {SigningKey::generate(), SigningKey::generate(), {1, X25519KeyPair::generate()}};
}

LongTermKeys LongTermKeys::clone() const {
  return std::move(*parse(encode().expose()));
}

const SigningKey* LongTermKeys::log_key(const SigningPublicKey& key) const {
  if (log.public_key == key) return &log;
  const auto found = std::ranges::find(other_logs, key, &SigningKey::public_key);
  return found == other_logs.end() ? nullptr : &*found;
}

const ohttp::GatewayKey* LongTermKeys::gateway_key(const protocol::Replay::Gateway& key) const {
  const auto is = [&](const ohttp::GatewayKey& each) {
    return each.key_id == key.id && each.pair.public_key == key.key;
  };
  if (is(gateway)) return &gateway;
  const auto found = std::ranges::find_if(other_gateways, is);
  return found == other_gateways.end() ? nullptr : &*found;
}

bool LongTermKeys::follow(const protocol::Replay& log_now, protocol::Day today) {
  bool changed = false;
  for (SigningKey& each : other_logs) {
    if (each.public_key != log_now.log_key()) continue;
    std::swap(each, log);
    changed = true;
  }
  for (ohttp::GatewayKey& each : other_gateways) {
    if (each.pair.public_key != log_now.gateway().key) continue;
    std::swap(each, gateway);
    changed = true;
  }
  // A key of the log's that is not known to it yet waits for the leads.
  const auto old = log_now.old_gateway(today);
  const std::size_t logs = std::erase_if(
      other_logs, [&](const auto& each) { return log_now.is_taken(each.public_key); });
  const std::size_t gateways = std::erase_if(
      other_gateways, [&](const auto& each) { return !old || each.pair.public_key != old->key; });
  return changed || logs + gateways > 0;
}

SecretBytes LongTermKeys::encode() const {
  SecretWriter out(1 + 32 + 32 + 1 + 32 + other_logs.size() * 33 + other_gateways.size() * 34);
  out.u8(1).bytes(log.seed.expose()).bytes(receipt.seed.expose());
  out.u8(gateway.key_id).bytes(gateway.pair.secret.expose());
  for (const SigningKey& each : other_logs) out.u8(kOtherLog).bytes(each.seed.expose());
  for (const ohttp::GatewayKey& each : other_gateways) {
    out.u8(kOtherGateway).u8(each.key_id).bytes(each.pair.secret.expose());
  }
  return out.take();
}

std::optional<LongTermKeys> LongTermKeys::parse(ByteView file) {
  std::uint8_t version = 0;
  std::uint8_t key_id = 0;
  Secret<32> log;
  Secret<32> receipt;
  Secret<32> gateway;
  Reader r(file);
  if (!r.u8(version) || version != 1 || !r.secret(log) || !r.secret(receipt) || !r.u8(key_id) ||
      !r.secret(gateway)) {
    return std::nullopt;
  }
  LongTermKeys out{SigningKey::from_seed(std::move(log)),
                   SigningKey::from_seed(std::move(receipt)),
                   {key_id, X25519KeyPair::from_secret(std::move(gateway))}};
  while (r.left() > 0) {
    std::uint8_t kind = 0;
    Secret<32> secret;
    if (!r.u8(kind) || (kind == kOtherGateway && !r.u8(key_id)) || !r.secret(secret)) {
      return std::nullopt;
    }
    if (kind == kOtherLog) {
      out.other_logs.push_back(SigningKey::from_seed(std::move(secret)));
    } else if (kind == kOtherGateway) {
      out.other_gateways.push_back({key_id, X25519KeyPair::from_secret(std::move(secret))});
    } else {
      return std::nullopt;
    }
  }
  return out;
}

}  // namespace sotto::broker
