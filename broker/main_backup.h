#pragma once
// `sotto-broker backup`, `backup keygen`, `restore`. All return the exit status.

#include <string>

#include "broker/backup.h"

namespace sotto::broker {

int run_keygen(const std::string& file);
int run_backup(const std::string& data, const std::string& to, const std::string& hex,
               const SealOverride& seal);
int run_restore(const RestoreOptions& options, const std::string& key_file, bool new_epoch);

}  // namespace sotto::broker
