#include "client/cli/http.h"

#include <algorithm>
#include <boost/asio/connect.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http.hpp>
#include <chrono>

namespace sotto::client::cli {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using asio::ip::tcp;
using Body = http::vector_body<std::uint8_t>;

// Asynchronous underneath, because only so Beast keeps time; whoever calls it waits.
class Connection {
 public:
  explicit Connection(asio::io_context& context) : context_(context), stream_(context) {}

  bool connect(const Origin& origin) {
    boost::system::error_code problem;
    tcp::resolver resolver(context_);
    const auto addresses = resolver.resolve(origin.host, origin.port, problem);
    if (problem) return false;
    stream_.expires_after(std::chrono::seconds(kConnectSeconds));
    stream_.async_connect(addresses,
                          [&](boost::system::error_code e, const auto&) { problem = e; });
    run();
    return !problem;
  }

  bool exchange(http::request<Body>& request, http::response_parser<Body>& parser) {
    boost::system::error_code problem;
    const auto note = [&](boost::system::error_code e, std::size_t) { problem = e; };
    stream_.expires_after(std::chrono::seconds(kAnswerSeconds));
    http::async_write(stream_, request, note);
    run();
    if (problem) return false;
    http::async_read(stream_, buffer_, parser, note);
    run();
    return !problem;
  }

 private:
  void run() {
    context_.restart();
    context_.run();
  }

  asio::io_context& context_;
  beast::tcp_stream stream_;
  beast::flat_buffer buffer_;
};

http::request<Body> to_beast(const Origin& origin, const Request& request) {
  const bool posts = !request.body.empty();
  http::request<Body> out(posts ? http::verb::post : http::verb::get, request.path, 11);
  out.set(http::field::host, origin.host + ":" + origin.port);
  out.set(http::field::connection, "close");
  if (posts) {
    out.set(http::field::content_type, "message/ohttp-req");
    out.body() = request.body;
    out.prepare_payload();
  }
  return out;
}

bool is_port(std::string_view text) {
  if (text.empty() || text.size() > 5) return false;
  unsigned port = 0;
  for (char c : text) {
    if (c < '0' || c > '9') return false;
    port = port * 10 + static_cast<unsigned>(c - '0');
  }
  return port >= 1 && port <= 65535;
}

}  // namespace

std::optional<Origin> parse_origin(std::string_view text) {
  constexpr std::string_view kScheme = "http://";
  if (text.starts_with(kScheme)) text.remove_prefix(kScheme.size());
  if (text.ends_with('/')) text.remove_suffix(1);
  const std::size_t colon = text.rfind(':');
  if (colon == std::string_view::npos || !is_port(text.substr(colon + 1))) return std::nullopt;
  std::string_view host = text.substr(0, colon);
  const bool bracketed = host.starts_with('[') && host.ends_with(']');
  if (bracketed) host = host.substr(1, host.size() - 2);
  const bool clean = std::ranges::all_of(host, [bracketed](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
           c == '-' || (bracketed && c == ':');
  });
  if (host.empty() || !clean) return std::nullopt;
  return Origin{std::string(host), std::string(text.substr(colon + 1))};
}

std::expected<Response, Unreachable> exchange(const Origin& origin, const Request& request) {
  asio::io_context context(1);
  Connection connection(context);
  if (!connection.connect(origin)) return std::unexpected(Unreachable{});
  http::request<Body> out = to_beast(origin, request);
  http::response_parser<Body> parser;
  parser.body_limit(kMaxResponse);
  parser.header_limit(16 * 1024);
  if (!connection.exchange(out, parser)) return std::unexpected(Unreachable{});
  auto message = parser.release();
  return Response{message.result_int(), std::move(message.body())};
}

}  // namespace sotto::client::cli
