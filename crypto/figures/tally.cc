#include "crypto/figures/tally.h"

#include <algorithm>

#include "crypto/protocol/labelled_hash.h"

namespace sotto::figures {

using ristretto::Element;

namespace {

// nullopt when a sum is the identity, which no report can bring about whose randomness is known.
std::optional<std::vector<Ciphertext>> add_to(const std::vector<Ciphertext>& sum,
                                              const Proof& proof) {
  std::vector<Ciphertext> out;
  for (std::size_t j = 0; j < kCounters; ++j) {
    const Ciphertext& term = proof.counters[j].ciphertext;
    const auto R = sum.empty() ? term.R : Element::add(sum[j].R, term.R);
    const auto C = sum.empty() ? term.C : Element::add(sum[j].C, term.C);
    if (!R || !C) return std::nullopt;
    out.push_back({*R, *C});
  }
  return out;
}

Hash256 report_hash(ByteView report) {
  return protocol::labelled_hash("sotto/v1/figures-report-hash", report);
}

Hash256 batch_of_hashes(const Hash256& genesis, std::uint32_t quarter,
                        std::vector<Hash256> hashes) {
  std::ranges::sort(hashes);
  Writer list;
  list.bytes(genesis).u32(quarter);
  for (const Hash256& hash : hashes) list.bytes(hash);
  return protocol::labelled_hash("sotto/v1/figures-batch", list.take());
}

}  // namespace

Hash256 batch_of(const Hash256& genesis, std::uint32_t quarter, std::span<const Bytes> reports) {
  std::vector<Hash256> hashes;
  for (const Bytes& report : reports) hashes.push_back(report_hash(report));
  return batch_of_hashes(genesis, quarter, std::move(hashes));
}

Tally::Tally(Setting setting, std::uint32_t quarter, std::vector<SigningPublicKey> roster)
    : setting_(setting), quarter_(quarter), roster_(std::move(roster)) {
  std::ranges::sort(roster_);
  const auto twice = std::ranges::unique(roster_);
  roster_.erase(twice.begin(), twice.end());
}

std::expected<void, TallyRefusal> Tally::add(ByteView bytes) {
  return add(bytes, Check::kAll);
}

std::expected<void, TallyRefusal> Tally::add_again(ByteView bytes) {
  return add(bytes, Check::kNoProof);
}

std::expected<void, TallyRefusal> Tally::add(ByteView bytes, Check check) {
  const auto report = Report::parse(bytes);
  if (!report) return std::unexpected(TallyRefusal::kFormat);
  if (report->quarter != quarter_) return std::unexpected(TallyRefusal::kQuarter);
  if (!std::ranges::binary_search(roster_, report->identity)) {
    return std::unexpected(TallyRefusal::kNotOnRoster);
  }
  const auto place = std::ranges::lower_bound(reported_, report->identity);
  if (place != reported_.end() && *place == report->identity) {
    return std::unexpected(TallyRefusal::kTwice);
  }
  const auto checked =
      check == Check::kAll ? check_report(setting_, *report) : std::expected<void, ReportRefusal>{};
  if (!checked) {
    return std::unexpected(checked.error() == ReportRefusal::kSignature ? TallyRefusal::kSignature
                                                                        : TallyRefusal::kProof);
  }
  auto sum = add_to(sum_, report->proof);
  if (!sum) return std::unexpected(TallyRefusal::kProof);
  sum_ = std::move(*sum);
  reported_.insert(place, report->identity);
  hashes_.push_back(report_hash(bytes));
  return {};
}

std::expected<EncryptedSum, Withheld> Tally::close(
    std::uint32_t current, std::optional<std::uint32_t> last_released) const {
  const auto reports = static_cast<std::uint32_t>(reported_.size());
  if (const auto why = withheld(quarter_, current, last_released, reports,
                                static_cast<std::uint32_t>(roster_.size()))) {
    return std::unexpected(*why);
  }
  return EncryptedSum{quarter_, reports, batch_of_hashes(setting_.genesis, quarter_, hashes_),
                      sum_};
}

}  // namespace sotto::figures
