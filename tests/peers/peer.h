#pragma once
// The other side, tests/peers/peer.mjs in a process of its own: one question, one reply.

#include <sys/types.h>

#include <boost/json.hpp>
#include <cstdio>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "crypto/base/bytes.h"

namespace sotto::testing {

using Question = boost::json::object;

// A reply's fields. Throws for one that is missing, so also for a refusal that was not expected.
class Reply {
 public:
  explicit Reply(boost::json::object fields) : fields_(std::move(fields)) {}

  bool refused() const { return fields_.contains("refused"); }
  std::int64_t number(const char* name) const { return field(name).as_int64(); }
  std::string text(const char* name) const { return std::string(field(name).as_string()); }
  Bytes bytes(const char* name) const { return unhex(field(name)); }
  std::vector<Bytes> list(const char* name) const {
    std::vector<Bytes> out;
    for (const boost::json::value& item : field(name).as_array()) out.push_back(unhex(item));
    return out;
  }
  const boost::json::value& field(const char* name) const {
    if (const boost::json::value* value = fields_.if_contains(name)) return *value;
    throw std::runtime_error("the peer's reply lacks " + std::string(name) + ": " +
                             boost::json::serialize(fields_));
  }

 private:
  static Bytes unhex(const boost::json::value& value) {
    return from_hex(std::string_view(value.as_string())).value();
  }
  boost::json::object fields_;
};

class Peer {
 public:
  // Throws, with what to install, when it does not start.
  Peer();
  ~Peer();
  Peer(const Peer&) = delete;
  Peer& operator=(const Peer&) = delete;

  Reply ask(std::string_view operation, Question question = {});

 private:
  Reply read_reply();

  pid_t process_ = -1;
  std::FILE* to_ = nullptr;
  std::FILE* from_ = nullptr;
};

// Of this test process.
inline Peer& peer() {
  static Peer instance;
  return instance;
}

inline boost::json::array hex_list(const std::vector<Bytes>& list) {
  boost::json::array out;
  for (const Bytes& item : list) out.emplace_back(to_hex(item));
  return out;
}

// The same bytes with one bit of one byte turned.
inline Bytes flipped(ByteView bytes, std::size_t at) {
  Bytes out = to_bytes(bytes);
  out[at] ^= static_cast<std::uint8_t>(1u << (at % 8));
  return out;
}

}  // namespace sotto::testing
