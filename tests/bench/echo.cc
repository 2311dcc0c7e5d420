#include "tests/bench/echo.h"

#include <boost/asio.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <string>
#include <thread>

namespace sotto::bench {
namespace {

namespace beast = boost::beast;
namespace net = boost::asio;
namespace wire = boost::beast::http;
using net::ip::tcp;

net::awaitable<void> serve(tcp::socket socket, std::size_t answer_size) {
  beast::tcp_stream stream(std::move(socket));
  beast::flat_buffer buffer;
  buffer.reserve(64 * 1024);
  boost::system::error_code error;
  while (!error) {
    wire::request<wire::string_body> request;
    co_await wire::async_read(stream, buffer, request,
                              net::redirect_error(net::use_awaitable, error));
    if (error) break;
    wire::response<wire::string_body> response(wire::status::ok, 11);
    response.body().assign(answer_size, 'x');
    response.prepare_payload();
    co_await wire::async_write(stream, response, net::redirect_error(net::use_awaitable, error));
  }
}

net::awaitable<void> accept_all(tcp::acceptor& acceptor, std::size_t answer_size) {
  for (;;) {
    boost::system::error_code error;
    tcp::socket socket =
        co_await acceptor.async_accept(net::redirect_error(net::use_awaitable, error));
    if (error) co_return;
    socket.set_option(tcp::no_delay(true), error);
    net::co_spawn(acceptor.get_executor(), serve(std::move(socket), answer_size), net::detached);
  }
}

}  // namespace

struct Echo::Impl {
  net::io_context context{1};
  tcp::acceptor acceptor{context, {net::ip::make_address("127.0.0.1"), 0}};
  std::jthread thread;
};

Echo::Echo(std::size_t answer_size) : impl_(std::make_unique<Impl>()) {
  net::co_spawn(impl_->context, accept_all(impl_->acceptor, answer_size), net::detached);
  impl_->thread = std::jthread([this] { impl_->context.run(); });
}

Echo::~Echo() {
  impl_->context.stop();
}

std::uint16_t Echo::port() const {
  return impl_->acceptor.local_endpoint().port();
}

}  // namespace sotto::bench
