#include "broker/main_common.h"

#include <chrono>
#include <cstdio>
#include <thread>

#include "broker/clock.h"
#include "broker/errands.h"
#include "broker/store/disk.h"

namespace sotto::broker {

int fail(const std::string& why) {
  std::fprintf(stderr, "sotto-broker: %s\n", why.c_str());
  return 1;
}

protocol::UnixTime now() {
  return SystemClock().now();
}

bool wait_until_gone(const std::string& data, const std::string& file) {
  while (size_of(file)) {
    if (!is_served(data)) return false;
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
  }
  return true;
}

}  // namespace sotto::broker
