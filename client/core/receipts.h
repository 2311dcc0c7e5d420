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
  std::vector<Hash256> cells;  // 1 to kSupporterCells
};

// Whether the broker signed that these cells will be in that batch of the role's own board.
[[nodiscard]] bool good_receipt(const protocol::Replay& log, protocol::Role role,
                                const protocol::CommitOutcome& outcome,
                                const std::vector<Hash256>& cells);

class Receipts {
 public:
  static constexpr std::size_t kMax = 24;  // a day's commits are published long before
  static constexpr std::size_t kMaxSize =
      1 + kMax * (4 + 8 + 1 + protocol::kSupporterCells * sizeof(Hash256));

  // The oldest goes when there are too many.
  void add(ReceiptMark mark);
  // Compares with what was published; what is settled, or too old for the lists, is forgotten. The
  // days of commits with a cell that is missing.
  std::vector<protocol::Day> settle(const BoardView& board, protocol::Day today);
  std::size_t size() const { return marks_.size(); }

  void write(SecretWriter& out) const;
  static std::optional<Receipts> read(Reader& in);

 private:
  std::vector<ReceiptMark> marks_;
};

// Day || batch || u8 n || n hashes
void write_mark(SecretWriter& out, const ReceiptMark& mark);
bool read_mark(Reader& in, ReceiptMark& out);

}  // namespace sotto::client
