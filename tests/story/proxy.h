#pragma once
// A listener between the client and the broker on loopback: hands everything on, and writes down
// what can be seen of it. One request a connection, as our command line client sends them.

#include <mutex>
#include <thread>
#include <vector>

#include "tests/story/rig.h"

namespace sotto::testing {

class LoggingProxy {
 public:
  explicit LoggingProxy(int broker_port);
  ~LoggingProxy();
  LoggingProxy(const LoggingProxy&) = delete;
  LoggingProxy& operator=(const LoggingProxy&) = delete;

  int port() const { return port_; }
  // In the order in which they ended. Sizes are of heads and bodies together; `at` stays 0.
  std::vector<Exchange> seen() const;

 private:
  void accept_all();
  void carry(int client);

  const int broker_port_;
  int listener_ = -1, port_ = 0;
  mutable std::mutex mutex_;
  std::vector<Exchange> seen_;
  std::thread thread_;  // last: it uses everything above
};

}  // namespace sotto::testing
