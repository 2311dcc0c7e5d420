#pragma once
// Worlds with the same visits, in which people say different things.

#include <optional>
#include <string>
#include <vector>

#include "tests/story/rig.h"

namespace sotto::testing {

// What people do in their visits.
enum class Talk {
  kNobody,  // nothing
  kStory,   // enquiries, answers, meetings, endings, as people would
  kAnyhow,  // whatever comes, allowed or not
};

struct WorldPlan {
  std::size_t colleagues = 6, supporters = 2;
  protocol::Day days = 12;
  std::uint64_t seed = 1;
  Weakness weakness = Weakness::kNone;
  // So many visits of the first supporter instead of days, ten minutes apart and without a daily
  // limit; batches every half hour.
  std::size_t visits = 0;
};

// Everything that the broker could know of a world.
struct Seen {
  std::vector<Exchange> transcript;
  std::vector<std::string> disk;  // its shape after every visit
  std::string service_log;
  bool operator==(const Seen&) const = default;
};
// The first thing that differs, for a person to read; empty when nothing does.
std::string difference(const Seen& one, const Seen& other);

// What happened in it, which the broker must not know.
struct Told {
  client::OwnCounts supporters;  // summed
  std::uint32_t full = 0;        // engagements in which a colleague had three meetings
  std::uint32_t cannot = 0, blocked = 0, ended = 0;
  std::uint32_t applied = 0, refused = 0;  // intents
  std::uint32_t stale = 0;
  std::uint32_t no_pack_left = 0;
  std::uint32_t most_redemptions = 0;  // of one supporter in one epoch
  std::uint64_t spent = 0;             // passes in the last epoch
  std::uint64_t reports = 0;           // of the quarter before the last
  std::uint64_t closings = 0;          // of quarters, in the log
};

struct World {
  Seen seen;
  Told told;
};
World live(const WorldPlan& plan, Talk talk);

}  // namespace sotto::testing
