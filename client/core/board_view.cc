#include "client/core/board_view.h"

#include <algorithm>
#include <set>

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
// when the broker next writes it. A broker that was restored has no files of the days before.
bool matches_log(const protocol::Replay& log, Board board, Day day, Day today, bool empty,
                 const Hash256& root) {
  if (empty && day < log.restored_day()) return true;
  const auto logged = log.day_root(board, day);
  if (logged) return logged->root == root;
  return day + 1 >= today || day < log.genesis_day();
}

template <class AnyBatch>
std::uint32_t cells_in(const std::vector<AnyBatch>& batches) {
  std::size_t count = 0;
  for (const AnyBatch& batch : batches) count += batch.hashes.size();
  return static_cast<std::uint32_t>(count);
}

// Whether a day begins with exactly the cells of the mark.
template <class AnyBatch>
bool begins_with(const std::vector<AnyBatch>& batches, const DayMark& mark) {
  tlog::Frontier tree;
  std::uint32_t left = mark.cells;
  for (const AnyBatch& batch : batches) {
    for (const Hash256& hash : batch.hashes) {
      if (left == 0) break;
      tree.append(tlog::leaf_hash(hash));
      --left;
    }
  }
  return left == 0 && tree.head().root == mark.root;
}

template <class AnyDay>
DayMarks marks_of(const std::vector<AnyDay>& days) {
  DayMarks out;
  for (const AnyDay& each : days) {
    out.add({each.day, cells_in(each.batches), protocol::day_root(each.batches)});
  }
  return out;
}

template <class AnyDay>
void add_changed(const std::vector<AnyDay>& days, Board board, const DayMarks& marks,
                 const protocol::Replay& log, std::set<Day>& out) {
  for (const AnyDay& each : days) {
    if (each.day <= log.restored_day()) continue;  // the board began anew
    const DayMark* const mark = marks.find(each.day);
    if (mark != nullptr && !begins_with(each.batches, *mark)) out.insert(each.day);
  }
  for (const DayMark& mark : marks.all()) {
    if (mark.day >= days.front().day) break;
    const auto logged = log.day_root(board, mark.day);
    if (!logged || mark.cells < logged->cells) continue;  // how it went on was never seen
    if (mark.cells > logged->cells || mark.root != logged->root) out.insert(mark.day);
  }
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
  out.role_ = role;
  out.files_ = std::move(files);
  std::size_t next = 0;
  for (Day day = first_day(today); day <= today; ++day) {
    auto batches = protocol::parse_day_file(out.files_[next++]);
    if (!batches || !matches_log(log, reads(role), day, today, batches->empty(),
                                 protocol::day_root(*batches))) {
      return std::unexpected(Failure::kBoardInvalid);
    }
    out.days_.push_back({day, std::move(*batches)});
  }
  for (Day day = first_day(today); day <= today; ++day) {
    auto lists = protocol::parse_list_file(out.files_[next++]);
    if (!lists ||
        !matches_log(log, writes(role), day, today, lists->empty(), protocol::day_root(*lists))) {
      return std::unexpected(Failure::kBoardInvalid);
    }
    out.lists_.push_back({day, std::move(*lists)});
  }
  return out;
}

std::vector<protocol::Cell> BoardView::cells_after(const BoardMarks& marks) const {
  std::vector<protocol::Cell> out;
  for (const auto& day : days_) {
    const DayMark* const mark = marks.read.find(day.day);
    std::uint32_t skip = mark != nullptr && begins_with(day.batches, *mark) ? mark->cells : 0;
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

std::vector<Day> BoardView::changed(const BoardMarks& marks, const protocol::Replay& log) const {
  std::set<Day> out;
  add_changed(days_, reads(role_), marks.read, log, out);
  add_changed(lists_, writes(role_), marks.written, log, out);
  return {out.begin(), out.end()};
}

BoardMarks BoardView::marks() const {
  return {marks_of(days_), marks_of(lists_)};
}

BoardView::Published BoardView::published(std::uint64_t batch, const Hash256& cell) const {
  bool later = false;
  for (const auto& day : lists_) {
    for (const auto& list : day.batches) {
      if (list.number == batch) {
        return std::ranges::binary_search(list.hashes, cell) ? Published::kYes
                                                             : Published::kMissing;
      }
      later = later || list.number > batch;
    }
  }
  return later ? Published::kMissing : Published::kNotYet;
}

}  // namespace sotto::client
