#include "broker/http/post.h"

#include <boost/asio/connect.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http.hpp>
#include <chrono>

namespace sotto::broker::http {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
using asio::ip::tcp;
using Body = beast::http::string_body;

// Whoever the system trusts, for the host's name alone.
bool prepare(asio::ssl::context& trust, const std::string& host) {
  boost::system::error_code problem;
  SSL_CTX_set_min_proto_version(trust.native_handle(), TLS1_3_VERSION);
  trust.set_verify_mode(asio::ssl::verify_peer, problem);
  if (!problem) trust.set_verify_callback(asio::ssl::host_name_verification(host), problem);
  if (!problem) trust.set_default_verify_paths(problem);
  return !problem;
}

// Asynchronous underneath, because only so time is kept; whoever calls it waits. Everything runs in
// one run_for(), so that a resolver or a witness that is slow costs its time and no more.
class Exchange {
 public:
  Exchange(const protocol::WitnessAddress& address, const std::string& target,
           const std::string& body)
      : address_(address), trust_(asio::ssl::context::tls_client), stream_(context_) {
    const bool v6 = address.host.find(':') != std::string::npos;
    const bool usual = address.port == (address.tls ? "443" : "80");
    request_.method(beast::http::verb::post);
    request_.target(address.path + target);
    request_.version(11);
    request_.set(beast::http::field::host, (v6 ? "[" + address.host + "]" : address.host) +
                                               (usual ? "" : ":" + address.port));
    request_.set(beast::http::field::connection, "close");
    request_.set(beast::http::field::content_type, "text/plain; charset=utf-8");
    request_.body() = body;
    request_.prepare_payload();
    parser_.body_limit(kPostedMax);
    parser_.header_limit(static_cast<std::uint32_t>(kPostedMax));
  }

  std::optional<Posted> run() {
    if (address_.tls && !prepare(trust_, address_.host)) return std::nullopt;
    tcp::resolver resolver(context_);
    resolver.async_resolve(address_.host, address_.port, [this](auto problem, const auto& found) {
      if (problem) return;
      stream_.async_connect(found, [this](auto wrong, const auto&) {
        if (!wrong) connected();
      });
    });
    context_.run_for(std::chrono::seconds(kPostSeconds));
    if (!done_) return std::nullopt;
    const auto& answer = parser_.get();
    return Posted{answer.result_int(), answer.body()};
  }

 private:
  void connected() {
    if (!address_.tls) return exchange(stream_);
    tls_.emplace(stream_, trust_);
    boost::system::error_code is_name;
    asio::ip::make_address(address_.host, is_name);
    if (is_name && SSL_set_tlsext_host_name(tls_->native_handle(), address_.host.c_str()) != 1) {
      return;
    }
    tls_->async_handshake(asio::ssl::stream_base::client, [this](auto problem) {
      if (!problem) exchange(*tls_);
    });
  }

  template <class Stream>
  void exchange(Stream& stream) {
    beast::http::async_write(stream, request_, [this, &stream](auto problem, std::size_t) {
      if (problem) return;
      beast::http::async_read(stream, buffer_, parser_,
                              [this](auto wrong, std::size_t) { done_ = !wrong; });
    });
  }

  const protocol::WitnessAddress& address_;
  asio::io_context context_{1};
  asio::ssl::context trust_;
  beast::tcp_stream stream_;
  std::optional<asio::ssl::stream<beast::tcp_stream&>> tls_;
  beast::http::request<Body> request_;
  beast::http::response_parser<Body> parser_;
  beast::flat_buffer buffer_;
  bool done_ = false;
};

}  // namespace

std::optional<Posted> post(const protocol::WitnessAddress& address, const std::string& target,
                           const std::string& body) {
  return Exchange(address, target, body).run();
}

}  // namespace sotto::broker::http
