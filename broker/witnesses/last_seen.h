#pragma once
// After going back to a backup: whether anybody can have seen more of the log than there is now. A
// broker that went on without the missing entries would make a second log, and every client of the
// first refuses it for ever.

#include <expected>
#include <string>
#include <vector>

#include "broker/witnesses/cosigning.h"

namespace sotto::broker {

// old: a checkpoint that the log has signed before, so that nothing new is signed by asking;
// entries: how many there are now, the old ones and perhaps more. Returns how many the witnesses
// have seen; errors are sentences for the operator. without: witnesses that are gone for good, or
// that somebody has asked in another way.
std::expected<std::uint64_t, std::string> ask_last_seen(const tlog::WitnessPolicy& policy,
                                                        const std::vector<std::string>& without,
                                                        const LogHead& old, std::uint64_t entries,
                                                        const PostTo& post);

// The sentence about one that objects, at a start and at a restore.
std::string about_objection(const std::string& witness, WitnessSays says, std::uint64_t seen,
                            std::uint64_t entries);

// A sentence about the first name that no witness of the policy has; empty: none.
std::string unknown_witness(const tlog::WitnessPolicy& policy,
                            const std::vector<std::string>& names);

}  // namespace sotto::broker
