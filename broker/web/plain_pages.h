#pragma once
// The two pages that are made here, for visitors without JavaScript and for leaving. HTML without
// script; what comes from the policy is escaped.

#include <string>
#include <string_view>

#include "crypto/protocol/policy.h"

namespace sotto::broker::web {

// The human routes: signposts and questions of the policy. `style`: path of the style sheet.
std::string people_page(const protocol::Policy& policy, std::string_view style);

// Says nothing about what was left.
std::string left_page();

}  // namespace sotto::broker::web
