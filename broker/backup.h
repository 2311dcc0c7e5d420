#pragma once
// Backups (docs/spec/backup.md): the whole state but the boards, as it was between two groups of
// the writer, sealed to an operator's key. Going back to one revokes the pass keys, because passes
// that were redeemed since would be accepted again.

#include <expected>
#include <optional>
#include <string>

#include "broker/founded.h"
#include "broker/witnesses/ask.h"
#include "crypto/primitives/x25519.h"

namespace sotto::broker {

// Writes `file`, which must not exist.
std::expected<void, std::string> make_backup(Store& store, const std::string& folder,
                                             const Founded& founded, const X25519PublicKey& to,
                                             const std::string& file, protocol::UnixTime now);

// What a killed backup left in the data folder: copies of keys. Called at start.
void remove_backup_leftovers(const std::string& folder);

// When the last backup was made; nullopt: never.
std::optional<protocol::UnixTime> last_backup(const std::string& folder);

struct RestoreOptions {
  std::string file;
  std::string folder;                 // made; must not exist
  std::optional<std::string> mirror;  // of `serve --mirror`
  protocol::UnixTime now = 0;
  SealSource seal;                                  // of the new folder's keys
  std::vector<std::string> without_witnesses = {};  // names that the policy has, not to be asked
  PostTo post = post_to_witness;
};
struct Restored {
  protocol::UnixTime backup_time = 0;
  std::uint64_t backup_entries = 0;        // of the log in the backup
  std::uint64_t mirror_entries = 0;        // that the mirror had beyond them
  std::vector<protocol::Epoch> pass_keys;  // that wait for both leads' signatures
  // How much of the log the witnesses had seen: not more than there is. None: nobody was there to
  // be asked.
  std::optional<std::uint64_t> seen;
};
std::expected<Restored, std::string> restore_backup(const RestoreOptions& options,
                                                    const X25519KeyPair& key);

}  // namespace sotto::broker
