#pragma once
// What fills the places of a planned commit. The plan came first: here nothing can become more,
// less or larger.

#include <vector>

#include "client/core/plan.h"
#include "client/core/public_view.h"
#include "client/core/state.h"

namespace sotto::client {

struct Filled {
  std::vector<Bytes> cells;                                   // as many as the plan has
  std::optional<protocol::SupporterPlaces> supporter_places;  // a supporter's
};

// Takes from the state what goes now: the engagements least recently sent, one cell each, and the
// pass that waits; cover for the rest. Notes it as in flight. place: how many commits of this visit
// were before.
Filled fill(State& state, const CommitPlan& plan, std::size_t place, const PublicView& everybody,
            protocol::Day today);

// Next week's key as a supporter's commit carries it: zeros while paused.
protocol::ContactKey signed_contact_key(SupporterState& supporter, const Hash256& genesis,
                                        protocol::Week week);

}  // namespace sotto::client
