#include "client/core/exchange.h"

#include "crypto/ohttp/bhttp.h"

namespace sotto::client {
namespace {

std::string authority_of(std::string_view origin) {
  return std::string(origin.substr(0, origin.find('/')));
}

std::unexpected<Refused> refused(Failure why, protocol::Status status = protocol::Status::kOk) {
  return std::unexpected(Refused{why, status});
}

}  // namespace

std::optional<Exchange> Exchange::make(std::string_view origin, const ohttp::KeyConfig& gateway,
                                       const Endpoint& endpoint, ByteView content) {
  const bhttp::Request inner{.method = "POST",
                             .scheme = "https",
                             .authority = authority_of(origin),
                             .path = std::string(endpoint.path),
                             .headers = {{"content-type", "application/octet-stream"}},
                             .content = content};
  const SecretBytes padded = bhttp::encode(inner, endpoint.request_size);
  auto capsule = ohttp::encapsulate(gateway, padded.expose());
  if (!capsule) return std::nullopt;
  Request request{"/gateway", std::move(capsule->capsule)};
  return Exchange(std::move(request), std::move(*capsule), endpoint.answer_size);
}

std::expected<Bytes, Refused> Exchange::open(const Response& response) const {
  // A relay or a gateway in trouble; not the broker's own word, which is always a capsule.
  if (response.status >= 500) return refused(Failure::kNoAnswer);
  // The gateway opens no capsule to this key.
  if (response.status == 400) return refused(Failure::kGatewayKeyChanged);
  if (response.status != 200 || response.body.size() != answer_size_ + ohttp::kResponseOverhead) {
    return refused(Failure::kNotSotto);
  }
  const auto plain = capsule_.open_response(response.body);
  if (!plain) return refused(Failure::kNotSotto);
  const auto inner = bhttp::parse_response(plain->expose());
  if (!inner || inner->status != 200) return refused(Failure::kNotSotto);
  const auto payload = protocol::split_answer(inner->content);
  if (payload) return to_bytes(*payload);
  // No answer at all is reported as malformed, too.
  if (payload.error() == protocol::Status::kMalformed &&
      !equal(inner->content, protocol::refusal(protocol::Status::kMalformed))) {
    return refused(Failure::kNotSotto);
  }
  return refused(Failure::kRefused, payload.error());
}

}  // namespace sotto::client
