#pragma once
// What a host (command line, browser, test) carries for the core: plain HTTP exchanges and the
// time.

#include <string>
#include <variant>

#include "crypto/base/bytes.h"
#include "crypto/protocol/calendar.h"

namespace sotto::client {

// One HTTP request to the broker's origin (or its relay's). A body means POST, Content-Type
// message/ohttp-req.
struct Request {
  std::string path;  // "/log"
  Bytes body;        // empty: GET
  bool operator==(const Request&) const = default;
};

struct Response {
  unsigned status = 0;
  Bytes body;
};

// What the host does next.
struct Send {
  Request request;
};
struct Wait {
  protocol::UnixTime until = 0;  // or until the person acts or leaves
};
struct Finished {};
using Step = std::variant<Send, Wait, Finished>;

}  // namespace sotto::client
