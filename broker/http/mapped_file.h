#pragma once
// A file served from memory: the page cache is the answer, nothing is copied.

#include <cstddef>
#include <cstdint>
#include <expected>
#include <memory>
#include <string>

#include "crypto/base/bytes.h"

namespace sotto::broker::http {

enum class MapError {
  kCannotOpen,  // no such file, or no right to read it
  kTooShort,    // fewer bytes than the caller was told; reading beyond the end would be a SIGBUS
  kCannotMap,
};

// The first `size` bytes of a file, mapped read-only until the last owner lets go. The file may
// grow, be renamed or be unlinked meanwhile, but must never be cut shorter or rewritten: published
// files only ever grow.
class MappedFile {
 public:
  static std::expected<std::shared_ptr<const MappedFile>, MapError> open(const std::string& path,
                                                                         std::size_t size);
  ~MappedFile();
  MappedFile(const MappedFile&) = delete;
  MappedFile& operator=(const MappedFile&) = delete;

  ByteView bytes() const { return {data_, size_}; }

 private:
  MappedFile(const std::uint8_t* data, std::size_t size) : data_(data), size_(size) {}

  const std::uint8_t* data_;
  std::size_t size_;
};

}  // namespace sotto::broker::http
