#pragma once
// What an operator has to do this month. The same points for every scheme and every day; nothing
// here depends on who contacted whom.

#include <expected>
#include <optional>
#include <string>
#include <vector>

#include "broker/key_seal.h"
#include "crypto/protocol/calendar.h"

namespace sotto::broker {

struct StatusPoint {
  std::string name;
  bool due = false;  // somebody has to do something
  std::string text;
};

// Whether enrolments and commits are put off for want of room, by the limits of the writer.
StatusPoint disk_point(bool map_nearly_full, std::uint64_t free_bytes);

std::expected<std::vector<StatusPoint>, std::string> status_of(
    const std::string& folder, protocol::UnixTime now, const std::optional<SealSource>& seal = {});

}  // namespace sotto::broker
