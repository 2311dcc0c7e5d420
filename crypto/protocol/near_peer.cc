#include "crypto/protocol/near_peer.h"

#include <algorithm>
#include <functional>

#include "crypto/protocol/envelope.h"
#include "crypto/protocol/text.h"

namespace sotto::protocol {

std::optional<std::uint8_t> NearPeer::grade(std::string_view name) const {
  const auto found = std::ranges::find(grades, name);
  if (found == grades.end()) return std::nullopt;
  return static_cast<std::uint8_t>(found - grades.begin());
}

Date NearPeer::cycle(Date today) const {
  const auto next = std::ranges::upper_bound(cycles, today);
  return next == cycles.begin() ? cycles.front() : *(next - 1);
}

const char* NearPeer::problem() const {
  if (director >= kEnvelopePlaces) return "near_peer.director is a recipient's place, 1 to 8";
  if (grades.size() < 2 || grades.size() > kGradesMax) return "near_peer.grades are 2 to 16";
  for (auto each = grades.begin(); each != grades.end(); ++each) {
    if (each->empty() || each->size() > kGradeMax || !is_plain_text(*each) ||
        std::find(grades.begin(), each, *each) != each) {
      return "near_peer.grades are names of at most 40 bytes, each once";
    }
  }
  if (cap < 1 || cap > kCapMax) return "near_peer.cap is 1 to 20";
  if (objection_days < 1 || objection_days > 90) return "near_peer.objection_days is 1 to 90";
  if (introduction_days < 1 || introduction_days > 90) {
    return "near_peer.introduction_days is 1 to 90";
  }
  if (feedback_weeks < 1 || feedback_weeks > 52) return "near_peer.feedback_weeks is 1 to 52";
  if (reminder_weeks < 1 || reminder_weeks > 52) return "near_peer.reminder_weeks is 1 to 52";
  if (desk_parts < 2 || desk_parts > 64 || desk_parts % 2 != 0) {
    return "near_peer.desk_parts is an even number from 2 to 64";
  }
  if (cycles.empty() || cycles.size() > kCyclesMax || cycles.back() > kLastDate ||
      std::ranges::adjacent_find(cycles, std::ranges::greater_equal{}) != cycles.end()) {
    return "near_peer.cycles are 1 to 40 rising dates";
  }
  return nullptr;
}

void NearPeer::write(Writer& out) const {
  out.u8(director).u8(static_cast<std::uint8_t>(grades.size()));
  for (const std::string& grade : grades) out.text16(grade);
  out.u8(cap).u8(objection_days).u8(introduction_days).u8(feedback_weeks).u8(reminder_weeks);
  out.u8(desk_parts).u8(static_cast<std::uint8_t>(cycles.size()));
  for (const Date cycle : cycles) out.u32(cycle);
}

bool NearPeer::read(Reader& in) {
  std::uint8_t count = 0;
  if (!in.u8(director) || !in.u8(count)) return false;
  grades.resize(count);
  for (std::string& grade : grades) {
    if (!in.text16(grade)) return false;
  }
  if (!in.u8(cap) || !in.u8(objection_days) || !in.u8(introduction_days) ||
      !in.u8(feedback_weeks) || !in.u8(reminder_weeks) || !in.u8(desk_parts) || !in.u8(count)) {
    return false;
  }
  cycles.resize(count);
  for (Date& cycle : cycles) {
    if (!in.u32(cycle)) return false;
  }
  return true;
}

}  // namespace sotto::protocol
