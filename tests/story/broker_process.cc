#include "tests/story/broker_process.h"

#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>
#include <future>
#include <sstream>
#include <stdexcept>

#include "broker/founded.h"
#include "broker/tables.h"
#include "crypto/base/wire.h"
#include "crypto/ohttp/bhttp.h"

namespace sotto::testing {

using protocol::Status;
using protocol::UnixTime;

struct BrokerProcess::Message {
  enum class Kind : std::uint8_t { kStart, kDuties, kImport, kExchange, kStop };
  Kind kind{};
  UnixTime now = 0;
  std::uint32_t fails_at = 0, way = 0;
  Bytes path, body;  // of an import: the hash, and the day in `number`
  std::uint32_t number = 0;
};

struct BrokerProcess::Reply {
  bool done = false;  // duties, import, start: whether it did it
  DiskCall failed{};
  std::uint32_t calls = 0;
  std::uint32_t status = 0;  // HTTP
  std::uint8_t inside = 0;   // the status in a sealed answer
  Bytes body;                // of an exchange; of a start: why not
};

namespace {

void write_all(int socket, ByteView bytes) {
  while (!bytes.empty()) {
    const ssize_t n = send(socket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (n <= 0) return;  // the other end is gone, as reading will show
    bytes = bytes.subspan(static_cast<std::size_t>(n));
  }
}

std::optional<Bytes> read_all(int socket, std::size_t size) {
  Bytes out(size);
  std::size_t has = 0;
  while (has < size) {
    const ssize_t n = recv(socket, out.data() + has, size - has, 0);
    if (n <= 0) return std::nullopt;
    has += static_cast<std::size_t>(n);
  }
  return out;
}

void send_frame(int socket, ByteView bytes) {
  write_all(socket, Writer().u64(bytes.size()).take());
  write_all(socket, bytes);
}

std::optional<Bytes> receive_frame(int socket) {
  const auto head = read_all(socket, 8);
  if (!head) return std::nullopt;
  std::uint64_t size = 0;
  Reader(*head).u64(size);
  return read_all(socket, size);
}

}  // namespace

// What runs in the other process.
class BrokerProcess::Child {
 public:
  Child(std::string data, const protocol::Policy& policy, int socket)
      : data_(std::move(data)), every_(policy.publish_every), socket_(socket) {}

  [[noreturn]] void run() {
    for (;;) {
      const auto frame = receive_frame(socket_);
      if (!frame) _exit(0);
      Message message;
      Reader r(*frame);
      std::uint8_t kind = 0;
      std::uint64_t now = 0;
      std::uint32_t path = 0;
      ByteView view;
      if (!r.u8(kind) || !r.u64(now) || !r.u32(message.fails_at) || !r.u32(message.way) ||
          !r.u32(message.number) || !r.u32(path) || !r.view(path, view)) {
        _exit(3);
      }
      message.kind = static_cast<Message::Kind>(kind);
      message.path = to_bytes(view);
      (void)r.view(r.left(), view);
      message.body = to_bytes(view);
      clock_.time = now;
      DiskFaults::arm(data_, message.fails_at, message.way);
      Reply reply = act(message);
      reply.calls = DiskFaults::counted();
      reply.failed = DiskFaults::failed();
      send_frame(socket_, Writer()
                              .u8(reply.done ? 1 : 0)
                              .u8(static_cast<std::uint8_t>(reply.failed))
                              .u32(reply.calls)
                              .u32(reply.status)
                              .u8(reply.inside)
                              .bytes(reply.body)
                              .take());
    }
  }

 private:
  Reply act(const Message& message) {
    switch (message.kind) {
      case Message::Kind::kStart:
        return start();
      case Message::Kind::kDuties:
        return {.done = broker_->do_duties(), .body = {}};
      case Message::Kind::kImport:
        return {.done = broker_->import_codes({to_array<32>(message.body)}, message.number),
                .body = {}};
      case Message::Kind::kExchange:
        return exchange(message);
      case Message::Kind::kStop:
        broker_.reset();
        store_.reset();
        _exit(0);
    }
    _exit(3);
  }

  template <std::size_t N>
  static ByteArray<N> to_array(ByteView bytes) {
    ByteArray<N> out{};
    std::memcpy(out.data(), bytes.data(), N);
    return out;
  }

  static Reply refusal(const std::string& why) { return {.body = to_bytes(as_bytes(why))}; }

  Reply start() {
    auto store = broker::Store::open(data_, broker::all_tables(), broker::repair_slots);
    if (!store) return refusal(store.error());
    auto founded = broker::load_founded(data_, (*store)->files());
    if (!founded) return refusal(founded.error());
    const auto turned = broker::turn_policy(**store, *founded, clock_.time);
    if (!turned) return refusal(turned.error());
    if (*turned) founded = broker::load_founded(data_, (*store)->files());
    if (!founded) return refusal(founded.error());
    store_ = std::move(*store);
    broker_ = std::make_unique<broker::Broker>(
        *store_, std::move(founded->scheme), std::move(founded->log), clock_,
        broker::Broker::Options{.workers = 2, .next_publish = [this](UnixTime after) {
                                  return (after / every_ + 1) * every_;
                                }});
    return {.done = broker_->do_duties(), .body = {}};
  }

  Reply exchange(const Message& message) {
    broker::http::Request http;
    http.method = message.body.empty() ? "GET" : "POST";
    http.target = {message.path.begin(), message.path.end()};
    http.content_type = message.body.empty() ? "" : "message/ohttp-req";
    http.body = message.body;
    std::promise<Reply> promise;
    broker_->handle(std::move(http), [&](broker::http::Response response) {
      Reply reply;
      reply.status = response.status;
      reply.body = to_bytes(broker::http::body_of(response));
      promise.set_value(std::move(reply));
    });
    Reply reply = promise.get_future().get();
    if (!message.body.empty() && reply.status == 200) reply.inside = status_inside(message, reply);
    reply.done =
        reply.status == 200 && reply.inside != static_cast<std::uint8_t>(Status::kTryLater);
    return reply;
  }

  // The broker has the key to read its own answer with.
  std::uint8_t status_inside(const Message& message, const Reply& reply) {
    const auto gateway = ohttp::open_request(broker_->scheme().keys.gateway, message.body);
    const ohttp::ClientRequest asked{message.body,
                                     {gateway->context.enc, gateway->context.secret.clone()}};
    const auto plain = asked.open_response(reply.body);
    return bhttp::parse_response(plain->expose())->content[0];
  }

  const std::string data_;
  const UnixTime every_;
  const int socket_;
  TestClock clock_;
  std::unique_ptr<broker::Store> store_;
  std::unique_ptr<broker::Broker> broker_;
};

BrokerProcess::BrokerProcess(const std::filesystem::path& data, const protocol::Policy& policy,
                             FaultPlan& plan)
    : data_(data.string()), policy_(policy), plan_(plan) {}

std::optional<BrokerProcess::Reply> BrokerProcess::tell(const Message& message,
                                                        std::uint32_t fails_at) {
  send_frame(socket_, Writer()
                          .u8(static_cast<std::uint8_t>(message.kind))
                          .u64(now_)
                          .u32(fails_at)
                          .u32(plan_.way())
                          .u32(message.number)
                          .u32(static_cast<std::uint32_t>(message.path.size()))
                          .bytes(message.path)
                          .bytes(message.body)
                          .take());
  const auto frame = receive_frame(socket_);
  if (!frame) return std::nullopt;
  Reply out;
  Reader r(*frame);
  std::uint8_t done = 0;
  std::uint8_t failed = 0;
  ByteView body;
  if (!r.u8(done) || !r.u8(failed) || !r.u32(out.calls) || !r.u32(out.status) ||
      !r.u8(out.inside) || !r.view(r.left(), body)) {
    throw std::runtime_error("the broker's process makes no sense");
  }
  out.done = done != 0;
  out.failed = static_cast<DiskCall>(failed);
  out.body = to_bytes(body);
  return out;
}

// The process has ended by itself: by a panic that says why, and in no other way.
void BrokerProcess::bury() {
  int status = 0;
  waitpid(pid_, &status, 0);
  close(socket_);
  pid_ = socket_ = -1;
  // One line for each call that failed, and at the end the panic.
  std::ifstream words(data_ + "/../last-words");
  std::string failed;
  std::string panic;
  for (std::string line; std::getline(words, line);) {
    failed = std::exchange(panic, line);
  }
  EXPECT_TRUE(WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT) << "status " << status;
  EXPECT_TRUE(panic.starts_with("panic: ")) << failed << ": " << panic;
  ++tally_.deaths;
  if (trace_)
    std::fprintf(stderr, "message %zu: %s: %s\n", messages_, failed.c_str(), panic.c_str());
}

bool BrokerProcess::start_once(std::uint32_t fails_at) {
  int sockets[2];
  if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, sockets) != 0) {
    throw std::runtime_error("no sockets");
  }
  pid_ = fork();
  if (pid_ == 0) {
    close(sockets[0]);
    const rlimit none{0, 0};
    setrlimit(RLIMIT_CORE, &none);
    if (std::freopen((data_ + "/../last-words").c_str(), "w", stderr) == nullptr) _exit(3);
    setvbuf(stderr, nullptr, _IONBF, 0);
    Child(data_, policy_, sockets[1]).run();
  }
  close(sockets[1]);
  socket_ = sockets[0];
  const auto reply = tell({.kind = Message::Kind::kStart, .path = {}, .body = {}}, fails_at);
  if (!reply) {
    bury();
    return false;
  }
  if (reply->done) return true;
  EXPECT_NE(reply->failed, DiskCall::kNone)
      << "a start was refused: " << std::string(reply->body.begin(), reply->body.end());
  stop();
  return false;
}

void BrokerProcess::start_again() {
  if (const std::uint32_t fails_at = plan_.start_fails_at(); fails_at != 0) {
    if (start_once(fails_at)) return;
    ++tally_.failed_starts;
  }
  if (!start_once(0)) throw std::runtime_error("the broker does not start again");
}

void BrokerProcess::start(UnixTime now) {
  now_ = now;
  if (!start_once(0)) throw std::runtime_error("the broker does not start");
}

void BrokerProcess::stop() {
  if (pid_ < 0) return;
  (void)tell({.kind = Message::Kind::kStop, .path = {}, .body = {}}, 0);
  waitpid(pid_, nullptr, 0);
  close(socket_);
  pid_ = socket_ = -1;
}

BrokerProcess::Reply BrokerProcess::perform(const Message& message) {
  const std::size_t number = messages_++;
  bool full_head = false;  // LMDB could not write which page is current; it ends at the next begin
  for (std::uint32_t attempt = 0;; ++attempt) {
    const std::uint32_t fails_at = plan_.fails_at(number, attempt);
    auto reply = tell(message, fails_at);
    if (!reply) {
      EXPECT_TRUE(fails_at != 0 || full_head) << "the broker died of nothing";
      if (fails_at != 0) ++tally_.faults;
      full_head = false;
      bury();
      start_again();
      continue;
    }
    if (reply->failed == DiskCall::kNone) {
      tally_.missed += fails_at != 0 ? 1 : 0;
    } else {
      ++tally_.faults;
      ++(reply->done ? tally_.unharmed : tally_.refusals);
    }
    if (reply->done) {
      if (reply->failed != DiskCall::kNone && message.kind == Message::Kind::kExchange &&
          message.body.empty()) {
        EXPECT_TRUE(tell(message, 0)->body == reply->body)
            << "not the file: " << std::string(message.path.begin(), message.path.end());
      }
      plan_.done(number, reply->calls);
      return std::move(*reply);
    }
    full_head = reply->failed == DiskCall::kWrite;
    const bool clear = message.kind != Message::Kind::kExchange || reply->status == 503 ||
                       reply->inside == static_cast<std::uint8_t>(Status::kTryLater);
    if (reply->failed == DiskCall::kNone || !clear) {
      throw std::runtime_error("the broker refused: " + std::to_string(reply->status) + " " +
                               std::to_string(reply->inside));
    }
  }
}

void BrokerProcess::do_duties(UnixTime now) {
  now_ = now;
  perform({.kind = Message::Kind::kDuties, .path = {}, .body = {}});
}

void BrokerProcess::import_code(const Hash256& hash, protocol::Day eligible_until) {
  perform({.kind = Message::Kind::kImport,
           .path = {},
           .body = to_bytes(hash),
           .number = eligible_until});
}

client::Response BrokerProcess::exchange(const client::Request& request) {
  const Reply reply = perform({.kind = Message::Kind::kExchange,
                               .path = to_bytes(as_bytes(request.path)),
                               .body = request.body});
  return {reply.status, reply.body};
}

}  // namespace sotto::testing
