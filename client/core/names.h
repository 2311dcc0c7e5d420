#pragma once
// Names for machines: --json, flags, and what the WebAssembly module tells the page. Sentences for
// people are the hosts'.

#include <optional>
#include <string_view>

#include "client/core/visit.h"
#include "crypto/protocol/code.h"
#include "crypto/protocol/words.h"

namespace sotto::client {

std::string_view name(protocol::Means means);         // "in-service"
std::string_view name(protocol::Role role);           // "colleague"
std::string_view name(protocol::Status status);       // of docs/spec/capsules.md: "stale_version"
std::string_view name(Phase phase);                   // "accepted"
std::string_view name(EndReason reason);              // "three_held"
std::string_view name(const Event& event);            // "enquiry_shown"
std::string_view name(PeerNews news);                 // "in_again"
std::string_view name(IntentRefusal refusal);         // "no_such_engagement"
std::string_view name(protocol::SlipRefusal reason);  // "not_a_link"
std::string_view name(protocol::WordsRefusal::Reason reason);  // "not_in_list"
std::string_view name(Asked asked);                            // "pending"

std::string_view name(HeldPhase phase);           // "shares"
std::string_view name(OpeningReason reason);      // "asked-by-phone"
std::string_view name(protocol::OpeningAct act);  // "local-action"

std::optional<protocol::Means> means_of(std::string_view name);
std::optional<OpeningReason> reason_of(std::string_view name);
std::optional<protocol::OpeningAct> act_of(std::string_view name);

}  // namespace sotto::client
