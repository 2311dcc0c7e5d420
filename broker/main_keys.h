#pragma once
// `sotto-broker gateway-key | log-key | lead-key`: keys that change (docs/broker.md). Each returns
// the exit status.

#include <string>

#include "broker/founded.h"

namespace sotto::broker {

int run_gateway_key(const std::string& data, const SealOverride& seal);
int run_log_key(const std::string& data, const SealOverride& seal, bool lost);
int run_show_lead_key(const std::string& data, unsigned lead);
// key: in hex, as the person read it out.
int run_accept_lead_key(const std::string& data, const SealOverride& seal, unsigned lead,
                        const std::string& key);

}  // namespace sotto::broker
