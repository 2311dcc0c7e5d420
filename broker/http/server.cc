// With Boost.Beast and Asio in it, this file takes half a minute to compile.
#include "broker/http/server.h"

#include <sys/resource.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <boost/asio.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <shared_mutex>
#include <string>
#include <thread>
#include <unordered_set>

#include "broker/current.h"
#include "broker/http/budget.h"
#include "broker/http/head.h"
#include "crypto/base/panic.h"

namespace sotto::broker::http {
namespace {

namespace beast = boost::beast;
namespace net = boost::asio;
namespace wire = boost::beast::http;
using boost::system::error_code;
using net::ip::tcp;

// Named, and not any_io_executor: every step of an operation copies its executor.
using Executor = net::strand<net::io_context::executor_type>;
using Socket = net::basic_stream_socket<tcp, Executor>;
using Acceptor = net::basic_socket_acceptor<tcp, Executor>;
using Timer = net::basic_waitable_timer<std::chrono::steady_clock,
                                        net::wait_traits<std::chrono::steady_clock>, Executor>;
using Tls = net::ssl::stream<Socket&>;
template <class T>
using Awaitable = net::awaitable<T, Executor>;
constexpr net::use_awaitable_t<Executor> kAwait;

constexpr std::size_t kMaxTarget = 1024;
constexpr std::size_t kBufferSize = 64 * 1024;
// What a connection that waits takes, about; measured in tests/deploy/idle_test.cc. A request takes
// its buffer and its body besides, and connections that wait leave room for many of them.
constexpr std::size_t kPlainCost = 24 * 1024;
constexpr std::size_t kTlsCost = 96 * 1024;
constexpr std::size_t kRoomForRequests = 64 * 1024 * 1024;
// Waiting needs no buffer; the first piece of a request lands here.
constexpr std::size_t kFirstRead = 1024;
// After the last answer the peer's unread bytes are taken and dropped for a while: closing over
// them would reset the connection and could destroy the answer on its way (RFC 9112 section 9.6).
constexpr std::chrono::seconds kLingerTime{2};
constexpr std::size_t kLingerBytes = 256 * 1024;
constexpr std::size_t kLingerRead = 4 * 1024;
// Out of descriptors: wait for some to be closed.
constexpr std::chrono::milliseconds kAcceptPause{50};
// A head and the beginning of its body go out together: one packet, and one record of TLS.
constexpr std::size_t kFirstWrite = 16 * 1024;
// Descriptors that are not connections: the store, day files, standard streams.
constexpr std::size_t kOtherFiles = 256;

// One connection; touched on its own strand only.
struct Connection {
  Connection(Socket accepted, ssl_st* shown, Claim cost)
      : waits(std::move(cost)),
        socket(std::move(accepted)),
        timer(socket.get_executor()),
        wake(socket.get_executor(), Timer::time_point::max()) {
    if (shown != nullptr) tls.emplace(socket, shown);
  }

  // The operation on what requests are read from and answers written to.
  template <class Operation>
  auto on_stream(Operation operation) {
    return tls ? operation(*tls) : operation(socket);
  }

  // The connection is closed at the deadline. Most deadlines are moved on before they are there,
  // and that costs nothing: the timer is touched for an earlier one only (keep_time).
  void set_deadline(std::chrono::milliseconds from_now) {
    deadline = Timer::clock_type::now() + from_now;
    if (deadline < timer.expiry()) timer.cancel();
  }

  void close() {
    error_code ignored;
    socket.close(ignored);
    timer.cancel();
  }

  Claim waits;  // memory of the connection
  Claim reads;  // of the request that is being handled
  Socket socket;
  Timer timer;  // set to the deadline, or to an earlier one
  Timer::time_point deadline = Timer::time_point::max();
  std::optional<Tls> tls;
  beast::flat_buffer buffer{kBufferSize};
  Timer wake;                        // never expires; cancelled when there is something to look at
  std::optional<Response> response;  // of the request that is being handled
  bool idle = false;                 // waits for the first byte of a request
  bool abandoned = false;            // the time to stop is over
};
using ConnectionPtr = std::shared_ptr<Connection>;

// Open while the server's executor lives. Answers that come later fall through.
struct Gate {
  std::shared_mutex mutex;
  bool open = true;
};

// What stands behind `done`: one answer, brought to the connection's strand.
class Answer {
 public:
  Answer(std::shared_ptr<Gate> gate, const ConnectionPtr& connection)
      : gate_(std::move(gate)), connection_(connection) {}
  Answer(const Answer&) = delete;
  Answer& operator=(const Answer&) = delete;

  ~Answer() {
    const std::shared_lock lock(gate_->mutex);
    if (gate_->open && !given_) panic("http: a request was dropped without an answer");
  }

  void give(Response response) {
    if (given_.exchange(true)) panic("http: a request was answered twice");
    const std::shared_lock lock(gate_->mutex);
    if (!gate_->open) return;
    ConnectionPtr connection = connection_.lock();
    if (!connection) return;
    const auto executor = connection->socket.get_executor();
    // Always post: running the connection here could run it under a lock of the caller's.
    net::post(executor,
              [connection = std::move(connection), response = std::move(response)]() mutable {
                connection->response = std::move(response);
                connection->wake.cancel();
              });
  }

 private:
  std::shared_ptr<Gate> gate_;
  std::weak_ptr<Connection> connection_;
  std::atomic<bool> given_ = false;
};

using Parser = wire::request_parser<wire::empty_body>;

bool is_path(std::string_view target) {
  return target.starts_with('/') &&
         std::ranges::all_of(target, [](char c) { return c > 0x20 && c < 0x7f; });
}

std::optional<Refusal> refuse_fields(const Parser& parser) {
  const auto& fields = parser.get();
  const std::size_t hosts = fields.count(wire::field::host);
  if (hosts > 1 || (hosts == 0 && fields.version() == 11)) return Refusal::kHost;
  if (fields.count(wire::field::transfer_encoding) != 0) return Refusal::kTransferEncoding;
  if (fields.count(wire::field::upgrade) != 0) return Refusal::kUpgrade;
  if (fields.count(wire::field::expect) != 0) return Refusal::kExpect;
  const std::size_t lengths = fields.count(wire::field::content_length);
  if (lengths == 0) {
    return fields.method() == wire::verb::post ? std::optional(Refusal::kNoLength) : std::nullopt;
  }
  // Beast takes lists ("5, 5") and repetitions.
  const auto length = fields[wire::field::content_length];
  const bool digits = std::ranges::all_of(length, [](char c) { return c >= '0' && c <= '9'; });
  if (lengths > 1 || !digits) return Refusal::kMalformed;
  return std::nullopt;
}

}  // namespace

std::expected<Head, Refusal> parse_head(std::string_view text) {
  Parser parser;
  parser.header_limit(kMaxHead);
  parser.body_limit(boost::none);  // the size is checked against the route's own limit
  error_code error;
  const std::size_t used = parser.put(net::buffer(text), error);
  if (error == wire::error::bad_version) return std::unexpected(Refusal::kVersion);
  if (error || !parser.is_header_done() || used != text.size()) {
    return std::unexpected(Refusal::kMalformed);
  }
  const auto& fields = parser.get();
  const wire::verb method = fields.method();
  if (method != wire::verb::get && method != wire::verb::head && method != wire::verb::post) {
    return std::unexpected(Refusal::kMethod);
  }
  if (fields.target().size() > kMaxTarget) return std::unexpected(Refusal::kTargetSize);
  if (!is_path(fields.target())) return std::unexpected(Refusal::kTarget);
  if (const auto refusal = refuse_fields(parser)) return std::unexpected(*refusal);
  return Head{{std::string(fields.method_string()),
               std::string(fields.target()),
               std::string(fields[wire::field::content_type]),
               {},
               std::string(fields[wire::field::accept_encoding])},
              parser.content_length().value_or(0),
              fields.version() == 11 && parser.keep_alive()};
}

namespace {

// Status line and fields (RFC 9112 section 2.1).
std::string head_of(const Response& response, std::size_t size, bool keep, bool secure) {
  static constexpr std::string_view kPolicy = "Content-Security-Policy";
  const bool is_page = std::ranges::any_of(
      response.headers, [](const auto& header) { return header.first == kPolicy; });
  std::string out;
  out.reserve(kFirstWrite);
  out.append("HTTP/1.1 ").append(std::to_string(response.status)).append(" ");
  out.append(wire::obsolete_reason(wire::int_to_status(response.status))).append("\r\n");
  const auto field = [&out](std::string_view name, std::string_view value) {
    out.append(name).append(": ").append(value).append("\r\n");
  };
  if (!response.content_type.empty()) field("Content-Type", response.content_type);
  for (const auto& [name, value] : response.headers) field(name, value);
  // Another site's page neither reads nor runs what is served here (docs/spec/web.md).
  field("X-Content-Type-Options", "nosniff");
  field("Cross-Origin-Resource-Policy", "same-origin");
  if (!is_page) {
    field(kPolicy,
          "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
    field("Referrer-Policy", "no-referrer");
    field("X-Frame-Options", "DENY");
  }
  if (secure) field("Strict-Transport-Security", "max-age=63072000");
  field("Content-Length", std::to_string(size));
  if (!keep) field("Connection", "close");
  out.append("\r\n");
  return out;
}

// Every connection is a descriptor; with the usual soft limit of 1,024 they would starve the files.
bool raise_descriptor_limit(std::size_t needed) {
  rlimit limit{};
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return false;
  if (limit.rlim_cur >= needed) return true;
  limit.rlim_cur = needed;
  return limit.rlim_max >= needed && setrlimit(RLIMIT_NOFILE, &limit) == 0;
}

}  // namespace

struct Server::Impl {
  Impl(Options given, Handler& answers, std::shared_ptr<const Certificate> shown)
      : options(given),
        handler(answers),
        certificate(std::move(shown)),
        memory(options.max_memory) {}

  Awaitable<void> accept_all();
  void admit(Socket socket);
  void turn_away(Socket socket);
  Awaitable<void> serve(ConnectionPtr c);
  static Awaitable<void> keep_time(ConnectionPtr c);
  Awaitable<bool> shake_hands(Connection& c);
  Awaitable<bool> serve_one(ConnectionPtr c);
  Awaitable<bool> first_bytes(Connection& c);
  Awaitable<std::expected<Head, std::optional<Refusal>>> receive_head(Connection& c);
  Awaitable<bool> receive_body(Connection& c, Bytes& body);
  Awaitable<std::optional<Response>> ask(ConnectionPtr c, Request request);
  Awaitable<bool> write(Connection& c, const Response& response, bool head_only, bool keep);
  Awaitable<void> linger(Connection& c);
  std::optional<Refusal> refuse_body(const Head& head);
  template <class Action>
  void for_each_connection(Action action);
  void stop();

  const Options options;
  Handler& handler;
  Current<Certificate> certificate;  // none: plain HTTP
  Budget memory;
  net::io_context context;
  net::executor_work_guard<net::io_context::executor_type> work{context.get_executor()};
  Executor accepting{context.get_executor()};
  Acceptor acceptor{accepting};
  Timer accept_pause{accepting};
  const std::shared_ptr<Gate> gate = std::make_shared<Gate>();
  std::vector<std::jthread> threads;
  std::atomic<bool> stopping = false;
  bool stopped = false;

  std::mutex mutex;
  std::condition_variable emptied;
  std::unordered_set<ConnectionPtr> connections;  // under mutex
};

// What leaves a coroutine as an exception. Failures of the network are values here, so only a bug
// of ours, or Beast refusing something in a way that we did not foresee, arrives.
static void end_of_coroutine(std::exception_ptr thrown) {
  if (!thrown) return;
  try {
    std::rethrow_exception(thrown);
  } catch (const boost::system::system_error&) {
    return;  // the peer's doing: its connection ends
  } catch (...) {
    panic("http: exception in a connection");
  }
}

Awaitable<void> Server::Impl::accept_all() {
  while (!stopping) {
    error_code error;
    Socket socket = co_await acceptor.async_accept(net::make_strand(context),
                                                   net::redirect_error(kAwait, error));
    if (stopping) break;
    if (!error) {
      admit(std::move(socket));
    } else {
      accept_pause.expires_after(kAcceptPause);
      co_await accept_pause.async_wait(net::redirect_error(kAwait, error));
    }
  }
}

void Server::Impl::admit(Socket socket) {
  ConnectionPtr connection;
  {
    const std::lock_guard lock(mutex);
    if (stopping) return;  // closes
    const auto shown = certificate.get();
    Claim cost(memory, shown ? kTlsCost : kPlainCost, kRoomForRequests);
    if (connections.size() >= options.max_connections || !cost.held()) {
      return turn_away(std::move(socket));
    }
    error_code ignored;
    socket.set_option(tcp::no_delay(true), ignored);
    connection = std::make_shared<Connection>(std::move(socket), shown ? shown->begin() : nullptr,
                                              std::move(cost));
    if (shown && !connection->tls) return;  // no memory for it: closes, never plain
    connections.insert(connection);
  }
  const auto executor = connection->socket.get_executor();
  net::co_spawn(executor, keep_time(connection), end_of_coroutine);
  net::co_spawn(executor, serve(connection), [this, connection](std::exception_ptr thrown) {
    end_of_coroutine(thrown);
    connection->close();
    const std::lock_guard lock(mutex);
    connections.erase(connection);
    if (connections.empty()) emptied.notify_all();
  });
}

// A sentence into the empty buffer of the socket, which takes it at once, and the end. Over TLS the
// end alone: a handshake is what there is no room for.
void Server::Impl::turn_away(Socket socket) {
  if (certificate.get()) return;
  const Response response = busy();
  const ByteView body = body_of(response);
  std::string text = head_of(response, body.size(), false, false);
  text.append(reinterpret_cast<const char*>(body.data()), body.size());
  error_code ignored;
  socket.non_blocking(true, ignored);
  socket.send(net::buffer(text), 0, ignored);
  socket.shutdown(Socket::shutdown_send, ignored);
}

Awaitable<void> Server::Impl::serve(ConnectionPtr c) {
  bool open = co_await shake_hands(*c);
  while (open) open = co_await serve_one(c);
}

Awaitable<void> Server::Impl::keep_time(ConnectionPtr c) {
  while (c->socket.is_open()) {
    error_code cancelled;
    c->timer.expires_at(c->deadline);
    co_await c->timer.async_wait(net::redirect_error(kAwait, cancelled));
    if (Timer::clock_type::now() >= c->deadline) c->close();
  }
}

Awaitable<bool> Server::Impl::shake_hands(Connection& c) {
  if (!c.tls) co_return true;
  c.idle = true;
  c.set_deadline(options.idle_time);
  error_code error;
  co_await c.tls->async_handshake(net::ssl::stream_base::server,
                                  net::redirect_error(kAwait, error));
  c.idle = false;
  co_return !error && !stopping;
}

// One request and its answer; false when the connection is to end.
Awaitable<bool> Server::Impl::serve_one(ConnectionPtr c) {
  const bool begun = co_await first_bytes(*c);
  if (!begun) co_return false;
  c->set_deadline(options.request_time);
  c->reads = Claim(memory, kBufferSize);
  if (!c->reads.held()) {
    const bool written = co_await write(*c, busy(), false, false);
    if (written) co_await linger(*c);
    co_return false;
  }

  auto head = co_await receive_head(*c);
  if (head) {
    if (const auto refusal = refuse_body(*head)) head = std::unexpected(refusal);
  }
  if (!head) {
    if (!head.error()) co_return false;  // went away, or was too slow
    const bool written = co_await write(*c, refuse(*head.error()), false, false);
    if (written) co_await linger(*c);
    co_return false;
  }
  const Claim body(memory, head->body_size);
  if (!body.held()) {
    const bool written = co_await write(*c, busy(), false, false);
    if (written) co_await linger(*c);
    co_return false;
  }
  head->request.body.resize(head->body_size);
  const bool complete = co_await receive_body(*c, head->request.body);
  if (!complete) co_return false;

  const bool head_only = head->request.method == "HEAD";
  const std::optional<Response> response = co_await ask(c, std::move(head->request));
  if (!response) co_return false;
  const bool keep = head->keep_alive && !stopping;
  const bool written = co_await write(*c, *response, head_only, keep);
  if (written && !keep) co_await linger(*c);
  co_return written&& keep;
}

Awaitable<bool> Server::Impl::first_bytes(Connection& c) {
  if (c.buffer.size() != 0) co_return true;  // sent together with the request before
  c.buffer.shrink_to_fit();                  // a waiting connection holds no buffer
  c.reads = {};
  if (stopping) co_return false;
  c.idle = true;
  c.set_deadline(options.idle_time);
  std::array<char, kFirstRead> first;
  error_code error;
  const auto into = net::buffer(first);
  const std::size_t size = co_await c.on_stream(
      [&](auto& from) { return from.async_read_some(into, net::redirect_error(kAwait, error)); });
  c.idle = false;
  if (error) co_return false;
  c.buffer.commit(net::buffer_copy(c.buffer.prepare(size), net::buffer(first, size)));
  co_return true;
}

Awaitable<std::expected<Head, std::optional<Refusal>>> Server::Impl::receive_head(Connection& c) {
  using Result = std::expected<Head, std::optional<Refusal>>;
  HeadScanner scanner;
  for (;;) {
    const auto held = c.buffer.cdata();
    const std::string_view text(static_cast<const char*>(held.data()), held.size());
    const auto size = scanner.scan(text);
    if (!size) co_return Result(std::unexpect, size.error());
    if (*size != 0) {
      auto head = parse_head(text.substr(0, *size));
      if (!head) co_return Result(std::unexpect, head.error());
      c.buffer.consume(*size);
      co_return Result(std::move(*head));
    }
    error_code error;
    const std::size_t room = kBufferSize - c.buffer.size();
    const auto into = c.buffer.prepare(room);
    const std::size_t received = co_await c.on_stream(
        [&](auto& from) { return from.async_read_some(into, net::redirect_error(kAwait, error)); });
    if (error) co_return Result(std::unexpect, std::nullopt);
    c.buffer.commit(received);
  }
}

std::optional<Refusal> Server::Impl::refuse_body(const Head& head) {
  if (head.body_size == 0) return std::nullopt;
  const std::uint64_t limit = handler.body_limit(head.request.method, head.request.target);
  return head.body_size > limit ? std::optional(Refusal::kBodySize) : std::nullopt;
}

Awaitable<bool> Server::Impl::receive_body(Connection& c, Bytes& body) {
  const std::size_t held = net::buffer_copy(net::buffer(body), c.buffer.cdata());
  c.buffer.consume(held);
  if (held == body.size()) co_return true;
  error_code error;
  const auto into = net::buffer(body) + held;
  co_await c.on_stream(
      [&](auto& from) { return net::async_read(from, into, net::redirect_error(kAwait, error)); });
  co_return !error;
}

// nullopt: the time to stop ran out before the answer came.
Awaitable<std::optional<Response>> Server::Impl::ask(ConnectionPtr c, Request request) {
  c->response.reset();
  c->deadline = Timer::time_point::max();  // the handler's time is not the peer's
  {
    auto answer = std::make_shared<Answer>(gate, c);
    handler.handle(std::move(request), [answer = std::move(answer)](Response response) {
      answer->give(std::move(response));
    });
  }
  while (!c->response && !c->abandoned) {
    error_code cancelled;
    co_await c->wake.async_wait(net::redirect_error(kAwait, cancelled));
  }
  co_return std::move(c->response);
}

Awaitable<bool> Server::Impl::write(Connection& c, const Response& response, bool head_only,
                                    bool keep) {
  ByteView body = body_of(response);
  c.set_deadline(options.write_time + std::chrono::seconds(body.size() / options.slowest_reader));
  std::string first = head_of(response, body.size(), keep, c.tls.has_value());
  if (head_only) body = {};
  const std::size_t along =
      std::min(body.size(), kFirstWrite - std::min(kFirstWrite, first.size()));
  first.append(reinterpret_cast<const char*>(body.data()), along);
  body = body.subspan(along);
  const std::array<net::const_buffer, 2> pieces{net::buffer(first),
                                                net::buffer(body.data(), body.size())};
  error_code error;
  co_await c.on_stream(
      [&](auto& to) { return net::async_write(to, pieces, net::redirect_error(kAwait, error)); });
  co_return !error;
}

Awaitable<void> Server::Impl::linger(Connection& c) {
  error_code error;
  c.set_deadline(kLingerTime);
  if (c.tls) {
    // Says that this is the end, and may find what the peer still sends instead of its answer.
    co_await c.tls->async_shutdown(net::redirect_error(kAwait, error));
  }
  c.socket.shutdown(Socket::shutdown_send, error);
  c.buffer.clear();
  for (std::size_t dropped = 0; !error && dropped < kLingerBytes;) {
    dropped += co_await c.socket.async_read_some(c.buffer.prepare(kLingerRead),
                                                 net::redirect_error(kAwait, error));
  }
}

// Runs the action for every connection, on its strand.
template <class Action>
void Server::Impl::for_each_connection(Action action) {
  for (const ConnectionPtr& connection : connections) {
    net::post(connection->socket.get_executor(), [connection, action]() { action(*connection); });
  }
}

void Server::Impl::stop() {
  if (std::exchange(stopped, true)) return;
  std::unique_lock lock(mutex);
  stopping = true;
  net::post(accepting, [this]() {
    error_code ignored;
    acceptor.close(ignored);
    accept_pause.cancel();
  });
  const auto all_gone = [this]() { return connections.empty(); };
  if (!threads.empty()) {
    for_each_connection([](Connection& c) {
      error_code ignored;
      if (c.idle) c.socket.cancel(ignored);
    });
    if (!emptied.wait_for(lock, options.stop_time, all_gone)) {
      for_each_connection([](Connection& c) {
        c.abandoned = true;
        c.wake.cancel();
        c.close();
      });
      emptied.wait(lock, all_gone);
    }
  }
  lock.unlock();
  work.reset();
  threads.clear();  // joins
  const std::lock_guard closing(gate->mutex);
  gate->open = false;
}

Server::Server(Options options, Handler& handler, std::shared_ptr<const Certificate> certificate)
    : impl_(std::make_unique<Impl>(options, handler, std::move(certificate))) {}

Server::~Server() {
  impl_->stop();
}

std::expected<std::uint16_t, std::string> Server::listen(const std::string& address,
                                                         std::uint16_t port) {
  if (!raise_descriptor_limit(impl_->options.max_connections + kOtherFiles)) {
    return std::unexpected("the limit of open files is too low");
  }
  error_code error;
  const tcp::endpoint endpoint(net::ip::make_address(address, error), port);
  if (error) return std::unexpected("not a numeric address: " + address);
  if (!impl_->certificate.get() && !endpoint.address().is_loopback()) {
    return std::unexpected("plain HTTP is for this machine alone, and " + address +
                           " is not: listen on 127.0.0.1 or [::1] behind a proxy, or give "
                           "--certificate and --key");
  }
  Acceptor& acceptor = impl_->acceptor;
  acceptor.open(endpoint.protocol(), error);
  if (!error) acceptor.set_option(net::socket_base::reuse_address(true), error);
  if (!error) acceptor.bind(endpoint, error);
  if (!error) acceptor.listen(net::socket_base::max_listen_connections, error);
  if (error) {
    error_code ignored;
    acceptor.close(ignored);
    return std::unexpected("cannot listen on " + address + ": " + error.message());
  }
  return acceptor.local_endpoint().port();
}

void Server::show(std::shared_ptr<const Certificate> certificate) {
  if (!certificate || !impl_->certificate.get()) panic("http: TLS is from the beginning or never");
  impl_->certificate.set(std::move(certificate));
}

void Server::start(unsigned threads) {
  if (threads == 0 || !impl_->threads.empty() || !impl_->acceptor.is_open()) {
    panic("http: started twice, or before listening");
  }
  net::co_spawn(impl_->accepting, impl_->accept_all(), end_of_coroutine);
  for (unsigned i = 0; i < threads; ++i) {
    impl_->threads.emplace_back([impl = impl_.get()]() { impl->context.run(); });
  }
}

void Server::stop() {
  impl_->stop();
}

}  // namespace sotto::broker::http
