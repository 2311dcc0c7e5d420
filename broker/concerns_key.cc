#include "broker/concerns_key.h"

#include "broker/concerns/keys.h"
#include "broker/founded.h"
#include "broker/log/roster.h"
#include "broker/tables.h"

namespace sotto::broker {
namespace {

struct Opened {
  std::unique_ptr<Store> store;
  protocol::Policy policy;
  protocol::Replay log;
};

// Nothing is signed here, so the long-term keys stay sealed.
std::expected<Opened, std::string> open_folder(const std::string& folder) {
  auto store = Store::open(folder, all_tables(), repair_slots);
  if (!store) return std::unexpected(std::move(store.error()));
  auto policy = load_policy((*store)->files());
  if (!policy) return std::unexpected(std::move(policy.error()));
  const auto file = served_file((*store)->files(), "log");
  if (!file) return std::unexpected("this scheme is not founded yet");
  auto log = replay_log(*file, *policy);
  if (!log) return std::unexpected(std::move(log.error()));
  return Opened{std::move(*store), std::move(*policy), std::move(*log)};
}

// First the private half, durable in its slot; only then may leads see the public one.
std::expected<void, std::string> keep_and_propose(Store& store, std::uint32_t number,
                                                  const X25519KeyPair& key, protocol::Day today) {
  const bool kept = apply_now(store, [&](const GroupView&) {
    Decision decision;
    decision.write_slot(concerns_key_slot(number), concerns_slot(number, key));
    return decision;
  });
  bool proposed = false;
  const bool durable = kept && apply_now(store, [&](const GroupView& view) {
                         Decision decision;
                         const protocol::ConcernsKey body{number, key.public_key, {}};
                         proposed = propose_entry(view, {0, body}, today, decision);
                         return decision;
                       });
  if (!durable) return std::unexpected("there is too little space");
  if (!proposed) return std::unexpected("too many proposals wait for the leads");
  return {};
}

}  // namespace

std::expected<std::uint32_t, std::string> rotate_concerns_key(
    const std::string& folder, protocol::UnixTime now,
    const std::function<bool(const SecretBytes&)>& keep) {
  auto opened = open_folder(folder);
  if (!opened) return std::unexpected(std::move(opened.error()));
  Store& store = *opened->store;
  const auto number = static_cast<std::uint32_t>(opened->log.concerns_keys().size());
  const auto payload = store.erasable().read(concerns_key_slot(number));
  const auto slot = payload ? KeySlot::parse(*payload) : std::nullopt;
  if (slot && slot->tag != number) {
    return std::unexpected("envelopes sealed to key " + std::to_string(slot->tag) +
                           " still lie on the board: try again in two weeks");
  }
  const X25519KeyPair key = X25519KeyPair::generate();
  if (!keep(concerns_sheet(opened->policy.origin, number, key))) {
    return std::unexpected("the sheet cannot be written");
  }
  const protocol::Day today = opened->policy.calendar.day(now);
  if (auto ok = keep_and_propose(store, number, key, today); !ok) {
    return std::unexpected(std::move(ok.error()));
  }
  return number;
}

std::expected<std::uint32_t, std::string> recover_concerns_key(const std::string& folder,
                                                               ByteView sheet) {
  auto opened = open_folder(folder);
  if (!opened) return std::unexpected(std::move(opened.error()));
  const auto read = read_sheet(sheet, opened->policy.origin);
  if (!read) return std::unexpected(read.error());
  const auto& keys = opened->log.concerns_keys();
  if (read->number >= keys.size() || keys[read->number].key != read->key.public_key) {
    return std::unexpected("the log names another key under this number");
  }
  if (read->number + 1 < keys.size()) {
    return std::unexpected("the log has a newer key: this one opens nothing that is on the board");
  }
  const bool durable = apply_now(*opened->store, [&](const GroupView&) {
    Decision decision;
    decision.write_slot(concerns_key_slot(read->number), concerns_slot(read->number, read->key));
    return decision;
  });
  if (!durable) return std::unexpected("there is too little space");
  return read->number;
}

}  // namespace sotto::broker
