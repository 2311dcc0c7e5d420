#pragma once
// One HTTP/1.1 exchange (RFC 9112), a connection each: nothing is ever repeated here, because when
// a request may go again is the visit's decision. Over TLS 1.3 alone (RFC 8446), or in plain TCP,
// where personal requests are sealed all the same (RFC 9458).

#include <cstdint>
#include <expected>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "client/core/host.h"

namespace sotto::client::cli {

struct Origin {
  std::string host, port;
  bool tls = false;
  std::string ca = {};  // PEM file of whom to trust for TLS; empty: whom the system trusts
  bool operator==(const Origin&) const = default;
};
// "https://HOST", "https://HOST:PORT", "http://HOST:PORT" or "HOST:PORT", which is plain; an IPv6
// address in brackets; a slash at the end is passed over.
std::optional<Origin> parse_origin(std::string_view text);
// 0 to 65535 in decimal.
std::optional<std::uint16_t> parse_port(std::string_view text);
// As a browser writes it: lower case, and no port that goes without saying.
std::string address_of(const Origin& origin);

// No connection, a certificate that does not hold, no answer in time, or none that is HTTP.
struct Unreachable {};
using Carry = std::function<std::expected<Response, Unreachable>(const Request&)>;

inline constexpr int kConnectSeconds = 10;
inline constexpr int kAnswerSeconds = 60;
inline constexpr std::size_t kMaxResponse = std::size_t{64} << 20;

std::expected<Response, Unreachable> exchange(const Origin& origin, const Request& request);

// A file of the pages as a browser gets it. coding: of the body, as "br"; empty for none.
struct PageAnswer {
  unsigned status = 0;
  std::string type = {}, coding = {};
  bool steers =
      false;  // a field that leads a browser elsewhere or marks it: Refresh, Link, Set-Cookie
  Bytes body = {};
};
// accept: the one coding that is accepted, or empty. The body stays as it is coded.
using FetchPage = std::function<std::expected<PageAnswer, Unreachable>(const std::string& path,
                                                                       const std::string& accept)>;
std::expected<PageAnswer, Unreachable> fetch_page(const Origin& origin, const std::string& path,
                                                  const std::string& accept);

}  // namespace sotto::client::cli
