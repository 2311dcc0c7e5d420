#pragma once
// inspect and status, for people and as JSON.

#include <string>
#include <vector>

#include "broker/inspect.h"
#include "broker/status.h"

namespace sotto::broker {

std::string inspection_text(const Inspection& inspection, protocol::UnixTime now);
std::string inspection_json(const Inspection& inspection, protocol::UnixTime now);
std::string status_text(const std::vector<StatusPoint>& points);
std::string status_json(const std::vector<StatusPoint>& points);

}  // namespace sotto::broker
