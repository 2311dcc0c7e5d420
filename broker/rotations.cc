#include "broker/rotations.h"

#include "broker/log/log.h"
#include "broker/log/roster.h"
#include "broker/tables.h"
#include "crypto/protocol/policy_change.h"

namespace sotto::broker {
namespace {

using protocol::Day;
using protocol::Entry;

constexpr const char* kNoSpace = "there is too little space";

// A data folder that nobody serves, opened to change it.
struct Opened {
  std::unique_ptr<Store> store;
  Founded founded;
  SealSecret seal;
  Day today = 0;
};

std::expected<Opened, std::string> open_folder(const std::string& folder, const SealOverride& seal,
                                               protocol::UnixTime now) {
  // Before the store: a folder whose keys do not open is not touched.
  auto keys = open_folder_keys(folder, seal);
  if (!keys) return std::unexpected(std::move(keys.error()));
  auto store = Store::open(folder, all_tables(), repair_slots);
  if (!store) return std::unexpected(std::move(store.error()));
  auto founded = founded_of(std::move(keys->keys), (*store)->files());
  if (!founded) return std::unexpected(std::move(founded.error()));
  const Day today = founded->scheme.policy.calendar.day(now);
  if (today < founded->log.last_day()) {
    return std::unexpected("the clock is before the last day of the log");
  }
  return Opened{std::move(*store), std::move(*founded), std::move(keys->seal), today};
}

bool append_now(Store& store, const Founded& founded, const Entry& entry) {
  return apply_now(store, [&](const GroupView&) {
    Decision decision;
    append_entries(founded.log, founded.scheme.keys, {entry}, decision);
    return decision;
  });
}

}  // namespace

std::expected<std::uint8_t, std::string> change_gateway_key(const std::string& folder,
                                                            const SealOverride& seal,
                                                            protocol::UnixTime now) {
  auto opened = open_folder(folder, seal, now);
  if (!opened) return std::unexpected(std::move(opened.error()));
  Founded& founded = opened->founded;
  if (founded.log.old_gateway(opened->today)) {
    return std::unexpected("the gateway key before the last is still answered: wait until its " +
                           std::to_string(protocol::kGatewayOverlapDays) + " days are over");
  }
  founded.scheme.keys.follow(founded.log, opened->today);
  const auto id = static_cast<std::uint8_t>(founded.log.gateway().id + 1);
  ohttp::GatewayKey fresh{id, X25519KeyPair::generate()};
  const protocol::GatewayChange change{id, fresh.pair.public_key};
  founded.scheme.keys.other_gateways.push_back(std::move(fresh));
  // First its private half; only then may the log name it.
  if (auto ok = place_keys(folder, founded.scheme.keys, opened->seal); !ok) {
    return std::unexpected(std::move(ok.error()));
  }
  if (!append_now(*opened->store, founded, {opened->today, change})) {
    return std::unexpected(kNoSpace);
  }
  return id;
}

std::expected<SigningPublicKey, std::string> propose_log_key(const std::string& folder,
                                                             const SealOverride& seal,
                                                             protocol::ChangeReason reason,
                                                             protocol::UnixTime now) {
  auto opened = open_folder(folder, seal, now);
  if (!opened) return std::unexpected(std::move(opened.error()));
  Founded& founded = opened->founded;
  LongTermKeys& keys = founded.scheme.keys;
  keys.follow(founded.log, opened->today);
  keys.other_logs.clear();  // of an older proposal, which this one replaces
  keys.other_logs.push_back(SigningKey::generate());
  const SigningKey& fresh = keys.other_logs.back();
  protocol::LogKeyChange change{
      .reason = reason, .number = founded.log.next_log_key_number(), .key = fresh.public_key};
  const Bytes message = protocol::log_key_message(founded.scheme.genesis, change);
  change.key_signature = sign(fresh, protocol::kNewLogKeyLabel, message);
  if (reason == protocol::ChangeReason::kPlanned) {
    change.old_signature = sign(keys.log, protocol::kOldLogKeyLabel, message);
  }
  if (auto ok = place_keys(folder, keys, opened->seal); !ok) {
    return std::unexpected(std::move(ok.error()));
  }
  bool proposed = false;
  const bool durable = apply_now(*opened->store, [&](const GroupView& view) {
    Decision decision;
    proposed = propose_entry(view, {0, change}, opened->today, decision);
    return decision;
  });
  if (!durable) return std::unexpected(kNoSpace);
  if (!proposed) return std::unexpected("too many proposals wait for the leads");
  return fresh.public_key;
}

std::expected<bool, std::string> propose_policy(const std::string& folder, const SealOverride& seal,
                                                const protocol::Policy& policy,
                                                protocol::UnixTime now) {
  auto opened = open_folder(folder, seal, now);
  if (!opened) return std::unexpected(std::move(opened.error()));
  const protocol::Replay& log = opened->founded.log;
  if (const char* what = protocol::problem_of_change(opened->founded.scheme.policy, policy)) {
    return std::unexpected(what);
  }
  const Bytes bytes = policy.encode();
  const Hash256 hash = protocol::Policy::hash(bytes);
  const Hash256 served = protocol::Policy::hash(opened->founded.scheme.policy.encode());
  const bool is_logged = hash == log.newest_policy_hash();
  if (is_logged && hash == served) return std::unexpected("this is the policy that is in force");
  // The one that the leads have signed is not lost for another.
  if (!is_logged && served != log.newest_policy_hash()) {
    return std::unexpected(
        "the policy that the leads have signed takes force first, tomorrow or at the next start");
  }
  bool proposed = true;
  const bool durable = apply_now(*opened->store, [&](const GroupView& view) {
    Decision decision;
    decision.replace(kNextPolicy, bytes);
    const protocol::PolicyChange change{
        .number = log.next_policy_number(), .policy_hash = hash, .signatures = {}};
    if (!is_logged) proposed = propose_entry(view, {0, change}, opened->today, decision);
    return proposed ? std::move(decision) : Decision();
  });
  if (!durable) return std::unexpected(kNoSpace);
  if (!proposed) return std::unexpected("too many proposals wait for the leads");
  return !is_logged;
}

std::expected<protocol::LeadChange, std::string> waiting_lead_key(const std::string& folder,
                                                                  std::uint8_t lead) {
  auto reader = StoreReader::open(folder, all_tables());
  if (!reader) return std::unexpected(std::move(reader.error()));
  const auto change = waiting_lead_change((*reader)->snapshot(), lead);
  if (!change) return std::unexpected("no change of this lead's key waits");
  return *change;
}

std::expected<void, std::string> accept_lead_key(const std::string& folder, std::uint8_t lead,
                                                 const SigningPublicKey& key,
                                                 const SealOverride& seal, protocol::UnixTime now) {
  auto opened = open_folder(folder, seal, now);
  if (!opened) return std::unexpected(std::move(opened.error()));
  std::expected<void, std::string> result;
  const bool durable = apply_now(*opened->store, [&](const GroupView& view) {
    const auto change = waiting_lead_change(view, lead);
    if (!change || change->key != key) {
      result = std::unexpected("no change to this key waits");
      return Decision();
    }
    auto accepted =
        accept_lead_change(view, opened->founded.scheme, opened->founded.log, lead, opened->today);
    if (accepted) return std::move(accepted->decision);
    result = std::unexpected("the log refuses it: the other lead has to propose it again");
    return Decision();
  });
  if (result && !durable) return std::unexpected(kNoSpace);
  return result;
}

std::expected<void, std::string> tidy_keys(const std::string& folder, FolderKeys& keys,
                                           const protocol::Replay& log, Day today) {
  if (!keys.keys.follow(log, today)) return {};
  return place_keys(folder, keys.keys, keys.seal);
}

}  // namespace sotto::broker
