#pragma once
// One policy after another (docs/spec/policy.md, "Changes"): what may change, and what does, in
// words for the leads who sign it.

#include <string>
#include <vector>

#include "crypto/protocol/policy.h"

namespace sotto::protocol {

// Why `next` may not follow `before`, as a sentence; nullptr when it may. Both without a problem.
const char* problem_of_change(const Policy& before, const Policy& next);

// A field by its name in the scheme's file: "publish_at", "texts.faq.what-it-is",
// "signposts.2.contact", "concern_steps.who.question". Empty: it is not there.
struct PolicyDifference {
  std::string name, before, after;
};
// In the order of docs/policy.md; empty exactly when the two are the same.
std::vector<PolicyDifference> differences(const Policy& before, const Policy& next);

}  // namespace sotto::protocol
