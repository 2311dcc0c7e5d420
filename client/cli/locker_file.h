#pragma once
// A locker in a file (docs/spec/words-and-lockers.md): what its person keeps so that the broker has
// random bytes instead. Readable by its owner alone, of one size, overwritten in place so that what
// is replaced is gone, and locked while a command uses it.

#include <array>
#include <expected>
#include <string>

#include "client/cli/files.h"
#include "client/core/kept.h"

namespace sotto::client::cli {

class LockerFile {
 public:
  static constexpr std::size_t kPlaceSize = 8 + sizeof(Hash256) + protocol::kLockerSize;
  static constexpr std::size_t kSize = 16 + 16 + sizeof(Hash256) + 2 * kPlaceSize;

  // Makes it, with a fresh salt and no version; never replaces a file.
  static std::expected<LockerFile, FileProblem> create(const std::string& path,
                                                       const Hash256& genesis);
  static std::expected<LockerFile, FileProblem> open(const std::string& path);
  ~LockerFile();
  LockerFile(LockerFile&& other) noexcept;
  LockerFile& operator=(LockerFile&&) = delete;

  const ByteArray<16>& salt() const { return salt_; }  // of its words
  const Hash256& genesis() const { return genesis_; }
  const Kept& kept() const { return kept_; }
  // Durable when it returns; writes what differs. A version never takes the place of the one before
  // it.
  [[nodiscard]] bool write(const Kept& kept);

 private:
  explicit LockerFile(int fd) : fd_(fd) {}
  bool read();
  bool write_place(std::size_t place, const KeptVersion* version);

  int fd_ = -1;
  ByteArray<16> salt_{};
  Hash256 genesis_{};
  Kept kept_;
};

}  // namespace sotto::client::cli
