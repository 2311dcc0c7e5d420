#pragma once
// Recipients as the log has them, and what one of them can read.

#include <optional>
#include <vector>

#include "client/core/concern_state.h"
#include "client/core/public_view.h"

namespace sotto::client {

// The places that the log has this recipient at, rising; empty before the leads have signed.
std::vector<std::uint8_t> own_places(const protocol::Replay& log, const RecipientState& own);

// The recipients with other keys, by place.
std::vector<protocol::Recipient> other_recipients(const protocol::Replay& log,
                                                  const RecipientState& own);

// Of one that the broker has opened: by the shares that are there. nullopt while they are too few,
// or do not open it. Of received shares a wrong one is passed over.
std::optional<protocol::OpenedConcern> read_concern(const HeldConcern& held,
                                                    const PublicView& everybody);

}  // namespace sotto::client
