#include "client/core/receipts.h"

#include <algorithm>

namespace sotto::client {
namespace {

using Published = BoardView::Published;

// Of a commit: missing when one cell is, published when all are.
Published published(const BoardView& board, const ReceiptMark& mark) {
  Published worst = Published::kYes;
  for (std::size_t i = 0; i < mark.cells.size(); ++i) {
    const Published one = i < protocol::kSupporterCells
                              ? board.published(mark.batch, mark.cells[i])
                              : board.published_envelope(mark.batch, mark.cells[i]);
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

protocol::Day publishing_days(const protocol::Policy& policy) {
  std::uint64_t pause = policy.publish_every;
  if (pause == 0) {
    constexpr std::uint64_t kDay = 24 * 60;
    std::uint64_t minutes = kDay - policy.publish_at.back() + policy.publish_at.front();
    for (std::size_t i = 1; i < policy.publish_at.size(); ++i) {
      minutes = std::max<std::uint64_t>(minutes, policy.publish_at[i] - policy.publish_at[i - 1]);
    }
    pause = (minutes + 60) * 60;  // the clocks may change in between
  }
  const std::uint64_t day = policy.calendar.day_seconds;
  // The day of the commit is not over when it is made; the last one is to spare.
  return static_cast<protocol::Day>((pause + day - 1) / day + 2);
}

void Receipts::add(ReceiptMark mark, protocol::Day known) {
  if (kept_.size() == kMax) return;
  const protocol::Day made = mark.day;
  kept_.push_back({std::move(mark), known, made});
}

std::vector<protocol::Day> Receipts::settle(const BoardView& board, protocol::Day today,
                                            protocol::Day days) {
  std::vector<protocol::Day> missing;
  std::erase_if(kept_, [&](Kept& kept) {
    // A list may have been gone again with its day file: nothing can be said.
    if (kept.looked + protocol::kBoardDays <= today + 1) return true;
    const Published found = published(board, kept.mark);
    if (found == Published::kYes) return true;
    if (found == Published::kMissing || today >= std::uint64_t{kept.known} + days) {
      missing.push_back(kept.mark.day);
      return true;
    }
    kept.looked = today;
    return false;
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
      count > protocol::kReceiptHashes) {
    return false;
  }
  out.cells.resize(count);
  return std::ranges::all_of(out.cells, [&in](Hash256& cell) { return in.fixed(cell); });
}

void Receipts::write(SecretWriter& out) const {
  out.u8(static_cast<std::uint8_t>(kept_.size()));
  for (const Kept& kept : kept_) {
    write_mark(out, kept.mark);
    out.u32(kept.known).u32(kept.looked);
  }
}

std::optional<Receipts> Receipts::read(Reader& in) {
  Receipts out;
  std::uint8_t count = 0;
  if (!in.u8(count) || count > kMax) return std::nullopt;
  out.kept_.resize(count);
  for (Kept& kept : out.kept_) {
    if (!read_mark(in, kept.mark) || !in.u32(kept.known) || !in.u32(kept.looked)) {
      return std::nullopt;
    }
  }
  return out;
}

}  // namespace sotto::client
