#include "tests/story/disk_faults.h"

#include <dlfcn.h>
#include <fcntl.h>
#include <sys/statvfs.h>
#include <sys/uio.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstdarg>
#include <cstdio>
#include <mutex>

namespace sotto::testing {
namespace {

std::mutex mutex;  // guards all of the following
std::string folder;
std::uint32_t calls = 0, fails_at = 0, fails_how = 0;
DiskCall has_failed = DiskCall::kNone;
bool next_write_is_full = false;

// LMDB calls itself; of that only what reaches the disk counts.
thread_local int inside_lmdb = 0;
struct InsideLmdb {
  InsideLmdb() { ++inside_lmdb; }
  ~InsideLmdb() { --inside_lmdb; }
};

constexpr int kGoesOn = -1;

// Counts a call. The way in which it fails, or kGoesOn.
int count(DiskCall call) {
  const std::lock_guard lock(mutex);
  if (folder.empty()) return kGoesOn;
  if (call == DiskCall::kWrite && next_write_is_full) {
    next_write_is_full = false;
    return 0;
  }
  if (++calls != fails_at) return kGoesOn;
  has_failed = call;
  std::fprintf(stderr, "%s\n", describe(call));
  return static_cast<int>(fails_how);
}

template <class Function>
Function real(Function, const char* name) {
  return reinterpret_cast<Function>(dlsym(RTLD_NEXT, name));
}

int fail(int with) {
  errno = with;
  return -1;
}

constexpr int kMapFull = -30792, kCorrupted = -30796, kPanic = -30795;  // of lmdb.h

}  // namespace

const char* describe(DiskCall call) {
  constexpr const char* kNames[kDiskCalls] = {"nothing", "begin", "read",  "change",
                                              "commit",  "open",  "pread", "write",
                                              "sync",    "cut",   "name",  "space"};
  return kNames[static_cast<int>(call)];
}

void DiskFaults::arm(const std::string& in, std::uint32_t at, std::uint32_t way) {
  const std::lock_guard lock(mutex);
  folder = in;
  calls = 0;
  fails_at = at;
  fails_how = way;
  has_failed = DiskCall::kNone;
  next_write_is_full = false;
}

std::uint32_t DiskFaults::counted() {
  const std::lock_guard lock(mutex);
  return calls;
}

DiskCall DiskFaults::failed() {
  const std::lock_guard lock(mutex);
  return has_failed;
}

namespace {

// A write of one kind or another: how it fails, or none of it.
template <class Whole, class Half>
ssize_t write_or_fail(const Whole& whole, const Half& half) {
  const int way = count(DiskCall::kWrite);
  if (way == kGoesOn) return whole();
  if (way % 4 == 0) return fail(ENOSPC);
  if (way % 4 == 1) return fail(EIO);
  if (way % 4 == 2) return fail(EINTR);
  const ssize_t written = half();
  const std::lock_guard lock(mutex);
  next_write_is_full = written > 0;
  return written;
}

template <class Sync>
int sync_or_fail(const Sync& sync) {
  const int way = count(DiskCall::kSync);
  if (way == kGoesOn) return sync();
  if (way % 2 == 1) sync();
  return fail(EIO);
}

}  // namespace
}  // namespace sotto::testing

using namespace sotto::testing;  // NOLINT: what follows lies outside every namespace

extern "C" {

ssize_t pwrite(int file, const void* bytes, size_t size, off_t offset) {
  static const auto next = real(&pwrite, "pwrite");
  // Sectors are written whole.
  const std::size_t half = size / 2 / 512 * 512;
  return write_or_fail([&] { return next(file, bytes, size, offset); },
                       [&] { return half == 0 ? fail(EIO) : next(file, bytes, half, offset); });
}

ssize_t writev(int file, const iovec* parts, int count_of_parts) {
  static const auto next = real(&writev, "writev");
  return write_or_fail([&] { return next(file, parts, count_of_parts); },
                       [&] { return next(file, parts, 1); });
}

ssize_t pread(int file, void* bytes, size_t size, off_t offset) {
  static const auto next = real(&pread, "pread");
  const int way = count(DiskCall::kFileRead);
  if (way == kGoesOn) return next(file, bytes, size, offset);
  return fail(way % 2 == 0 ? EIO : EINTR);
}

int fdatasync(int file) {
  static const auto next = real(&fdatasync, "fdatasync");
  return sync_or_fail([&] { return next(file); });
}

int fsync(int file) {
  static const auto next = real(&fsync, "fsync");
  return sync_or_fail([&] { return next(file); });
}

int ftruncate(int file, off_t length) noexcept {
  static const auto next = real(&ftruncate, "ftruncate");
  const int way = count(DiskCall::kCut);
  if (way == kGoesOn) return next(file, length);
  return fail(way % 2 == 0 ? EIO : ENOSPC);
}

int rename(const char* from, const char* to) noexcept {
  static const auto next = real(&rename, "rename");
  const int way = count(DiskCall::kName);
  if (way == kGoesOn) return next(from, to);
  return fail(way % 2 == 0 ? EIO : ENOSPC);
}

int unlink(const char* path) noexcept {
  static const auto next = real(&unlink, "unlink");
  return count(DiskCall::kName) == kGoesOn ? next(path) : fail(EIO);
}

int statvfs(const char* path, struct statvfs* out) noexcept {
  static const auto next = real(&statvfs, "statvfs");
  return count(DiskCall::kSpace) == kGoesOn ? next(path, out) : fail(EIO);
}

int open(const char* path, int flags, ...) {
  static const auto next = real(&open, "open");
  va_list rest;
  va_start(rest, flags);
  const auto mode = (flags & O_CREAT) != 0 ? va_arg(rest, mode_t) : 0;
  va_end(rest);
  bool ours = false;
  {
    const std::lock_guard lock(mutex);
    ours = !folder.empty() && std::string_view(path).starts_with(folder);
  }
  const int way = ours ? count(DiskCall::kOpen) : kGoesOn;
  if (way == kGoesOn) return next(path, flags, mode);
  return fail(way % 2 == 0 ? EMFILE : EIO);
}

// What the store calls of lmdb.h, whose types nobody else needs.

int mdb_txn_begin(void* env, void* parent, unsigned flags, void** out) {
  static const auto next = real(&mdb_txn_begin, "mdb_txn_begin");
  const int way = inside_lmdb == 0 ? count(DiskCall::kBegin) : kGoesOn;
  if (way != kGoesOn) return way % 2 == 0 ? ENOMEM : kPanic;
  const InsideLmdb inside;
  return next(env, parent, flags, out);
}

int mdb_get(void* txn, unsigned table, void* key, void* value) {
  static const auto next = real(&mdb_get, "mdb_get");
  if (inside_lmdb == 0 && count(DiskCall::kRead) != kGoesOn) return kCorrupted;
  const InsideLmdb inside;
  return next(txn, table, key, value);
}

int mdb_cursor_get(void* cursor, void* key, void* value, int operation) {
  static const auto next = real(&mdb_cursor_get, "mdb_cursor_get");
  if (inside_lmdb == 0 && count(DiskCall::kRead) != kGoesOn) return kCorrupted;
  const InsideLmdb inside;
  return next(cursor, key, value, operation);
}

int mdb_put(void* txn, unsigned table, void* key, void* value, unsigned flags) {
  static const auto next = real(&mdb_put, "mdb_put");
  const int way = inside_lmdb == 0 ? count(DiskCall::kChange) : kGoesOn;
  if (way != kGoesOn) return way % 2 == 0 ? kMapFull : kCorrupted;
  const InsideLmdb inside;
  return next(txn, table, key, value, flags);
}

int mdb_del(void* txn, unsigned table, void* key, void* value) {
  static const auto next = real(&mdb_del, "mdb_del");
  const int way = inside_lmdb == 0 ? count(DiskCall::kChange) : kGoesOn;
  if (way != kGoesOn) return way % 2 == 0 ? kMapFull : kCorrupted;
  const InsideLmdb inside;
  return next(txn, table, key, value);
}

int mdb_drop(void* txn, unsigned table, int whole) {
  static const auto next = real(&mdb_drop, "mdb_drop");
  const int way = inside_lmdb == 0 ? count(DiskCall::kChange) : kGoesOn;
  if (way != kGoesOn) return way % 2 == 0 ? kMapFull : kCorrupted;
  const InsideLmdb inside;
  return next(txn, table, whole);
}

void mdb_txn_abort(void* txn);

int mdb_txn_commit(void* txn) {
  static const auto next = real(&mdb_txn_commit, "mdb_txn_commit");
  const int way = inside_lmdb == 0 ? count(DiskCall::kCommit) : kGoesOn;
  if (way != kGoesOn && way % 2 == 0) {
    mdb_txn_abort(txn);
    return kMapFull;
  }
  const InsideLmdb inside;
  const int code = next(txn);
  return way == kGoesOn ? code : EIO;  // it has happened, and the store is told otherwise
}

}  // extern "C"
