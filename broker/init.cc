#include "broker/init.h"

#include <sys/stat.h>
#include <unistd.h>

#include <utility>

#include "broker/concerns/keys.h"
#include "broker/founded.h"
#include "broker/log/log.h"
#include "broker/place_file.h"
#include "broker/tables.h"
#include "crypto/base/wire.h"
#include "crypto/protocol/directory.h"

namespace sotto::broker {
namespace {

using protocol::Entry;
using protocol::Epoch;
using protocol::Genesis;

constexpr const char* kDraft = "/genesis-draft";

Genesis genesis_of(const protocol::Policy& policy, const LongTermKeys& keys,
                   const X25519PublicKey& concerns_key, const LeadKeys& leads) {
  Genesis out;
  out.origin = policy.origin;
  out.policy_hash = protocol::Policy::hash(policy.encode());
  out.log_key = keys.log.public_key;
  out.receipt_key = keys.receipt.public_key;
  out.gateway_key_id = keys.gateway.key_id;
  out.gateway_key = keys.gateway.pair.public_key;
  out.concerns_key = concerns_key;
  out.leads = leads;
  return out;
}

std::optional<std::uint8_t> short_id(const SlotPayload& payload, Epoch epoch) {
  const auto key = pass_public_key(SlotPayload::from(payload.expose()), epoch, 0);
  const auto element = key ? ristretto::Element::parse(*key) : std::nullopt;
  if (!element) return std::nullopt;
  return voprf::truncated(voprf::token_key_id(*element));
}

// The keys of the first two epochs; a request names its key by one byte, so these differ.
std::pair<SlotPayload, SlotPayload> first_pass_keys(Epoch epoch) {
  SlotPayload first = fresh_pass_key(epoch, 0);
  SlotPayload second = fresh_pass_key(epoch + 1, 0);
  while (short_id(first, epoch) == short_id(second, epoch + 1)) {
    second = fresh_pass_key(epoch + 1, 0);
  }
  return {std::move(first), std::move(second)};
}

std::expected<void, std::string> fill_store(const std::string& folder,
                                            const protocol::Policy& policy, Epoch epoch,
                                            const X25519KeyPair& concerns_key) {
  auto store = Store::open(folder, all_tables(), nullptr);
  if (!store) return std::unexpected(std::move(store.error()));
  const bool durable = apply_now(**store, [&](const GroupView&) {
    auto [first, second] = first_pass_keys(epoch);
    Decision decision;
    decision.replace("policy", policy.encode());
    decision.write_slot(kBatchSlot, BatchKey::fresh(0));
    decision.write_slot(concerns_key_slot(0), concerns_slot(0, concerns_key));
    decision.write_slot(pass_key_slot(epoch), std::move(first));
    decision.write_slot(pass_key_slot(epoch + 1), std::move(second));
    return decision;
  });
  if (!durable) return std::unexpected("there is too little space for a scheme");
  return {};
}

std::expected<Beginning, std::string> fill_folder(const std::string& folder,
                                                  const protocol::Policy& policy,
                                                  const LeadKeys& leads, protocol::UnixTime now,
                                                  const SealSecret& seal) {
  const protocol::Day day = policy.calendar.day(now);
  const LongTermKeys keys = LongTermKeys::generate();
  const X25519KeyPair concerns_key = X25519KeyPair::generate();
  Bytes draft = Entry{day, genesis_of(policy, keys, concerns_key.public_key, leads)}.encode();
  if (auto ok = fill_store(folder, policy, policy.calendar.epoch(day), concerns_key); !ok) {
    return std::unexpected(std::move(ok.error()));
  }
  for (const char* inside : {"/import", "/requests"}) {
    if (mkdir((folder + inside).c_str(), 0700) != 0) {
      return std::unexpected("folders cannot be created");
    }
  }
  if (auto ok = place_keys(folder, keys, seal); !ok) return std::unexpected(std::move(ok.error()));
  if (!place_file(folder + kDraft, draft)) return std::unexpected("the draft cannot be written");
  return Beginning{std::move(draft), concerns_sheet(policy.origin, 0, concerns_key)};
}

struct Draft {
  protocol::Day day = 0;
  Genesis genesis;
};

std::expected<Draft, std::string> load_draft(const std::string& folder) {
  const auto file = read_file(folder + kDraft);
  if (!file)
    return std::unexpected("there is no genesis-draft: the scheme is founded, or was never begun");
  const auto entry = Entry::parse(*file);
  const auto* genesis = entry ? std::get_if<Genesis>(&entry->body) : nullptr;
  if (genesis == nullptr) return std::unexpected("genesis-draft is damaged");
  return Draft{entry->day, *genesis};
}

std::expected<void, std::string> check_age(const Draft& draft, const protocol::Calendar& calendar,
                                           protocol::UnixTime now) {
  const protocol::Day today = calendar.day(now);
  if (today < draft.day) return std::unexpected("the clock is before the day of genesis-draft");
  if (now > calendar.start(draft.day) + kDraftLife ||
      calendar.epoch(today) > calendar.epoch(draft.day) + 1) {
    return std::unexpected("genesis-draft is too old: begin again with a new folder");
  }
  return {};
}

// Everything of the log's beginning.
std::expected<Decision, std::string> first_log(const GroupView& view, const Draft& draft,
                                               const protocol::Policy& policy,
                                               const LongTermKeys& keys) {
  protocol::Replay log;
  sotto::Writer file;
  const auto append = [&](const Entry& entry) {
    const Bytes wire = entry.encode();
    file.vec16(wire);
    return log.append(wire);
  };
  if (!append({draft.day, draft.genesis})) {
    return std::unexpected("a signature is not that lead's over this draft");
  }
  if (!log.set_policy(policy)) return std::unexpected("policy is not that of genesis-draft");
  const Epoch first = policy.calendar.epoch(draft.day);
  for (const Epoch epoch : {first, first + 1}) {
    const auto key = pass_public_key(view.slot(pass_key_slot(epoch)), epoch, 0);
    if (!key) return std::unexpected("erasable has no pass key for the first epochs");
    if (!append({draft.day, protocol::PassKey{epoch, 0, *key, {}}})) {
      return std::unexpected("the first pass keys do not fit the log");
    }
  }
  Decision decision;
  decision.append("log", file.take());
  decision.replace("checkpoint", to_bytes(as_bytes(checkpoint_of(log, keys))));
  decision.replace("directory",
                   protocol::Directory{protocol::Calendar::week(draft.day), {}}.encode());
  return decision;
}

}  // namespace

std::expected<Beginning, std::string> init_folder(const std::string& folder,
                                                  const protocol::Policy& policy,
                                                  const LeadKeys& leads, protocol::UnixTime now,
                                                  const SealSecret& seal) {
  if (leads[0] == leads[1]) return std::unexpected("the two leads have the same key");
  if (auto ok = Store::create(folder, all_tables()); !ok) {
    return std::unexpected(std::move(ok.error()));
  }
  auto out = fill_folder(folder, policy, leads, now, seal);
  if (!out) discard_folder(folder);
  return out;
}

std::expected<void, std::string> found_folder(const std::string& folder,
                                              const LeadSignatures& signatures,
                                              protocol::UnixTime now,
                                              const std::optional<SealSource>& seal) {
  // First: a folder whose keys do not open is not touched.
  const auto keys = load_keys(folder, seal);
  if (!keys) return std::unexpected(keys.error());
  auto store = Store::open(folder, all_tables(), nullptr);
  if (!store) return std::unexpected(std::move(store.error()));
  if ((*store)->files().read("log")) return std::unexpected("this scheme is founded already");
  auto draft = load_draft(folder);
  if (!draft) return std::unexpected(std::move(draft.error()));
  const auto policy = load_policy((*store)->files());
  if (!policy) return std::unexpected(policy.error());
  if (auto ok = check_age(*draft, policy->calendar, now); !ok) return ok;
  draft->genesis.signatures = signatures;
  // People hand them over in any order.
  if (verify(draft->genesis.leads[0], protocol::kGenesisLabel,
             protocol::genesis_message(draft->day, draft->genesis), signatures[1])) {
    std::swap(draft->genesis.signatures[0], draft->genesis.signatures[1]);
  }
  std::expected<void, std::string> result;
  const bool durable = apply_now(**store, [&](const GroupView& view) {
    auto decision = first_log(view, *draft, *policy, *keys);
    if (decision) return std::move(*decision);
    result = std::unexpected(std::move(decision.error()));
    return Decision();
  });
  if (!result) return result;
  if (!durable) return std::unexpected("there is too little space for a scheme");
  unlink((folder + kDraft).c_str());
  return {};
}

}  // namespace sotto::broker
