#include "tests/deploy/wire_tap.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <linux/if_packet.h>
#include <net/ethernet.h>
#include <net/if.h>
#include <netinet/ip.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sched.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cmath>
#include <cstring>
#include <stdexcept>
#include <utility>

namespace sotto::testing {
namespace {

constexpr std::size_t kHeader = 5;         // of a TLS record
constexpr std::size_t kMost = 128 * 1024;  // bytes of a packet: the kernel puts small ones together
constexpr int kBuffer = 64 * 1024 * 1024;  // bytes that wait for a reader on a busy machine
constexpr int kPause = 20;                 // milliseconds without a packet

int listen_on(const std::string& interface) {
  const int out = socket(AF_PACKET, SOCK_RAW | SOCK_CLOEXEC, 0);
  const int on = 1;
  if (setsockopt(out, SOL_SOCKET, SO_RCVBUFFORCE, &kBuffer, sizeof kBuffer) != 0) {
    setsockopt(out, SOL_SOCKET, SO_RCVBUF, &kBuffer, sizeof kBuffer);
  }
  setsockopt(out, SOL_SOCKET, SO_TIMESTAMPNS, &on, sizeof on);
  sockaddr_ll at{};
  at.sll_family = AF_PACKET;
  at.sll_protocol = htons(ETH_P_ALL);  // a socket of one protocol is not shown what is sent
  at.sll_ifindex = static_cast<int>(if_nametoindex(interface.c_str()));
  if (out < 0 || at.sll_ifindex == 0 ||
      bind(out, reinterpret_cast<const sockaddr*>(&at), sizeof at) != 0) {
    throw std::runtime_error("packets on " + interface +
                             " cannot be seen: " + std::strerror(errno));
  }
  return out;
}

// A socket stays in the network in which it was made.
int listen_on(const std::string& interface, int host) {
  if (host == 0) return listen_on(interface);
  int out = -1;
  std::string why;
  std::thread([&] {
    const int network =
        open(("/proc/" + std::to_string(host) + "/ns/net").c_str(), O_RDONLY | O_CLOEXEC);
    try {
      if (setns(network, CLONE_NEWNET) != 0) throw std::runtime_error(std::strerror(errno));
      out = listen_on(interface);
    } catch (const std::exception& e) {
      why = e.what();
    }
    ::close(network);
  }).join();
  if (out < 0) throw std::runtime_error("the tap cannot be put on " + interface + ": " + why);
  return out;
}

}  // namespace

WireTap::WireTap(const std::string& interface, int host, std::uint16_t port)
    : port_(port), socket_(listen_on(interface, host)), thread_([this] { capture(); }) {}

WireTap::~WireTap() {
  over_ = true;
  thread_.join();
  ::close(socket_);
}

std::vector<WireConnection> WireTap::take() {
  const auto until = std::chrono::steady_clock::now() + std::chrono::minutes(1);
  for (const unsigned begun = pauses_;;) {
    {
      const std::lock_guard lock(mutex_);
      if (lost_) throw std::runtime_error("the tap missed packets");
      // Two pauses: all that was sent before has been looked at.
      if (pauses_ - begun >= 2 && std::ranges::all_of(all_, &Seen::over)) {
        std::vector<WireConnection> out;
        for (Seen& seen : std::exchange(all_, {})) out.push_back(std::move(seen.connection));
        return out;
      }
    }
    if (std::chrono::steady_clock::now() > until) {
      throw std::runtime_error("a connection on the wire does not end");
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(kPause / 4));
  }
}

void WireTap::capture() {
  std::vector<std::uint8_t> packet(kMost);
  while (!over_) {
    pollfd waiting{socket_, POLLIN, 0};
    if (poll(&waiting, 1, kPause) == 0) {
      ++pauses_;
      continue;
    }
    iovec into{packet.data(), packet.size()};
    alignas(cmsghdr) char extra[256];
    msghdr message{};
    message.msg_iov = &into;
    message.msg_iovlen = 1;
    message.msg_control = extra;
    message.msg_controllen = sizeof extra;
    const ssize_t size = recvmsg(socket_, &message, 0);
    if (size <= 0) continue;
    WireTime at{};
    for (cmsghdr* each = CMSG_FIRSTHDR(&message); each != nullptr;
         each = CMSG_NXTHDR(&message, each)) {
      if (each->cmsg_level != SOL_SOCKET || each->cmsg_type != SCM_TIMESTAMPNS) continue;
      timespec when{};
      std::memcpy(&when, CMSG_DATA(each), sizeof when);
      at = std::chrono::seconds(when.tv_sec) + std::chrono::nanoseconds(when.tv_nsec);
    }
    const std::lock_guard lock(mutex_);
    look_at(packet.data(), static_cast<std::size_t>(size), at);
  }
}

void WireTap::look_at(const std::uint8_t* packet, std::size_t size, WireTime at) {
  ether_header ether{};
  iphdr ip{};
  tcphdr tcp{};
  if (size < sizeof ether + sizeof ip) return;
  std::memcpy(&ether, packet, sizeof ether);
  if (ntohs(ether.ether_type) != ETHERTYPE_IP) return;
  std::memcpy(&ip, packet + sizeof(ether_header), sizeof ip);
  const std::size_t tcp_at = sizeof(ether_header) + std::size_t{ip.ihl} * 4;
  if (ip.protocol != IPPROTO_TCP || size < tcp_at + sizeof tcp) return;
  std::memcpy(&tcp, packet + tcp_at, sizeof tcp);
  const bool up = ntohs(tcp.dest) == port_;
  if (!up && ntohs(tcp.source) != port_) return;
  const std::uint16_t client = ntohs(up ? tcp.source : tcp.dest);
  if (up && tcp.syn != 0 && tcp.ack == 0) {
    all_.emplace_back().client = client;
  }
  // The last that this port began.
  const auto found = std::find_if(all_.rbegin(), all_.rend(),
                                  [client](const Seen& seen) { return seen.client == client; });
  if (found == all_.rend()) return;
  Way& way = up ? found->up : found->down;
  const std::uint32_t number = ntohl(tcp.seq);
  if (tcp.syn != 0) {
    way.next = number + 1;
    return;
  }
  const std::size_t payload_at = tcp_at + std::size_t{tcp.doff} * 4;
  const std::size_t end = sizeof(ether_header) + ntohs(ip.tot_len);
  if (end > size || payload_at > end) {
    lost_ = true;
    return;
  }
  if (end > payload_at) {
    carry(*found, up, number,
          {reinterpret_cast<const char*>(packet + payload_at), end - payload_at}, at);
  }
  if (tcp.fin != 0) way.over = true;
  if (tcp.rst != 0) found->up.over = found->down.over = true;
}

// What was sent twice counts once; what was sent and never seen is a connection that does not end.
void WireTap::carry(Seen& seen, bool is_up, std::uint32_t number, std::string_view payload,
                    WireTime at) {
  Way& way = is_up ? seen.up : seen.down;
  way.early.insert_or_assign(number, std::pair(std::string(payload), at));
  for (auto each = way.early.begin(); each != way.early.end();) {
    const auto before = static_cast<std::int32_t>(way.next - each->first);
    if (before < 0) {
      ++each;
      continue;
    }
    const auto [bytes, seen_at] = std::move(each->second);
    way.early.erase(each);
    if (static_cast<std::size_t>(before) < bytes.size()) {
      append(seen, is_up, std::string_view(bytes).substr(static_cast<std::size_t>(before)),
             seen_at);
    }
    each = way.early.begin();
  }
}

void WireTap::append(Seen& seen, bool is_up, std::string_view payload, WireTime at) {
  Way& way = is_up ? seen.up : seen.down;
  way.next += static_cast<std::uint32_t>(payload.size());
  WireConnection& out = seen.connection;
  ++(is_up ? out.packets_up : out.packets_down);
  way.pending.append(payload);
  while (way.pending.size() >= kHeader) {
    const auto byte = [&way](std::size_t i) { return static_cast<std::uint8_t>(way.pending[i]); };
    const std::size_t length = std::size_t{byte(3)} << 8 | byte(4);
    if (way.pending.size() < kHeader + length) return;
    out.records.push_back({is_up, byte(0), length, at});
    way.pending.erase(0, kHeader + length);
  }
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
