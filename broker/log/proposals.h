#pragma once
// What the roster has to know of each entry that leads sign: what it is about, who signs it, and
// whether the log still wants it (docs/spec/log.md, "Roster").

#include "broker/scheme.h"
#include "crypto/protocol/requests.h"

namespace sotto::broker {

// What a proposal is about: one row each, so that a newer one takes the older one's place. A change
// of a lead's key has one for each reason: a thief's must not cover an honest one.
Bytes proposal_key(const protocol::Entry& entry);

// Panics for an entry that leads do not sign.
std::vector<protocol::LeadSignature>& signatures_of(protocol::Entry& entry);
bool good_lead_signature(const protocol::Replay& log, const protocol::Entry& entry,
                         const protocol::LeadSignature& signature);
std::size_t signatures_needed(const protocol::Policy& policy, const protocol::Entry& entry);

// The same proposal but for the signatures.
bool same_content(protocol::Entry a, protocol::Entry b);

// Whether its number rises above what the log has, and it still has something to change.
bool is_newer(const protocol::Replay& log, const protocol::Entry& entry);
// Whether the log has it already, as its newest word on this.
bool is_logged(const protocol::Replay& log, const protocol::Entry& entry);

// A removal, a lead's key, a build and a trustee need no proposal before a lead signs them. False,
// too, for a lead's key that its new owner has not signed, and for a trustee who has not.
bool begins_with_a_lead(const Hash256& genesis, const protocol::Entry& entry);

// A lead's key that is lost or stolen: the operator accepts it at the console before it is
// appended.
bool waits_for_operator(const protocol::Entry& entry);

// Of what people propose themselves, a listing or a recipient; nullopt for anything else.
struct OwnProposal {
  protocol::Role role{};     // of the locker that may propose it
  std::uint32_t number = 0;  // of the entry
  bool unsigned_by_leads = false;
  bool good_signature = false;  // its own
};
std::optional<OwnProposal> own_proposal(const Hash256& genesis, const protocol::Entry& entry);

}  // namespace sotto::broker
