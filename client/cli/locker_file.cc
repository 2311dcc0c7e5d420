#include "client/cli/locker_file.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <utility>

#include "crypto/base/wire.h"
#include "crypto/primitives/random.h"

namespace sotto::client::cli {
namespace {

constexpr std::string_view kMagic{"sotto locker 1\n\0", 16};
constexpr std::size_t kHeadSize = 16 + 16 + sizeof(Hash256);

// Version v lies in place v mod 2, beside the one before it and never over it.
std::size_t place_of(std::uint64_t version) {
  return static_cast<std::size_t>(version % 2);
}

const KeptVersion* find(const Kept& kept, std::size_t place) {
  const auto found = std::ranges::find(
      kept, place, [](const KeptVersion& each) { return place_of(each.version); });
  return found == kept.end() ? nullptr : &*found;
}

bool same(const KeptVersion* a, const KeptVersion* b) {
  return a == nullptr || b == nullptr ? a == b : *a == *b;
}

Bytes empty_place() {
  return Writer().u64(0).bytes(random_bytes(LockerFile::kPlaceSize - 8)).take();
}

bool write_at(int fd, ByteView content, std::size_t offset) {
  while (!content.empty()) {
    const ssize_t written =
        ::pwrite(fd, content.data(), content.size(), static_cast<off_t>(offset));
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return false;
    content = content.subspan(static_cast<std::size_t>(written));
    offset += static_cast<std::size_t>(written);
  }
  return true;
}

bool read_all(int fd, Bytes& out) {
  std::size_t size = 0;
  while (size < out.size()) {
    const ssize_t got = ::pread(fd, out.data() + size, out.size() - size, static_cast<off_t>(size));
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return false;
    size += static_cast<std::size_t>(got);
  }
  return true;
}

}  // namespace

std::expected<LockerFile, FileProblem> LockerFile::create(const std::string& path,
                                                          const Hash256& genesis) {
  Writer out;
  out.bytes(as_bytes(kMagic)).bytes(random_array<16>()).bytes(genesis);
  out.bytes(empty_place()).bytes(empty_place());
  const auto written = write_private(path, out.take());
  if (!written) return std::unexpected(written.error());
  return open(path);
}

std::expected<LockerFile, FileProblem> LockerFile::open(const std::string& path) {
  LockerFile file(::open(path.c_str(), O_RDWR | O_CLOEXEC));
  if (file.fd_ < 0) return std::unexpected(FileProblem::kCannotOpen);
  // Two commands at once would write two versions v+1 over each other.
  if (::flock(file.fd_, LOCK_EX | LOCK_NB) != 0) return std::unexpected(FileProblem::kInUse);
  if (!file.read()) return std::unexpected(FileProblem::kNotALocker);
  return file;
}

LockerFile::~LockerFile() {
  if (fd_ >= 0) ::close(fd_);
}

LockerFile::LockerFile(LockerFile&& other) noexcept
    : fd_(std::exchange(other.fd_, -1)),
      salt_(other.salt_),
      genesis_(other.genesis_),
      kept_(std::move(other.kept_)) {}

bool LockerFile::read() {
  struct stat status{};
  Bytes content(kSize);
  if (::fstat(fd_, &status) != 0 || status.st_size != static_cast<off_t>(kSize) ||
      !read_all(fd_, content)) {
    return false;
  }
  Reader in(content);
  ByteView magic;
  if (!in.view(kMagic.size(), magic) || !equal(magic, as_bytes(kMagic)) || !in.fixed(salt_) ||
      !in.fixed(genesis_)) {
    return false;
  }
  for (std::size_t place = 0; place < 2; ++place) {
    KeptVersion version;
    ByteView blob;
    if (!in.u64(version.version) || !in.fixed(version.request) ||
        !in.view(protocol::kLockerSize, blob)) {
      return false;
    }
    if (version.version == 0) continue;
    if (place_of(version.version) != place) return false;
    version.blob = to_bytes(blob);
    kept_.push_back(std::move(version));
  }
  std::ranges::sort(kept_, {}, &KeptVersion::version);
  return true;
}

bool LockerFile::write_place(std::size_t place, const KeptVersion* version) {
  const Bytes content =
      version == nullptr
          ? empty_place()
          : Writer().u64(version->version).bytes(version->request).bytes(version->blob).take();
  return write_at(fd_, content, kHeadSize + place * kPlaceSize);
}

bool LockerFile::write(const Kept& kept) {
  if (kept == kept_) return true;
  for (std::size_t place = 0; place < 2; ++place) {
    const KeptVersion* const wanted = find(kept, place);
    if (same(wanted, find(kept_, place))) continue;
    if (!write_place(place, wanted)) return false;
  }
  if (::fdatasync(fd_) != 0) return false;
  kept_ = kept;
  return true;
}

}  // namespace sotto::client::cli
