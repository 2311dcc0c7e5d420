#include "broker/errands.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>

#include "broker/place_file.h"
#include "broker/store/disk.h"
#include "crypto/base/wire.h"
#include "crypto/primitives/random.h"

namespace sotto::broker {
namespace {

namespace fs = std::filesystem;

constexpr const char* kImports = "/import";
constexpr const char* kRequests = "/requests";
constexpr std::string_view kCodes = ".codes";
constexpr std::string_view kBackup = ".backup";

std::expected<std::string, std::string> drop(const std::string& folder, std::string_view suffix,
                                             ByteView bytes) {
  if (mkdir(folder.c_str(), 0700) != 0 && !fs::is_directory(folder)) {
    return std::unexpected(folder + " cannot be created");
  }
  std::string file = folder + "/" + to_hex(random_array<8>()) + std::string(suffix);
  if (!place_file(file, bytes)) return std::unexpected(file + " cannot be written");
  return file;
}

// The first in the order of the names, so that the order says nothing but is the same every time.
std::optional<std::string> first_file(const std::string& folder, std::string_view suffix) {
  std::error_code error;
  std::optional<std::string> first;
  for (const auto& entry : fs::directory_iterator(folder, error)) {
    const std::string path = entry.path().string();
    if (path.ends_with(suffix) && (!first || path < *first)) first = path;
  }
  return first;
}

void put_aside(const std::string& file) {
  std::rename(file.c_str(), (file + ".refused").c_str());
}

std::optional<CodeImport> parse_import(const std::string& file) {
  const auto bytes = read_file(file);
  if (!bytes) return std::nullopt;
  CodeImport out;
  out.file = file;
  Reader r(*bytes);
  if (!r.u32(out.until) || r.left() > kCodesAtOnce * sizeof(Hash256)) return std::nullopt;
  while (r.left() > 0) {
    if (!r.fixed(out.hashes.emplace_back())) return std::nullopt;
  }
  if (!r.done()) return std::nullopt;
  return out;
}

std::string with_suffix(const std::string& file, std::string_view suffix) {
  return file.substr(0, file.size() - kBackup.size()) + std::string(suffix);
}

}  // namespace

std::expected<std::string, std::string> drop_import(const std::string& data_folder,
                                                    const std::vector<Hash256>& hashes,
                                                    protocol::Day until) {
  Writer w;
  w.u32(until);
  for (const Hash256& hash : hashes) w.bytes(hash);
  return drop(data_folder + kImports, kCodes, w.take());
}

std::optional<CodeImport> next_import(const std::string& data_folder) {
  while (const auto file = first_file(data_folder + kImports, kCodes)) {
    if (auto import = parse_import(*file)) return import;
    put_aside(*file);
    if (size_of(*file)) return std::nullopt;  // cannot even be renamed: try again later
  }
  return std::nullopt;
}

void finish_import(const CodeImport& import) {
  unlink(import.file.c_str());
}

std::string BackupRequest::sealed() const {
  return with_suffix(file, ".sealed");
}

std::string BackupRequest::failed() const {
  return with_suffix(file, ".failed");
}

std::expected<BackupRequest, std::string> drop_backup_request(const std::string& data_folder,
                                                              const X25519PublicKey& to) {
  auto file = drop(data_folder + kRequests, kBackup, to);
  if (!file) return std::unexpected(std::move(file.error()));
  return BackupRequest{to, std::move(*file)};
}

std::optional<BackupRequest> next_backup_request(const std::string& data_folder) {
  while (const auto file = first_file(data_folder + kRequests, kBackup)) {
    BackupRequest out{.to = {}, .file = *file};
    const auto bytes = read_file(*file);
    if (bytes && bytes->size() == out.to.size()) {
      std::ranges::copy(*bytes, out.to.begin());
      return out;
    }
    put_aside(*file);
    if (size_of(*file)) return std::nullopt;
  }
  return std::nullopt;
}

void finish_backup_request(const BackupRequest& request) {
  unlink(request.file.c_str());
}

bool is_served(const std::string& data_folder) {
  const Descriptor lock = open_file(data_folder + "/lock", O_RDWR);
  return lock.open() && flock(lock.get(), LOCK_EX | LOCK_NB) != 0;
}

}  // namespace sotto::broker
