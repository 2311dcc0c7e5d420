#pragma once
// What an operator does at the console to keys that change (docs/broker.md): the folder must not be
// served meanwhile. Errors are sentences for the operator.

#include <expected>
#include <string>

#include "broker/founded.h"
#include "crypto/protocol/replay.h"

namespace sotto::broker {

// A fresh gateway key, in the log at once; the one before is answered for kGatewayOverlapDays more.
// Returns the new key's id.
std::expected<std::uint8_t, std::string> change_gateway_key(const std::string& folder,
                                                            const SealOverride& seal,
                                                            protocol::UnixTime now);

// A fresh log key, proposed to the leads; it signs from the entry on that both have signed. Returns
// its public key.
std::expected<SigningPublicKey, std::string> propose_log_key(const std::string& folder,
                                                             const SealOverride& seal,
                                                             protocol::ChangeReason reason,
                                                             protocol::UnixTime now);

// The change of a lead's lost key that waits for the operator.
std::expected<protocol::LeadChange, std::string> waiting_lead_key(const std::string& folder,
                                                                  std::uint8_t lead);
// Accepts it, if it is still this key.
std::expected<void, std::string> accept_lead_key(const std::string& folder, std::uint8_t lead,
                                                 const SigningPublicKey& key,
                                                 const SealOverride& seal, protocol::UnixTime now);

// Another policy, put to the leads; what it may not change is refused. In force from the day after
// the entry that both sign. Of one that the log names already, only the bytes, which a restore may
// have lost. The result: whether the leads have to sign it.
std::expected<bool, std::string> propose_policy(const std::string& folder, const SealOverride& seal,
                                                const protocol::Policy& policy,
                                                protocol::UnixTime now);

// At a start: the keys that the log has left behind are forgotten, and overwritten in the folder.
std::expected<void, std::string> tidy_keys(const std::string& folder, FolderKeys& keys,
                                           const protocol::Replay& log, protocol::Day today);

}  // namespace sotto::broker
