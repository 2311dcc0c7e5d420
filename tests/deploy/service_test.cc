// The broker as a service: TLS, certificates that change, keys that others may read, the service
// manager.

#include <gtest/gtest.h>
#include <poll.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>

#include <chrono>
#include <cstring>
#include <functional>
#include <thread>

#include "client/cli/http.h"
#include "tests/deploy/tls_world.h"

namespace sotto::testing {
namespace {

bool within_seconds(int seconds, const std::function<bool()>& holds) {
  for (int i = 0; i < seconds * 20; ++i) {
    if (holds()) return true;
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }
  return false;
}

class Service : public ::testing::Test {
 protected:
  std::vector<std::string> serve(const std::vector<std::string>& more) const {
    std::vector<std::string> out = {"serve", "--data", world.run.data().string(), "--listen",
                                    "127.0.0.1:0"};
    out.insert(out.end(), more.begin(), more.end());
    return out;
  }
  long shown() const { return TlsConnection(world.port()).serial(); }

  TlsWorld world;
};

TEST_F(Service, PeopleVisitOverTls) {
  world.run.start(world.options());
  ASSERT_TRUE(world.run.address().starts_with("https://")) << world.run.address();
  const auto slips = world.run.make_slips(1);
  world.run.enrol("colleague", "colleague", slips[0]);
  EXPECT_EQ(world.run.must("colleague", {"show"}).at("role").as_string(), "colleague");
}

TEST_F(Service, TheClientTrustsNoCertificateThatItDoesNotKnow) {
  world.run.start(world.options());
  auto origin = *client::cli::parse_origin(world.run.address());
  EXPECT_FALSE(client::cli::exchange(origin, {"/health", {}})) << "nobody vouches for it";
  origin.ca = world.name + ".pem";
  EXPECT_TRUE(client::cli::exchange(origin, {"/health", {}}));
  auto named = origin;
  named.host = "localhost";
  EXPECT_TRUE(client::cli::exchange(named, {"/health", {}}));
  auto other = origin;
  other.host = "127.0.0.2";
  EXPECT_FALSE(client::cli::exchange(other, {"/health", {}})) << "another address";
  auto plain = origin;
  plain.tls = false;
  EXPECT_FALSE(client::cli::exchange(plain, {"/health", {}}));
}

TEST_F(Service, SighupShowsTheNewCertificateAndKeepsTheOldOneFromABadOne) {
  world.run.start(world.options());
  EXPECT_EQ(shown(), 1);
  make_certificate(world.name, 2);
  EXPECT_EQ(shown(), 1) << "before it is asked to read them again";
  ::kill(world.run.pid(), SIGHUP);
  EXPECT_TRUE(within_seconds(5, [&] { return shown() == 2; }));
  EXPECT_NE(world.service_log().find("UTC: the certificate was read again\n"), std::string::npos);

  std::ofstream(world.name + ".pem") << "half a file";
  ::kill(world.run.pid(), SIGHUP);
  EXPECT_TRUE(within_seconds(5, [&] {
    return world.service_log().find("cannot be used: the old one stays\n") != std::string::npos;
  }));
  EXPECT_EQ(shown(), 2);
  EXPECT_EQ(world.run.stop(), 0);
}

TEST_F(Service, PlainBrokerTakesSighupForNothing) {
  world.run.start();
  ::kill(world.run.pid(), SIGHUP);
  std::this_thread::sleep_for(std::chrono::milliseconds(300));
  RawConnection connection(world.port());
  connection.send("GET /health/ready HTTP/1.1\r\nHost: a\r\n\r\n");
  const auto answer = connection.answer();
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->status, 200);
  EXPECT_EQ(answer->body, "ready\n");
  EXPECT_EQ(world.service_log().find("certificate"), std::string::npos);
}

TEST_F(Service, TheEndOfACertificateIsToldInTime) {
  make_certificate(world.name, 1, 13 * 86'400);
  world.run.start(world.options());
  EXPECT_TRUE(within_seconds(3, [&] {
    return world.service_log().find("the certificate ends within two weeks") != std::string::npos;
  }));
}

TEST_F(Service, KeysThatOthersMayOpenAreRefused) {
  const auto refused = [&](const std::filesystem::path& file) {
    chmod(file.c_str(), 0644);
    const Ran ran = world.run.broker(serve(world.options()));
    chmod(file.c_str(), 0600);
    return ran.exit == 1 && ran.err == "sotto-broker: " + file.string() +
                                           " holds keys, and others than its owner may open it: "
                                           "chmod 600 it\n";
  };
  EXPECT_TRUE(refused(world.name + ".key"));
  EXPECT_TRUE(refused(world.run.data() / "keys"));
  EXPECT_TRUE(refused(world.run.data() / "erasable"));
}

TEST_F(Service, ServesOthersOverTlsOrNotAtAll) {
  auto open = serve({});
  open[4] = "0.0.0.0:0";
  const Ran plain = world.run.broker(open);
  EXPECT_EQ(plain.exit, 1);
  EXPECT_NE(plain.err.find("plain HTTP is for this machine alone"), std::string::npos) << plain.err;
  const Ran half = world.run.broker(serve({"--certificate", world.name + ".pem"}));
  EXPECT_EQ(half.exit, 1);
  EXPECT_EQ(half.err, "sotto-broker: --certificate and --key are given together\n");
}

TEST_F(Service, NoCoreIsEverWritten) {
  rlimit any{RLIM_INFINITY, RLIM_INFINITY};
  rlimit before{};
  getrlimit(RLIMIT_CORE, &before);
  any.rlim_max = any.rlim_cur = before.rlim_max;
  setrlimit(RLIMIT_CORE, &any);
  world.run.start();
  setrlimit(RLIMIT_CORE, &before);
  ::kill(world.run.pid(), SIGABRT);
  int status = 0;
  ASSERT_EQ(waitpid(world.run.pid(), &status, 0), world.run.pid());
  world.run.kill();  // forgets it
  ASSERT_TRUE(WIFSIGNALED(status));
  EXPECT_EQ(WTERMSIG(status), SIGABRT);
  EXPECT_FALSE(WCOREDUMP(status));
}

// Whether it can is the machine's; that the operator learns of it when not is ours.
TEST_F(Service, MemoryIsLockedOrTheOperatorIsTold) {
  world.run.start();
  double locked_kib = 0;
  std::ifstream in("/proc/" + std::to_string(world.run.pid()) + "/status");
  for (std::string line; std::getline(in, line);) {
    if (line.starts_with("VmLck:")) locked_kib = std::stod(line.substr(6));
  }
  const bool told = world.service_log().find("UTC: memory is not locked") != std::string::npos;
  EXPECT_NE(locked_kib > 1024, told) << locked_kib;
  EXPECT_LT(locked_kib, 4.0 * 1024 * 1024) << "the store's map of 64 GiB is not";
}

// What sd_notify(3) documents, by hand.
class Manager {
 public:
  explicit Manager(const std::string& path) {
    socket_ = ::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::strncpy(address.sun_path, path.c_str(), sizeof address.sun_path - 1);
    bind(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address);
    setenv("NOTIFY_SOCKET", path.c_str(), 1);
  }
  ~Manager() {
    unsetenv("NOTIFY_SOCKET");
    close(socket_);
  }
  // The next thing it is told, signs of life apart; those are counted.
  std::string next() {
    for (;;) {
      pollfd wait{socket_, POLLIN, 0};
      if (poll(&wait, 1, 5000) != 1) return "nothing";
      char text[256];
      const ssize_t size = recv(socket_, text, sizeof text, 0);
      if (std::string_view(text, static_cast<std::size_t>(size)) != "WATCHDOG=1") {
        return {text, static_cast<std::size_t>(size)};
      }
      ++alive;
    }
  }

  int alive = 0;

 private:
  int socket_;
};

TEST_F(Service, TellsTheServiceManager) {
  Manager manager(world.run.home() / "notify");
  world.run.start(world.options());
  EXPECT_EQ(manager.next(), "READY=1");
  std::this_thread::sleep_for(std::chrono::milliseconds(500));
  ::kill(world.run.pid(), SIGHUP);
  EXPECT_TRUE(manager.next().starts_with("RELOADING=1\nMONOTONIC_USEC="));
  EXPECT_GE(manager.alive, 1);
  EXPECT_EQ(manager.next(), "READY=1");
  world.run.stop();
  EXPECT_EQ(manager.next(), "STOPPING=1");
}

}  // namespace
}  // namespace sotto::testing
