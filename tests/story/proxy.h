#pragma once
// A listener between the client and the broker on loopback: hands everything on, and writes down
// what can be seen of it. One request a connection, as our command line client sends them.

#include <mutex>
#include <vector>

#include "tests/story/rig.h"
#include "tests/support/listener.h"

namespace sotto::testing {

class LoggingProxy {
 public:
  explicit LoggingProxy(int broker_port);

  int port() const { return listener_.port(); }
  // In the order in which they ended. Sizes are of heads and bodies together; `at` stays 0.
  std::vector<Exchange> seen() const;

 private:
  void carry(int client);

  const int broker_port_;
  mutable std::mutex mutex_;
  std::vector<Exchange> seen_;
  Listener listener_;  // last: it uses everything above
};

}  // namespace sotto::testing
