#include "broker/http/mapped_file.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

namespace sotto::broker::http {

std::expected<std::shared_ptr<const MappedFile>, MapError> MappedFile::open(const std::string& path,
                                                                            std::size_t size) {
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) return std::unexpected(MapError::kCannotOpen);
  struct stat status{};
  const bool long_enough = fstat(file, &status) == 0 && S_ISREG(status.st_mode) &&
                           static_cast<std::uint64_t>(status.st_size) >= size;
  void* data = nullptr;  // mmap refuses an empty mapping; an empty file is an empty view
  if (long_enough && size != 0) data = mmap(nullptr, size, PROT_READ, MAP_SHARED, file, 0);
  close(file);
  if (!long_enough) return std::unexpected(MapError::kTooShort);
  if (data == MAP_FAILED) return std::unexpected(MapError::kCannotMap);
  return std::shared_ptr<const MappedFile>(
      new MappedFile(static_cast<const std::uint8_t*>(data), size));
}

MappedFile::~MappedFile() {
  if (size_ != 0) munmap(const_cast<std::uint8_t*>(data_), size_);
}

}  // namespace sotto::broker::http
