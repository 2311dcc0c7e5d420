// What a connection costs that waits: the memory of the real process with a thousand of them.

#include <gtest/gtest.h>
#include <sys/resource.h>

#include <chrono>
#include <cstdio>
#include <deque>
#include <thread>

#include "tests/deploy/tls_world.h"

namespace sotto::testing {
namespace {

constexpr int kConnections = 1000;
constexpr double kPlainKib = 25;
constexpr double kTlsKib = 110;

// Not what is mapped from files.
double anonymous_kib(pid_t pid) {
  std::ifstream in("/proc/" + std::to_string(pid) + "/status");
  for (std::string line; std::getline(in, line);) {
    if (line.starts_with("RssAnon:")) return std::stod(line.substr(8));
  }
  throw std::runtime_error("the broker's memory cannot be read");
}

const std::string kGet = "GET /health HTTP/1.1\r\nHost: broker.example\r\n\r\n";
// As large as a commit; refused for its type, after it was read.
const std::string kPost =
    "POST /gateway HTTP/1.1\r\nHost: broker.example\r\nContent-Length: 36864\r\n\r\n" +
    std::string(36'864, 'c');

class Idle : public ::testing::Test {
 protected:
  Idle() {
    rlimit limit{};
    getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
  }

  // KiB for each of a thousand connections that have asked and wait.
  template <class Connection>
  double measure(const std::string& request) {
    connect<Connection>(request, 50);  // what the first connections bring along, once
    const double before = anonymous_kib(world.run.pid());
    const auto open = connect<Connection>(request, kConnections);
    std::this_thread::sleep_for(std::chrono::milliseconds(300));
    return (anonymous_kib(world.run.pid()) - before) / kConnections;
  }

  template <class Connection>
  std::deque<Connection> connect(const std::string& request, int count) {
    std::deque<Connection> out;
    for (int i = 0; i < count; ++i) {
      Connection& connection = out.emplace_back(world.port());
      connection.send(request);
      if (!connection.answer()) throw std::runtime_error("a connection has no answer");
    }
    return out;
  }

  // Each in a process of its own: memory that was used before would be used again.
  template <class Connection>
  void hold(double limit, const char* what, const std::vector<std::string>& options) {
    for (const std::string& request : {kGet, kPost}) {
      world.run.start(options);
      const double kib = measure<Connection>(request);
      world.run.stop();
      std::printf("an idle %s connection after a %s: %.1f KiB\n", what,
                  request.substr(0, 4).c_str(), kib);
      EXPECT_LE(kib, limit);
      EXPECT_GT(kib, 0.5) << "nothing was measured";
    }
  }

  TlsWorld world;
};

TEST_F(Idle, PlainConnectionIsSmall) {
  hold<RawConnection>(kPlainKib, "plain", {});
}

TEST_F(Idle, TlsConnectionIsNotMuchMore) {
  hold<TlsConnection>(kTlsKib, "TLS", world.options());
}

}  // namespace
}  // namespace sotto::testing
