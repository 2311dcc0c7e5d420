#pragma once
// Three hosts in network namespaces, each pair with a cable of its own: this process is the client.

#include <cstdint>
#include <string>
#include <vector>

namespace sotto::testing {

// Makes the caller's process the first host; it needs root, or a kernel that lets everybody make
// user namespaces (user_namespaces(7)), and no thread yet. Throws, with what is missing, where it
// cannot.
class Network {
 public:
  Network();
  ~Network();
  Network(const Network&) = delete;
  Network& operator=(const Network&) = delete;

  // client 10.9.1.1 — relay 10.9.1.2; relay 10.9.2.1 — broker 10.9.2.2; client 10.9.3.1 —
  // broker 10.9.3.2
  static constexpr const char* kRelay = "10.9.1.2";
  static constexpr const char* kBrokerForRelay = "10.9.2.2";
  static constexpr const char* kBrokerForClient = "10.9.3.2";

  // What a program is run by on that host.
  std::vector<std::string> on_relay() const { return on(relay_); }
  std::vector<std::string> on_broker() const { return on(broker_); }

  // The ends of the cables: "front" and "past" here, "back" on the relay's host, a process of which
  // this is.
  static constexpr const char* kFront = "front";
  static constexpr const char* kBack = "back";
  static constexpr const char* kPast = "past";
  int relay_host() const { return relay_; }

  // Packets that went either way between client and broker, without the relay.
  std::uint64_t packets_past_the_relay() const;

 private:
  static std::vector<std::string> on(int pid);

  int relay_ = -1, broker_ = -1;  // processes that hold the namespaces
};

// Whether something takes connections there.
bool answers(const char* address, std::uint16_t port);
// Waits for it, for ten seconds; throws.
void await(const char* address, std::uint16_t port);

}  // namespace sotto::testing
