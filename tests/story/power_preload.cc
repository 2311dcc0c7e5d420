// Loaded into the broker's process by LD_PRELOAD: a disk that loses power. Whatever is written to
// the data folder and not synced can be lost, so everything is written through, and how to undo it
// is remembered until the file, or for names the folder, is synced. At a chosen call the process is
// gone, and of what was not synced a random part with it:
//
//   bytes and lengths    each write by itself is there or not, in any order
//   names                new, renamed and removed ones up to some moment are there
//
// What a file opened with O_DSYNC gets is durable at once. Environment: SOTTO_POWER_DATA, the data
// folder; SOTTO_POWER_SWITCH, a file with a u64: how many calls are left, 0 for no end;
// SOTTO_POWER_SEED; SOTTO_POWER_FORGET, a part of a name: files that have it do not notice when
// they are synced (a planted mistake).

#include <dlfcn.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

#include <algorithm>
#include <cstdarg>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <map>
#include <mutex>
#include <optional>
#include <random>
#include <string>
#include <vector>

namespace {

using Content = std::vector<char>;

// One write or cut, and what was there before.
struct Change {
  off_t offset = 0;
  Content before, after;
  off_t size_before = 0, size_after = 0;
  bool cut = false;
};

struct File {
  std::string path;  // for opening it once more
  off_t synced_size = 0;
  std::vector<Change> changes;  // since the last sync, in their order
};

// A name that came, went, or was taken over, and the saved file that had it before.
struct Name {
  std::string path, from;  // from: renamed from there
  std::string saved;       // empty: nobody had the name
};

template <class Function>
Function real(Function, const char* name) {
  return reinterpret_cast<Function>(dlsym(RTLD_NEXT, name));
}

class Disk {
 public:
  static Disk& the() {
    static Disk& disk = *new Disk;  // calls come until the very end
    return disk;
  }

  std::mutex mutex;  // held during every call, so that power ends between two of them

  bool ours(const std::string& path) const {
    return path.size() > folder_.size() && path.starts_with(folder_) &&
           path[folder_.size()] == '/' && !path.ends_with("lock.mdb");
  }
  // None: not of the data folder.
  std::optional<std::string> path_of(int file) const {
    char link[64];
    char path[4096];
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    const ssize_t size = readlink(link, path, sizeof path - 1);
    if (size <= 0) return std::nullopt;
    std::string out(path, static_cast<std::size_t>(size));
    if (out != folder_ && !ours(out)) return std::nullopt;
    return out;
  }

  // At every call of ours: the power may go.
  void tick() {
    const std::uint64_t left = *calls_left_;
    if (left == 0) return;
    *calls_left_ = left - 1;
    if (left == 1) cut();
  }

  void before_write(int file, off_t offset, std::size_t size) {
    change_ = {};
    change_.offset = offset;
    change_.size_before = size_of(file);
    change_.before = read(file, offset, size);
  }
  void after_write(int file, ssize_t written) {
    if (written <= 0 || (fcntl(file, F_GETFL) & O_DSYNC) != 0) return;
    change_.before.resize(
        std::min<std::size_t>(change_.before.size(), static_cast<std::size_t>(written)));
    change_.after = read(file, change_.offset, static_cast<std::size_t>(written));
    change_.size_after = size_of(file);
    remember(file);
  }
  void before_cut(int file, off_t length) {
    change_ = {};
    change_.cut = true;
    change_.offset = length;
    change_.size_before = size_of(file);
    if (length < change_.size_before) {
      change_.before = read(file, length, static_cast<std::size_t>(change_.size_before - length));
    }
  }
  void after_cut(int file) {
    change_.size_after = size_of(file);
    remember(file);
  }
  void synced(int file, const std::string& path) {
    if (!forget_.empty() && path.find(forget_) != std::string::npos) return;
    struct stat status{};
    fstat(file, &status);
    if (S_ISDIR(status.st_mode)) {
      std::erase_if(names_, [&](const Name& name) {
        const bool here = name.path.substr(0, name.path.rfind('/')) == path;
        if (here && !name.saved.empty()) real(&unlink, "unlink")(name.saved.c_str());
        return here;
      });
    } else {
      files_.erase(status.st_ino);
    }
  }

  // The file that has this name now is kept until the name's change is durable.
  Name changing(const std::string& path, const std::string& from = {}) {
    Name out{path, from, {}};
    const std::string saved =
        folder_ + ".power-" + std::to_string(getpid()) + "-" + std::to_string(++saved_);
    if (link(path.c_str(), saved.c_str()) == 0) out.saved = saved;
    return out;
  }
  void changed(Name name) {
    for (const std::string& path : {name.path, name.saved}) {
      struct stat status{};
      if (path.empty() || stat(path.c_str(), &status) != 0) continue;
      const auto file = files_.find(status.st_ino);
      if (file != files_.end()) file->second.path = path;
    }
    names_.push_back(std::move(name));
  }

 private:
  Disk() {
    const auto text = [](const char* name) {
      const char* value = getenv(name);
      return std::string(value == nullptr ? "" : value);
    };
    folder_ = text("SOTTO_POWER_DATA");
    forget_ = text("SOTTO_POWER_FORGET");
    const int file = real(&open, "open")(text("SOTTO_POWER_SWITCH").c_str(), O_RDWR | O_CLOEXEC);
    void* const at =
        mmap(nullptr, sizeof *calls_left_, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    if (at == MAP_FAILED) _exit(78);
    calls_left_ = static_cast<volatile std::uint64_t*>(at);
    random_.seed(strtoull(text("SOTTO_POWER_SEED").c_str(), nullptr, 10));
  }

  static off_t size_of(int file) {
    struct stat status{};
    return fstat(file, &status) == 0 ? status.st_size : 0;
  }
  // A descriptor that may only write cannot show what was there.
  static Content read(int file, off_t offset, std::size_t size) {
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    const int in = real(&open, "open")(link, O_RDONLY | O_CLOEXEC);
    Content out(size);
    const ssize_t got = in < 0 ? 0 : pread(in, out.data(), size, offset);
    out.resize(got > 0 ? static_cast<std::size_t>(got) : 0);
    if (in >= 0) close(in);
    return out;
  }

  void remember(int file) {
    struct stat status{};
    fstat(file, &status);
    File& kept = files_[status.st_ino];
    if (kept.changes.empty()) kept.synced_size = change_.size_before;
    kept.path = *path_of(file);
    kept.changes.push_back(std::move(change_));
  }

  bool chance() { return random_() % 2 == 0; }

  static void put(int file, off_t offset, const Content& bytes) {
    std::size_t done = 0;
    while (done < bytes.size()) {
      const ssize_t n = real(&pwrite, "pwrite")(file, bytes.data() + done, bytes.size() - done,
                                                offset + static_cast<off_t>(done));
      if (n <= 0) _exit(78);
      done += static_cast<std::size_t>(n);
    }
  }

  void lose(const File& file) {
    const int out = real(&open, "open")(file.path.c_str(), O_WRONLY | O_CLOEXEC);
    if (out < 0) return;  // its name is gone for good
    const auto cut = real(&ftruncate, "ftruncate");
    for (auto change = file.changes.rbegin(); change != file.changes.rend(); ++change) {
      if (change->cut && cut(out, change->size_before) != 0) _exit(78);
      put(out, change->offset, change->before);
      if (!change->cut && cut(out, change->size_before) != 0) _exit(78);
    }
    // Whatever the disk had written by itself.
    const bool nothing = chance();
    for (const Change& change : file.changes) {
      if (nothing || chance()) continue;
      if (change.cut) {
        if (cut(out, change.size_after) != 0) _exit(78);
      } else {
        put(out, change.offset, change.after);
      }
    }
    close(out);
  }

  void lose(const Name& name) {
    const auto move = real(&rename, "rename");
    if (!name.from.empty()) {
      move(name.path.c_str(), name.from.c_str());
    } else if (name.saved.empty()) {
      real(&unlink, "unlink")(name.path.c_str());
    }
    if (!name.saved.empty()) move(name.saved.c_str(), name.path.c_str());
  }

  [[noreturn]] void cut() {
    for (const auto& [inode, file] : files_) lose(file);
    // Folders are journalled: what happened later is not there without what happened before.
    std::size_t stays = chance() ? 0 : random_() % (names_.size() + 1);
    while (names_.size() > stays) {
      lose(names_.back());
      names_.pop_back();
    }
    for (const Name& name : names_) {
      if (!name.saved.empty()) real(&unlink, "unlink")(name.saved.c_str());
    }
    _exit(77);
  }

  std::string folder_, forget_;
  volatile std::uint64_t* calls_left_ = nullptr;
  std::uint64_t saved_ = 0;
  std::mt19937_64 random_;
  std::map<ino_t, File> files_;
  std::vector<Name> names_;
  Change change_;
};

using Lock = std::lock_guard<std::mutex>;

template <class Write>
ssize_t write_through(int file, off_t offset, std::size_t size, const Write& write) {
  Disk& disk = Disk::the();
  const Lock lock(disk.mutex);
  if (!disk.path_of(file)) return write();
  disk.tick();
  disk.before_write(file, offset, size);
  const ssize_t written = write();
  disk.after_write(file, written);
  return written;
}

template <class Sync>
int sync_through(int file, const Sync& sync) {
  Disk& disk = Disk::the();
  const Lock lock(disk.mutex);
  const auto path = disk.path_of(file);
  if (path) disk.tick();
  const int result = sync();
  if (path && result == 0) disk.synced(file, *path);
  return result;
}

std::size_t total(const iovec* parts, int count) {
  std::size_t out = 0;
  for (int i = 0; i < count; ++i) out += parts[i].iov_len;
  return out;
}

}  // namespace

extern "C" {

ssize_t write(int file, const void* bytes, size_t size) {
  static const auto next = real(&write, "write");
  return write_through(file, lseek(file, 0, SEEK_CUR), size,
                       [&] { return next(file, bytes, size); });
}

ssize_t writev(int file, const iovec* parts, int count) {
  static const auto next = real(&writev, "writev");
  return write_through(file, lseek(file, 0, SEEK_CUR), total(parts, count),
                       [&] { return next(file, parts, count); });
}

ssize_t pwrite(int file, const void* bytes, size_t size, off_t offset) {
  static const auto next = real(&pwrite, "pwrite");
  return write_through(file, offset, size, [&] { return next(file, bytes, size, offset); });
}

ssize_t pwritev(int file, const iovec* parts, int count, off_t offset) {
  static const auto next = real(&pwritev, "pwritev");
  return write_through(file, offset, total(parts, count),
                       [&] { return next(file, parts, count, offset); });
}

int ftruncate(int file, off_t length) noexcept {
  static const auto next = real(&ftruncate, "ftruncate");
  Disk& disk = Disk::the();
  const Lock lock(disk.mutex);
  if (!disk.path_of(file)) return next(file, length);
  disk.tick();
  disk.before_cut(file, length);
  const int result = next(file, length);
  if (result == 0) disk.after_cut(file);
  return result;
}

int fsync(int file) {
  static const auto next = real(&fsync, "fsync");
  return sync_through(file, [&] { return next(file); });
}

int fdatasync(int file) {
  static const auto next = real(&fdatasync, "fdatasync");
  return sync_through(file, [&] { return next(file); });
}

int open(const char* path, int flags, ...) {
  static const auto next = real(&open, "open");
  va_list rest;
  va_start(rest, flags);
  const auto mode = (flags & (O_CREAT | O_TMPFILE)) != 0 ? va_arg(rest, mode_t) : 0;
  va_end(rest);
  if ((flags & O_CREAT) == 0) return next(path, flags, mode);
  Disk& disk = Disk::the();
  const Lock lock(disk.mutex);
  if (!disk.ours(path) || access(path, F_OK) == 0) return next(path, flags, mode);
  disk.tick();
  const int file = next(path, flags, mode);
  if (file >= 0) disk.changed({path, {}, {}});
  return file;
}

int rename(const char* from, const char* to) noexcept {
  static const auto next = real(&rename, "rename");
  Disk& disk = Disk::the();
  const Lock lock(disk.mutex);
  if (!disk.ours(to)) return next(from, to);
  disk.tick();
  auto name = disk.changing(to, from);
  const int result = next(from, to);
  if (result == 0) disk.changed(std::move(name));
  return result;
}

int unlink(const char* path) noexcept {
  static const auto next = real(&unlink, "unlink");
  Disk& disk = Disk::the();
  const Lock lock(disk.mutex);
  if (!disk.ours(path)) return next(path);
  disk.tick();
  auto name = disk.changing(path);
  const int result = next(path);
  if (result == 0) disk.changed(std::move(name));
  return result;
}

}  // extern "C"
