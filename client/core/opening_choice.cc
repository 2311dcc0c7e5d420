#include "client/core/opening_choice.h"

#include <algorithm>

#include "crypto/base/wire.h"
#include "crypto/primitives/hkdf.h"

namespace sotto::client {
namespace {

constexpr std::size_t kSharedPart = 16;
constexpr std::size_t kSharedLeast = 2;

using Envelopes = std::vector<PublishedEnvelope>;

Envelopes without(const Envelopes& all, const std::vector<Hash256>& own) {
  Envelopes out;
  for (const PublishedEnvelope& each : all) {
    if (std::ranges::find(own, each.id) == own.end()) out.push_back(each);
  }
  return out;
}

}  // namespace

Envelopes shared_choice(const Envelopes& all, protocol::Day day, const X25519KeyPair& key,
                        const X25519PublicKey& other) {
  const auto secret = x25519(key.secret, other);
  if (!secret) return {};
  const Bytes salt = Writer().u32(day).take();
  const HmacKey rank(derive<32>("sotto/v1/shared-openings", {secret->expose()}, salt).expose());
  std::vector<std::pair<Hash256, const PublishedEnvelope*>> ranked;
  for (const PublishedEnvelope& each : all) {
    if (each.day == day) ranked.emplace_back(to_array<32>(rank.mac({each.id}).expose()), &each);
  }
  std::ranges::sort(ranked);
  const std::size_t count = std::max(kSharedLeast, ranked.size() / kSharedPart);
  Envelopes out;
  for (const auto& [hash, envelope] : ranked) {
    if (out.size() == count) break;
    out.push_back(*envelope);
  }
  return out;
}

std::optional<PublishedEnvelope> pick_cover(const Envelopes& all, const std::vector<Hash256>& own,
                                            const X25519KeyPair& key,
                                            const std::vector<X25519PublicKey>& others,
                                            const Dice& dice) {
  const Envelopes free = without(all, own);
  if (free.empty()) return std::nullopt;
  Envelopes fresh;
  for (const PublishedEnvelope& each : free) {
    if (each.fresh) fresh.push_back(each);
  }
  // A concern is opened in the visit that finds it, or in a later one.
  const bool of_fresh = !fresh.empty() && dice.one_in(2, "fresh");
  const PublishedEnvelope& picked =
      *dice.pick(of_fresh ? fresh : free, "envelope", &PublishedEnvelope::id);
  if (others.empty() || dice.one_in(2, "own")) return picked;
  const auto& other = *dice.pick(others, "other", std::identity());
  const Envelopes shared = without(shared_choice(all, picked.day, key, other), own);
  return shared.empty() ? picked : *dice.pick(shared, "shared", &PublishedEnvelope::id);
}

}  // namespace sotto::client
