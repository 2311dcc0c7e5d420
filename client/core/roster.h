#pragma once
// Roster requests (docs/spec/log.md, "Roster"): how what people sign gets from supporters and leads
// into the log. Not part of a visit: hosts send them on calendar occasions.

#include <array>
#include <expected>
#include <optional>
#include <vector>

#include "client/core/exchange.h"
#include "client/core/keys.h"
#include "client/core/public_view.h"
#include "crypto/protocol/requests.h"

namespace sotto::client {

// The six words that a supporter reads out and a lead types before signing: indices into the word
// list, u16 mod 7776 of the first 12 bytes of SHA-256("sotto/v1/six-words" || 0x00 || identity
// key).
std::array<std::uint16_t, 6> six_words(const SigningPublicKey& identity_key);

// A lead with the key that the genesis entry names.
struct LeadKey {
  std::uint8_t lead = 0;  // 0 or 1
  SigningKey key;
};

// Whose key it is; nullopt for a key that is no lead's of this log.
std::optional<LeadKey> lead_of(const protocol::Replay& log, SigningKey key);

// A supporter's listing, or a recipient, as it is put to the leads: signed by the write key of
// their locker.
protocol::RosterRequest proposal_of(const LockerKeys& keys, const Hash256& genesis,
                                    protocol::Proposal proposal, protocol::Day day);

// What whoever takes a lead's place hands to a lead: the entry, signed by the new key alone.
protocol::Entry offer_of(const protocol::Replay& log, std::uint8_t place,
                         protocol::ChangeReason reason, const SigningKey& fresh);

class RosterCall {
 public:
  // Of proposal_of(), as Visit::signed_proposal() makes it. All of these: nullopt when the
  // gateway's key is of small order.
  static std::optional<RosterCall> propose(const PublicView& everybody,
                                           const protocol::RosterRequest& request);
  // A lead proposes that a supporter goes; signed like sign().
  static std::optional<RosterCall> propose_removal(const PublicView& everybody, const LeadKey& lead,
                                                   const protocol::SupporterId& supporter,
                                                   protocol::Day day);
  // The same of who may open concerns.
  static std::optional<RosterCall> propose_recipient_removal(const PublicView& everybody,
                                                             const LeadKey& lead,
                                                             std::uint8_t place, protocol::Day day);
  // A lead begins what a first signature may begin: a change of a lead's key, a build,
  // a trustee as they have signed themself (trustee.h).
  static std::optional<RosterCall> begin(const PublicView& everybody, const LeadKey& lead,
                                         protocol::Entry entry, protocol::Day day);
  // What waits for leads.
  static std::optional<RosterCall> read(const PublicView& everybody, const LeadKey& lead,
                                        protocol::Day day);
  // Adds the lead's signature to a proposal that was read.
  static std::optional<RosterCall> sign(const PublicView& everybody, const LeadKey& lead,
                                        protocol::Proposal proposal, protocol::Day day);
  // Takes a proposal that was read off the list.
  static std::optional<RosterCall> drop(const PublicView& everybody, const LeadKey& lead,
                                        protocol::Proposal proposal, protocol::Day day);

  const Request& request() const { return exchange_.request(); }
  // Of read(): the proposals; otherwise none.
  std::expected<std::vector<protocol::Proposal>, Refused> open(const Response& response) const;

 private:
  explicit RosterCall(Exchange exchange) : exchange_(std::move(exchange)) {}
  static std::optional<RosterCall> make(const PublicView& everybody,
                                        const protocol::RosterRequest& request);
  static std::optional<RosterCall> make(const PublicView& everybody, const LeadKey& lead,
                                        protocol::RosterRequest request);
  Exchange exchange_;
};

}  // namespace sotto::client
