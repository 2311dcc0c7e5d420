#pragma once
// A blocking socket that says exactly what it is told, for tests of the HTTP server.

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdint>
#include <cstdlib>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace sotto::testing {

struct RawAnswer {
  int status = 0;
  std::string head;  // status line and fields, as received
  std::string body;

  bool has(std::string_view line) const { return head.find(line) != std::string::npos; }
};

class RawConnection {
 public:
  explicit RawConnection(std::uint16_t port, int receive_buffer = 0) {
    socket_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (receive_buffer != 0) {
      setsockopt(socket_, SOL_SOCKET, SO_RCVBUF, &receive_buffer, sizeof receive_buffer);
    }
    const int on = 1;
    setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    const timeval patience{5, 0};  // a test that hangs fails instead
    setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    setsockopt(socket_, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    connected_ = ::connect(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0;
  }
  ~RawConnection() { close(); }
  RawConnection(const RawConnection&) = delete;
  RawConnection& operator=(const RawConnection&) = delete;

  bool connected() const { return connected_; }
  int descriptor() const { return socket_; }  // for poll(2)

  // False when the server has closed.
  bool send(std::string_view text) {
    while (!text.empty()) {
      const ssize_t sent = ::send(socket_, text.data(), text.size(), MSG_NOSIGNAL);
      if (sent <= 0) return false;
      text.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
  }
  void end_sending() { ::shutdown(socket_, SHUT_WR); }
  void close() {
    if (socket_ >= 0) ::close(std::exchange(socket_, -1));
  }

  // One answer framed by Content-Length; nullopt when the server closes before its end, or after
  // five seconds. The answer to a HEAD has no body.
  std::optional<RawAnswer> answer(bool to_head = false) {
    std::size_t end = std::string::npos;
    while ((end = received_.find("\r\n\r\n")) == std::string::npos) {
      if (!receive()) return std::nullopt;
    }
    RawAnswer out;
    out.head = received_.substr(0, end + 2);
    out.status = std::atoi(out.head.c_str() + 9);
    const std::string_view name = "Content-Length: ";
    const std::size_t field = out.head.find(name);
    std::size_t size = 0;
    if (field != std::string::npos && !to_head) {
      size = std::strtoull(out.head.c_str() + field + name.size(), nullptr, 10);
    }
    while (received_.size() < end + 4 + size) {
      if (!receive()) return std::nullopt;
    }
    out.body = received_.substr(end + 4, size);
    received_.erase(0, end + 4 + size);
    return out;
  }

  // True when the server closes without another byte.
  bool closed() {
    errno = 0;
    const bool more = receive();
    return !more && received_.empty() && errno != EAGAIN;
  }

  // Everything until the server closes.
  std::string rest() {
    while (receive()) {
    }
    return std::move(received_);
  }

 private:
  // By read(2), so that a test can count the server's own calls of recv and recvmsg.
  bool receive() {
    char piece[16 * 1024];
    const ssize_t size = ::read(socket_, piece, sizeof piece);
    if (size <= 0) return false;
    received_.append(piece, static_cast<std::size_t>(size));
    return true;
  }

  int socket_ = -1;
  bool connected_ = false;
  std::string received_;
};

}  // namespace sotto::testing
