#include "tests/deploy/wire_tap.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <string>
#include <utility>

namespace sotto::testing {
namespace {

constexpr std::size_t kHeader = 5;

sockaddr_in loopback(std::uint16_t port) {
  sockaddr_in out{};
  out.sin_family = AF_INET;
  out.sin_port = htons(port);
  out.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return out;
}

bool send_all(int to, const char* data, std::size_t size) {
  while (size > 0) {
    const ssize_t sent = send(to, data, size, MSG_NOSIGNAL);
    if (sent <= 0) return false;
    data += sent;
    size -= static_cast<std::size_t>(sent);
  }
  return true;
}

// One direction.
struct Way {
  int from, to;
  bool up;
  std::string pending = {};
  bool open = true;

  void pass(WireConnection& seen) {
    char buffer[64 * 1024];
    const ssize_t got = recv(from, buffer, sizeof buffer, 0);
    if (got <= 0 || !send_all(to, buffer, static_cast<std::size_t>(got))) {
      shutdown(to, SHUT_WR);
      open = false;
      return;
    }
    pending.append(buffer, static_cast<std::size_t>(got));
    while (pending.size() >= kHeader) {
      const auto byte = [this](std::size_t at) { return static_cast<std::uint8_t>(pending[at]); };
      const std::size_t length = std::size_t{byte(3)} << 8 | byte(4);
      if (pending.size() < kHeader + length) return;
      seen.push_back({up, byte(0), length, std::chrono::steady_clock::now()});
      pending.erase(0, kHeader + length);
    }
  }
};

}  // namespace

WireTap::WireTap(std::uint16_t to)
    : to_(to), listener_(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  sockaddr_in address = loopback(0);
  socklen_t size = sizeof address;
  auto* const generic = reinterpret_cast<sockaddr*>(&address);
  if (bind(listener_, generic, size) != 0 || listen(listener_, 16) != 0 ||
      getsockname(listener_, generic, &size) != 0) {
    throw std::runtime_error("the tap cannot listen");
  }
  port_ = ntohs(address.sin_port);
  thread_ = std::thread([this] { accept_all(); });
}

WireTap::~WireTap() {
  shutdown(listener_, SHUT_RDWR);
  thread_.join();
  ::close(listener_);
}

std::vector<WireConnection> WireTap::take() {
  while (open_ > 0) std::this_thread::sleep_for(std::chrono::milliseconds(5));
  const std::lock_guard lock(mutex_);
  return std::exchange(seen_, {});
}

void WireTap::accept_all() {
  for (;;) {
    const int client = accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    if (client < 0) return;
    ++open_;
    WireConnection seen = carry(client);
    ::close(client);
    {
      const std::lock_guard lock(mutex_);
      seen_.push_back(std::move(seen));
    }
    --open_;
  }
}

WireConnection WireTap::carry(int client) {
  WireConnection seen;
  const int broker = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const sockaddr_in address = loopback(to_);
  if (connect(broker, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0) {
    const int on = 1;
    for (const int each : {client, broker}) {
      setsockopt(each, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    }
    Way ways[2] = {{client, broker, true}, {broker, client, false}};
    while (ways[0].open || ways[1].open) {
      pollfd both[2];
      for (int i = 0; i < 2; ++i) both[i] = {ways[i].open ? ways[i].from : -1, POLLIN, 0};
      if (poll(both, 2, 60'000) <= 0) break;
      for (int i = 0; i < 2; ++i) {
        if (both[i].revents != 0) ways[i].pass(seen);
      }
    }
  }
  ::close(broker);
  return seen;
}

double largest_distance(std::vector<double> one, std::vector<double> other) {
  std::ranges::sort(one);
  std::ranges::sort(other);
  double out = 0;
  std::size_t i = 0;
  std::size_t j = 0;
  while (i < one.size() && j < other.size()) {
    const double at = std::min(one[i], other[j]);
    while (i < one.size() && one[i] <= at) ++i;
    while (j < other.size() && other[j] <= at) ++j;
    const double below_one = static_cast<double>(i) / static_cast<double>(one.size());
    const double below_other = static_cast<double>(j) / static_cast<double>(other.size());
    out = std::max(out, std::abs(below_one - below_other));
  }
  return out;
}

double distance_by_chance(std::size_t one, std::size_t other, double probability) {
  const auto n = static_cast<double>(one);
  const auto m = static_cast<double>(other);
  return std::sqrt(-std::log(probability / 2) / 2 * (n + m) / (n * m));
}

}  // namespace sotto::testing
