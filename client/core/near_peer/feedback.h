#pragma once
// Feedback about the scheme, from nobody in particular (docs/spec/near-peer.md, "Feedback"): shown
// in batches of at least five, in no order.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "crypto/base/wire.h"

namespace sotto::client {

class FeedbackBox {
 public:
  static constexpr std::size_t kBatchMin = 5;
  static constexpr std::size_t kTextMax = 600;  // bytes
  static constexpr std::size_t kWaitingMax = 500;

  // False for what is empty, too long or no plain text, and when the box is full.
  bool add(std::string_view text);
  // Everything that waits, once there are five; nothing before, not even how many there are.
  std::vector<std::string> release();

  void write(Writer& out) const;
  static std::optional<FeedbackBox> read(Reader& in);

 private:
  std::vector<std::string> waiting_;  // each put in at a drawn place
};

}  // namespace sotto::client
