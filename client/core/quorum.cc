#include "client/core/quorum.h"

namespace sotto::client {

std::expected<void, Failure> check_quorum(std::string_view note, const tlog::NoteKey& log,
                                          const protocol::Policy& policy, protocol::UnixTime now) {
  const auto witnesses = policy.witness_policy();
  if (!witnesses) return {};
  const protocol::UnixTime not_before = now > kCosignedWithin ? now - kCosignedWithin : 0;
  if (tlog::open_cosigned(note, log, *witnesses, not_before)) return {};
  const bool once = tlog::open_cosigned(note, log, *witnesses, 0).has_value();
  return std::unexpected(once ? Failure::kCosignedLongAgo : Failure::kNotCosigned);
}

}  // namespace sotto::client
