#pragma once
// What waits for leads, as a lead sees it before signing (docs/spec/log.md, "Roster").

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "client/core/public_view.h"
#include "crypto/protocol/policy_change.h"
#include "crypto/protocol/requests.h"

namespace sotto::client {

// The id is of the bytes that would be signed: a proposal that was replaced meanwhile has another.
struct Seen {
  std::string id, kind, about;
  std::vector<std::pair<std::string, std::string>> fields;  // of a listing or recipient
  std::size_t signatures = 0;
  std::optional<SigningPublicKey> identity;  // of a listing or recipient: whose six words
  std::vector<protocol::PolicyDifference> changes = {};  // of a policy
};

// Where the broker serves the policy that a proposal names, and what it gives there: nullopt for
// what is none. A lead fetches it whenever they read what waits.
inline constexpr const char* kNextPolicyPath = "/policy-next";
using NextPolicy = std::optional<protocol::Policy>;

// nullopt for what a broker that follows the protocol never gives.
std::optional<Seen> see(const protocol::Proposal& proposal, const PublicView& everybody,
                        const NextPolicy& next);

// A listing's text is what its supporter signed, a recipient or a trustee is signed by themself, a
// policy is here and may follow the one in force; other proposals have nothing of the kind.
bool is_sound(const protocol::Proposal& proposal, const PublicView& everybody,
              const NextPolicy& next);

// Typed in either case, with white space between.
bool same_words(const std::array<std::uint16_t, 6>& expected, std::string_view typed);

}  // namespace sotto::client
