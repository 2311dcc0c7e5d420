#pragma once
// One personal request on its way through the broker.

#include "broker/broker.h"

namespace sotto::broker {

struct Broker::Call {
  Bytes capsule;
  std::function<void(http::Response)> done;
  std::optional<ohttp::GatewayRequest> gateway;  // once the capsule was opened
  std::string path;
  ByteView body;  // a view into gateway
  std::size_t request_size = 0;
  std::size_t answer_size = protocol::kSmallAnswer;
};

}  // namespace sotto::broker
