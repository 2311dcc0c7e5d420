#pragma once
// Opening a sum: the broker's part and those of k trustees together (docs/spec/figures.md,
// "Opening").

#include "crypto/cocktail/rounds.h"
#include "crypto/figures/discrete_log.h"
#include "crypto/figures/partial.h"

namespace sotto::figures {

// counter + noise, summed over the reports. May be negative.
using Totals = std::array<std::int64_t, kCounters>;

enum class TotalRefusal {
  kHolder,    // a holder who does not exist, or one twice
  kProof,     // a part that is not the holder's product
  kTooFew,    // fewer trustees than the threshold
  kNoBroker,  // the broker's part is missing
  kRange,     // what comes out is no sum of so many reports
};

// Every part is verified before any is used.
std::expected<Totals, TotalRefusal> open_sum(const Setting& setting,
                                             const cocktail::GroupKey& trustees,
                                             const ristretto::Element& Y_B, const EncryptedSum& sum,
                                             std::span<const PartialDecryption> partials,
                                             const DiscreteLog& logs);

}  // namespace sotto::figures
