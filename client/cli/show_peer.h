#pragma once
// What a doctor or a supporter of a near-peer scheme sees of their pairs.

#include <boost/json/object.hpp>
#include <string>
#include <vector>

#include "client/core/visit.h"

namespace sotto::client::cli {

// Of a visit with a peer().
boost::json::object peer_json(const Visit& visit);
std::vector<std::string> peer_lines(const Visit& visit);
// What a doctor answered, in words, and what they wrote.
std::vector<std::string> feedback_lines(const PairFeedback& feedback);

}  // namespace sotto::client::cli
