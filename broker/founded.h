#pragma once
// What a data folder says about its scheme, read back and checked: `keys`, and the served files
// `policy`, `log` and `checkpoint`. A folder is founded once both leads have signed the genesis
// entry.

#include <expected>
#include <functional>
#include <string>

#include "broker/key_seal.h"
#include "broker/scheme.h"
#include "broker/store/store.h"

namespace sotto::broker {

struct Founded {
  Scheme scheme;
  protocol::Replay log;
};

// Errors are sentences for the operator. The keys are opened with the secret that the file `keys`
// names, or with another source of the same secret.
using SealOverride = std::optional<SealSource>;
struct FolderKeys {
  LongTermKeys keys;
  SealSecret seal;  // seals them again
};
std::expected<FolderKeys, std::string> open_folder_keys(const std::string& folder,
                                                        const SealOverride& seal = {});
std::expected<LongTermKeys, std::string> load_keys(const std::string& folder,
                                                   const SealOverride& seal = {});
std::expected<Founded, std::string> load_founded(const std::string& folder, const Files& files,
                                                 const SealOverride& seal = {});
// With keys that are open already.
std::expected<Founded, std::string> founded_of(LongTermKeys keys, const Files& files);

// Writes the file `keys`; what it had before is overwritten.
std::expected<void, std::string> place_keys(const std::string& folder, const LongTermKeys& keys,
                                            const SealSecret& seal);

// Replays a whole log file under a policy.
std::expected<protocol::Replay, std::string> replay_log(ByteView file,
                                                        const protocol::Policy& policy);

// The committed bytes of a served file.
std::optional<Bytes> served_file(const Files& files, const std::string& name);

std::expected<protocol::Policy, std::string> load_policy(const Files& files);

// Before a start: the policy that the log has in force today becomes the one that is served. False:
// it is already. An error when the folder does not have it.
std::expected<bool, std::string> turn_policy(Store& store, const Founded& founded,
                                             protocol::UnixTime now);

// Submits one job and waits until it is durable. False: there is no space.
bool apply_now(Store& store, std::move_only_function<Decision(const GroupView&)> decide);

// What a start repairs after a crash (RepairSlots of the store).
std::vector<SlotWrite> repair_slots(const View& view, const Erasable& erasable);

}  // namespace sotto::broker
