#pragma once
// The plan of a visit: the line of code that the whole product stands on. A plan is made from
// Known, which is only what the broker already knows of this locker, from the policy and from the
// clock. What a person has to say is asked for afterwards, and can only fill the places that the
// plan has.

#include <cstdint>
#include <optional>

#include "crypto/protocol/policy.h"
#include "crypto/protocol/requests.h"

namespace sotto::client {

struct Known {
  protocol::Role role{};
  bool listed = false;              // the log's roster has this supporter in force
  bool eligible = true;             // the scheme year of this locker's code is not over
  protocol::Epoch epoch_drawn = 0;  // the last epoch and generation for which passes were drawn
  std::uint8_t generation_drawn = 0;
  std::uint32_t redemptions = 0;  // made in that epoch
  std::uint32_t commits = 0;      // made in this visit
  // Of a supporter: the quarter that is over, when the log lists them for it, has a key for it and
  // has not closed it; otherwise 0. And the last that the broker took a report of.
  protocol::Epoch quarter_due = 0, quarter_reported = 0;
  bool operator==(const Known&) const = default;
};

// What stands in the place of a supporter's pass.
enum class PassPlace : std::uint8_t { kNone, kPass, kRandom };

struct CommitPlan {
  std::size_t cells = 0;
  PassPlace pass = PassPlace::kNone;
  protocol::Epoch report = 0;  // of which quarter; 0: cover
  bool operator==(const CommitPlan&) const = default;
};

// Whether this open is followed by a draw: the first of an epoch (or of a new key of it).
bool draws(const Known& known, protocol::Epoch epoch, std::uint8_t generation);

// epoch, generation: of the pass key in force. Who did not draw under it has nothing to redeem.
CommitPlan plan_commit(const Known& known, protocol::Epoch epoch, std::uint8_t generation);

// When the next commit of a visit opened at `opened` happens, `commits` having been made: the drawn
// one, then the timed ones; nullopt when only the one on leaving is left. `draw` is uniform
// randomness, the same throughout a visit, and the only thing here that is not Known, policy or
// clock.
std::optional<protocol::UnixTime> commit_time(const protocol::Policy& policy,
                                              protocol::UnixTime opened, std::uint32_t commits,
                                              std::uint32_t draw);

}  // namespace sotto::client
