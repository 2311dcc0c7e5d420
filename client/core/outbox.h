#pragma once
// What fills the places of a planned commit. The plan came first: here nothing can become more,
// less or larger.

#include <vector>

#include "client/core/board_view.h"
#include "client/core/dice.h"
#include "client/core/plan.h"
#include "client/core/public_view.h"
#include "client/core/state.h"

namespace sotto::client {

// What is asked besides the state.
struct Around {
  const PublicView& everybody;
  const Dice& dice;
  protocol::UnixTime now = 0;
  std::size_t place = 0;                                      // commits of this visit before
  const SealedConcern* concern = nullptr;                     // of a supporter, that waits
  const std::vector<PublishedEnvelope>* envelopes = nullptr;  // of a recipient's boards
  const std::vector<Bytes>* post = nullptr;                   // of the director's desk

  protocol::Day today() const { return everybody.policy().calendar.day(now); }
};

struct Filled {
  std::vector<Bytes> cells;                                   // as many as the plan has
  std::optional<protocol::SupporterPlaces> supporter_places;  // a supporter's
  std::optional<protocol::OpeningPlace> opening;              // a recipient's, not yet signed
};

// Takes from the state what goes now: the engagements least recently sent, one cell each, and the
// pass that waits, or a recipient's share and opening; cover for the rest. Notes it as in flight.
Filled fill(State& state, const CommitPlan& plan, const Around& around);

// Next week's key as a supporter's commit carries it: zeros while paused.
protocol::ContactKey signed_contact_key(SupporterState& supporter, const Hash256& genesis,
                                        protocol::Week week);

}  // namespace sotto::client
