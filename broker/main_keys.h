#pragma once
// `sotto-broker gateway-key | log-key | lead-key | policy`: what changes (docs/broker.md). Each
// returns the exit status.

#include <string>

#include "broker/founded.h"

namespace sotto::broker {

int run_gateway_key(const std::string& data, const SealOverride& seal);
int run_log_key(const std::string& data, const SealOverride& seal, bool lost);
int run_show_lead_key(const std::string& data, unsigned lead);
// key: in hex, as the person read it out.
int run_accept_lead_key(const std::string& data, const SealOverride& seal, unsigned lead,
                        const std::string& key);

// scheme: the TOML file of the policy that is to follow.
int run_propose_policy(const std::string& data, const SealOverride& seal,
                       const std::string& scheme);

}  // namespace sotto::broker
