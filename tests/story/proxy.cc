#include "tests/story/proxy.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdlib>
#include <sstream>
#include <stdexcept>

namespace sotto::testing {
namespace {

sockaddr_in loopback(int port) {
  sockaddr_in out{};
  out.sin_family = AF_INET;
  out.sin_port = htons(static_cast<std::uint16_t>(port));
  out.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return out;
}

// Reads what has come; false at the end.
bool read_some(int socket, std::string& text) {
  char buffer[16 * 1024];
  const ssize_t got = recv(socket, buffer, sizeof buffer, 0);
  if (got > 0) text.append(buffer, static_cast<std::size_t>(got));
  return got > 0;
}

// Head and body by its Content-Length; none is 0.
bool is_whole(const std::string& message) {
  const std::size_t end = message.find("\r\n\r\n");
  if (end == std::string::npos) return false;
  constexpr std::string_view kField = "Content-Length: ";
  const std::size_t field = message.find(kField);
  const std::size_t body =
      field < end ? std::strtoul(message.c_str() + field + kField.size(), nullptr, 10) : 0;
  return message.size() >= end + 4 + body;
}

void send_all(int socket, const std::string& text) {
  for (std::size_t at = 0; at < text.size();) {
    const ssize_t sent = send(socket, text.data() + at, text.size() - at, MSG_NOSIGNAL);
    if (sent <= 0) return;
    at += static_cast<std::size_t>(sent);
  }
}

}  // namespace

LoggingProxy::LoggingProxy(int broker_port)
    : broker_port_(broker_port), listener_([this](int client) { carry(client); }) {}

std::vector<Exchange> LoggingProxy::seen() const {
  const std::lock_guard lock(mutex_);
  return seen_;
}

void LoggingProxy::carry(int client) {
  std::string request;
  std::string answer;
  while (!is_whole(request)) {
    if (!read_some(client, request)) return;
  }
  const int broker = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const sockaddr_in address = loopback(broker_port_);
  if (connect(broker, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0) {
    send_all(broker, request);
    while (read_some(broker, answer)) {
    }
  }
  close(broker);
  Exchange exchange;
  std::istringstream(request) >> exchange.method >> exchange.path;
  std::string version;
  std::istringstream(answer) >> version >> exchange.status;
  exchange.request_size = request.size();
  exchange.response_size = answer.size();
  {
    const std::lock_guard lock(mutex_);
    seen_.push_back(exchange);
  }
  send_all(client, answer);
}

}  // namespace sotto::testing
