#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <thread>

#include "broker/http/certificate.h"
#include "broker/http/post.h"
#include "broker/http/server.h"
#include "broker/private_file.h"
#include "tests/support/tls.h"

namespace sotto::broker::http {
namespace {

using namespace std::chrono_literals;
using sotto::testing::make_certificate;
using sotto::testing::RawConnection;
using sotto::testing::TlsConnection;

constexpr std::size_t kBodyLimit = 60 * 1024;
constexpr std::size_t kBigAnswer = 4 * 1024 * 1024;

std::string get(std::string_view target, std::string_view more = {}) {
  return "GET " + std::string(target) + " HTTP/1.1\r\nHost: broker.example\r\n" +
         std::string(more) + "\r\n";
}
std::string post(std::string_view body) {
  return "POST /echo HTTP/1.1\r\nHost: broker.example\r\nContent-Length: " +
         std::to_string(body.size()) + "\r\n\r\n" + std::string(body);
}

class Echo : public Handler {
 public:
  std::uint64_t body_limit(std::string_view method, std::string_view) override {
    return method == "POST" ? kBodyLimit : 0;
  }
  void handle(Request request, std::function<void(Response)> done) override {
    ++handled;
    if (request.target == "/big") return done({200, "text/plain", {}, Bytes(kBigAnswer, 'b')});
    done({200, "text/plain", {}, std::move(request.body)});
  }
  std::atomic<int> handled{0};
};

class HttpTls : public ::testing::Test {
 protected:
  HttpTls() {
    char name[] = "/tmp/sotto-tls-XXXXXX";
    folder_ = mkdtemp(name);
    make_certificate(folder_ / "first", 1);
  }
  ~HttpTls() override { std::filesystem::remove_all(folder_); }

  auto load(const std::string& certificate, const std::string& key) {
    return Certificate::load(folder_ / certificate, folder_ / key);
  }
  void start(Options options = {}) {
    server_.emplace(options, handler_, load("first.pem", "first.key").value());
    port_ = server_->listen("127.0.0.1", 0).value();
    server_->start(2);
  }

  std::filesystem::path folder_;
  Echo handler_;
  std::optional<Server> server_;
  std::uint16_t port_ = 0;
};

TEST_F(HttpTls, AnswersManyRequestsOnOneConnection) {
  start();
  TlsConnection connection(port_);
  ASSERT_TRUE(connection.shaken());
  for (const std::size_t size : {std::size_t{0}, std::size_t{1}, 16'000ul, 17'000ul, kBodyLimit}) {
    const std::string body(size, 'x');
    ASSERT_TRUE(connection.send(post(body)));
    const auto answer = connection.answer();
    ASSERT_TRUE(answer) << size;
    EXPECT_EQ(answer->status, 200);
    EXPECT_EQ(answer->body, body);
  }
  ASSERT_TRUE(connection.send(get("/big")));
  const auto big = connection.answer();
  ASSERT_TRUE(big);
  EXPECT_EQ(big->body, std::string(kBigAnswer, 'b'));
}

TEST_F(HttpTls, SaysThatThereIsNoPlainWay) {
  start();
  TlsConnection connection(port_);
  connection.send(get("/"));
  const auto answer = connection.answer();
  ASSERT_TRUE(answer);
  EXPECT_TRUE(answer->has("\r\nStrict-Transport-Security: max-age=63072000\r\n"));
}

TEST_F(HttpTls, SpeaksTls13Alone) {
  start();
  for (const int version : {TLS1_VERSION, TLS1_1_VERSION, TLS1_2_VERSION}) {
    EXPECT_FALSE(TlsConnection(port_, {.version = version}).shaken()) << version;
  }
  EXPECT_TRUE(TlsConnection(port_, {.version = TLS1_3_VERSION}).shaken());
}

// What the client has is one of the certificates in the file, or it is not answered.
TEST_F(HttpTls, AnswersTheRelayAlone) {
  make_certificate(folder_ / "relay", 7);
  make_certificate(folder_ / "next", 8);
  make_certificate(folder_ / "stranger", 7);  // of the same names
  std::ofstream both(folder_ / "relays.pem");
  for (const char* name : {"relay.pem", "next.pem"}) both << std::ifstream(folder_ / name).rdbuf();
  both.close();
  auto certificate = Certificate::load(folder_ / "first.pem", folder_ / "first.key",
                                       (folder_ / "relays.pem").string());
  ASSERT_TRUE(certificate) << certificate.error();
  server_.emplace(Options{}, handler_, std::move(*certificate));
  port_ = server_->listen("127.0.0.1", 0).value();
  server_->start(2);
  const auto answered = [&](const std::string& shows) {
    TlsConnection connection(port_, {.certificate = shows});
    connection.send(get("/"));
    return connection.answer().has_value();
  };
  EXPECT_FALSE(answered(""));
  EXPECT_FALSE(answered(folder_ / "stranger"));
  EXPECT_FALSE(answered(folder_ / "first"));
  EXPECT_EQ(handler_.handled, 0);
  EXPECT_TRUE(answered(folder_ / "relay"));
  EXPECT_TRUE(answered(folder_ / "next"));
  EXPECT_EQ(handler_.handled, 2);
}

TEST_F(HttpTls, RefusesAFileWithoutARelaysCertificate) {
  std::ofstream(folder_ / "empty.pem") << "nothing";
  const auto loaded = Certificate::load(folder_ / "first.pem", folder_ / "first.key",
                                        (folder_ / "empty.pem").string());
  ASSERT_FALSE(loaded);
  EXPECT_EQ(loaded.error(),
            (folder_ / "empty.pem").string() + " is not a relay's certificate in PEM");
}

TEST_F(HttpTls, PlainRequestIsNotAnswered) {
  start();
  RawConnection plain(port_);
  plain.send(get("/"));
  EXPECT_EQ(plain.rest().find("HTTP/"), std::string::npos);
  EXPECT_EQ(handler_.handled, 0);
}

TEST_F(HttpTls, ChoosesHttp11OrNothing) {
  start();
  TlsConnection both(port_, {.protocols = "\x02h2\x08http/1.1"});
  ASSERT_TRUE(both.shaken());
  EXPECT_EQ(both.protocol(), "http/1.1");
  EXPECT_FALSE(TlsConnection(port_, {.protocols = "\x02h2"}).shaken());
  TlsConnection none(port_);
  ASSERT_TRUE(none.shaken());
  EXPECT_EQ(none.protocol(), "");
}

// A ticket that comes back would say that two visits are one person's.
TEST_F(HttpTls, GivesNothingToResumeWith) {
  start();
  TlsConnection connection(port_);
  connection.send(get("/"));
  ASSERT_TRUE(connection.answer());  // tickets would have come before it
  SSL_SESSION* session = SSL_get_session(connection.ssl());
  ASSERT_NE(session, nullptr);
  EXPECT_EQ(SSL_SESSION_is_resumable(session), 0);
  EXPECT_EQ(SSL_SESSION_has_ticket(session), 0);
}

TEST_F(HttpTls, NewConnectionsSeeANewCertificateAndOldOnesGoOn) {
  start();
  TlsConnection old(port_);
  EXPECT_EQ(old.serial(), 1);
  make_certificate(folder_ / "second", 2);
  server_->show(load("second.pem", "second.key").value());
  EXPECT_EQ(TlsConnection(port_).serial(), 2);
  old.send(post("still here"));
  const auto answer = old.answer();
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->body, "still here");
}

TEST_F(HttpTls, HandshakeHasAnEnd) {
  start({.idle_time = 200ms, .request_time = 10s});
  RawConnection silent(port_);
  EXPECT_TRUE(silent.closed());
  RawConnection slow(port_);
  const auto start = std::chrono::steady_clock::now();
  // A record header that announces 512 bytes, then a byte now and then.
  slow.send(std::string("\x16\x03\x01\x02\x00", 5));
  while (slow.send("\x01") && std::chrono::steady_clock::now() - start < 4s) {
    std::this_thread::sleep_for(20ms);
  }
  EXPECT_LT(std::chrono::steady_clock::now() - start, 3s);
}

TEST_F(HttpTls, TheEndIsSaid) {
  start();
  TlsConnection connection(port_);
  connection.send(get("/", "Connection: close\r\n"));
  ASSERT_TRUE(connection.answer());
  EXPECT_TRUE(connection.ended());
}

TEST_F(HttpTls, RefusalReachesAPeerThatGoesOnSending) {
  start();
  TlsConnection connection(port_);
  connection.send("POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: 100000\r\n\r\n");
  for (int i = 0; i < 10; ++i) {
    std::this_thread::sleep_for(5ms);
    EXPECT_TRUE(connection.send(std::string(10'000, 'b'))) << "reset after piece " << i;
  }
  const auto answer = connection.answer();
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->status, 413);
}

TEST_F(HttpTls, SlowReaderIsDropped) {
  start({.write_time = 200ms, .slowest_reader = 1ull << 40});
  TlsConnection connection(port_);
  for (int i = 0; i < 8; ++i) connection.send(get("/big"));
  std::this_thread::sleep_for(1s);
  int answers = 0;
  while (connection.answer()) ++answers;
  EXPECT_LT(answers, 8);
}

TEST_F(HttpTls, StopIsQuickWhateverConnectionsWaitFor) {
  start();
  TlsConnection idle(port_);
  idle.send(get("/"));
  ASSERT_TRUE(idle.answer());
  RawConnection shaking(port_);
  std::this_thread::sleep_for(20ms);
  const auto begin = std::chrono::steady_clock::now();
  server_->stop();
  EXPECT_LT(std::chrono::steady_clock::now() - begin, 2s);
}

TEST_F(HttpTls, ListensOnEveryAddressAndPlainHttpDoesNot) {
  Server secure({}, handler_, load("first.pem", "first.key").value());
  EXPECT_TRUE(secure.listen("0.0.0.0", 0));
  for (const char* address : {"0.0.0.0", "::", "192.0.2.1"}) {
    Server plain({}, handler_);
    const auto port = plain.listen(address, 0);
    ASSERT_FALSE(port);
    EXPECT_TRUE(port.error().starts_with("plain HTTP is for this machine alone")) << port.error();
  }
  for (const char* address : {"127.0.0.1", "127.0.0.7", "::1"}) {
    EXPECT_TRUE(Server({}, handler_).listen(address, 0)) << address;
  }
}

TEST_F(HttpTls, CertificateKnowsItsEnd) {
  make_certificate(folder_ / "short", 1, 3600);
  const auto certificate = load("short.pem", "short.key").value();
  EXPECT_NEAR(static_cast<double>(certificate->ends()), static_cast<double>(time(nullptr)) + 3600,
              60);
}

TEST_F(HttpTls, TheOperatorIsToldWhatIsWrongWithTheFiles) {
  const auto why = [&](const std::string& certificate, const std::string& key) {
    const auto loaded = load(certificate, key);
    return loaded ? "" : loaded.error();
  };
  const auto at = [&](const char* name) { return (folder_ / name).string(); };
  make_certificate(folder_ / "other", 2);
  std::ofstream(folder_ / "text.pem") << "not a certificate\n";
  EXPECT_EQ(why("first.pem", "none.key"),
            at("none.key") + " cannot be read: No such file or directory");
  EXPECT_EQ(why("none.pem", "first.key"), at("none.pem") + " is not a certificate in PEM");
  EXPECT_EQ(why("text.pem", "first.key"), at("text.pem") + " is not a certificate in PEM");
  const std::string wrong =
      " is not the key of " + at("first.pem") + ", in PEM, without a passphrase";
  EXPECT_EQ(why("first.pem", "other.key"), at("other.key") + wrong);
  for (const mode_t mode : {0640, 0604, 0660, 0602, 0601}) {
    chmod(at("first.key").c_str(), mode);
    EXPECT_EQ(why("first.pem", "first.key"),
              at("first.key") + " holds keys, and others than its owner may open it: chmod 600 it");
  }
  chmod(at("first.key").c_str(), 0400);
  EXPECT_EQ(why("first.pem", "first.key"), "");
}

TEST_F(HttpTls, ASystemdCredentialMayHaveAnAccessList) {
  const std::string key = folder_ / "first.key";
  chmod(key.c_str(), 0440);
  EXPECT_FALSE(check_private(key));
  setenv("CREDENTIALS_DIRECTORY", folder_.c_str(), 1);
  EXPECT_TRUE(check_private(key));
  chmod(key.c_str(), 0444);
  EXPECT_FALSE(check_private(key));
  chmod(key.c_str(), 0460);
  EXPECT_FALSE(check_private(key));
  unsetenv("CREDENTIALS_DIRECTORY");
  EXPECT_EQ(check_private(folder_).error(), folder_.string() + " is not a file");
}

// The way out, to a witness of the log.
TEST_F(HttpTls, PostsToAWitnessThatTheSystemTrustsAndToNobodyElse) {
  start();
  protocol::WitnessAddress address{true, "localhost", std::to_string(port_), "/w"};
  EXPECT_FALSE(http::post(address, "/add-checkpoint", "old 0\n")) << "a certificate of nobody";
  EXPECT_EQ(handler_.handled, 0) << "nothing was sent";
  setenv("SSL_CERT_FILE", (folder_ / "first.pem").c_str(), 1);
  const auto answer = http::post(address, "/add-checkpoint", "old 0\n");
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->status, 200u);
  EXPECT_EQ(answer->body, "old 0\n");
  address.path = "";
  EXPECT_FALSE(http::post(address, "/big", "")) << "more than a witness ever says";
  make_certificate(folder_ / "first", 2, 90 * 86'400, "DNS:other.example");
  setenv("SSL_CERT_FILE", (folder_ / "first.pem").c_str(), 1);
  server_->show(load("first.pem", "first.key").value());
  EXPECT_FALSE(http::post(address, "/w", "x")) << "a certificate for another name";
  unsetenv("SSL_CERT_FILE");
}

TEST_F(HttpTls, PostsInPlainHttpOnThisMachineAndSaysWhenNobodyIsThere) {
  server_.emplace(Options{}, handler_, nullptr);
  const std::uint16_t port = server_->listen("127.0.0.1", 0).value();
  server_->start(1);
  const protocol::WitnessAddress address{false, "127.0.0.1", std::to_string(port), ""};
  const auto answer = http::post(address, "/add-checkpoint", "old 0\n");
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->body, "old 0\n");
  server_.reset();
  EXPECT_FALSE(http::post(address, "/add-checkpoint", "old 0\n"));
}

}  // namespace
}  // namespace sotto::broker::http
