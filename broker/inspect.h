#pragma once
// Everything that the broker has, for people to read: what a seized disk says. Works while another
// process serves the folder.

#include <expected>
#include <optional>
#include <string>
#include <vector>

#include "broker/store/store.h"
#include "crypto/protocol/calendar.h"

namespace sotto::broker {

struct TableContent {
  std::string name;
  std::string holds;  // what a row is, and who could learn what from it
  std::uint64_t rows = 0;
  std::vector<std::pair<Bytes, Bytes>> content;  // with_rows only
};
struct FileContent {
  std::string name;
  std::uint64_t size = 0;
};
struct KeyContent {
  std::string name;
  bool present = false;
};
struct Inspection {
  std::string origin;
  std::vector<TableContent> tables;
  std::vector<FileContent> files;  // of the folder, all
  std::uint64_t slots_used = 0;    // of the erasable file: keys, and one a locker
  std::uint64_t slots = 0;
  std::vector<KeyContent> keys;  // never their secrets
  std::optional<protocol::UnixTime> last_backup;
};

std::expected<Inspection, std::string> inspect_folder(const std::string& folder, bool with_rows);

}  // namespace sotto::broker
