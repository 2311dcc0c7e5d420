#pragma once
// Somebody on a cable of a test's network, who sees packets and opens none: writes down direction,
// size and time of each, and puts the TLS records together (RFC 8446 section 5.1).

#include <atomic>
#include <chrono>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

namespace sotto::testing {

using WireTime = std::chrono::nanoseconds;  // the kernel's, of the packet

struct WireRecord {
  bool up = false;  // from the client
  std::uint8_t type = 0;
  std::size_t length = 0;
  WireTime ended{};  // its last byte
};
struct WireConnection {
  std::vector<WireRecord> records;
  std::size_t packets_up = 0, packets_down = 0;  // that carry something
};

class WireTap {
 public:
  // On this end of a cable, of the host of that process (0: of the caller's), of the connections to
  // this port. It needs the right to capture there (CAP_NET_RAW).
  WireTap(const std::string& interface, int host, std::uint16_t port);
  ~WireTap();
  WireTap(const WireTap&) = delete;
  WireTap& operator=(const WireTap&) = delete;

  // The connections that ended since the last call, in the order in which they began. Waits until
  // all that were begun have ended; throws when that takes a minute, or when packets were lost.
  std::vector<WireConnection> take();

 private:
  struct Way {
    std::uint32_t next = 0;  // the number of its next byte
    std::string pending;
    // By number: two processors may bring packets in another order than that of the cable.
    std::map<std::uint32_t, std::pair<std::string, WireTime>> early = {};
    bool over = false;
  };
  struct Seen {
    std::uint16_t client = 0;  // port
    WireConnection connection;
    Way up, down;
    bool over() const { return up.over && down.over && up.early.empty() && down.early.empty(); }
  };

  void capture();
  void look_at(const std::uint8_t* packet, std::size_t size, WireTime at);
  static void carry(Seen& seen, bool is_up, std::uint32_t number, std::string_view payload,
                    WireTime at);
  static void append(Seen& seen, bool is_up, std::string_view payload, WireTime at);

  const std::uint16_t port_;
  int socket_ = -1;
  std::mutex mutex_;
  std::vector<Seen> all_;
  bool lost_ = false;
  std::atomic<unsigned> pauses_ = 0;
  std::atomic<bool> over_ = false;
  std::thread thread_;  // last: it uses everything above
};

// The largest distance between the two samples' distributions (Kolmogorov and Smirnov).
double largest_distance(std::vector<double> one, std::vector<double> other);
// What two samples of one distribution exceed with this probability, at most and nearly.
double distance_by_chance(std::size_t one, std::size_t other, double probability);

}  // namespace sotto::testing
