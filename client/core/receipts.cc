#include "client/core/receipts.h"

#include <algorithm>

namespace sotto::client {
namespace {

using Published = BoardView::Published;

// Of a commit: missing when one cell is, published when all are.
Published published(const BoardView& board, const ReceiptMark& mark) {
  Published worst = Published::kYes;
  for (const Hash256& cell : mark.cells) {
    const Published one = board.published(mark.batch, cell);
    if (one == Published::kMissing) return one;
    if (one == Published::kNotYet) worst = one;
  }
  return worst;
}

}  // namespace

bool good_receipt(const protocol::Replay& log, protocol::Role role,
                  const protocol::CommitOutcome& outcome, const std::vector<Hash256>& cells) {
  return verify(
      log.genesis().receipt_key, protocol::kReceiptLabel,
      protocol::receipt_message(log.genesis_hash(), BoardView::writes(role), outcome.batch, cells),
      outcome.receipt);
}

void Receipts::add(ReceiptMark mark) {
  if (marks_.size() == kMax) marks_.erase(marks_.begin());
  marks_.push_back(std::move(mark));
}

std::vector<protocol::Day> Receipts::settle(const BoardView& board, protocol::Day today) {
  std::vector<protocol::Day> missing;
  std::erase_if(marks_, [&](const ReceiptMark& mark) {
    // The list of such a day may be gone with its day file: nothing can be said.
    if (mark.day + protocol::kBoardDays <= today + 1) return true;
    const Published found = published(board, mark);
    if (found == Published::kMissing) missing.push_back(mark.day);
    return found != Published::kNotYet;
  });
  return missing;
}

void write_mark(SecretWriter& out, const ReceiptMark& mark) {
  out.u32(mark.day).u64(mark.batch).u8(static_cast<std::uint8_t>(mark.cells.size()));
  for (const Hash256& cell : mark.cells) out.bytes(cell);
}

bool read_mark(Reader& in, ReceiptMark& out) {
  std::uint8_t count = 0;
  if (!in.u32(out.day) || !in.u64(out.batch) || !in.u8(count) || count == 0 ||
      count > protocol::kSupporterCells) {
    return false;
  }
  out.cells.resize(count);
  return std::ranges::all_of(out.cells, [&in](Hash256& cell) { return in.fixed(cell); });
}

void Receipts::write(SecretWriter& out) const {
  out.u8(static_cast<std::uint8_t>(marks_.size()));
  for (const ReceiptMark& mark : marks_) write_mark(out, mark);
}

std::optional<Receipts> Receipts::read(Reader& in) {
  Receipts out;
  std::uint8_t count = 0;
  if (!in.u8(count) || count > kMax) return std::nullopt;
  out.marks_.resize(count);
  for (ReceiptMark& mark : out.marks_) {
    if (!read_mark(in, mark)) return std::nullopt;
  }
  return out;
}

}  // namespace sotto::client
