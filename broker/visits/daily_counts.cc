#include "broker/visits/visits.h"

namespace sotto::broker {

bool DailyCounts::visit(const protocol::LockerId& id, const ByteArray<16>& nonce,
                        protocol::Day today) {
  const std::lock_guard lock(mutex_);
  turn_to(today);
  if (visits_ == 0) return true;
  auto& visits = counts_[id].visits;
  if (visits.contains(nonce)) return true;
  if (visits.size() >= visits_) return false;
  visits.insert(nonce);
  return true;
}

bool DailyCounts::may_commit(const protocol::LockerId& id, protocol::Day today) {
  const std::lock_guard lock(mutex_);
  turn_to(today);
  if (visits_ == 0) return true;
  const auto count = counts_.find(id);
  return count == counts_.end() || count->second.commits < visits_ * protocol::kMaxCommitsPerVisit;
}

void DailyCounts::committed(const protocol::LockerId& id, protocol::Day today) {
  const std::lock_guard lock(mutex_);
  turn_to(today);
  if (visits_ != 0) ++counts_[id].commits;
}

bool DailyCounts::propose(const protocol::LockerId& id, const Hash256& request,
                          protocol::Day today) {
  const std::lock_guard lock(mutex_);
  turn_to(today);
  auto& proposals = counts_[id].proposals;
  if (proposals.contains(request)) return true;
  if (proposals.size() >= kProposalsPerDay) return false;
  proposals.insert(request);
  return true;
}

void DailyCounts::moved(const protocol::LockerId& from, const protocol::LockerId& to,
                        protocol::Day today) {
  const std::lock_guard lock(mutex_);
  turn_to(today);
  auto count = counts_.extract(from);
  if (count.empty()) return;
  count.key() = to;
  counts_.insert(std::move(count));
}

void DailyCounts::turn_to(protocol::Day today) {
  if (today == day_) return;
  day_ = today;
  counts_.clear();
}

}  // namespace sotto::broker
