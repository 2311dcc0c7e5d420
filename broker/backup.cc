#include "broker/backup.h"

#include <charconv>
#include <filesystem>

#include "broker/place_file.h"
#include "broker/sealed_archive.h"
#include "crypto/base/wire.h"
#include "crypto/primitives/random.h"

namespace sotto::broker {
namespace {

namespace fs = std::filesystem;

constexpr const char* kLastBackup = "/last-backup";
constexpr const char* kCopies = "/requests";
constexpr std::string_view kCopy = "copy-";

// The slots are the only part of the copy whose loss is a deletion.
void remove_copy(const std::string& copy) {
  wipe_file(copy + "/erasable");
  std::error_code error;
  fs::remove_all(copy, error);
}

bool add_all(ArchiveWriter& archive, const std::string& folder, const std::string& copy,
             ByteView about) {
  return archive.add("about", about) && archive.add_file("keys", folder + "/keys") &&
         archive.add_file("erasable", copy + "/erasable") &&
         archive.add_file("policy", copy + "/policy") && archive.add_file("log", copy + "/log") &&
         archive.add_file("checkpoint", copy + "/checkpoint") &&
         archive.add_file("directory", copy + "/directory") &&
         archive.add_file("store/data.mdb", copy + "/store/data.mdb") && archive.finish();
}

}  // namespace

std::expected<void, std::string> make_backup(Store& store, const std::string& folder,
                                             const Founded& founded, const X25519PublicKey& to,
                                             const std::string& file, protocol::UnixTime now) {
  const std::string copy = folder + kCopies + "/" + std::string(kCopy) + to_hex(random_array<8>());
  if (auto ok = store.copy_consistent(copy); !ok) {
    remove_copy(copy);
    return ok;
  }
  auto archive = ArchiveWriter::create(file, to);
  if (!archive) {
    remove_copy(copy);
    return std::unexpected(std::move(archive.error()));
  }
  const Bytes about = sotto::Writer().u64(now).bytes(founded.scheme.genesis).take();
  const bool done = add_all(*archive, folder, copy, about);
  remove_copy(copy);
  if (!done) {
    std::error_code error;
    fs::remove(file, error);
    return std::unexpected("the backup cannot be written: no space left?");
  }
  if (!place_file(folder + kLastBackup, as_bytes(std::to_string(now)))) {
    return std::unexpected("the time of the backup cannot be noted");
  }
  return {};
}

void remove_backup_leftovers(const std::string& folder) {
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(folder + kCopies, error)) {
    const std::string name = entry.path().filename().string();
    if (name.starts_with(kCopy)) remove_copy(entry.path().string());
    if (name.ends_with(".sealed") || name.ends_with(".failed")) fs::remove(entry.path(), error);
  }
}

std::optional<protocol::UnixTime> last_backup(const std::string& folder) {
  const auto file = read_file(folder + kLastBackup);
  if (!file) return std::nullopt;
  const std::string text(file->begin(), file->end());
  protocol::UnixTime time = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), time);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return time;
}

}  // namespace sotto::broker
