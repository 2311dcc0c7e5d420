#include "broker/backup.h"

#include <fcntl.h>
#include <unistd.h>

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

// Where a file's last data end. LMDB's file is kept longer than its content (docs/spec/store.md);
// that costs no space on the disk and must not in a backup.
std::uint64_t end_of_data(const std::string& path) {
  const Descriptor file = open_file(path, O_RDONLY);
  off_t end = 0;
  if (!file.open()) return 0;
  for (off_t data = 0; (data = lseek(file.get(), end, SEEK_DATA)) >= 0;) {
    end = lseek(file.get(), data, SEEK_HOLE);
    if (end < 0) return 0;
  }
  return static_cast<std::uint64_t>(end);
}

bool add_all(ArchiveWriter& archive, const LongTermKeys& keys, const std::string& copy,
             ByteView about) {
  if (!archive.add("about", about)) return false;
  // The archive is sealed to the operator's key; another machine seals the keys anew.
  if (!archive.add("keys", keys.encode().expose())) return false;
  for (const std::string name : {"erasable", "policy", "log", "checkpoint", "directory"}) {
    const std::string path = copy + "/" + name;
    const auto size = size_of(path);
    if (!size || !archive.add_file(name, path, *size)) return false;
  }
  const std::string next = copy + "/" + kNextPolicy;
  const auto next_size = size_of(next);
  if (next_size && !archive.add_file(kNextPolicy, next, *next_size)) return false;
  const std::string data = copy + "/store/data.mdb";
  return archive.add_file("store/data.mdb", data, end_of_data(data)) && archive.finish();
}

}  // namespace

std::expected<void, std::string> make_backup(Store& store, const std::string& folder,
                                             const Founded& founded, const X25519PublicKey& to,
                                             const std::string& file, protocol::UnixTime now) {
  const std::string copy = folder + kCopies + "/" + std::string(kCopy) + to_hex(random_array<8>());
  if (auto ok = store.copy_consistent(copy); !ok) {
    discard_folder(copy);
    return ok;
  }
  auto archive = ArchiveWriter::create(file, to);
  if (!archive) {
    discard_folder(copy);
    return std::unexpected(std::move(archive.error()));
  }
  const Bytes about = sotto::Writer()
                          .u64(now)
                          .bytes(founded.scheme.genesis)
                          .u64(size_of(copy + "/store/data.mdb").value_or(0))
                          .take();
  const bool done = add_all(*archive, founded.scheme.keys, copy, about);
  discard_folder(copy);
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
    if (name.starts_with(kCopy)) discard_folder(entry.path().string());
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
