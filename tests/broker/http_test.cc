#include <gtest/gtest.h>
#include <sys/syscall.h>

#include <atomic>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <mutex>
#include <thread>

#include "broker/http/head.h"
#include "broker/http/mapped_file.h"
#include "broker/http/server.h"
#include "tests/support/raw_http.h"

// The server's reads are counted; the test's own side uses read(2).
namespace {
std::atomic<int> reads{0};
}
extern "C" ssize_t recvmsg(int socket, msghdr* message, int flags) {
  ++reads;
  return syscall(SYS_recvmsg, socket, message, flags);
}
extern "C" ssize_t recv(int socket, void* buffer, size_t size, int flags) {
  ++reads;
  return syscall(SYS_recvfrom, socket, buffer, size, flags, nullptr, nullptr);
}

namespace sotto::broker::http {
namespace {

using namespace std::chrono_literals;
using sotto::testing::RawAnswer;
using sotto::testing::RawConnection;
using Done = std::function<void(Response)>;

constexpr std::size_t kBodyLimit = 60 * 1024;
constexpr std::size_t kFileSize = 32 * 1024 * 1024;

Response text_response(std::string_view text) {
  return {200, "text/plain", {{"Cache-Control", "no-store"}}, to_bytes(as_bytes(text))};
}

std::string text_of(ByteView bytes) {
  return {bytes.begin(), bytes.end()};
}

// A file of the test's own; its content tells where a byte came from.
class TemporaryFile {
 public:
  explicit TemporaryFile(std::size_t size) {
    path_ = std::filesystem::temp_directory_path() / ("sotto-http-" + std::to_string(getpid()));
    std::string content(size, 0);
    for (std::size_t i = 0; i < size; ++i) content[i] = static_cast<char>(i % 251);
    std::ofstream(path_, std::ios::binary) << content;
  }
  ~TemporaryFile() { std::filesystem::remove(path_); }
  std::string path() const { return path_; }

 private:
  std::filesystem::path path_;
};

class TestHandler : public Handler {
 public:
  ~TestHandler() override {
    for (std::thread& thread : threads_) thread.join();
  }

  std::uint64_t body_limit(std::string_view method, std::string_view target) override {
    return method == "POST" && target != "/no-body" ? kBodyLimit : 0;
  }

  void handle(Request request, Done done) override {
    ++handled;
    if (request.target == "/late") {
      const std::lock_guard lock(mutex_);
      late_.push_back(std::move(done));
    } else if (request.target == "/thread") {
      const std::lock_guard lock(mutex_);
      threads_.emplace_back([done = std::move(done)]() { done(text_response("from a thread")); });
    } else if (request.target == "/file") {
      done({200, "application/octet-stream", {}, MappedRange{file, 1, file->bytes().size() - 1}});
    } else if (request.target == "/twice") {
      done(text_response("one"));
      done(text_response("two"));
    } else if (request.target == "/dropped") {
      done = nullptr;
    } else if (request.method == "POST") {
      done(text_response(request.content_type + "|" + text_of(request.body)));
    } else {
      done(text_response(request.method + " " + request.target));
    }
  }

  // Waits until a request to /late is there, and takes its `done`.
  Done take_late() {
    for (int i = 0; i < 5000; ++i) {
      {
        const std::lock_guard lock(mutex_);
        if (!late_.empty()) {
          Done done = std::move(late_.front());
          late_.erase(late_.begin());
          return done;
        }
      }
      std::this_thread::sleep_for(1ms);
    }
    return nullptr;
  }

  std::shared_ptr<const MappedFile> file;
  std::atomic<int> handled{0};

 private:
  std::mutex mutex_;
  std::vector<Done> late_;
  std::vector<std::thread> threads_;
};

// A running server with a handler that outlives it.
struct Broker {
  explicit Broker(Options options = {}, unsigned threads = 2) : server(options, handler) {
    port = server.listen("127.0.0.1", 0).value();
    server.start(threads);
  }
  std::optional<RawAnswer> exchange(std::string_view request) {
    RawConnection connection(port);
    connection.send(request);
    return connection.answer();
  }

  TestHandler handler;
  Server server;
  std::uint16_t port = 0;
};

std::string get(std::string_view target) {
  return "GET " + std::string(target) + " HTTP/1.1\r\nHost: broker.example\r\n\r\n";
}
std::string post(std::string_view target, std::string_view body) {
  return "POST " + std::string(target) +
         " HTTP/1.1\r\nHost: broker.example\r\nContent-Type: message/test\r\nContent-Length: " +
         std::to_string(body.size()) + "\r\n\r\n" + std::string(body);
}

TEST(HttpServer, AnswersGetAndPostOnOneConnection) {
  Broker broker;
  RawConnection connection(broker.port);
  for (int i = 0; i < 3; ++i) {
    connection.send(get("/hello"));
    const auto hello = connection.answer();
    ASSERT_TRUE(hello);
    EXPECT_EQ(hello->status, 200);
    EXPECT_EQ(hello->body, "GET /hello");
    connection.send(post("/echo", "bytes"));
    const auto echo = connection.answer();
    ASSERT_TRUE(echo);
    EXPECT_EQ(echo->body, "message/test|bytes");
  }
}

TEST(HttpServer, SaysNothingOfItself) {
  Broker broker;
  const auto answer = broker.exchange(get("/hello"));
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->head,
            "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nCache-Control: no-store\r\n"
            "X-Content-Type-Options: nosniff\r\nCross-Origin-Resource-Policy: same-origin\r\n"
            "Content-Security-Policy: default-src 'none'; base-uri 'none'; form-action 'none'; "
            "frame-ancestors 'none'\r\nReferrer-Policy: no-referrer\r\nX-Frame-Options: DENY\r\n"
            "Content-Length: 10\r\n");
}

TEST(HttpServer, EmptyBodyIsARequest) {
  Broker broker;
  const auto answer = broker.exchange(post("/no-body", ""));
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->body, "message/test|");
}

TEST(HttpServer, LargestBodyArrivesWhole) {
  Broker broker;
  const std::string body(kBodyLimit, 'b');
  const auto answer = broker.exchange(post("/echo", body));
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->body, "message/test|" + body);
}

TEST(HttpServer, CommitNeedsFewReads) {
  Broker broker({}, 1);
  RawConnection connection(broker.port);
  const std::string body(56 * 1024, 'b');
  connection.send(post("/echo", body));
  ASSERT_TRUE(connection.answer());
  const int before = reads;
  connection.send(post("/echo", body));
  ASSERT_TRUE(connection.answer());
  EXPECT_LE(reads - before, 12) << "an unreserved buffer makes 71";
  EXPECT_GE(reads - before, 1) << "the counter counts";
}

struct Refused {
  std::string name;
  std::string request;
  int status;
  std::string text;
};
void PrintTo(const Refused& refused, std::ostream* out) {
  *out << refused.name;
}

std::string with_field(std::string_view method, std::string_view field) {
  return std::string(method) + " /echo HTTP/1.1\r\nHost: broker.example\r\n" + std::string(field) +
         "\r\n\r\n";
}

std::vector<Refused> refusals() {
  const std::string chunks = "5\r\nhello\r\n0\r\n\r\n";
  const std::string big_field = "X-Field: " + std::string(kMaxHead, 'x');
  const std::string oversize = "Content-Length: " + std::to_string(kBodyLimit + 1);
  return {
      {"HeaderTooLarge", with_field("GET", big_field), 431, "header too large\n"},
      {"EndlessTarget", "GET /" + std::string(kMaxHead, 'x'), 431, "header too large\n"},
      {"TargetTooLong", get("/" + std::string(1024, 'x')), 414, "target too long\n"},
      {"TargetIsAUrl", get("http://broker.example/"), 400, "target is not a path\n"},
      {"TargetIsAStar", get("*"), 400, "target is not a path\n"},
      {"TargetIsNotAscii", get("/\xc3\xa9"), 400, "target is not a path\n"},
      {"BodyTooLarge", with_field("POST", oversize), 413, "body too large\n"},
      {"BodyWhereNoneBelongs", "POST /no-body HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\n\r\nx",
       413, "body too large\n"},
      {"GetWithBody", with_field("GET", "Content-Length: 1") + "x", 413, "body too large\n"},
      {"LengthMissing", with_field("POST", "X-Field: 1"), 411, "Content-Length is required\n"},
      {"LengthNegative", with_field("POST", "Content-Length: -1"), 400, "malformed request\n"},
      {"LengthOverflows", with_field("POST", "Content-Length: 18446744073709551621"), 400,
       "malformed request\n"},
      {"LengthTwiceDifferent", with_field("POST", "Content-Length: 1\r\nContent-Length: 2"), 400,
       "malformed request\n"},
      {"LengthTwiceEqual", with_field("POST", "Content-Length: 1\r\nContent-Length: 1") + "x", 400,
       "malformed request\n"},
      {"LengthAsAList", with_field("POST", "Content-Length: 1, 1") + "x", 400,
       "malformed request\n"},
      {"Chunked", with_field("POST", "Transfer-Encoding: chunked") + chunks, 501,
       "Transfer-Encoding is not accepted\n"},
      {"ChunkedSpelledOtherwise", with_field("POST", "tRANSFER-eNCODING: CHUNKED") + chunks, 501,
       "Transfer-Encoding is not accepted\n"},
      {"OtherEncoding", with_field("POST", "Transfer-Encoding: gzip") + chunks, 501,
       "Transfer-Encoding is not accepted\n"},
      {"OtherEncodingAndLength",
       with_field("POST", "Transfer-Encoding: gzip\r\nContent-Length: 1") + "x", 501,
       "Transfer-Encoding is not accepted\n"},
      {"EncodingOfGet", with_field("GET", "Transfer-Encoding: identity"), 501,
       "Transfer-Encoding is not accepted\n"},
      {"ChunkedAndLength",
       with_field("POST", "Transfer-Encoding: chunked\r\nContent-Length: 5") + chunks, 400,
       "malformed request\n"},
      {"LengthAndChunked",
       with_field("POST", "Content-Length: 5\r\nTransfer-Encoding: chunked") + chunks, 400,
       "malformed request\n"},
      {"SpaceBeforeColon", with_field("POST", "Transfer-Encoding : chunked") + chunks, 400,
       "malformed request\n"},
      {"OtherMethod", with_field("PUT", "Content-Length: 0"), 405,
       "only GET, HEAD and POST are allowed\n"},
      {"UnknownMethod", with_field("get", "X-Field: 1"), 405,
       "only GET, HEAD and POST are allowed\n"},
      {"Connect", "CONNECT broker.example:443 HTTP/1.1\r\nHost: h\r\n\r\n", 405,
       "only GET, HEAD and POST are allowed\n"},
      {"HostMissing", "GET / HTTP/1.1\r\n\r\n", 400, "exactly one Host is required\n"},
      {"HostTwice", with_field("GET", "Host: other.example"), 400,
       "exactly one Host is required\n"},
      {"Expect", with_field("POST", "Expect: 100-continue\r\nContent-Length: 5"), 417,
       "Expect is not accepted\n"},
      {"Upgrade", with_field("GET", "Connection: Upgrade\r\nUpgrade: websocket"), 400,
       "Upgrade is not accepted\n"},
      {"Http2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505,
       "only HTTP/1.0 and HTTP/1.1 are spoken here\n"},
      {"BareLineFeed", "GET / HTTP/1.1\nHost: h\n\n", 400, "malformed request\n"},
      {"NotHttp", "\x16\x03\x01\x02\r\n\r\n", 400, "malformed request\n"},
      {"EmptyLineFirst", "\r\n\r\n", 400, "malformed request\n"},
  };
}

class HttpRefusal : public ::testing::TestWithParam<Refused> {};

TEST_P(HttpRefusal, IsAnsweredOnceAndClosed) {
  Broker broker;
  RawConnection connection(broker.port);
  connection.send(GetParam().request + get("/smuggled"));
  const auto answer = connection.answer();
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->status, GetParam().status);
  EXPECT_EQ(answer->body, GetParam().text);
  EXPECT_TRUE(answer->has("\r\nConnection: close\r\n"));
  EXPECT_TRUE(answer->has("\r\nCache-Control: no-store\r\n"));
  EXPECT_TRUE(connection.closed());
  EXPECT_EQ(broker.handler.handled, 0);
}

INSTANTIATE_TEST_SUITE_P(Each, HttpRefusal, ::testing::ValuesIn(refusals()),
                         [](const auto& each) { return each.param.name; });

TEST(HttpServer, OversizeBodyIsRefusedBeforeItIsSent) {
  Broker broker;
  const auto answer =
      broker.exchange(with_field("POST", "Content-Length: " + std::to_string(1ull << 40)));
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->status, 413);
}

TEST(HttpServer, RefusalReachesAPeerThatGoesOnSending) {
  Broker broker;
  RawConnection connection(broker.port);
  connection.send(with_field("POST", "Content-Length: 100000"));
  for (int i = 0; i < 10; ++i) {
    std::this_thread::sleep_for(5ms);
    EXPECT_TRUE(connection.send(std::string(10'000, 'b'))) << "reset after piece " << i;
  }
  const auto answer = connection.answer();
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->status, 413);
}

// Beast's own limit starts anew with every piece that ends with a whole line.
TEST(HttpServer, HeaderSentLineByLineIsLimited) {
  Broker broker;
  RawConnection connection(broker.port);
  ASSERT_TRUE(connection.send("GET / HTTP/1.1\r\nHost: h\r\n"));
  const std::string field = "X-Field: " + std::string(500, 'x') + "\r\n";
  for (int i = 0; i < 20; ++i) {
    std::this_thread::sleep_for(2ms);
    connection.send(field);
  }
  const auto answer = connection.answer();
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->status, 431);
}

TEST(HttpServer, LargestHeaderAndTargetAreTaken) {
  Broker broker;
  const std::string start = "GET /" + std::string(1023, 'x') + " HTTP/1.1\r\nHost: h\r\nX: ";
  const std::string fill(kMaxHead - start.size() - 4, 'x');
  const auto taken = broker.exchange(start + fill + "\r\n\r\n");
  ASSERT_TRUE(taken);
  EXPECT_EQ(taken->status, 200);
  const auto refused = broker.exchange(start + fill + "x\r\n\r\n");
  ASSERT_TRUE(refused);
  EXPECT_EQ(refused->status, 431);
}

TEST(HttpServer, OldVersionIsAnsweredAndClosed) {
  Broker broker;
  RawConnection connection(broker.port);
  connection.send("GET /old HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
  const auto answer = connection.answer();
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->body, "GET /old");
  EXPECT_TRUE(connection.closed());
}

TEST(HttpServer, ClosesWhenAsked) {
  Broker broker;
  RawConnection connection(broker.port);
  connection.send(with_field("GET", "Connection: close"));
  const auto answer = connection.answer();
  ASSERT_TRUE(answer);
  EXPECT_TRUE(answer->has("\r\nConnection: close\r\n"));
  EXPECT_TRUE(connection.closed());
}

TEST(HttpServer, AnswersAPeerThatHasEndedSending) {
  Broker broker;
  RawConnection connection(broker.port);
  connection.send(post("/echo", "last words"));
  connection.end_sending();
  const auto answer = connection.answer();
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->body, "message/test|last words");
  EXPECT_TRUE(connection.closed());
}

TEST(HttpServer, ServesAFileAndItsHead) {
  TemporaryFile file(kFileSize);
  Broker broker;
  broker.handler.file = MappedFile::open(file.path(), kFileSize).value();
  RawConnection connection(broker.port);
  connection.send(with_field("HEAD", "X-Field: 1").replace(5, 5, "/file"));
  const auto head = connection.answer(true);
  ASSERT_TRUE(head);
  EXPECT_TRUE(head->has("\r\nContent-Length: " + std::to_string(kFileSize - 1) + "\r\n"));
  connection.send(get("/file"));
  const auto whole = connection.answer();
  ASSERT_TRUE(whole);
  EXPECT_EQ(whole->head, head->head);
  EXPECT_EQ(whole->body, text_of(broker.handler.file->bytes().subspan(1)));
}

// Everything that the server says to these bytes, sent in two pieces.
std::string said_to(const Broker& broker, std::string_view request, std::size_t cut) {
  RawConnection connection(broker.port);
  connection.send(request.substr(0, cut));
  std::this_thread::sleep_for(1ms);
  connection.send(request.substr(cut));
  connection.end_sending();
  return connection.rest();
}

TEST(HttpServer, CutAnywhereTheAnswerIsTheSame) {
  Broker broker;
  const std::vector<std::string> requests = {
      post("/echo", "some bytes"),
      get("/one") + post("/echo", "two") + get("/three"),
      post("/thread", "elsewhere"),
      with_field("POST", "Transfer-Encoding: chunked"),
      with_field("POST", "Content-Length: 999999"),
      "GET / HTTP/1.1\r\nHost: h\r\nbare: line feed\n\r\n",
  };
  for (const std::string& request : requests) {
    const std::string whole = said_to(broker, request, request.size());
    ASSERT_TRUE(whole.starts_with("HTTP/1.1 ")) << request;
    for (std::size_t cut = 1; cut < request.size(); ++cut) {
      ASSERT_EQ(said_to(broker, request, cut), whole) << request << " cut at " << cut;
    }
  }
}

TEST(HttpServer, CutShortThereIsNoAnswer) {
  Broker broker;
  const std::string request = post("/echo", "some bytes");
  for (std::size_t size = 0; size < request.size(); ++size) {
    RawConnection connection(broker.port);
    connection.send(std::string_view(request).substr(0, size));
    connection.end_sending();
    ASSERT_TRUE(connection.closed()) << "after " << size;
  }
  EXPECT_EQ(broker.handler.handled, 0);
}

TEST(HttpServer, PipelinedRequestsAreAnsweredInOrder) {
  Broker broker;
  RawConnection connection(broker.port);
  connection.send(get("/late") + post("/thread", "2") + get("/three") + post("/echo", "4"));
  const Done done = broker.handler.take_late();
  ASSERT_TRUE(done);
  EXPECT_EQ(broker.handler.handled, 1) << "one at a time";
  done(text_response("one"));
  for (const char* expected : {"one", "from a thread", "GET /three", "message/test|4"}) {
    const auto answer = connection.answer();
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->body, expected);
  }
}

TEST(HttpServer, DoneMayComeFromAnyThread) {
  Broker broker;
  RawConnection connection(broker.port);
  for (int i = 0; i < 50; ++i) {
    connection.send(get("/thread"));
    const auto answer = connection.answer();
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->body, "from a thread");
  }
}

TEST(HttpServer, ManyConnectionsAtOnce) {
  Broker broker;
  std::vector<std::thread> people;
  std::atomic<int> right{0};
  for (int i = 0; i < 8; ++i) {
    people.emplace_back([&broker, &right, i]() {
      RawConnection connection(broker.port);
      for (int j = 0; j < 20; ++j) {
        const std::string body = std::to_string(i) + "/" + std::to_string(j);
        connection.send(post("/echo", body));
        const auto answer = connection.answer();
        if (answer && answer->body == "message/test|" + body) ++right;
      }
    });
  }
  for (std::thread& person : people) person.join();
  EXPECT_EQ(right, 8 * 20);
}

TEST(HttpLimits, IdleConnectionIsClosed) {
  Broker broker({.idle_time = 100ms});
  RawConnection silent(broker.port);
  EXPECT_TRUE(silent.closed());
  RawConnection once(broker.port);
  once.send(get("/hello"));
  ASSERT_TRUE(once.answer());
  EXPECT_TRUE(once.closed());
}

TEST(HttpLimits, AnAnswerMayTakeLongerThanIdleTime) {
  Broker broker({.idle_time = 50ms, .request_time = 50ms, .write_time = 50ms});
  RawConnection connection(broker.port);
  connection.send(get("/late"));
  const Done done = broker.handler.take_late();
  ASSERT_TRUE(done);
  std::this_thread::sleep_for(200ms);
  done(text_response("at last"));
  const auto answer = connection.answer();
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->body, "at last");
}

TEST(HttpLimits, SlowSenderIsClosed) {
  Broker broker({.idle_time = 10s, .request_time = 150ms});
  const std::string request = post("/echo", "some bytes");
  for (const std::size_t stop : {std::size_t{1}, std::size_t{40}, request.size() - 1}) {
    RawConnection connection(broker.port);
    connection.send(std::string_view(request).substr(0, stop));
    EXPECT_TRUE(connection.closed()) << stop;
  }
  EXPECT_EQ(broker.handler.handled, 0);
}

TEST(HttpLimits, TimeForARequestIsTotal) {
  Broker broker({.idle_time = 10s, .request_time = 150ms});
  RawConnection connection(broker.port);
  const auto start = std::chrono::steady_clock::now();
  const std::string request = get("/" + std::string(500, 'x'));
  for (std::size_t i = 0; i < request.size() && connection.send(request.substr(i, 1)); ++i) {
    std::this_thread::sleep_for(10ms);
  }
  EXPECT_LT(std::chrono::steady_clock::now() - start, 3s) << "a byte now and then does not help";
  EXPECT_EQ(broker.handler.handled, 0);
}

TEST(HttpLimits, SlowReaderIsDropped) {
  TemporaryFile file(kFileSize);
  Broker broker({.write_time = 200ms, .slowest_reader = kFileSize});
  broker.handler.file = MappedFile::open(file.path(), kFileSize).value();
  RawConnection connection(broker.port, 16 * 1024);
  connection.send(get("/file"));
  std::this_thread::sleep_for(1s);
  EXPECT_EQ(connection.answer(), std::nullopt);
}

TEST(HttpLimits, TimeForAnAnswerGrowsWithItsSize) {
  TemporaryFile file(kFileSize);
  Broker broker({.write_time = 200ms, .slowest_reader = kFileSize / 20});
  broker.handler.file = MappedFile::open(file.path(), kFileSize).value();
  RawConnection connection(broker.port, 16 * 1024);
  connection.send(get("/file"));
  std::this_thread::sleep_for(600ms);
  EXPECT_TRUE(connection.answer());
}

TEST(HttpLimits, OneConnectionTooManyIsTurnedAwayAtOnce) {
  Broker broker({.max_connections = 2});
  RawConnection one(broker.port);
  RawConnection two(broker.port);
  one.send(get("/one"));
  two.send(get("/two"));
  ASSERT_TRUE(one.answer());
  ASSERT_TRUE(two.answer());
  RawConnection three(broker.port);
  const auto turned_away = three.answer();
  ASSERT_TRUE(turned_away);
  EXPECT_EQ(turned_away->status, 503);
  EXPECT_TRUE(turned_away->has("\r\nRetry-After: 30\r\n"));
  EXPECT_TRUE(turned_away->has("\r\nConnection: close\r\n"));
  EXPECT_TRUE(three.closed());
  one.send(get("/still"));
  EXPECT_TRUE(one.answer());

  one.close();
  std::optional<RawAnswer> answer;
  for (int i = 0; i < 500 && !answer; ++i) {
    std::this_thread::sleep_for(1ms);
    answer = broker.exchange(get("/again"));
    if (answer && answer->status != 200) answer.reset();
  }
  EXPECT_TRUE(answer) << "a place became free";
}

constexpr std::size_t kSpare = 64 * 1024 * 1024;  // kept for requests when connections come
constexpr std::size_t kPlain = 24 * 1024;         // what a connection counts for
constexpr std::size_t kRequest = 64 * 1024;       // and a request, without its body

// One that was let in. What an answered request held becomes free a moment after its answer.
std::unique_ptr<RawConnection> let_in(const Broker& broker) {
  for (int i = 0; i < 500; ++i) {
    auto connection = std::make_unique<RawConnection>(broker.port);
    connection->send(get("/first"));
    const auto answer = connection->answer();
    if (answer && answer->status == 200) return connection;
    std::this_thread::sleep_for(2ms);
  }
  ADD_FAILURE() << "nobody is let in";
  return nullptr;
}

TEST(HttpLimits, ConnectionsForWhichThereIsNoMemoryAreTurnedAway) {
  Broker broker({.max_memory = kSpare + 2 * kPlain});
  const auto one = let_in(broker);
  const auto two = let_in(broker);
  ASSERT_TRUE(one && two);
  RawConnection three(broker.port);
  EXPECT_EQ(three.answer()->status, 503);
  one->send(get("/still"));
  EXPECT_EQ(one->answer()->status, 200);
}

TEST(HttpLimits, RequestsForWhichThereIsNoMemoryAreAnsweredAndOthersGoOn) {
  constexpr std::size_t kConnections = kSpare / kRequest + 20;
  Broker broker({.max_memory = kSpare + kConnections * kPlain});
  std::vector<std::unique_ptr<RawConnection>> connections;
  for (std::size_t i = 0; i < kConnections; ++i) {
    connections.push_back(let_in(broker));
    ASSERT_TRUE(connections.back()) << i;
  }
  std::vector<Done> waiting;
  for (std::size_t i = 0; i < kSpare / kRequest; ++i) {
    connections[i]->send(get("/late"));
    waiting.push_back(broker.handler.take_late());
    ASSERT_TRUE(waiting.back()) << i;
  }
  RawConnection& other = *connections.back();
  other.send(get("/more"));
  const auto answer = other.answer();
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->status, 503);
  EXPECT_TRUE(answer->has("\r\nRetry-After: 30\r\n"));

  waiting.back()(text_response("now"));
  EXPECT_EQ(connections[kSpare / kRequest - 1]->answer()->status, 200);
  // What one gave back, another has; soon, and not before the answer is read.
  int status = 503;
  for (std::size_t i = kSpare / kRequest; status == 503 && i + 1 < kConnections; ++i) {
    connections[i]->send(get("/again"));
    status = connections[i]->answer()->status;
    if (status == 503) std::this_thread::sleep_for(std::chrono::milliseconds(100));
  }
  EXPECT_EQ(status, 200);
  for (std::size_t i = 0; i + 1 < waiting.size(); ++i) waiting[i](text_response("now"));
}

TEST(HttpLimits, ConnectionsLeaveRoomForRequests) {
  Broker broker({.max_memory = kSpare + kPlain});
  RawConnection only(broker.port);
  only.send(get("/first"));
  ASSERT_EQ(only.answer()->status, 200);
  only.send(post("/echo", std::string(kBodyLimit, 'b')));
  EXPECT_EQ(only.answer()->status, 200) << "connections leave room for requests";
}

TEST(HttpStop, FinishesAnAcceptedRequestWhoseAnswerComesLate) {
  Broker broker;
  RawConnection connection(broker.port);
  RawConnection idle(broker.port);
  connection.send(post("/late", "commit"));
  const Done done = broker.handler.take_late();
  ASSERT_TRUE(done);
  std::thread stopping([&broker]() { broker.server.stop(); });
  EXPECT_TRUE(idle.closed());
  EXPECT_TRUE(RawConnection(broker.port).closed()) << "nobody new";
  done(text_response("durable"));
  const auto answer = connection.answer();
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->body, "durable");
  EXPECT_TRUE(answer->has("\r\nConnection: close\r\n"));
  EXPECT_TRUE(connection.closed());
  connection.close();
  stopping.join();
}

TEST(HttpStop, LetsABegunRequestArrive) {
  Broker broker;
  RawConnection connection(broker.port);
  const std::string request = post("/echo", "commit");
  connection.send(std::string_view(request).substr(0, 30));
  std::this_thread::sleep_for(50ms);
  std::thread stopping([&broker]() { broker.server.stop(); });
  std::this_thread::sleep_for(50ms);
  connection.send(std::string_view(request).substr(30));
  const auto answer = connection.answer();
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->body, "message/test|commit");
  connection.close();
  stopping.join();
}

TEST(HttpStop, IsQuickWithIdleConnections) {
  Broker broker;
  RawConnection connection(broker.port);
  connection.send(get("/hello"));
  ASSERT_TRUE(connection.answer());
  std::this_thread::sleep_for(20ms);  // the server has come back to waiting
  const auto start = std::chrono::steady_clock::now();
  broker.server.stop();
  EXPECT_LT(std::chrono::steady_clock::now() - start, 2s);
  EXPECT_TRUE(connection.closed());
  EXPECT_FALSE(RawConnection(broker.port).connected());
}

TEST(HttpStop, EndsInItsTimeAndLaterAnswersDoNothing) {
  Done never;
  {
    Broker broker({.stop_time = 100ms});
    RawConnection waiting(broker.port);
    RawConnection sending(broker.port);
    waiting.send(get("/late"));
    sending.send("GET /");
    never = broker.handler.take_late();
    ASSERT_TRUE(never);
    const auto start = std::chrono::steady_clock::now();
    broker.server.stop();
    EXPECT_LT(std::chrono::steady_clock::now() - start, 2s);
    EXPECT_TRUE(waiting.closed());
    EXPECT_TRUE(sending.closed());
  }
  never(text_response("nobody listens"));
}

TEST(HttpStop, MayComeBeforeStartAndTwice) {
  TestHandler handler;
  Server server({}, handler);
  ASSERT_TRUE(server.listen("127.0.0.1", 0));
  server.stop();
  server.stop();
}

TEST(HttpListen, TellsTheOperatorWhatIsWrong) {
  Broker broker;
  Server second({}, broker.handler);
  const auto taken = second.listen("127.0.0.1", broker.port);
  ASSERT_FALSE(taken);
  EXPECT_TRUE(taken.error().starts_with("cannot listen on 127.0.0.1: ")) << taken.error();
  const auto name = second.listen("localhost", 0);
  ASSERT_FALSE(name);
  EXPECT_EQ(name.error(), "not a numeric address: localhost");
  EXPECT_FALSE(
      Server({.max_connections = std::size_t{1} << 40}, broker.handler).listen("127.0.0.1", 0))
      << "more connections than files may be open";
}

using HttpDeathTest = ::testing::Test;

TEST(HttpDeathTest, AnsweringTwiceOrNeverIsABug) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  EXPECT_DEATH(Broker().exchange(get("/twice")), "http: a request was answered twice");
  EXPECT_DEATH(Broker().exchange(get("/dropped")), "http: a request was dropped");
}

TEST(HeadScanner, FindsTheEndOnce) {
  HeadScanner scanner;
  EXPECT_EQ(scanner.scan("GET / HTTP/1.1\r\n"), 0u);
  EXPECT_EQ(scanner.scan("GET / HTTP/1.1\r\n\r"), 0u);
  EXPECT_EQ(scanner.scan("GET / HTTP/1.1\r\n\r\n"), 18u);
}

TEST(MappedFile, ShowsTheFirstBytesAndOutlivesTheName) {
  std::shared_ptr<const MappedFile> mapped;
  {
    TemporaryFile file(5000);
    mapped = MappedFile::open(file.path(), 4000).value();
    EXPECT_EQ(MappedFile::open(file.path(), 5001).error(), MapError::kTooShort);
    EXPECT_TRUE(MappedFile::open(file.path(), 0).value()->bytes().empty());
    EXPECT_EQ(MappedFile::open(file.path() + ".no", 1).error(), MapError::kCannotOpen);
  }
  ASSERT_EQ(mapped->bytes().size(), 4000u);
  EXPECT_EQ(mapped->bytes()[3999], 3999 % 251);
}

TEST(MappedFile, RefusesWhatIsNotAFile) {
  EXPECT_EQ(MappedFile::open(std::filesystem::temp_directory_path(), 0).error(),
            MapError::kTooShort);
}

}  // namespace
}  // namespace sotto::broker::http
