#pragma once
// What another process asks of a running broker, as files that it drops into the data folder: codes
// to take over and backups to make. One writer owns the store, so nobody else writes to it. A file
// appears whole (it is renamed into place) and vanishes when the errand is done; one that was
// dropped while nobody served waits for the next start.
//
//   import/<16 hex>.codes      u32 until || n SHA-256 hashes of codes
//   requests/<16 hex>.backup   the X25519 key to seal to, 32
//   requests/<16 hex>.sealed   the backup; requests/<16 hex>.failed, a sentence, instead

#include <expected>
#include <optional>
#include <string>
#include <vector>

#include "crypto/primitives/hash.h"
#include "crypto/primitives/x25519.h"
#include "crypto/protocol/calendar.h"

namespace sotto::broker {

inline constexpr std::size_t kCodesAtOnce = 4096;  // in one import file

struct CodeImport {
  std::vector<Hash256> hashes;
  protocol::Day until = 0;  // the last day of eligibility
  std::string file;
};
// Drops the codes as one file (at most kCodesAtOnce); returns its path.
std::expected<std::string, std::string> drop_import(const std::string& data_folder,
                                                    const std::vector<Hash256>& hashes,
                                                    protocol::Day until);
// The next import that waits. A file that is none is put aside as *.refused.
std::optional<CodeImport> next_import(const std::string& data_folder);
// After the codes are durable in the store. Taking an import twice does no harm before that.
void finish_import(const CodeImport& import);

struct BackupRequest {
  X25519PublicKey to{};
  std::string file;
  std::string sealed() const;  // where the backup is to lie
  std::string failed() const;  // or the sentence that says why there is none
};
std::expected<BackupRequest, std::string> drop_backup_request(const std::string& data_folder,
                                                              const X25519PublicKey& to);
std::optional<BackupRequest> next_backup_request(const std::string& data_folder);
void finish_backup_request(const BackupRequest& request);

// Whether a process serves this data folder.
bool is_served(const std::string& data_folder);

}  // namespace sotto::broker
