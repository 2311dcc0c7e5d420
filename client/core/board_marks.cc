#include "client/core/board_marks.h"

#include <algorithm>

#include "crypto/base/panic.h"

namespace sotto::client {

void DayMarks::add(const DayMark& mark) {
  if (marks_.size() == protocol::kBoardDays) panic("board_marks: more days than a board has");
  if (!marks_.empty() && mark.day <= marks_.back().day) panic("board_marks: days that do not rise");
  marks_.push_back(mark);
}

const DayMark* DayMarks::find(protocol::Day day) const {
  const auto found = std::ranges::find(marks_, day, &DayMark::day);
  return found == marks_.end() ? nullptr : &*found;
}

void DayMarks::write(SecretWriter& out) const {
  out.u8(static_cast<std::uint8_t>(marks_.size()));
  for (const DayMark& mark : marks_) out.u32(mark.day).u32(mark.cells).bytes(mark.root);
}

std::optional<DayMarks> DayMarks::read(Reader& in) {
  DayMarks out;
  std::uint8_t count = 0;
  if (!in.u8(count) || count > protocol::kBoardDays) return std::nullopt;
  for (std::uint8_t i = 0; i < count; ++i) {
    DayMark mark;
    if (!in.u32(mark.day) || !in.u32(mark.cells) || !in.fixed(mark.root) ||
        (!out.marks_.empty() && mark.day <= out.marks_.back().day)) {
      return std::nullopt;
    }
    out.marks_.push_back(mark);
  }
  return out;
}

}  // namespace sotto::client
