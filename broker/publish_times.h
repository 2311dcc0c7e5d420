#pragma once
// When batches are published. The one place of the broker that knows local times: policies say them
// in an IANA time zone, the protocol counts UTC seconds.

#include <string>

#include "crypto/protocol/policy.h"

namespace sotto::broker {

// Whether this system's time zone database has it.
bool is_time_zone(const std::string& name);

// The first publishing time after `after`. A local time that a clock change leaves out counts as
// the moment of the change; one that comes twice counts the first time. Panics for a zone that this
// system does not know: ask is_time_zone first.
protocol::UnixTime next_publishing(const protocol::Policy& policy, protocol::UnixTime after);

}  // namespace sotto::broker
