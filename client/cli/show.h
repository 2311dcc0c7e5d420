#pragma once
// What a visit found, for people and as JSON (docs/cli.md).

#include <boost/json/object.hpp>

#include "client/cli/terminal.h"
#include "client/core/visit.h"

namespace sotto::client::cli {

boost::json::object to_json(const Visit& visit, bool directory);
void print(Terminal& terminal, const Visit& visit, bool directory);

// Of one engagement; names of supporters come from the directory.
boost::json::object to_json(const EngagementView& engagement,
                            const std::vector<SupporterView>& directory, const std::string& zone);
std::vector<std::string> lines_of(const EngagementView& engagement, protocol::Role role,
                                  const std::vector<SupporterView>& directory,
                                  const std::string& zone);

}  // namespace sotto::client::cli
