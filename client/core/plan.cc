#include "client/core/plan.h"

#include <utility>

#include "crypto/base/panic.h"

namespace sotto::client {

bool draws(const Known& known, protocol::Epoch epoch, std::uint8_t generation) {
  if (!known.eligible || known.role == protocol::Role::kRecipient) return false;
  if (known.role == protocol::Role::kSupporter && !known.listed) return false;
  return std::pair(epoch, generation) > std::pair(known.epoch_drawn, known.generation_drawn);
}

CommitPlan plan_commit(const Known& known, protocol::Epoch epoch, std::uint8_t generation) {
  CommitPlan plan{.cells = protocol::cells_of(known.role)};
  if (known.role == protocol::Role::kSupporter && known.commits < protocol::kRedeemingCommits) {
    const bool drawn =
        std::pair(known.epoch_drawn, known.generation_drawn) == std::pair(epoch, generation);
    plan.pass =
        drawn && known.redemptions < protocol::kCoverPasses ? PassPlace::kPass : PassPlace::kRandom;
  }
  if (known.role == protocol::Role::kSupporter && known.quarter_due > known.quarter_reported) {
    plan.report = known.quarter_due;
  }
  return plan;
}

std::optional<protocol::UnixTime> commit_time(const protocol::Policy& policy,
                                              protocol::UnixTime opened, std::uint32_t commits,
                                              std::uint32_t draw) {
  if (policy.first_commit_max < policy.first_commit_min) panic("plan: a policy not in range");
  if (commits > policy.timed_commits) return std::nullopt;
  const std::uint64_t range = policy.first_commit_max - policy.first_commit_min + std::uint64_t{1};
  const std::uint64_t first = policy.first_commit_min + ((draw * range) >> 32);
  return opened + first + std::uint64_t{commits} * policy.commit_interval;
}

}  // namespace sotto::client
