#pragma once
// The HTTP server of the broker: HTTP/1.1, over TLS or on this machine alone. It knows limits and
// framing, and nothing of what is asked; it writes no log.

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <expected>
#include <memory>
#include <string>

#include "broker/http/certificate.h"
#include "broker/http/message.h"

namespace sotto::broker::http {

// A head may have 8 KiB, its target 1 KiB; bodies are limited by the handler.
struct Options {
  std::size_t max_connections = 8192;              // one more is turned away with 503
  std::size_t max_memory = std::size_t{1} << 30;   // bytes of all of them; what is more, likewise
  std::chrono::milliseconds idle_time{60'000};     // without a byte between requests; a handshake
  std::chrono::milliseconds request_time{30'000};  // from a request's first byte to its last
  std::chrono::milliseconds write_time{30'000};    // for an answer, plus its size / slowest_reader
  std::uint64_t slowest_reader = 32 * 1024;        // bytes a second
  std::chrono::milliseconds stop_time{10'000};     // for what was begun before stop()
};

class Server {
 public:
  // The handler must live until stop() has returned. Without a certificate: plain HTTP.
  Server(Options options, Handler& handler,
         std::shared_ptr<const Certificate> certificate = nullptr);
  ~Server();  // stops

  // Listens on a numeric address, for plain HTTP a loopback one; port 0 picks one. Returns the
  // port, or a text for the operator. Raises the process's soft limit of open files to what
  // max_connections needs.
  std::expected<std::uint16_t, std::string> listen(const std::string& address, std::uint16_t port);

  // Serves from that many threads and returns at once. Once, after listen().
  void start(unsigned threads);

  // Connections that begin from now on see this certificate. From any thread; only with TLS.
  void show(std::shared_ptr<const Certificate> certificate);

  // Stops accepting, closes idle connections, lets begun requests arrive and be answered for at
  // most stop_time, closes the rest and joins the threads. A `done` that comes later does nothing.
  // Not for a signal handler: whoever waits for SIGTERM calls it.
  void stop();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace sotto::broker::http
