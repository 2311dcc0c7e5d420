#pragma once
// One HTTP/1.1 exchange over TCP (RFC 9112), a connection each: nothing is ever repeated here,
// because when a request may go again is the visit's decision. No TLS: personal requests are sealed
// (RFC 9458), and whoever wants TLS puts a proxy in front.

#include <expected>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "client/core/host.h"

namespace sotto::client::cli {

struct Origin {
  std::string host, port;
  bool operator==(const Origin&) const = default;
};
// "HOST:PORT" or "http://HOST:PORT", an IPv6 address in brackets; a slash at the end is passed
// over.
std::optional<Origin> parse_origin(std::string_view text);

struct Unreachable {};  // no connection, no answer in time, or none that is HTTP
using Carry = std::function<std::expected<Response, Unreachable>(const Request&)>;

inline constexpr int kConnectSeconds = 10;
inline constexpr int kAnswerSeconds = 60;
inline constexpr std::size_t kMaxResponse = std::size_t{64} << 20;

std::expected<Response, Unreachable> exchange(const Origin& origin, const Request& request);

}  // namespace sotto::client::cli
