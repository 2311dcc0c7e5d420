#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <thread>

#include "client/cli/http.h"

namespace sotto::client::cli {
namespace {

// Answers one connection with fixed bytes and keeps what was asked.
class OneAnswer {
 public:
  explicit OneAnswer(std::string answer) : listener_(::socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof(address);
    ::bind(listener_, reinterpret_cast<sockaddr*>(&address), size);
    ::listen(listener_, 1);
    ::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size);
    origin_ = {"127.0.0.1", std::to_string(ntohs(address.sin_port))};
    thread_ = std::thread([this, answer = std::move(answer)] { serve(answer); });
  }
  ~OneAnswer() {
    if (thread_.joinable()) thread_.join();
    ::close(listener_);
  }
  const Origin& origin() const { return origin_; }
  std::string asked() {
    thread_.join();
    return asked_;
  }

 private:
  void serve(const std::string& answer) {
    const int peer = ::accept(listener_, nullptr, nullptr);
    char buffer[4096];
    while (asked_.find("\r\n\r\n") == std::string::npos) {
      const ssize_t got = ::read(peer, buffer, sizeof(buffer));
      if (got <= 0) break;
      asked_.append(buffer, static_cast<std::size_t>(got));
    }
    (void)!::write(peer, answer.data(), answer.size());
    ::shutdown(peer, SHUT_WR);
    while (::read(peer, buffer, sizeof(buffer)) > 0) {
    }
    ::close(peer);
  }

  int listener_;
  Origin origin_;
  std::string asked_;
  std::thread thread_;
};

TEST(CliHttp, AGetAsksForThePathAndNothingElse) {
  OneAnswer server("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello");
  const auto response = exchange(server.origin(), {.path = "/log", .body = {}});
  ASSERT_TRUE(response);
  EXPECT_EQ(response->status, 200u);
  EXPECT_TRUE(equal(response->body, as_bytes("hello")));
  EXPECT_EQ(server.asked(), "GET /log HTTP/1.1\r\nHost: 127.0.0.1:" + server.origin().port +
                                "\r\nConnection: close\r\n\r\n");
}

TEST(CliHttp, ABodyMeansAPostOfACapsule) {
  OneAnswer server("HTTP/1.1 503 Later\r\nContent-Length: 0\r\n\r\n");
  const auto response = exchange(server.origin(), {.path = "/", .body = {1, 2, 3}});
  ASSERT_TRUE(response);
  EXPECT_EQ(response->status, 503u);
  const std::string asked = server.asked();
  EXPECT_TRUE(asked.starts_with("POST / HTTP/1.1\r\n"));
  EXPECT_NE(asked.find("Content-Type: message/ohttp-req\r\n"), std::string::npos);
  EXPECT_NE(asked.find("Content-Length: 3\r\n"), std::string::npos);
}

TEST(CliHttp, WhatIsNotHttpOrIsCutShortIsNoAnswer) {
  for (const char* answer : {"", "220 mail.example ready\r\n", "HTTP/1.1 200 OK\r\nContent-Le",
                             "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nshort"}) {
    OneAnswer server(answer);
    EXPECT_FALSE(exchange(server.origin(), {.path = "/log", .body = {}})) << answer;
  }
}

TEST(CliHttp, AnAnswerAboveTheCapIsRefusedByItsLength) {
  OneAnswer server("HTTP/1.1 200 OK\r\nContent-Length: " + std::to_string(kMaxResponse + 1) +
                   "\r\n\r\n");
  EXPECT_FALSE(exchange(server.origin(), {.path = "/log", .body = {}}));
}

TEST(CliHttp, NobodyThereIsNoAnswer) {
  Origin gone;
  {
    OneAnswer server("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
    gone = server.origin();
    ASSERT_TRUE(exchange(gone, {.path = "/", .body = {}}));
  }
  EXPECT_FALSE(exchange(gone, {.path = "/", .body = {}}));
}

TEST(CliHttp, APageIsFetchedInTheFormThatIsAskedForWithWhatABrowserIsTold) {
  OneAnswer server(
      "HTTP/1.1 200 OK\r\nContent-Type: text/css\r\nContent-Encoding: br\r\n"
      "Content-Length: 2\r\n\r\nab");
  const auto page = fetch_page(server.origin(), "/a.css", "br");
  ASSERT_TRUE(page);
  EXPECT_EQ(page->status, 200u);
  EXPECT_EQ(page->type, "text/css");
  EXPECT_EQ(page->coding, "br");
  EXPECT_FALSE(page->steers);
  EXPECT_TRUE(equal(page->body, as_bytes("ab"))) << "as it is coded";
  EXPECT_NE(server.asked().find("\r\nAccept-Encoding: br\r\n"), std::string::npos);
  for (const std::string field :
       {"Refresh: 0;url=/x", "Link: </x>; rel=preload", "Set-Cookie: a=b"}) {
    OneAnswer steering("HTTP/1.1 200 OK\r\n" + field + "\r\nContent-Length: 0\r\n\r\n");
    const auto led = fetch_page(steering.origin(), "/", "");
    ASSERT_TRUE(led);
    EXPECT_TRUE(led->steers) << field;
    EXPECT_EQ(steering.asked().find("Accept-Encoding"), std::string::npos);
  }
}

TEST(CliOrigin, HasAHostAndAPort) {
  EXPECT_EQ(parse_origin("127.0.0.1:80"), (Origin{"127.0.0.1", "80"}));
  EXPECT_EQ(parse_origin("http://broker.example:8080/"), (Origin{"broker.example", "8080"}));
  EXPECT_EQ(parse_origin("http://[::1]:8080"), (Origin{"::1", "8080"}));
  EXPECT_EQ(parse_origin("https://broker.example"), (Origin{"broker.example", "443", true}));
  EXPECT_EQ(parse_origin("https://broker.example:8443/"), (Origin{"broker.example", "8443", true}));
  EXPECT_EQ(parse_origin("https://[::1]"), (Origin{"::1", "443", true}));
  for (const char* text :
       {"", "host", "host:", ":80", "host:0", "host:65536", "host:8o", "http://host",
        "http://host:80/path", "ho st:80", "::1:80", "host:000080", "http://a@b:80", "[]:80"}) {
    EXPECT_FALSE(parse_origin(text)) << text;
  }
}

TEST(CliOrigin, IsWrittenAsBrowsersDo) {
  const auto written = [](std::string_view text) { return address_of(*parse_origin(text)); };
  EXPECT_EQ(written("https://Relay.EXAMPLE/"), "https://relay.example");
  EXPECT_EQ(written("https://relay.example:443"), "https://relay.example");
  EXPECT_EQ(written("https://relay.example:8443"), "https://relay.example:8443");
  EXPECT_EQ(written("relay.example:80"), "http://relay.example");
  EXPECT_EQ(written("http://[::1]:8080"), "http://[::1]:8080");
}

}  // namespace
}  // namespace sotto::client::cli
