#pragma once
// What the planes see of HTTP: a request and its one answer. No socket, no Boost.

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "broker/http/mapped_file.h"
#include "crypto/base/bytes.h"

namespace sotto::broker::http {

struct Request {
  std::string method;  // GET, HEAD or POST
  std::string target;  // begins with '/'; visible ASCII only; not decoded
  std::string content_type;
  Bytes body;
  std::string accept_encoding = {};
};

// Part of a mapped file; the range lies inside the mapping.
struct MappedRange {
  std::shared_ptr<const MappedFile> file;
  std::size_t offset = 0;
  std::size_t size = 0;
};

using Headers = std::vector<std::pair<std::string, std::string>>;

// What many answers share.
using SharedBytes = std::shared_ptr<const Bytes>;

struct Response {
  unsigned status = 200;
  std::string content_type;
  Headers headers;  // Cache-Control and the like; the server adds what every answer has
  std::variant<Bytes, MappedRange, SharedBytes> body;
};

ByteView body_of(const Response& response);

// What a request is answered with when it is refused for its form: fixed short texts that name what
// is wrong and echo nothing.
enum class Refusal {
  kMalformed,
  kVersion,
  kHeaderSize,
  kMethod,
  kTarget,
  kTargetSize,
  kHost,
  kTransferEncoding,
  kUpgrade,
  kExpect,
  kNoLength,
  kBodySize,
};
Response refuse(Refusal refusal);
// 503: too much waits, or is held; to be asked again in half a minute.
Response busy();

class Handler {
 public:
  virtual ~Handler() = default;

  // How many bytes of body a request may have; 0: none. Asked before the body is read, from any
  // thread of the server; must return at once.
  virtual std::uint64_t body_limit(std::string_view method, std::string_view target) = 0;

  // Called from any thread of the server, for several requests at a time; must return soon and not
  // throw. `done` is to be called exactly once, now or later, from any thread; it never blocks and
  // never runs anything of the caller's. Calling it twice, or dropping it uncalled while the server
  // lives, is a bug and panics. HEAD is answered like GET; the server leaves the body out.
  virtual void handle(Request request, std::function<void(Response)> done) = 0;
};

}  // namespace sotto::broker::http
