#include "client/core/board_view.h"

#include <algorithm>

#include "crypto/tlog/tree.h"

namespace sotto::client {
namespace {

using protocol::Board;
using protocol::Day;

protocol::Day first_day(Day today) {
  return today < protocol::kBoardDays ? 0 : today - protocol::kBoardDays + 1;
}

const char* name(Board board) {
  return board == Board::kEnquiries ? "enquiries" : "replies";
}

// A day that is over has its root in the log, yesterday's a moment after midnight at the latest
// when the broker next writes it.
bool matches_log(const protocol::Replay& log, Board board, Day day, Day today,
                 const Hash256& root) {
  const auto logged = log.day_root(board, day);
  if (logged) return logged->root == root;
  return day + 1 >= today || day < log.genesis_day();
}

Hash256 list_root(const std::vector<protocol::BatchList>& batches) {
  std::vector<Hash256> leaves;
  for (const auto& batch : batches) {
    for (const Hash256& hash : batch.hashes) leaves.push_back(tlog::leaf_hash(hash));
  }
  return tlog::root(leaves);
}

}  // namespace

Board BoardView::reads(protocol::Role role) {
  return role == protocol::Role::kColleague ? Board::kReplies : Board::kEnquiries;
}

Board BoardView::writes(protocol::Role role) {
  return role == protocol::Role::kColleague ? Board::kEnquiries : Board::kReplies;
}

std::vector<std::string> BoardView::paths(protocol::Role role, Day today) {
  std::vector<std::string> out;
  for (Day day = first_day(today); day <= today; ++day) {
    out.push_back(std::string("/boards/") + name(reads(role)) + "/" + std::to_string(day));
  }
  for (Day day = first_day(today); day <= today; ++day) {
    out.push_back(std::string("/boards/") + name(writes(role)) + "/" + std::to_string(day) +
                  "-list");
  }
  return out;
}

std::expected<BoardView, Failure> BoardView::check(std::vector<Bytes> files, protocol::Role role,
                                                   Day today, const protocol::Replay& log) {
  BoardView out;
  out.files_ = std::move(files);
  std::size_t next = 0;
  for (Day day = first_day(today); day <= today; ++day) {
    auto batches = protocol::parse_day_file(out.files_[next++]);
    if (!batches || !matches_log(log, reads(role), day, today, protocol::day_root(*batches))) {
      return std::unexpected(Failure::kBoardInvalid);
    }
    out.days_.push_back({day, std::move(*batches)});
  }
  for (Day day = first_day(today); day <= today; ++day) {
    auto lists = protocol::parse_list_file(out.files_[next++]);
    if (!lists || !matches_log(log, writes(role), day, today, list_root(*lists))) {
      return std::unexpected(Failure::kBoardInvalid);
    }
    std::ranges::move(*lists, std::back_inserter(out.lists_));
  }
  return out;
}

std::vector<protocol::Cell> BoardView::cells_after(const ScanMark& mark) const {
  std::vector<protocol::Cell> out;
  for (const DayOfCells& day : days_) {
    if (day.day < mark.day) continue;
    std::uint32_t skip = day.day == mark.day ? mark.cells : 0;
    for (const auto& batch : day.batches) {
      for (ByteView cell : batch.cells) {
        if (skip > 0) {
          --skip;
        } else {
          out.push_back(cell.first<protocol::kCellSize>());
        }
      }
    }
  }
  return out;
}

ScanMark BoardView::end() const {
  ScanMark mark{days_.back().day, 0};
  for (const auto& batch : days_.back().batches) {
    mark.cells += static_cast<std::uint32_t>(batch.cells.size());
  }
  return mark;
}

BoardView::Published BoardView::published(std::uint64_t batch, const Hash256& cell) const {
  for (const auto& list : lists_) {
    if (list.number != batch) continue;
    return std::ranges::binary_search(list.hashes, cell) ? Published::kYes : Published::kMissing;
  }
  const bool later =
      std::ranges::any_of(lists_, [&](const auto& list) { return list.number > batch; });
  return later ? Published::kMissing : Published::kNotYet;
}

}  // namespace sotto::client
