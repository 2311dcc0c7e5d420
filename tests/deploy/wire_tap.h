#pragma once
// Somebody on the way between client and broker, who sees TLS records and opens none: hands
// everything on, and writes down direction, type, length and time of each (RFC 8446 section 5.1).
// One connection after the other, as our command line client makes them.

#include <atomic>
#include <chrono>
#include <cstdint>
#include <mutex>
#include <thread>
#include <vector>

namespace sotto::testing {

struct WireRecord {
  bool up = false;  // from the client
  std::uint8_t type = 0;
  std::size_t length = 0;
  std::chrono::steady_clock::time_point ended;
};
using WireConnection = std::vector<WireRecord>;

class WireTap {
 public:
  explicit WireTap(std::uint16_t to);  // a port of this machine
  ~WireTap();
  WireTap(const WireTap&) = delete;
  WireTap& operator=(const WireTap&) = delete;

  std::uint16_t port() const { return port_; }
  // The connections that ended since the last call.
  std::vector<WireConnection> take();

 private:
  void accept_all();
  WireConnection carry(int client);

  const std::uint16_t to_;
  int listener_ = -1;
  std::uint16_t port_ = 0;
  std::mutex mutex_;
  std::vector<WireConnection> seen_;
  std::atomic<int> open_ = 0;
  std::thread thread_;  // last: it uses everything above
};

// The largest distance between the two samples' distributions (Kolmogorov and Smirnov).
double largest_distance(std::vector<double> one, std::vector<double> other);
// What two samples of one distribution exceed with this probability, at most and nearly.
double distance_by_chance(std::size_t one, std::size_t other, double probability);

}  // namespace sotto::testing
