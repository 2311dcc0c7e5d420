#include "client/core/near_peer/feedback.h"

#include <utility>

#include "crypto/primitives/random.h"
#include "crypto/protocol/text.h"

namespace sotto::client {

bool FeedbackBox::add(std::string_view text) {
  if (text.empty() || text.size() > kTextMax || !protocol::is_plain_text(text) ||
      waiting_.size() == kWaitingMax) {
    return false;
  }
  // Every order is equally likely (Fisher and Yates, from the inside out).
  waiting_.emplace_back(text);
  const std::uint32_t place = random_below(static_cast<std::uint32_t>(waiting_.size()));
  std::swap(waiting_.back(), waiting_[place]);
  return true;
}

std::vector<std::string> FeedbackBox::release() {
  if (waiting_.size() < kBatchMin) return {};
  return std::exchange(waiting_, {});
}

void FeedbackBox::write(Writer& out) const {
  out.u16(static_cast<std::uint16_t>(waiting_.size()));
  for (const std::string& text : waiting_) out.text16(text);
}

std::optional<FeedbackBox> FeedbackBox::read(Reader& in) {
  FeedbackBox out;
  std::uint16_t count = 0;
  if (!in.u16(count) || count > kWaitingMax) return std::nullopt;
  for (std::uint16_t i = 0; i < count; ++i) {
    std::string& text = out.waiting_.emplace_back();
    if (!in.text16(text) || text.empty() || text.size() > kTextMax ||
        !protocol::is_plain_text(text)) {
      return std::nullopt;
    }
  }
  return out;
}

}  // namespace sotto::client
