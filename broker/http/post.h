#pragma once
// The one request that a broker ever makes: a POST to a witness of its log, over HTTP/1.1 (RFC
// 9112) and TLS 1.3 (RFC 8446), bounded in time and size. No redirect is followed.

#include <cstddef>
#include <optional>
#include <string>

#include "crypto/protocol/witnesses.h"

namespace sotto::broker::http {

struct Posted {
  unsigned status = 0;
  std::string body;
};

inline constexpr int kPostSeconds = 10;  // for everything: name, connection, TLS, answer
inline constexpr std::size_t kPostedMax = 16 * 1024;

// To the address' path + `target`, as text/plain. Blocks. nullopt: nobody there, a certificate that
// does not hold for the host, no answer in time, or none that is HTTP.
std::optional<Posted> post(const protocol::WitnessAddress& address, const std::string& target,
                           const std::string& body);

}  // namespace sotto::broker::http
