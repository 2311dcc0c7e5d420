#pragma once
// Linked into a test's program: everything that the store asks of LMDB and of the disk goes through
// here, is counted, and can be made to fail once. The product knows nothing of it.

#include <cstdint>
#include <string>

namespace sotto::testing {

enum class DiskCall : std::uint8_t {
  kNone,
  kBegin,   // a transaction, of either kind
  kRead,    // a row
  kChange,  // put, delete, drop
  kCommit,
  kOpen,  // a file
  kFileRead,
  kWrite,
  kSync,  // of a file or a folder
  kCut,   // ftruncate
  kName,  // rename, unlink
  kSpace,
};
inline constexpr int kDiskCalls = 12;
const char* describe(DiskCall call);

class DiskFaults {
 public:
  // Counts from 1 again. The `at`-th call from now on fails, in one of the ways in which such a
  // call can fail; 0: none does.
  static void arm(const std::string& folder, std::uint32_t at, std::uint32_t way);
  static std::uint32_t counted();
  static DiskCall failed();  // since it was armed
};

}  // namespace sotto::testing
