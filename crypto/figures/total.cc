#include "crypto/figures/total.h"

#include <algorithm>

#include "crypto/primitives/shamir.h"

namespace sotto::figures {

using ristretto::Element;
using ristretto::Scalar;

namespace {

// The parts to combine: k trustees', and the broker's.
struct Quorum {
  std::vector<const PartialDecryption*> trustees;
  const PartialDecryption* broker = nullptr;
};

std::expected<Quorum, TotalRefusal> choose(const Setting& setting,
                                           const cocktail::GroupKey& trustees, const Element& Y_B,
                                           const EncryptedSum& sum,
                                           std::span<const PartialDecryption> partials) {
  Quorum out;
  std::vector<std::uint8_t> seen;
  for (const PartialDecryption& partial : partials) {
    if (partial.holder > trustees.shares.size() ||
        std::ranges::find(seen, partial.holder) != seen.end()) {
      return std::unexpected(TotalRefusal::kHolder);
    }
    seen.push_back(partial.holder);
    const bool is_broker = partial.holder == kBrokerHolder;
    const Element& key = is_broker ? Y_B : trustees.shares[partial.holder - 1u];
    if (!verify(setting, sum, key, partial)) return std::unexpected(TotalRefusal::kProof);
    if (is_broker) {
      out.broker = &partial;
    } else if (out.trustees.size() < trustees.t) {
      out.trustees.push_back(&partial);
    }
  }
  if (out.trustees.size() < trustees.t) return std::unexpected(TotalRefusal::kTooFew);
  if (out.broker == nullptr) return std::unexpected(TotalRefusal::kNoBroker);
  return out;
}

// C* - sum of lambda_i M_i - M_B, which is T * H; nullopt for T = 0. A mask that is the identity,
// or passes through it, is beyond chance, and gives at worst no total.
std::optional<Element> unmask(const Element& C, const Quorum& quorum,
                              std::span<const Scalar> lambda, std::size_t counter) {
  std::optional<Element> mask = quorum.broker->M[counter];
  for (std::size_t i = 0; i < quorum.trustees.size(); ++i) {
    const auto term = Element::multiply(lambda[i], quorum.trustees[i]->M[counter]);
    mask = term && mask ? Element::add(*mask, *term) : std::nullopt;
  }
  return mask ? Element::subtract(C, *mask) : std::optional<Element>(C);
}

}  // namespace

std::expected<Totals, TotalRefusal> open_sum(const Setting& setting,
                                             const cocktail::GroupKey& trustees, const Element& Y_B,
                                             const EncryptedSum& sum,
                                             std::span<const PartialDecryption> partials,
                                             const DiscreteLog& logs) {
  const auto quorum = choose(setting, trustees, Y_B, sum, partials);
  if (!quorum) return std::unexpected(quorum.error());
  std::vector<std::uint8_t> holders;
  for (const PartialDecryption* partial : quorum->trustees) holders.push_back(partial->holder);
  const auto lambda = shamir::lagrange(holders);
  if (!lambda) return std::unexpected(TotalRefusal::kTooFew);
  Totals out{};
  for (std::size_t j = 0; j < kCounters; ++j) {
    const auto V = unmask(sum.counters[j].C, *quorum, *lambda, j);
    const auto found = V ? logs.find(*V, kMaxValue * sum.reports) : std::optional<std::uint32_t>(0);
    if (!found) return std::unexpected(TotalRefusal::kRange);
    out[j] = std::int64_t{*found} - std::int64_t{kOffset} * sum.reports;
  }
  return out;
}

}  // namespace sotto::figures
