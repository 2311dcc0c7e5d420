#pragma once
// What a locker remembers of the boards that it was shown (docs/spec/boards.md, "What a client
// checks"): a day by its cells, so that who is shown other cells later notices and tries them.

#include <optional>
#include <vector>

#include "crypto/base/secret.h"
#include "crypto/base/wire.h"
#include "crypto/primitives/hash.h"
#include "crypto/protocol/calendar.h"
#include "crypto/protocol/limits.h"

namespace sotto::client {

// The first `cells` cells of a day of a board, all that it had.
struct DayMark {
  protocol::Day day = 0;
  std::uint32_t cells = 0;
  Hash256 root{};  // RFC 6962, as a day's root in the log
  bool operator==(const DayMark&) const = default;
};

class DayMarks {
 public:
  static constexpr std::size_t kMaxSize = 1 + protocol::kBoardDays * (4 + 4 + sizeof(Hash256));

  // Of a later day than those before; at most kBoardDays of them.
  void add(const DayMark& mark);
  const DayMark* find(protocol::Day day) const;
  const std::vector<DayMark>& all() const { return marks_; }
  bool operator==(const DayMarks&) const = default;

  std::size_t size() const { return 1 + marks_.size() * (4 + 4 + sizeof(Hash256)); }  // as written
  void write(SecretWriter& out) const;
  static std::optional<DayMarks> read(Reader& in);

 private:
  std::vector<DayMark> marks_;  // days strictly rising
};

struct BoardMarks {
  DayMarks read;       // of the board that the locker's role reads: these cells were tried
  DayMarks written;    // of the written board's lists: these receipts were compared
  DayMarks envelopes;  // a supporter's lists; a recipient's files: these were tried
  bool operator==(const BoardMarks&) const = default;
};

}  // namespace sotto::client
