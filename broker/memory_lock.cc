#include "broker/memory_lock.h"

#include <sys/mman.h>
#include <sys/resource.h>

#include <charconv>
#include <cstdint>
#include <fstream>
#include <string>

namespace sotto::broker {
namespace {

constexpr std::size_t kMoreThanIsMapped = std::size_t{128} << 30;  // bytes

// "7f2c40000000-7f2c48000000 rw-p …"
bool parse_range(const std::string& line, std::uint64_t& begin, std::uint64_t& end) {
  const char* const last = line.data() + line.size();
  const auto first = std::from_chars(line.data(), last, begin, 16);
  if (first.ec != std::errc() || first.ptr == last || *first.ptr != '-') return false;
  return std::from_chars(first.ptr + 1, last, end, 16).ec == std::errc();
}

}  // namespace

bool lock_memory() {
  rlimit limit{};
  if (getrlimit(RLIMIT_MEMLOCK, &limit) == 0) {
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_MEMLOCK, &limit);
  }
  if (mlockall(MCL_CURRENT | MCL_FUTURE | MCL_ONFAULT) != 0) return false;
  // Under a limit that succeeds all the same, and the store's map is refused after it.
  void* const probe = mmap(nullptr, kMoreThanIsMapped, PROT_NONE,
                           MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (probe == MAP_FAILED) {
    munlockall();
    return false;
  }
  munmap(probe, kMoreThanIsMapped);
  return true;
}

void unlock_mapped(std::string_view name_ends) {
  std::ifstream maps("/proc/self/maps");
  for (std::string line; std::getline(maps, line);) {
    std::uint64_t begin = 0;
    std::uint64_t end = 0;
    if (!line.ends_with(name_ends) || !parse_range(line, begin, end)) continue;
    munlock(reinterpret_cast<const void*>(begin), end - begin);  // NOLINT: an address is a number
  }
}

}  // namespace sotto::broker
