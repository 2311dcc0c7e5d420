#include "broker/founded.h"

#include <fcntl.h>

#include <filesystem>
#include <future>

#include "broker/boards/boards.h"
#include "broker/log/log.h"
#include "broker/place_file.h"
#include "broker/private_file.h"
#include "broker/store/disk.h"
#include "broker/visits/visits.h"
#include "crypto/primitives/random.h"
#include "crypto/protocol/policy_change.h"

namespace sotto::broker {
namespace {

bool keys_are_of(const LongTermKeys& keys, const protocol::Replay& log) {
  return keys.log_key(log.log_key()) != nullptr &&
         keys.receipt.public_key == log.genesis().receipt_key &&
         keys.gateway_key(log.gateway()) != nullptr;
}

}  // namespace

std::optional<Bytes> served_file(const Files& files, const std::string& name) {
  const auto range = files.read(name);
  if (!range) return std::nullopt;
  return to_bytes(range->file->bytes().subspan(range->offset, range->size));
}

std::expected<FolderKeys, std::string> open_folder_keys(const std::string& folder,
                                                        const SealOverride& seal) {
  std::error_code ignored;
  if (!std::filesystem::exists(folder + "/keys", ignored)) {
    return std::unexpected("keys is missing: this is not a data folder");
  }
  for (const char* name : {"/keys", "/erasable"}) {
    if (auto ok = check_private(folder + name); !ok) return std::unexpected(std::move(ok.error()));
  }
  const auto file = read_file(folder + "/keys");
  if (!file) return std::unexpected("keys cannot be read");
  auto source = seal ? seal : sealed_with(*file);
  if (!source) return std::unexpected("keys is damaged");
  auto opened = open_keys(*source, *file);
  if (!opened) return std::unexpected(describe(opened.error(), *source));
  auto keys = LongTermKeys::parse(opened->keys.expose());
  if (!keys) return std::unexpected("keys is damaged");
  return FolderKeys{std::move(*keys), std::move(opened->seal)};
}

std::expected<LongTermKeys, std::string> load_keys(const std::string& folder,
                                                   const SealOverride& seal) {
  auto opened = open_folder_keys(folder, seal);
  if (!opened) return std::unexpected(std::move(opened.error()));
  return std::move(opened->keys);
}

std::expected<void, std::string> place_keys(const std::string& folder, const LongTermKeys& keys,
                                            const SealSecret& seal) {
  const auto sealed = seal_keys(seal, keys.encode());
  if (!sealed) return std::unexpected(describe(sealed.error(), seal.source));
  const std::string path = folder + "/keys";
  const auto old_size = size_of(path);
  const Descriptor old = open_file(path, O_RDWR);
  if (!place_file(path, *sealed)) return std::unexpected("keys cannot be written");
  // Whoever comes by the secret later must not find a key here that is no longer in use.
  if (old_size && old.open()) {
    if (!write_at(old.get(), random_bytes(*old_size), 0)) {
      return std::unexpected("the keys of before cannot be overwritten");
    }
    sync_or_panic(old.get());
  }
  return {};
}

std::expected<protocol::Policy, std::string> load_policy(const Files& files) {
  const auto file = served_file(files, "policy");
  if (!file) return std::unexpected("policy is missing");
  auto policy = protocol::Policy::parse(*file);
  if (!policy) return std::unexpected("policy is damaged");
  return std::move(*policy);
}

std::expected<protocol::Replay, std::string> replay_log(ByteView file,
                                                        const protocol::Policy& policy) {
  const auto entries = protocol::split_log(file);
  if (!entries || entries->empty()) return std::unexpected("log does not end with an entry");
  protocol::Replay log;
  for (const ByteView entry : *entries) {
    if (const auto ok = log.append(entry); !ok) {
      return std::unexpected("log: entry " + std::to_string(log.size()) +
                             " is refused: " + protocol::describe(ok.error()));
    }
    if (log.size() == 1 && !log.assume_policy(policy)) {
      return std::unexpected("policy is not of the log that the genesis entry begins");
    }
  }
  if (!log.has_named_policy(protocol::Policy::hash(policy.encode()))) {
    return std::unexpected("policy is none that the log names");
  }
  return log;
}

std::expected<Founded, std::string> load_founded(const std::string& folder, const Files& files,
                                                 const SealOverride& seal) {
  auto keys = load_keys(folder, seal);
  if (!keys) return std::unexpected(std::move(keys.error()));
  return founded_of(std::move(*keys), files);
}

std::expected<Founded, std::string> founded_of(LongTermKeys keys, const Files& files) {
  auto policy = load_policy(files);
  if (!policy) return std::unexpected(std::move(policy.error()));
  const auto log_file = served_file(files, "log");
  if (!log_file) {
    return std::unexpected(
        "this scheme is not founded yet: both leads sign genesis-draft, then run sotto-broker "
        "found");
  }
  auto log = replay_log(*log_file, *policy);
  if (!log) return std::unexpected(std::move(log.error()));
  if (!keys_are_of(keys, *log)) {
    return std::unexpected("keys are not those that the log names");
  }
  const auto checkpoint = served_file(files, "checkpoint");
  if (!checkpoint || !equal(*checkpoint, as_bytes(checkpoint_of(*log, keys)))) {
    return std::unexpected("checkpoint does not fit the log");
  }
  Founded out{{log->genesis_hash(), std::move(*policy), std::move(keys)}, std::move(*log)};
  return out;
}

std::expected<bool, std::string> turn_policy(Store& store, const Founded& founded,
                                             protocol::UnixTime now) {
  const Hash256 due = founded.log.policy_hash(founded.scheme.policy.calendar.day(now));
  if (due == protocol::Policy::hash(founded.scheme.policy.encode())) return false;
  const auto next = served_file(store.files(), kNextPolicy);
  const auto policy = next ? protocol::Policy::parse(*next) : std::nullopt;
  if (!policy || protocol::Policy::hash(*next) != due) {
    return std::unexpected(
        "the log has a policy in force that this folder does not have: give it with sotto-broker "
        "policy propose");
  }
  // The leads' clients refuse to sign this one; it would make another log of the same entries.
  if (const char* what = protocol::problem_of_change(founded.scheme.policy, *policy)) {
    return std::unexpected(std::string("the policy that the leads have signed cannot be: ") + what);
  }
  if (!apply_now(store, [&](const GroupView&) {
        Decision decision;
        decision.replace("policy", *next);
        return decision;
      })) {
    return std::unexpected("there is too little space");
  }
  return true;
}

bool apply_now(Store& store, std::move_only_function<Decision(const GroupView&)> decide) {
  std::promise<bool> durable;
  Job job;
  job.decide = std::move(decide);
  job.done = [&](const Outcome& outcome) { durable.set_value(!outcome.try_later); };
  if (!store.writer().submit(std::move(job))) return false;
  return durable.get_future().get();
}

std::vector<SlotWrite> repair_slots(const View& view, const Erasable& erasable) {
  std::vector<SlotWrite> out = repair_locker_slots(view, erasable);
  if (auto batch = repair_batch_key(view, erasable)) out.push_back(std::move(*batch));
  return out;
}

}  // namespace sotto::broker
