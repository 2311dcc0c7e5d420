// docs/deploy/relay.conf in a stock nginx, with nothing changed but names, ports and paths: relay
// and broker on hosts of their own, and what passes between them.

#include <fcntl.h>
#include <gtest/gtest.h>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/value_to.hpp>
#include <chrono>
#include <optional>
#include <thread>

#include "tests/deploy/relay_world.h"
#include "tests/support/listener.h"

namespace sotto::testing {
namespace {

constexpr int kUsage = 2, kUnreachable = 3, kTryLater = 6;  // docs/cli.md, "Exit status"
class Relay : public ::testing::Test, protected RelayWorld {
 protected:
  explicit Relay(const SchemeChanges& changes = kRealDays) : RelayWorld(changes) {}

  // A command of the client that asks the broker itself.
  Ran directly(const std::string& person, const std::vector<std::string>& command) {
    setenv("SOTTO_CA", (files + "broker.pem").c_str(), 1);
    world.run.go_to("https://" + std::string(Network::kBrokerForClient) + ":8443");
    Ran ran = world.run.sotto(person, command);
    world.run.go_to(kRelayAddress);
    setenv("SOTTO_CA", (files + "relay-tls.pem").c_str(), 1);
    return ran;
  }
  std::string service_log() const {
    std::ostringstream out;
    out << std::ifstream(world.run.home() / "service.log").rdbuf();
    return out.str();
  }
};

TEST_F(Relay, CarriesAnEnquiryAndItsAnswer) {
  begin_with_supporter(world.run, options(), {"colleague"}, clock);
  world.run.must("supporter", {"visit", "--unattended"});
  world.run.must("colleague", {"enquire", "Dr Rowan Example", "--means", "phone"},
                 "01632 960123\n");
  ASSERT_TRUE(eventually([&] { return world.run.sotto("supporter", {"accept", "1"}).exit == 0; }));
  boost::json::value seen;
  EXPECT_TRUE(eventually([&] {
    seen = world.run.must("colleague", {"show"});
    return seen.at("engagements").at(0).at("phase").as_string() == "accepted";
  }));
  EXPECT_EQ(seen.at("relay").as_string(), kRelayAddress);
  EXPECT_EQ(relay->written(), std::vector<std::string>{});
  EXPECT_EQ(service_log().find("10.9."), std::string::npos);

  // Another gateway key reaches everybody through the log, and the relay need not know.
  EXPECT_EQ(world.run.stop(), 0);
  const Ran rotated = world.run.broker({"gateway-key", "new", "--data", world.run.data().string()});
  EXPECT_EQ(rotated.exit, 0) << rotated.err;
  world.run.start(options());
  world.run.must("colleague", {"show"});
  EXPECT_EQ(network.packets_past_the_relay(), 0u);
}

TEST_F(Relay, IsTheOnlyWay) {
  const auto slips = world.run.make_slips(1);
  world.run.enrol("colleague", "colleague", slips[0]);

  // Without the relay there is no answer, and nothing goes past it.
  relay->stop();
  const Ran down = world.run.sotto("colleague", {"show"});
  EXPECT_EQ(down.exit, kUnreachable);
  EXPECT_NE(down.err.find("a relay in front of it answers here"), std::string::npos) << down.err;
  EXPECT_EQ(network.packets_past_the_relay(), 0u);
  relay->start();
  await(Network::kRelay, kPort);
  EXPECT_EQ(world.run.sotto("colleague", {"show"}).exit, 0);
  EXPECT_EQ(network.packets_past_the_relay(), 0u);

  // The broker ends the handshake of everybody else.
  const Ran direct = directly("colleague", {"show"});
  EXPECT_EQ(direct.exit, kUnreachable);
  EXPECT_NE(direct.err.find("no other way is tried"), std::string::npos) << direct.err;
  EXPECT_GT(network.packets_past_the_relay(), 0u) << "nothing was counted";

  // Nor without the broker behind it.
  world.run.stop();
  const Ran alone = world.run.sotto("colleague", {"show"});
  EXPECT_EQ(alone.exit, kUnreachable) << alone.err;
  EXPECT_EQ(relay->written(), std::vector<std::string>{});
}

// The relay is one address for everybody.
class RelayLimits : public Relay {
 protected:
  RelayLimits()
      : Relay({{"day_seconds = 4", "day_seconds = 86400"},
               {"visits_per_day = 0", "visits_per_day = 2"}}) {}
};

TEST_F(RelayLimits, GoByLockerAndByConnection) {
  const auto slips = world.run.make_slips(2);
  world.run.enrol("one", "colleague", slips[0]);
  Ran ran;
  for (int i = 0; i < 4 && ran.exit != kTryLater; ++i) {
    ran = world.run.sotto("one", {"show"});
  }
  EXPECT_EQ(ran.exit, kTryLater) << ran.err;
  EXPECT_NE(ran.err.find("opened as often as it can be today"), std::string::npos) << ran.err;
  world.run.enrol("other", "colleague", slips[1]);
}

TEST_F(Relay, AloneIsServedWhereThePolicyNamesIt) {
  world.run.stop();
  const auto serve = [&](const std::vector<std::string>& more) {
    std::vector<std::string> all = {"serve", "--data", world.run.data().string(), "--listen",
                                    "127.0.0.1:0"};
    all.insert(all.end(), more.begin(), more.end());
    return world.run.broker(all);
  };
  const Ran open = serve({});
  EXPECT_EQ(open.exit, 1);
  EXPECT_EQ(open.err, "sotto-broker: the policy names the relay " + std::string(kRelayAddress) +
                          ": give its certificate with --relay, and --certificate and --key\n");
  EXPECT_EQ(serve({"--relay", files + "relay.pem"}).err,
            "sotto-broker: --relay needs --certificate and --key\n");
}

TEST(NoRelay, IsSaidAndNoneIsServed) {
  ProcessWorld world;
  make_relay_certificates(world.run.home().string() + "/");
  const std::string files = world.run.home().string() + "/";
  const Ran ran = world.run.broker({"serve", "--data", world.run.data().string(), "--listen",
                                    "127.0.0.1:0", "--certificate", files + "broker.pem", "--key",
                                    files + "broker.key", "--relay", files + "relay.pem"});
  EXPECT_EQ(ran.exit, 1);
  EXPECT_EQ(ran.err, "sotto-broker: the policy names no relay: leave --relay out\n");
  world.run.start();
  const auto slips = world.run.make_slips(1);
  world.run.enrol("colleague", "colleague", slips[0]);
  EXPECT_TRUE(world.run.must("colleague", {"show"}).at("relay").is_null());
}

// In the broker's place: writes down one request a connection and answers it.
class Recorder {
 public:
  explicit Recorder(const std::string& files)
      : context_(server_context(files + "broker")), listener_([this](int peer) { record(peer); }) {}

  std::uint16_t port() const { return listener_.port(); }
  const std::vector<std::string>& heads() const { return heads_; }  // once answered

 private:
  void record(int peer) {
    const Owned<SSL, SSL_free> ssl(SSL_new(context_.get()));
    SSL_set_fd(ssl.get(), peer);
    if (SSL_accept(ssl.get()) != 1) return;
    std::string request;
    char piece[16 * 1024];
    while (request.find("\r\n\r\n") == std::string::npos || !request.ends_with("body")) {
      const int got = SSL_read(ssl.get(), piece, sizeof piece);
      if (got <= 0) break;
      request.append(piece, static_cast<std::size_t>(got));
    }
    heads_.push_back(request.substr(0, request.find("\r\n\r\n")));
    const std::string answer =
        "HTTP/1.1 200 OK\r\nContent-Length: 3\r\nConnection: close\r\n\r\nyes";
    SSL_write(ssl.get(), answer.data(), static_cast<int>(answer.size()));
    SSL_shutdown(ssl.get());
  }

  Owned<SSL_CTX, SSL_CTX_free> context_;
  std::vector<std::string> heads_;
  Listener listener_;  // last: it uses everything above
};

class WhatTheRelayPassesOn : public ::testing::Test {
 protected:
  static constexpr std::uint16_t kAt = 18443;

  WhatTheRelayPassesOn() {
    char name[] = "/tmp/sotto-relay-XXXXXX";
    folder_ = mkdtemp(name);
    files = folder_ + "/";
    make_relay_certificates(files);
    recorder.emplace(files);
    relay.emplace("relay.conf", folder_ + "/relay",
                  relay_changes("127.0.0.1:" + std::to_string(kAt),
                                "127.0.0.1:" + std::to_string(recorder->port()), files));
    await("127.0.0.1", kAt);
  }
  ~WhatTheRelayPassesOn() override {
    relay.reset();
    std::filesystem::remove_all(folder_);
  }

  std::string folder_, files;
  std::optional<Recorder> recorder;
  std::optional<Nginx> relay;
};

TEST_F(WhatTheRelayPassesOn, SaysNothingOfWhoAsks) {
  TlsConnection client(kAt);
  ASSERT_TRUE(client.shaken());
  client.send(
      "POST /gateway HTTP/1.1\r\nHost: relay.example\r\nUser-Agent: A Browser/1\r\n"
      "Accept-Language: cy\r\nAccept-Encoding: br\r\nReferer: https://relay.example/open\r\n"
      "Origin: https://relay.example\r\nCookie: who=me\r\nX-Forwarded-For: 192.0.2.7\r\n"
      "Forwarded: for=192.0.2.7\r\nX-Real-IP: 192.0.2.7\r\nVia: 1.1 proxy.example\r\n"
      "Sec-Fetch-Site: same-origin\r\nContent-Type: message/ohttp-req\r\nContent-Length: 4\r\n"
      "\r\nbody");
  const auto answer = client.answer();
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->body, "yes");
  ASSERT_EQ(recorder->heads().size(), 1u);
  EXPECT_EQ(recorder->heads()[0],
            "POST /gateway HTTP/1.1\r\nHost: relay.example\r\nContent-Type: message/ohttp-req\r\n"
            "Accept-Encoding: br\r\nContent-Length: 4");
  EXPECT_EQ(relay->written(), std::vector<std::string>{});
}

// One connection has its share; another is not asked to wait for it.
TEST_F(WhatTheRelayPassesOn, LimitsTheRequestsOfAConnection) {
  recorder.reset();  // nobody answers behind the relay, which is quick
  TlsConnection busy(kAt);
  const std::string post = "POST /gateway HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\nbody";
  int limited = 0;
  for (int i = 0; i < 300 && limited == 0; ++i) {
    ASSERT_TRUE(busy.send(post));
    const auto answer = busy.answer();
    ASSERT_TRUE(answer);
    limited += answer->status == 503 ? 1 : 0;
  }
  EXPECT_EQ(limited, 1);
  TlsConnection other(kAt);
  other.send(post);
  const auto answer = other.answer();
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->status, 502);
}

}  // namespace
}  // namespace sotto::testing
