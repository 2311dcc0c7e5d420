#include "broker/store/disk.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

#include "crypto/base/panic.h"

namespace sotto::broker {

Descriptor::~Descriptor() {
  if (file_ >= 0) ::close(file_);
}

Descriptor& Descriptor::operator=(Descriptor&& other) noexcept {
  if (this != &other) {
    if (file_ >= 0) ::close(file_);
    file_ = other.release();
  }
  return *this;
}

int Descriptor::release() {
  return std::exchange(file_, -1);
}

Descriptor open_file(const std::string& path, int flags) {
  return Descriptor(::open(path.c_str(), flags | O_CLOEXEC, 0600));
}

bool write_at(int file, ByteView bytes, std::uint64_t offset) {
  while (!bytes.empty()) {
    const ssize_t n = pwrite(file, bytes.data(), bytes.size(), static_cast<off_t>(offset));
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return false;
    bytes = bytes.subspan(static_cast<std::size_t>(n));
    offset += static_cast<std::uint64_t>(n);
  }
  return true;
}

bool read_at(int file, MutableBytes out, std::uint64_t offset) {
  while (!out.empty()) {
    const ssize_t n = pread(file, out.data(), out.size(), static_cast<off_t>(offset));
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return false;
    out = out.subspan(static_cast<std::size_t>(n));
    offset += static_cast<std::uint64_t>(n);
  }
  return true;
}

std::optional<std::uint64_t> size_of(const std::string& path) {
  struct stat status{};
  if (stat(path.c_str(), &status) != 0 || !S_ISREG(status.st_mode)) return std::nullopt;
  return static_cast<std::uint64_t>(status.st_size);
}

std::optional<Bytes> read_file(const std::string& path) {
  const Descriptor file = open_file(path, O_RDONLY);
  const auto size = size_of(path);
  if (!file.open() || !size) return std::nullopt;
  Bytes out(*size);
  if (!read_at(file.get(), out, 0)) return std::nullopt;
  return out;
}

std::uint64_t free_space(const std::string& folder) {
  struct statvfs disk{};
  if (statvfs(folder.c_str(), &disk) != 0) panic("store: cannot ask for free space");
  return disk.f_bavail * disk.f_frsize;
}

void sync_or_panic(int file) {
  if (fdatasync(file) != 0) panic("store: a sync failed");
}

void sync_folder(const std::string& path) {
  const Descriptor folder = open_file(path, O_RDONLY | O_DIRECTORY);
  if (!folder.open() || fsync(folder.get()) != 0) panic("store: a folder cannot be synced");
}

}  // namespace sotto::broker
