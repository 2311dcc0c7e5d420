// A locker in a file: any bytes are opened or refused.

#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <string>

#include "client/cli/locker_file.h"
#include "crypto/base/panic.h"

using namespace sotto;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const int memory = memfd_create("locker", MFD_CLOEXEC);
  if (memory < 0 || fchmod(memory, 0600) != 0 ||
      write(memory, data, size) != static_cast<ssize_t>(size)) {
    panic("fuzz: no file in memory");
  }
  const auto file = client::cli::LockerFile::open("/proc/self/fd/" + std::to_string(memory));
  if (file && (size != client::cli::LockerFile::kSize || file->kept().size() > 2)) {
    panic("fuzz: a file that is no locker");
  }
  close(memory);
  return 0;
}
