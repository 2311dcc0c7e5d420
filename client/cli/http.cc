#include "client/cli/http.h"

#include <algorithm>
#include <boost/asio/connect.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http.hpp>
#include <chrono>
#include <optional>

namespace sotto::client::cli {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using asio::ip::tcp;
using Body = http::vector_body<std::uint8_t>;

// TLS 1.3, the certificate checked for the host's name.
struct Trust {
  explicit Trust(const Origin& origin) : context(asio::ssl::context::tls_client) {
    boost::system::error_code problem;
    SSL_CTX_set_min_proto_version(context.native_handle(), TLS1_3_VERSION);
    context.set_verify_mode(asio::ssl::verify_peer, problem);
    if (!problem)
      context.set_verify_callback(asio::ssl::host_name_verification(origin.host), problem);
    if (!problem && origin.ca.empty()) context.set_default_verify_paths(problem);
    if (!problem && !origin.ca.empty()) context.load_verify_file(origin.ca, problem);
    good = !problem;
  }

  asio::ssl::context context;
  bool good = false;
};

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
    return !problem && (!origin.tls || shake_hands(origin));
  }

  bool exchange(http::request<Body>& request, http::response_parser<Body>& parser) {
    return tls_ ? exchange_over(*tls_, request, parser) : exchange_over(stream_, request, parser);
  }

 private:
  bool shake_hands(const Origin& origin) {
    trust_.emplace(origin);
    if (!trust_->good) return false;
    tls_.emplace(stream_, trust_->context);
    boost::system::error_code problem;
    asio::ip::make_address(origin.host, problem);
    const bool named = static_cast<bool>(problem);
    if (named && SSL_set_tlsext_host_name(tls_->native_handle(), origin.host.c_str()) != 1) {
      return false;
    }
    tls_->async_handshake(asio::ssl::stream_base::client,
                          [&](boost::system::error_code e) { problem = e; });
    run();
    return !problem;
  }

  template <class Stream>
  bool exchange_over(Stream& stream, http::request<Body>& request,
                     http::response_parser<Body>& parser) {
    boost::system::error_code problem;
    const auto note = [&](boost::system::error_code e, std::size_t) { problem = e; };
    stream_.expires_after(std::chrono::seconds(kAnswerSeconds));
    http::async_write(stream, request, note);
    run();
    if (problem) return false;
    http::async_read(stream, buffer_, parser, note);
    run();
    return !problem;
  }

  void run() {
    context_.restart();
    context_.run();
  }

  asio::io_context& context_;
  beast::tcp_stream stream_;
  std::optional<Trust> trust_;
  std::optional<asio::ssl::stream<beast::tcp_stream&>> tls_;
  beast::flat_buffer buffer_;
};

http::request<Body> to_beast(const Origin& origin, const Request& request) {
  const bool posts = !request.body.empty();
  http::request<Body> out(posts ? http::verb::post : http::verb::get, request.path, 11);
  const bool usual = origin.tls && origin.port == "443";
  const bool v6 = origin.host.find(':') != std::string::npos;
  out.set(http::field::host,
          (v6 ? "[" + origin.host + "]" : origin.host) + (usual ? "" : ":" + origin.port));
  out.set(http::field::connection, "close");
  if (posts) {
    out.set(http::field::content_type, "message/ohttp-req");
    out.body() = request.body;
    out.prepare_payload();
  }
  return out;
}

std::expected<http::response<Body>, Unreachable> exchange_whole(const Origin& origin,
                                                                http::request<Body> request) {
  asio::io_context context(1);
  Connection connection(context);
  if (!connection.connect(origin)) return std::unexpected(Unreachable{});
  http::response_parser<Body> parser;
  parser.body_limit(kMaxResponse);
  parser.header_limit(16 * 1024);
  if (!connection.exchange(request, parser)) return std::unexpected(Unreachable{});
  return parser.release();
}

}  // namespace

std::optional<std::uint16_t> parse_port(std::string_view text) {
  if (text.empty() || text.size() > 5) return std::nullopt;
  unsigned port = 0;
  for (char c : text) {
    if (c < '0' || c > '9') return std::nullopt;
    port = port * 10 + static_cast<unsigned>(c - '0');
  }
  if (port > 65535) return std::nullopt;
  return static_cast<std::uint16_t>(port);
}

std::optional<Origin> parse_origin(std::string_view text) {
  constexpr std::string_view kPlain = "http://";
  constexpr std::string_view kTls = "https://";
  Origin out;
  out.tls = text.starts_with(kTls);
  if (out.tls) {
    text.remove_prefix(kTls.size());
    out.port = "443";
  } else if (text.starts_with(kPlain)) {
    text.remove_prefix(kPlain.size());
  }
  if (text.ends_with('/')) text.remove_suffix(1);
  std::string_view host = text;
  const std::size_t colon = text.rfind(':');
  if (colon != std::string_view::npos && !text.ends_with(']')) {
    if (parse_port(text.substr(colon + 1)).value_or(0) == 0) return std::nullopt;
    out.port = text.substr(colon + 1);
    host = text.substr(0, colon);
  }
  if (out.port.empty()) return std::nullopt;
  const bool bracketed = host.starts_with('[') && host.ends_with(']');
  if (bracketed) host = host.substr(1, host.size() - 2);
  const bool clean = std::ranges::all_of(host, [bracketed](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
           c == '-' || (bracketed && c == ':');
  });
  if (host.empty() || !clean) return std::nullopt;
  out.host = host;
  return out;
}

std::string address_of(const Origin& origin) {
  std::string host = origin.host;
  for (char& c : host) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  if (host.find(':') != std::string::npos) host = "[" + host + "]";
  const bool usual = origin.port == (origin.tls ? "443" : "80");
  return (origin.tls ? "https://" : "http://") + host + (usual ? "" : ":" + origin.port);
}

std::expected<Response, Unreachable> exchange(const Origin& origin, const Request& request) {
  auto message = exchange_whole(origin, to_beast(origin, request));
  if (!message) return std::unexpected(Unreachable{});
  return Response{message->result_int(), std::move(message->body())};
}

std::expected<PageAnswer, Unreachable> fetch_page(const Origin& origin, const std::string& path,
                                                  const std::string& accept) {
  http::request<Body> request = to_beast(origin, {.path = path, .body = {}});
  if (!accept.empty()) request.set(http::field::accept_encoding, accept);
  auto message = exchange_whole(origin, std::move(request));
  if (!message) return std::unexpected(Unreachable{});
  const auto has = [&](http::field field) { return message->count(field) > 0; };
  return PageAnswer{.status = message->result_int(),
                    .type = std::string((*message)[http::field::content_type]),
                    .coding = std::string((*message)[http::field::content_encoding]),
                    .steers = message->count("Refresh") > 0 || has(http::field::link) ||
                              has(http::field::set_cookie),
                    .body = std::move(message->body())};
}

}  // namespace sotto::client::cli
