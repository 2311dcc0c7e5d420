#pragma once
// System calls on files, whole or not at all in the eyes of the caller.

#include <cstdint>
#include <optional>
#include <string>

#include "crypto/base/bytes.h"

namespace sotto::broker {

// A file descriptor that closes itself; -1 for none.
class Descriptor {
 public:
  explicit Descriptor(int file = -1) : file_(file) {}
  ~Descriptor();
  Descriptor(Descriptor&& other) noexcept : file_(other.release()) {}
  Descriptor& operator=(Descriptor&& other) noexcept;
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;

  int get() const { return file_; }
  bool open() const { return file_ >= 0; }
  int release();

 private:
  int file_;
};

// Opens with O_CLOEXEC; new files are 0600.
Descriptor open_file(const std::string& path, int flags);

// False: the disk is full or the file system refuses; errno says which.
bool write_at(int file, ByteView bytes, std::uint64_t offset);
bool read_at(int file, MutableBytes out, std::uint64_t offset);

std::optional<std::uint64_t> size_of(const std::string& path);
std::optional<Bytes> read_file(const std::string& path);

// Free bytes of the file system that a folder lies on.
std::uint64_t free_space(const std::string& folder);

// A failed sync ends the process: the kernel has dropped what it could not write, so trying again
// would report success for bytes that are gone.
void sync_or_panic(int file);
// The names in a folder are durable after this.
void sync_folder(const std::string& path);

}  // namespace sotto::broker
