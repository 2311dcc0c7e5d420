#pragma once
// What an operator has to do this month. The same points for every scheme and every day; nothing
// here depends on who contacted whom.

#include <expected>
#include <string>
#include <vector>

#include "crypto/protocol/calendar.h"

namespace sotto::broker {

struct StatusPoint {
  std::string name;
  bool due = false;  // somebody has to do something
  std::string text;
};

std::expected<std::vector<StatusPoint>, std::string> status_of(const std::string& folder,
                                                               protocol::UnixTime now);

}  // namespace sotto::broker
