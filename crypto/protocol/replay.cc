#include "crypto/protocol/replay.h"

#include <algorithm>
#include <limits>

#include "crypto/base/panic.h"
#include "crypto/voprf/token.h"

namespace sotto::protocol {
namespace {

std::unexpected<ReplayRefusal> refuse(ReplayRefusal why) {
  return std::unexpected(why);
}

std::optional<std::uint8_t> truncated_id(const PassKey& key) {
  const std::optional<ristretto::Element> element = ristretto::Element::parse(key.key);
  if (!element) return std::nullopt;
  return voprf::truncated(voprf::token_key_id(*element));
}

}  // namespace

bool is_of_full_order(const X25519PublicKey& key) {
  ByteArray<32> any{};
  any[0] = 1;
  return x25519(Secret<32>::from(any), key).has_value();
}

const char* describe(ReplayRefusal refusal) {
  switch (refusal) {
    case ReplayRefusal::kNotAnEntry:
      return "not an entry";
    case ReplayRefusal::kFirstNotGenesis:
      return "genesis is the first entry and no other";
    case ReplayRefusal::kGenesisSignature:
      return "genesis is not signed by two leads";
    case ReplayRefusal::kDayBackwards:
      return "the day is before that of the entry before";
    case ReplayRefusal::kPassKeySignature:
      return "a pass key without notice is not signed by both leads";
    case ReplayRefusal::kPassKeyRepeated:
      return "the epoch has a pass key, or the generation is not its next";
    case ReplayRefusal::kPassKeyMalformed:
      return "the pass key is no key, or its short id is taken";
    case ReplayRefusal::kListingSignature:
      return "the listing is not signed by its supporter";
    case ReplayRefusal::kLeadSignatures:
      return "too few leads signed, or a signature is wrong";
    case ReplayRefusal::kNumberNotRising:
      return "the number does not rise";
    case ReplayRefusal::kUnknownSupporter:
      return "the supporter is not in the roster";
    case ReplayRefusal::kDayRootRepeated:
      return "the day of this board has a root";
    case ReplayRefusal::kDayRootEarly:
      return "the day of this root is not over";
    case ReplayRefusal::kRestoredAhead:
      return "restored from more than the log has";
    case ReplayRefusal::kRecipientSignature:
      return "the recipient's entry is not signed by the recipient";
    case ReplayRefusal::kRecipientMalformed:
      return "nothing can be sealed to the recipient's key";
    case ReplayRefusal::kUnknownRecipient:
      return "nobody has this recipient's place";
    case ReplayRefusal::kConcernsKeyMalformed:
      return "the concerns key is no key, or the one before";
    case ReplayRefusal::kConcernsKeySignature:
      return "the concerns key is not signed by both leads";
    case ReplayRefusal::kChangeSignature:
      return "a change of key is not signed by everybody who must";
    case ReplayRefusal::kKeyTaken:
      return "a new key is one that this log knows already";
    case ReplayRefusal::kChangeNumber:
      return "the number of a change is not the next";
    case ReplayRefusal::kGatewayKeyInvalid:
      return "the gateway key is no key, the one before, or not of the next id";
    case ReplayRefusal::kGatewayKeyEarly:
      return "the gateway key before the last is still answered";
    case ReplayRefusal::kPolicyUnchanged:
      return "the policy is the one that was named last";
    case ReplayRefusal::kTrusteeSignature:
      return "the trustee's entry is not signed by the trustee";
    case ReplayRefusal::kTrusteeMalformed:
      return "a key of the trustee is no key";
    case ReplayRefusal::kCertificateParties:
      return "the certificate is not of the trustees in force and their majority";
    case ReplayRefusal::kCertificateInvalid:
      return "the certificate is not of this ceremony, or not signed by everybody in it";
    case ReplayRefusal::kBrokerKeyUnproven:
      return "the broker has not proven its half of the tally key";
    case ReplayRefusal::kReleaseWithoutKey:
      return "figures of a quarter without a tally key";
    case ReplayRefusal::kClosingEarly:
      return "a quarter's reports are closed before their day, or after it is too late";
    case ReplayRefusal::kClosingRepeated:
      return "the quarter's reports are closed";
    case ReplayRefusal::kClosingWithoutKey:
      return "reports of a quarter without a tally key are closed";
    case ReplayRefusal::kClosingTooFew:
      return "too few reports for figures, or more than there are supporters";
    case ReplayRefusal::kReleaseUnclosed:
      return "figures of other reports than were closed";
    case ReplayRefusal::kReleaseEarly:
      return "figures of a quarter that is not over";
    case ReplayRefusal::kReleaseRepeated:
      return "figures of a quarter that is not after the last released";
    case ReplayRefusal::kReleaseSignatures:
      return "too few trustees signed the figures, or a signature is wrong";
  }
  return "unknown refusal";
}

std::expected<void, ReplayRefusal> Replay::append(ByteView wire) {
  const std::optional<Entry> entry = Entry::parse(wire);
  if (!entry) return refuse(ReplayRefusal::kNotAnEntry);
  if ((size_ == 0) != (entry->type() == EntryType::kGenesis)) {
    return refuse(ReplayRefusal::kFirstNotGenesis);
  }
  if (entry->day < last_day_) return refuse(ReplayRefusal::kDayBackwards);
  if (size_ > 0 && !policy_) panic("replay: an entry before the policy");
  auto ended = size_ > 0 && entry->day != last_day_ ? ended_before(entry->day) : std::nullopt;
  const Result applied =
      std::visit([&](const auto& body) { return apply(entry->day, body); }, entry->body);
  if (!applied) return applied;
  if (ended) reporters_ = std::move(ended);
  const Hash256 leaf = tlog::leaf_hash(wire);
  if (size_ == 0) genesis_hash_ = leaf;
  if (entry->type() == EntryType::kCertificate) certificates_.back().leaf = leaf;
  tree_.append(leaf);
  ++size_;
  last_day_ = entry->day;
  return {};
}

bool Replay::assume_policy(const Policy& policy) {
  if (policy.problem() != nullptr || policy.origin != genesis().origin) return false;
  policy_ = policy;
  return true;
}

bool Replay::set_policy(const Policy& policy) {
  return policy.problem() == nullptr && Policy::hash(policy.encode()) == genesis().policy_hash &&
         assume_policy(policy);
}

const Genesis& Replay::genesis() const {
  if (!genesis_) panic("replay: no genesis yet");
  return *genesis_;
}

Hash256 Replay::genesis_hash() const {
  if (!genesis_) panic("replay: no genesis yet");
  return genesis_hash_;
}

std::optional<PassKey> Replay::pass_key(Epoch epoch) const {
  const auto kept = pass_keys_.find(epoch);
  if (kept == pass_keys_.end() || kept->second.back().revoked) return std::nullopt;
  return kept->second.back().key;
}

std::uint8_t Replay::next_generation(Epoch epoch) const {
  const auto kept = pass_keys_.find(epoch);
  return kept == pass_keys_.end() ? 0 : static_cast<std::uint8_t>(kept->second.size());
}

std::optional<DayRoot> Replay::day_root(Board board, Day day) const {
  const auto found = day_roots_.find({board, day});
  return found == day_roots_.end() ? std::nullopt : std::optional(found->second);
}

std::uint32_t Replay::recipient_number(std::uint8_t place) const {
  const auto found = recipient_numbers_.find(place);
  return found == recipient_numbers_.end() ? 0 : found->second;
}

const X25519PublicKey& Replay::concerns_key() const {
  if (concerns_keys_.empty()) panic("replay: no genesis yet");
  return concerns_keys_.back().key;
}

std::optional<std::size_t> Replay::good_signatures(const std::vector<LeadSignature>& signatures,
                                                   std::string_view label, ByteView message) const {
  for (const LeadSignature& each : signatures) {
    if (!verify(leads_[each.lead], label, message, each.signature)) return std::nullopt;
  }
  return signatures.size();
}

Replay::Result Replay::apply(Day day, const Genesis& genesis) {
  if (genesis.leads[0] == genesis.leads[1]) return refuse(ReplayRefusal::kGenesisSignature);
  const Bytes message = genesis_message(day, genesis);
  for (std::size_t i = 0; i < genesis.leads.size(); ++i) {
    if (!verify(genesis.leads[i], kGenesisLabel, message, genesis.signatures[i])) {
      return refuse(ReplayRefusal::kGenesisSignature);
    }
  }
  if (!is_of_full_order(genesis.concerns_key)) {
    return refuse(ReplayRefusal::kConcernsKeyMalformed);
  }
  genesis_ = genesis;
  concerns_keys_.push_back({genesis.concerns_key, day});
  genesis_day_ = day;
  begin_changes(day, genesis);
  return {};
}

// Announced early enough that every client has seen it before its use; or part of the log's
// beginning, when there was nobody to announce it to.
bool Replay::needs_no_leads(Day day, const PassKey& key) const {
  if (key.generation != 0) return false;
  const Calendar& calendar = policy_->calendar;
  const Epoch first = calendar.epoch(genesis_day_);
  if (day == genesis_day_ && (key.epoch == first || key.epoch == first + 1)) return true;
  return std::uint64_t{day} + kPassKeyNoticeDays <= calendar.first_day_of_epoch(key.epoch);
}

// A request names its key by one byte: no two keys that may be used together share it.
bool Replay::has_usable_key_id(const PassKey& key) const {
  const std::optional<std::uint8_t> id = truncated_id(key);
  if (!id) return false;
  const Epoch from = key.epoch == 0 ? 0 : key.epoch - 1;
  for (auto it = pass_keys_.lower_bound(from); it != pass_keys_.end(); ++it) {
    if (it->first - from > key.epoch - from + 1) break;
    const KeptKey& newest = it->second.back();
    if (!newest.revoked && truncated_id(newest.key) == id) return false;
  }
  return true;
}

Replay::Result Replay::apply(Day day, const PassKey& key) {
  const std::uint8_t generation = next_generation(key.epoch);
  if (pass_key(key.epoch) || key.generation != generation ||
      generation == std::numeric_limits<std::uint8_t>::max()) {
    return refuse(ReplayRefusal::kPassKeyRepeated);
  }
  const std::size_t needed = needs_no_leads(day, key) ? 0 : leads_.size();
  const auto signatures =
      good_signatures(key.signatures, kPassKeyLabel, pass_key_message(genesis_hash_, key));
  if (!signatures || *signatures < needed) return refuse(ReplayRefusal::kPassKeySignature);
  if (!has_usable_key_id(key)) return refuse(ReplayRefusal::kPassKeyMalformed);
  pass_keys_[key.epoch].push_back({.key = key, .revoked = false});
  return {};
}

Replay::Result Replay::apply(Day day, const Listing& listing) {
  const Bytes message = listing_message(genesis_hash_, listing);
  if (!verify(listing.identity_key, kListingLabel, message, listing.signature)) {
    return refuse(ReplayRefusal::kListingSignature);
  }
  const auto signatures = good_signatures(listing.signatures, kListingLeadLabel, message);
  if (!signatures || *signatures < policy_->lead_signatures) {
    return refuse(ReplayRefusal::kLeadSignatures);
  }
  const SupporterId id = supporter_id(listing.identity_key);
  const auto found = roster_.find(id);
  const RosterEntry before = found == roster_.end() ? RosterEntry{} : found->second;
  if (listing.number <= before.number) return refuse(ReplayRefusal::kNumberNotRising);
  const Week week = Calendar::week(day);
  RosterEntry after;
  after.identity_key = listing.identity_key;
  after.number = listing.number;
  after.commitment = listing.commitment;
  after.in_force_from = week + 1;
  if (found != roster_.end() && before.in_force(week)) after.previous = before.commitment_in(week);
  roster_[id] = after;
  return {};
}

Replay::Result Replay::apply(Day day, const Removal& removal) {
  const auto found = roster_.find(removal.id);
  if (found == roster_.end() || found->second.removed_from) {
    return refuse(ReplayRefusal::kUnknownSupporter);
  }
  const auto signatures =
      good_signatures(removal.signatures, kRemovalLabel, removal_message(genesis_hash_, removal));
  if (!signatures || *signatures < policy_->lead_signatures) {
    return refuse(ReplayRefusal::kLeadSignatures);
  }
  if (removal.number <= found->second.number) return refuse(ReplayRefusal::kNumberNotRising);
  found->second.number = removal.number;
  found->second.removed_from = Calendar::week(day) + 1;
  return {};
}

Replay::Result Replay::apply(Day day, const DayRoot& root) {
  if (root.board_day >= day) return refuse(ReplayRefusal::kDayRootEarly);
  if (!day_roots_.try_emplace({root.board, root.board_day}, root).second) {
    return refuse(ReplayRefusal::kDayRootRepeated);
  }
  return {};
}

Replay::Result Replay::apply(Day day, const Restored& restored) {
  if (restored.from_size > size_) return refuse(ReplayRefusal::kRestoredAhead);
  const Epoch epoch = policy_->calendar.epoch(day);
  for (auto it = pass_keys_.lower_bound(epoch); it != pass_keys_.end(); ++it) {
    for (KeptKey& kept : it->second) kept.revoked = true;
  }
  restored_day_ = day;
  restored_index_ = size_;
  return {};
}

Replay::Result Replay::apply(Day, const Recipient& recipient) {
  const Bytes message = recipient_message(genesis_hash_, recipient);
  if (!verify(recipient.signing_key, kRecipientLabel, message, recipient.signature)) {
    return refuse(ReplayRefusal::kRecipientSignature);
  }
  const auto signatures = good_signatures(recipient.signatures, kRecipientLeadLabel, message);
  if (!signatures || *signatures < policy_->lead_signatures) {
    return refuse(ReplayRefusal::kLeadSignatures);
  }
  if (!is_of_full_order(recipient.sealing_key)) return refuse(ReplayRefusal::kRecipientMalformed);
  if (recipient.number <= recipient_number(recipient.place)) {
    return refuse(ReplayRefusal::kNumberNotRising);
  }
  recipient_numbers_[recipient.place] = recipient.number;
  recipients_[recipient.place] = recipient;
  return {};
}

Replay::Result Replay::apply(Day, const RecipientRemoval& removal) {
  if (!recipients_.contains(removal.place)) return refuse(ReplayRefusal::kUnknownRecipient);
  const auto signatures = good_signatures(removal.signatures, kRecipientRemovalLabel,
                                          recipient_removal_message(genesis_hash_, removal));
  if (!signatures || *signatures < policy_->lead_signatures) {
    return refuse(ReplayRefusal::kLeadSignatures);
  }
  if (removal.number <= recipient_number(removal.place)) {
    return refuse(ReplayRefusal::kNumberNotRising);
  }
  recipient_numbers_[removal.place] = removal.number;
  recipients_.erase(removal.place);
  return {};
}

// What it commits to is known to two people and the broker; here every opening is good.
Replay::Result Replay::apply(Day day, const Opening& opening) {
  openings_.push_back({.entry = size_, .day = day, .opening = opening});
  return {};
}

Replay::Result Replay::apply(Day day, const ConcernsKey& key) {
  if (key.number != concerns_keys_.size()) return refuse(ReplayRefusal::kNumberNotRising);
  const auto signatures =
      good_signatures(key.signatures, kConcernsKeyLabel, concerns_key_message(genesis_hash_, key));
  if (!signatures || *signatures < leads_.size()) {
    return refuse(ReplayRefusal::kConcernsKeySignature);
  }
  if (key.key == concerns_key() || !is_of_full_order(key.key)) {
    return refuse(ReplayRefusal::kConcernsKeyMalformed);
  }
  concerns_keys_.push_back({key.key, day});
  return {};
}

}  // namespace sotto::protocol
