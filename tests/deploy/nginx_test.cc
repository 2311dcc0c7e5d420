// docs/deploy/nginx.conf in front of a real broker, with nothing changed but ports and paths.

#include <gtest/gtest.h>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include "tests/deploy/network.h"
#include "tests/deploy/nginx.h"
#include "tests/deploy/tls_world.h"

namespace sotto::testing {
namespace {

std::uint16_t free_port() {
  const int probe = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  bind(probe, reinterpret_cast<const sockaddr*>(&address), size);
  getsockname(probe, reinterpret_cast<sockaddr*>(&address), &size);
  ::close(probe);
  return ntohs(address.sin_port);
}

// In front of the world's broker.
class Front {
 public:
  explicit Front(const TlsWorld& world)
      : port_(free_port()),
        nginx_("nginx.conf", world.run.home() / "nginx",
               {{"listen 443 ssl", "listen 127.0.0.1:" + std::to_string(port_) + " ssl"},
                {"127.0.0.1:8080;", "127.0.0.1:" + std::to_string(world.run.port()) + ";"},
                {"/etc/sotto/tls/fullchain.pem", world.name + ".pem"},
                {"/etc/sotto/tls/key.pem", world.name + ".key"}}) {
    await("127.0.0.1", port_);
  }

  std::uint16_t port() const { return port_; }
  std::vector<std::string> written() const { return nginx_.written(); }

 private:
  const std::uint16_t port_;
  const Nginx nginx_;
};

// A day is two seconds: the listing counts from the next week on.
TEST(BehindNginx, AnEnquiryArrivesAndNothingIsWrittenDown) {
  TlsWorld world;
  world.run.start();
  const Front nginx(world);
  world.run.go_through(nginx.port(), true);
  ASSERT_TRUE(world.run.address().starts_with("https://"));
  const auto slips = world.run.make_slips(2);
  world.run.enrol("supporter", "supporter", slips[0]);
  world.run.enrol("colleague", "colleague", slips[1]);
  world.run.list("supporter", "Dr Rowan Example");
  ASSERT_TRUE(eventually([&] {
    world.run.must("supporter", {"visit", "--unattended"});
    return world.run
               .sotto("colleague", {"enquire", "Dr Rowan Example", "--means", "phone"},
                      "01632 960123\n")
               .exit == 0;
  }));
  EXPECT_TRUE(eventually(
      [&] { return !world.run.must("supporter", {"show"}).at("engagements").as_array().empty(); }));
  EXPECT_EQ(nginx.written(), std::vector<std::string>{});
}

TEST(BehindNginx, TlsIsAsTheBrokersOwn) {
  TlsWorld world;
  world.run.start();
  const Front nginx(world);
  EXPECT_FALSE(TlsConnection(nginx.port(), {.version = TLS1_2_VERSION}).shaken());
  TlsConnection connection(nginx.port());
  ASSERT_TRUE(connection.shaken());
  connection.send("GET /health HTTP/1.1\r\nHost: broker.example\r\n\r\n");
  const auto answer = connection.answer();
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->status, 200);
  EXPECT_TRUE(answer->has("\r\nStrict-Transport-Security: max-age=63072000\r\n"));
  EXPECT_EQ(SSL_SESSION_is_resumable(SSL_get_session(connection.ssl())), 0);
  connection.send(
      "POST /gateway HTTP/1.1\r\nHost: broker.example\r\nContent-Length: 70000\r\n\r\n");
  const auto large = connection.answer();
  ASSERT_TRUE(large);
  EXPECT_EQ(large->status, 413);
  EXPECT_EQ(nginx.written(), std::vector<std::string>{});
}

}  // namespace
}  // namespace sotto::testing
