#pragma once
// What a locker remembers of its signed receipts until the cells were published
// (docs/spec/visits.md, "Receipts").

#include <optional>
#include <vector>

#include "client/core/board_view.h"
#include "crypto/base/secret.h"
#include "crypto/base/wire.h"

namespace sotto::client {

struct ReceiptMark {
  protocol::Day day = 0;  // of the commit
  std::uint64_t batch = 0;
  std::vector<Hash256> cells;  // 1 to kSupporterCells, and a supporter's envelope
};

// Whether the broker signed that these will be in that batch of the role's own board, the envelope
// in the same of its own.
[[nodiscard]] bool good_receipt(const protocol::Replay& log, protocol::Role role,
                                const protocol::CommitOutcome& outcome,
                                const std::vector<Hash256>& cells);

class Receipts {
 public:
  static constexpr std::size_t kMax = 24;  // a day's commits are published long before
  static constexpr std::size_t kMaxSize =
      1 + kMax * (4 + 4 + 4 + 8 + 1 + protocol::kReceiptHashes * sizeof(Hash256));

  // known: when its answer came; the commit was applied by then. When there are too many it is not
  // taken: the oldest are the first to be overdue.
  void add(ReceiptMark mark, protocol::Day known);
  // Compares with what was published; what is settled, or was not looked for while its list may
  // have come and gone, is forgotten. The days of commits with a cell that is missing, or whose
  // batch is nowhere `days` after they were known.
  std::vector<protocol::Day> settle(const BoardView& board, protocol::Day today,
                                    protocol::Day days);
  std::size_t size() const { return kept_.size(); }

  void write(SecretWriter& out) const;
  static std::optional<Receipts> read(Reader& in);

 private:
  struct Kept {
    ReceiptMark mark;
    protocol::Day known = 0;
    protocol::Day looked = 0;  // when it was on no list last
  };
  std::vector<Kept> kept_;  // oldest first
};

// Days after which an answered commit is on a list of an honest broker: its longest pause between
// two publishing times, and a day to spare. Who can be asked for a list has published what was due.
protocol::Day publishing_days(const protocol::Policy& policy);

// Day || batch || u8 n || n hashes
void write_mark(SecretWriter& out, const ReceiptMark& mark);
bool read_mark(Reader& in, ReceiptMark& out);

}  // namespace sotto::client
