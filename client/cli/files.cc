#include "client/cli/files.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>

#include "crypto/primitives/random.h"

namespace sotto::client::cli {
namespace {

class Descriptor {
 public:
  explicit Descriptor(int fd) : fd_(fd) {}
  ~Descriptor() {
    if (fd_ >= 0) ::close(fd_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  bool ok() const { return fd_ >= 0; }
  int get() const { return fd_; }

 private:
  int fd_;
};

bool write_all(int fd, ByteView content) {
  while (!content.empty()) {
    const ssize_t written = ::write(fd, content.data(), content.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return false;
    content = content.subspan(static_cast<std::size_t>(written));
  }
  return true;
}

bool write_new(const std::string& path, ByteView content) {
  const Descriptor file(::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
  // fchmod, because a umask may have taken the owner's own rights away.
  return file.ok() && ::fchmod(file.get(), 0600) == 0 && write_all(file.get(), content) &&
         ::fsync(file.get()) == 0;
}

std::string folder_of(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  if (slash == std::string::npos) return ".";
  return slash == 0 ? "/" : path.substr(0, slash);
}

bool sync_folder(const std::string& path) {
  const Descriptor folder(::open(folder_of(path).c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  return folder.ok() && ::fsync(folder.get()) == 0;
}

std::string draft_of(const std::string& path) {
  return path + "." + to_hex(random_array<8>()) + ".new";
}

}  // namespace

std::expected<void, FileProblem> replace_private(const std::string& path, ByteView content) {
  const std::string draft = draft_of(path);
  const bool placed = write_new(draft, content) && ::rename(draft.c_str(), path.c_str()) == 0;
  if (!placed) ::unlink(draft.c_str());
  if (!placed || !sync_folder(path)) return std::unexpected(FileProblem::kCannotWrite);
  return {};
}

std::expected<void, FileProblem> write_private(const std::string& path, ByteView content) {
  const std::string draft = draft_of(path);
  const bool written = write_new(draft, content);
  // link() refuses where rename() would replace.
  const bool placed = written && ::link(draft.c_str(), path.c_str()) == 0;
  const bool exists = written && !placed && errno == EEXIST;
  ::unlink(draft.c_str());
  if (exists) return std::unexpected(FileProblem::kExists);
  if (!placed || !sync_folder(path)) return std::unexpected(FileProblem::kCannotWrite);
  return {};
}

std::expected<SecretBytes, FileProblem> read_file(const std::string& path, std::size_t limit) {
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!file.ok()) return std::unexpected(FileProblem::kCannotOpen);
  SecretBytes buffer(limit + 1);
  std::size_t size = 0;
  while (size <= limit) {
    const MutableBytes rest = buffer.fill().subspan(size);
    const ssize_t got = ::read(file.get(), rest.data(), rest.size());
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return std::unexpected(FileProblem::kCannotOpen);
    if (got == 0) return SecretBytes::from(buffer.expose().first(size));
    size += static_cast<std::size_t>(got);
  }
  return std::unexpected(FileProblem::kTooLarge);
}

}  // namespace sotto::client::cli
