#include "broker/notify.h"

#include <sys/socket.h>
#include <sys/un.h>

#include <cstddef>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <string>

#include "broker/store/disk.h"

namespace sotto::broker {
namespace {

std::string text_of(Notice notice) {
  switch (notice) {
    case Notice::kReady:
      return "READY=1";
    case Notice::kReloading: {
      timespec now{};
      clock_gettime(CLOCK_MONOTONIC, &now);
      return "RELOADING=1\nMONOTONIC_USEC=" +
             std::to_string(now.tv_sec * 1'000'000 + now.tv_nsec / 1'000);
    }
    case Notice::kStopping:
      return "STOPPING=1";
    case Notice::kAlive:
      return "WATCHDOG=1";
  }
  return {};
}

}  // namespace

void notify(Notice notice) {
  const char* path = std::getenv("NOTIFY_SOCKET");
  sockaddr_un address{};
  if (path == nullptr || (path[0] != '/' && path[0] != '@')) return;
  const std::size_t size = std::strlen(path);
  if (size >= sizeof address.sun_path) return;
  address.sun_family = AF_UNIX;
  std::memcpy(address.sun_path, path, size);
  if (path[0] == '@') address.sun_path[0] = 0;  // an abstract name
  const Descriptor socket(::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0));
  const std::string text = text_of(notice);
  // Nobody to tell it to is no reason to stop serving.
  (void)sendto(socket.get(), text.data(), text.size(), MSG_NOSIGNAL,
               reinterpret_cast<const sockaddr*>(&address),
               static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + size));
}

}  // namespace sotto::broker
