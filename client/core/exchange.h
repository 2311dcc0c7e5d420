#pragma once
// One personal request on its way: binary HTTP of a fixed size inside an Oblivious HTTP capsule
// (docs/spec/capsules.md).

#include <expected>
#include <optional>
#include <string_view>

#include "client/core/failure.h"
#include "client/core/host.h"
#include "crypto/ohttp/ohttp.h"
#include "crypto/protocol/requests.h"

namespace sotto::client {

// A path of the gateway, the size that its request is padded to, and that of its answer.
struct Endpoint {
  std::string_view path;
  std::size_t request_size = 0;
  std::size_t answer_size = 0;
};
inline constexpr Endpoint kOpen{"/open", protocol::kSmallRequest, protocol::kLargeAnswer};
inline constexpr Endpoint kDraw{"/draw", protocol::kSmallRequest, protocol::kMediumAnswer};
inline constexpr Endpoint kEnrol{"/enrol", protocol::kMediumRequest, protocol::kSmallAnswer};
inline constexpr Endpoint kMove{"/move", protocol::kMediumRequest, protocol::kSmallAnswer};
inline constexpr Endpoint kRoster{"/roster", protocol::kSmallRequest, protocol::kLargeAnswer};
inline constexpr Endpoint kCosign{"/cosign", protocol::kSmallRequest, protocol::kSmallAnswer};
inline constexpr Endpoint kTrustees{"/trustees", protocol::kSmallRequest, protocol::kLargeAnswer};
constexpr Endpoint commit_endpoint(protocol::Role role) {
  return {"/commit",
          role == protocol::Role::kSupporter ? protocol::kLargeRequest : protocol::kMediumRequest,
          protocol::kSmallAnswer};
}

// Why there is no payload: kNoAnswer (a gateway or relay in trouble), kGatewayKeyChanged,
// kNotSotto, or kRefused with the broker's status.
struct Refused {
  Failure why{};
  protocol::Status status = protocol::Status::kOk;
};

class Exchange {
 public:
  // Sealed to a gateway: the log's newest key. nullopt when its key is of small order.
  static std::optional<Exchange> make(std::string_view origin, const ohttp::KeyConfig& gateway,
                                      const Endpoint& endpoint, ByteView content);

  const Request& request() const { return request_; }
  std::expected<Bytes, Refused> open(const Response& response) const;

 private:
  Exchange(Request request, ohttp::ClientRequest capsule, std::size_t answer_size)
      : request_(std::move(request)), capsule_(std::move(capsule)), answer_size_(answer_size) {}
  Request request_;
  ohttp::ClientRequest capsule_;
  std::size_t answer_size_ = 0;
};

}  // namespace sotto::client
