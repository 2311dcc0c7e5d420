// The part of the replay about what genesis named and entries change.

#include <algorithm>

#include "crypto/base/panic.h"
#include "crypto/protocol/replay.h"

namespace sotto::protocol {
namespace {

std::unexpected<ReplayRefusal> refuse_change(ReplayRefusal why) {
  return std::unexpected(why);
}

}  // namespace

void Replay::begin_changes(Day day, const Genesis& genesis) {
  leads_ = genesis.leads;
  log_key_ = genesis.log_key;
  taken_ = {genesis.leads[0], genesis.leads[1], genesis.log_key};
  gateway_ = {genesis.gateway_key_id, genesis.gateway_key};
  policies_ = {{day, genesis.policy_hash}};
}

const std::array<SigningPublicKey, kLeads>& Replay::leads() const {
  if (!genesis_) panic("replay: no genesis yet");
  return leads_;
}

const SigningPublicKey& Replay::log_key() const {
  if (!genesis_) panic("replay: no genesis yet");
  return log_key_;
}

const Replay::Gateway& Replay::gateway() const {
  if (!genesis_) panic("replay: no genesis yet");
  return gateway_;
}

std::optional<Replay::Gateway> Replay::old_gateway(Day today) const {
  return today < std::uint64_t{gateway_day_} + kGatewayOverlapDays ? old_gateway_ : std::nullopt;
}

Hash256 Replay::policy_hash(Day day) const {
  if (!genesis_) panic("replay: no genesis yet");
  const auto later =
      std::ranges::find_if(policies_, [&](const auto& each) { return each.first > day; });
  return later == policies_.begin() ? later->second : (later - 1)->second;
}

Hash256 Replay::newest_policy_hash() const {
  if (!genesis_) panic("replay: no genesis yet");
  return policies_.back().second;
}

bool Replay::names_policy(const Hash256& hash, Day day) const {
  return hash == policy_hash(day) || hash == policy_hash(day + 1) ||
         (day > 0 && hash == policy_hash(day - 1));
}

bool Replay::has_named_policy(const Hash256& hash) const {
  return std::ranges::find(policies_, hash, &std::pair<Day, Hash256>::second) != policies_.end();
}

std::uint32_t Replay::next_lead_number(std::uint8_t lead) const {
  if (lead >= kLeads) panic("replay: no such lead");
  return lead_changes_[lead] + 1;
}

bool Replay::is_taken(const SigningPublicKey& key) const {
  return std::ranges::find(taken_, key) != taken_.end();
}

Replay::Result Replay::apply(Day, const LeadChange& change) {
  if (change.number != next_lead_number(change.lead))
    return refuse_change(ReplayRefusal::kChangeNumber);
  const Bytes message = lead_change_message(genesis_hash_, change);
  const auto signatures = good_signatures(change.signatures, kLeadChangeLabel, message);
  // A key that is lost has no word in it: whoever found it could have spoken.
  const bool lost = change.reason == ChangeReason::kLost;
  const bool by_those_who_must =
      signatures && (lost ? *signatures == 1 && change.signatures.front().lead != change.lead
                          : *signatures == leads_.size());
  if (!by_those_who_must || !verify(change.key, kNewLeadLabel, message, change.key_signature)) {
    return refuse_change(ReplayRefusal::kChangeSignature);
  }
  if (is_taken(change.key)) return refuse_change(ReplayRefusal::kKeyTaken);
  leads_[change.lead] = change.key;
  ++lead_changes_[change.lead];
  taken_.push_back(change.key);
  return {};
}

Replay::Result Replay::apply(Day, const LogKeyChange& change) {
  if (change.number != next_log_key_number()) return refuse_change(ReplayRefusal::kChangeNumber);
  const Bytes message = log_key_message(genesis_hash_, change);
  const auto signatures = good_signatures(change.signatures, kLogKeyLabel, message);
  const bool planned = change.reason == ChangeReason::kPlanned;
  if (!signatures || *signatures < leads_.size() ||
      !verify(change.key, kNewLogKeyLabel, message, change.key_signature) ||
      (planned && !verify(log_key_, kOldLogKeyLabel, message, change.old_signature))) {
    return refuse_change(ReplayRefusal::kChangeSignature);
  }
  if (is_taken(change.key)) return refuse_change(ReplayRefusal::kKeyTaken);
  log_key_ = change.key;
  ++log_key_changes_;
  taken_.push_back(change.key);
  return {};
}

Replay::Result Replay::apply(Day day, const GatewayChange& change) {
  if (old_gateway(day)) return refuse_change(ReplayRefusal::kGatewayKeyEarly);
  if (change.id != static_cast<std::uint8_t>(gateway_.id + 1) || change.key == gateway_.key ||
      !is_of_full_order(change.key)) {
    return refuse_change(ReplayRefusal::kGatewayKeyInvalid);
  }
  old_gateway_ = gateway_;
  gateway_ = {change.id, change.key};
  gateway_day_ = day;
  return {};
}

Replay::Result Replay::apply(Day day, const PolicyChange& change) {
  if (change.number != next_policy_number()) return refuse_change(ReplayRefusal::kChangeNumber);
  const auto signatures = good_signatures(change.signatures, kPolicyChangeLabel,
                                          policy_change_message(genesis_hash_, change));
  if (!signatures || *signatures < leads_.size())
    return refuse_change(ReplayRefusal::kLeadSignatures);
  if (change.policy_hash == newest_policy_hash())
    return refuse_change(ReplayRefusal::kPolicyUnchanged);
  ++policy_changes_;
  const Day from = day + 1;
  // A second change before the first is in force takes its place.
  if (policies_.back().first == from) policies_.pop_back();
  policies_.emplace_back(from, change.policy_hash);
  return {};
}

Replay::Result Replay::apply(Day, const Build& build) {
  if (build.number != next_build_number()) return refuse_change(ReplayRefusal::kChangeNumber);
  const auto signatures =
      good_signatures(build.signatures, kBuildLabel, build_message(genesis_hash_, build));
  if (!signatures || *signatures < 1) return refuse_change(ReplayRefusal::kLeadSignatures);
  build_ = build;
  return {};
}

}  // namespace sotto::protocol
