#pragma once
// The sum of a quarter's reports, without opening one (docs/spec/figures.md, "Sum"). The broker
// computes it, and every trustee's client again from all the reports: a sum to decrypt comes from
// nowhere else.

#include <span>
#include <vector>

#include "crypto/figures/release.h"
#include "crypto/figures/report.h"

namespace sotto::figures {

// The name of these reports together, in whatever order.
Hash256 batch_of(const Hash256& genesis, std::uint32_t quarter, std::span<const Bytes> reports);

struct EncryptedSum {
  std::uint32_t quarter = 0;
  std::uint32_t reports = 0;
  Hash256 batch{};                   // of the hashes of the reports, in rising order
  std::vector<Ciphertext> counters;  // kCounters
};

enum class TallyRefusal {
  kFormat,       // not a report
  kQuarter,      // of another quarter
  kNotOnRoster,  // of an identity that the log does not list
  kTwice,        // a second one of the same identity
  kSignature,
  kProof,
};

class Tally {
 public:
  // roster: the identity keys of all supporters that the log lists for the quarter.
  Tally(Setting setting, std::uint32_t quarter, std::vector<SigningPublicKey> roster);

  // Adds a report after every check.
  std::expected<void, TallyRefusal> add(ByteView report);

  // The same for a report that was added to a tally before and kept where nobody else writes: not
  // checked again.
  std::expected<void, TallyRefusal> add_again(ByteView report);

  // The sum, if the rule of releases lets it be decrypted (release.h).
  std::expected<EncryptedSum, Withheld> close(std::uint32_t current,
                                              std::optional<std::uint32_t> last_released) const;

 private:
  enum class Check { kAll, kNoProof };
  std::expected<void, TallyRefusal> add(ByteView report, Check check);

  Setting setting_;
  std::uint32_t quarter_;
  std::vector<SigningPublicKey> roster_;    // sorted
  std::vector<SigningPublicKey> reported_;  // sorted
  std::vector<Hash256> hashes_;
  std::vector<Ciphertext> sum_;  // empty before the first report
};

}  // namespace sotto::figures
