#include "broker/main_keys.h"

#include <cstdio>

#include "broker/main_common.h"
#include "broker/main_folder.h"
#include "broker/rotations.h"

namespace sotto::broker {

int run_gateway_key(const std::string& data, const SealOverride& seal) {
  const auto id = change_gateway_key(data, seal, now());
  if (!id) return fail(id.error());
  std::printf(
      "The log has a new gateway key, number %u. The one before is answered for %u days more.\n"
      "Make a backup now: an older one has no key for this log.\n",
      unsigned{*id}, protocol::kGatewayOverlapDays);
  return 0;
}

int run_log_key(const std::string& data, const SealOverride& seal, bool lost) {
  const auto reason = lost ? protocol::ChangeReason::kLost : protocol::ChangeReason::kPlanned;
  const auto key = propose_log_key(data, seal, reason, now());
  if (!key) return fail(key.error());
  std::printf(
      "%s\nBoth leads sign this key with \"sotto lead sign\"; from then on it signs the log.\n"
      "Make a backup now: an older one will have no key for this log.\n",
      to_hex(*key).c_str());
  return 0;
}

int run_show_lead_key(const std::string& data, unsigned lead) {
  const auto change = waiting_lead_key(data, static_cast<std::uint8_t>(lead));
  if (!change) return fail(change.error());
  std::printf(
      "%s\nThe other lead has signed that this key takes the place of lead %u, whose key is lost "
      "or stolen.\nSpeak with both before you accept it, and let the new key be read out.\n",
      to_hex(change->key).c_str(), lead);
  return 0;
}

int run_accept_lead_key(const std::string& data, const SealOverride& seal, unsigned lead,
                        const std::string& key) {
  const auto bytes = fixed_hex<32>(key);
  if (!bytes) return fail("a key has 64 hexadecimal digits");
  const auto place = static_cast<std::uint8_t>(lead);
  if (auto ok = accept_lead_key(data, place, *bytes, seal, now()); !ok) return fail(ok.error());
  std::printf("The log has the new key of lead %u; the old one counts for nothing from now on.\n",
              lead);
  return 0;
}

int run_propose_policy(const std::string& data, const SealOverride& seal,
                       const std::string& scheme) {
  const auto policy = read_scheme(scheme);
  if (!policy) return fail(policy.error());
  const auto proposed = propose_policy(data, seal, *policy, now());
  if (!proposed) return fail(proposed.error());
  const std::string hash = to_hex(protocol::Policy::hash(policy->encode()));
  std::printf(*proposed
                  ? "%s\nBoth leads sign this policy with \"sotto lead sign\", which shows what "
                    "changes. It is in force from the day after.\n"
                  : "%s\nThe leads have signed this policy already; the folder has it again.\n",
              hash.c_str());
  return 0;
}

}  // namespace sotto::broker
