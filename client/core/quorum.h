#pragma once
// Whether the witnesses that the policy names have cosigned what the broker shows
// (docs/spec/log.md, "Witnesses"): then it shows everybody the same.

#include <expected>
#include <string_view>

#include "client/core/failure.h"
#include "crypto/protocol/policy.h"
#include "crypto/tlog/note.h"

namespace sotto::client {

// Older cosignatures count for nothing: a broker must not be able to keep somebody in the past.
inline constexpr protocol::UnixTime kCosignedWithin = 48 * 3600;  // seconds

// note: a checkpoint that the log's key has signed. kNotCosigned, or kCosignedLongAgo when there is
// a quorum and its cosignatures are old. Without witnesses in the policy all is well.
std::expected<void, Failure> check_quorum(std::string_view note, const tlog::NoteKey& log,
                                          const protocol::Policy& policy, protocol::UnixTime now);

}  // namespace sotto::client
