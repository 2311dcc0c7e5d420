#pragma once
// A scheme behind a relay: client, relay and broker on hosts of their own, and
// docs/deploy/relay.conf in a stock nginx, with nothing changed but names, ports and paths.

#include <cstdlib>
#include <optional>
#include <string>
#include <vector>

#include "tests/deploy/listed.h"
#include "tests/deploy/network.h"
#include "tests/deploy/nginx.h"
#include "tests/story/process_world.h"
#include "tests/support/tls.h"

namespace sotto::testing {

inline constexpr std::uint16_t kPort = 8443;
inline constexpr const char* kRelayAddress = "https://10.9.1.2:8443";

inline SchemeChanges with_relay(SchemeChanges more) {
  more.emplace_back("publish_every = 1",
                    "publish_every = 1\nrelay = \"" + std::string(kRelayAddress) + "\"");
  return more;
}

// What relay.conf is given: where it listens, whom it asks, and the files of both.
inline Nginx::Changes relay_changes(const std::string& listen, const std::string& broker,
                                    const std::string& files) {
  return {{"listen 443 ssl", "listen " + listen + " ssl"},
          {"/etc/sotto/tls/fullchain.pem", files + "relay-tls.pem"},
          {"/etc/sotto/tls/key.pem", files + "relay-tls.key"},
          {"https://broker.example:8443;", "https://" + broker + ";"},
          {"/etc/sotto/relay/relay.pem", files + "relay.pem"},
          {"/etc/sotto/relay/relay.key", files + "relay.key"},
          {"/etc/sotto/relay/broker.pem", files + "broker.pem"}};
}

inline void make_relay_certificates(const std::string& files) {
  make_certificate(files + "relay-tls", 1, 30 * 86'400, "IP:10.9.1.2,IP:127.0.0.1");
  make_certificate(files + "relay", 2, 30 * 86'400, "DNS:relay.example");
  make_certificate(files + "broker", 3, 30 * 86'400, "DNS:broker.example,IP:10.9.3.2");
}

struct RelayWorld {
  // The network first: what is started later is started there.
  explicit RelayWorld(const SchemeChanges& changes = kRealDays)
      : world(with_relay(changes)), files(world.run.home().string() + "/") {
    make_relay_certificates(files);
    setenv("SOTTO_CA", (files + "relay-tls.pem").c_str(), 1);
    world.run.place(network.on_broker(), "0.0.0.0:" + std::to_string(kPort));
    world.run.go_to(kRelayAddress);
    world.run.start(options());
    relay.emplace("relay.conf", world.run.home() / "relay",
                  relay_changes("8443", std::string(Network::kBrokerForRelay) + ":8443", files),
                  network.on_relay());
    await(Network::kRelay, kPort);
  }
  ~RelayWorld() { unsetenv("SOTTO_CA"); }
  RelayWorld(const RelayWorld&) = delete;
  RelayWorld& operator=(const RelayWorld&) = delete;

  std::vector<std::string> options() const {
    return {"--certificate", files + "broker.pem", "--key", files + "broker.key",
            "--relay",       files + "relay.pem"};
  }

  Network network;
  Wednesdays clock;
  ProcessWorld world;
  const std::string files;
  std::optional<Nginx> relay;
};

}  // namespace sotto::testing
