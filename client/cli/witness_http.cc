// The network of a witness: plain HTTP/1.1, one request after the other, because a witness has one
// state. TLS, if wanted, is a proxy's.

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http.hpp>
#include <chrono>
#include <cstdio>

#include "client/cli/witness.h"

namespace sotto::client::cli {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using asio::ip::tcp;

constexpr std::chrono::seconds kPatience(10);  // for a whole request, and for its answer
constexpr std::uint64_t kBodyMax = 64 * 1024;

std::uint64_t now() {
  const auto since = std::chrono::system_clock::now().time_since_epoch();
  return static_cast<std::uint64_t>(
      std::chrono::duration_cast<std::chrono::seconds>(since).count());
}

http::response<http::string_body> to_beast(Witness::Answer answer) {
  http::response<http::string_body> out(static_cast<http::status>(answer.status), 11);
  out.set(http::field::content_type, answer.content_type);
  out.set(http::field::connection, "close");
  out.body() = std::move(answer.body);
  out.prepare_payload();
  return out;
}

// One request, and the connection ends.
void serve_one(asio::io_context& context, tcp::socket socket, Witness& witness) {
  beast::tcp_stream stream(std::move(socket));
  beast::flat_buffer buffer;
  http::request_parser<http::string_body> parser;
  parser.body_limit(kBodyMax);
  boost::system::error_code problem;
  const auto note = [&](boost::system::error_code e, std::size_t) { problem = e; };
  const auto run = [&] {
    context.restart();
    context.run();
  };
  stream.expires_after(kPatience);
  http::async_read(stream, buffer, parser, note);
  run();
  if (problem) return;
  const auto& request = parser.get();
  const beast::string_view method = request.method_string(), target = request.target();
  auto answer = to_beast(witness.answer({method.data(), method.size()},
                                        {target.data(), target.size()}, request.body(), now()));
  stream.expires_after(kPatience);
  http::async_write(stream, answer, note);
  run();
  stream.socket().shutdown(tcp::socket::shutdown_send, problem);
}

}  // namespace

std::string serve_witness(Witness& witness, const std::string& address, unsigned short port) {
  asio::io_context context(1);
  boost::system::error_code problem;
  const auto at = asio::ip::make_address(address, problem);
  if (problem) return "This is not a numeric address: " + address;
  tcp::acceptor acceptor(context);
  const tcp::endpoint endpoint(at, port);
  acceptor.open(endpoint.protocol(), problem);
  if (!problem) acceptor.set_option(tcp::acceptor::reuse_address(true), problem);
  if (!problem) acceptor.bind(endpoint, problem);
  if (!problem) acceptor.listen(asio::socket_base::max_listen_connections, problem);
  if (problem) return "The witness cannot listen there: " + problem.message();
  std::printf("witness %s on port %u\n", witness.key().vkey().c_str(),
              unsigned{acceptor.local_endpoint(problem).port()});
  std::fflush(stdout);
  for (;;) {
    tcp::socket socket(context);
    acceptor.accept(socket, problem);
    if (!problem) serve_one(context, std::move(socket), witness);
  }
}

}  // namespace sotto::client::cli
