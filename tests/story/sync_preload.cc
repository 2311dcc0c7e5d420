// Loaded into the broker's process by LD_PRELOAD: writes down, in the order of their happening,
// what is written to files of the data folder, what is synced, and what is answered.
//
//   W file    bytes went to a file             D file    the same, durable at once (O_DSYNC)
//   S file    a sync of it has returned        A bytes   an answer is about to be sent
//
// A file is named from the data folder. One line, one write to the log, so that threads do not mix.

#include <dlfcn.h>
#include <fcntl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <cstring>

namespace {

constexpr size_t kSmallestAnswer = 2048;

int log_file() {
  static const int file =
      open(getenv("SOTTO_SYNC_LOG"), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  return file;
}

void note(char what, const char* text) {
  char line[512];
  const int size = snprintf(line, sizeof line, "%c %s\n", what, text);
  syscall(SYS_write, log_file(), line, static_cast<size_t>(size));
}

// False: not of the data folder.
bool name_of(int file, char* out, size_t room) {
  char link[64];
  char path[4096];
  snprintf(link, sizeof link, "/proc/self/fd/%d", file);
  const ssize_t size = readlink(link, path, sizeof path - 1);
  if (size <= 0) return false;
  path[size] = 0;
  const char* folder = getenv("SOTTO_SYNC_DATA");
  const size_t prefix = strlen(folder);
  if (strncmp(path, folder, prefix) != 0 || path[prefix] != '/') return false;
  snprintf(out, room, "%s", path + prefix + 1);
  return true;
}

void written(int file) {
  char name[256];
  if (!name_of(file, name, sizeof name)) return;
  note((fcntl(file, F_GETFL) & O_DSYNC) != 0 ? 'D' : 'W', name);
}

void synced(int file) {
  char name[256];
  if (name_of(file, name, sizeof name)) note('S', name);
}

void sent(size_t bytes) {
  if (bytes < kSmallestAnswer) return;
  char text[32];
  snprintf(text, sizeof text, "%zu", bytes);
  note('A', text);
}

size_t total(const iovec* parts, size_t count) {
  size_t out = 0;
  for (size_t i = 0; i < count; ++i) out += parts[i].iov_len;
  return out;
}

template <class Function>
Function real(Function, const char* name) {
  return reinterpret_cast<Function>(dlsym(RTLD_NEXT, name));
}

}  // namespace

extern "C" {

ssize_t write(int file, const void* bytes, size_t size) {
  static const auto next = real(&write, "write");
  written(file);
  return next(file, bytes, size);
}

ssize_t writev(int file, const iovec* parts, int count) {
  static const auto next = real(&writev, "writev");
  written(file);
  return next(file, parts, count);
}

ssize_t pwrite(int file, const void* bytes, size_t size, off_t offset) {
  static const auto next = real(&pwrite, "pwrite");
  written(file);
  return next(file, bytes, size, offset);
}

ssize_t pwritev(int file, const iovec* parts, int count, off_t offset) {
  static const auto next = real(&pwritev, "pwritev");
  written(file);
  return next(file, parts, count, offset);
}

int fsync(int file) {
  static const auto next = real(&fsync, "fsync");
  const int result = next(file);
  if (result == 0) synced(file);
  return result;
}

int fdatasync(int file) {
  static const auto next = real(&fdatasync, "fdatasync");
  const int result = next(file);
  if (result == 0) synced(file);
  return result;
}

ssize_t sendmsg(int socket, const msghdr* message, int flags) {
  static const auto next = real(&sendmsg, "sendmsg");
  sent(total(message->msg_iov, message->msg_iovlen));
  return next(socket, message, flags);
}

ssize_t send(int socket, const void* bytes, size_t size, int flags) {
  static const auto next = real(&send, "send");
  sent(size);
  return next(socket, bytes, size, flags);
}

}  // extern "C"
