#include "client/core/board_view.h"

#include <algorithm>
#include <set>

#include "crypto/base/panic.h"
#include "crypto/tlog/tree.h"

namespace sotto::client {
namespace {

using protocol::Board;
using protocol::Day;

protocol::Day first_day(Day today) {
  return today < protocol::kBoardDays ? 0 : today - protocol::kBoardDays + 1;
}

const char* name(Board board) {
  switch (board) {
    case Board::kEnquiries:
      return "enquiries";
    case Board::kReplies:
      return "replies";
    case Board::kEnvelopes:
      return "envelopes";
  }
  panic("board_view: not a board");
}

void add_paths(std::vector<std::string>& out, Board board, Day today, const char* suffix) {
  for (Day day = first_day(today); day <= today; ++day) {
    out.push_back(std::string("/boards/") + name(board) + "/" + std::to_string(day) + suffix);
  }
}

// A day that is over has its root in the log, but for the last `late` days. A broker that was
// restored has no files of the days before.
bool matches_log(const protocol::Replay& log, Board board, Day day, Day today, Day late, bool empty,
                 const Hash256& root) {
  if (empty && day < log.restored_day()) return true;
  const auto logged = log.day_root(board, day);
  if (logged) return logged->root == root;
  return day + late >= today || day < log.genesis_day();
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

auto parse_as(const protocol::Batch&, ByteView file, Board board) {
  return protocol::parse_day_file(file, protocol::cell_size(board));
}
auto parse_as(const protocol::BatchList&, ByteView file, Board) {
  return protocol::parse_list_file(file);
}

// Takes a file a day from `next` on. False when one is not what the log says.
template <class AnyDay>
bool read_days(const std::vector<Bytes>& files, std::size_t& next, Board board, Day today, Day late,
               Day fetched, const protocol::Replay& log, std::vector<AnyDay>& out) {
  const Day still_kept = std::min(today, first_day(std::max(today, fetched)));
  for (Day day = first_day(today); day <= today; ++day) {
    if (day < still_kept && files[next].empty()) {
      ++next;  // the broker's day turned between its log and its boards
      continue;
    }
    AnyDay one{day, {}};
    auto batches = parse_as(typename decltype(one.batches)::value_type{}, files[next++], board);
    if (!batches || !matches_log(log, board, day, today, late, batches->empty(),
                                 protocol::day_root(*batches))) {
      return false;
    }
    one.batches = std::move(*batches);
    out.push_back(std::move(one));
  }
  return true;
}

template <class AnyDay>
BoardView::Published published_in(const std::vector<AnyDay>& days, std::uint64_t batch,
                                  const Hash256& cell) {
  bool later = false;
  for (const AnyDay& day : days) {
    for (const auto& list : day.batches) {
      if (list.number == batch) {
        return std::ranges::binary_search(list.hashes, cell) ? BoardView::Published::kYes
                                                             : BoardView::Published::kMissing;
      }
      later = later || list.number > batch;
    }
  }
  return later ? BoardView::Published::kMissing : BoardView::Published::kNotYet;
}

// How many of a day's cells a mark vouches for.
template <class AnyDay>
std::uint32_t vouched(const AnyDay& day, const DayMarks& marks) {
  const DayMark* const mark = marks.find(day.day);
  return mark != nullptr && begins_with(day.batches, *mark) ? mark->cells : 0;
}

}  // namespace

Board BoardView::reads(protocol::Role role) {
  return role == protocol::Role::kColleague ? Board::kReplies : Board::kEnquiries;
}

Board BoardView::writes(protocol::Role role) {
  return protocol::written_board(role);
}

std::vector<std::string> BoardView::paths(protocol::Role role, Day today) {
  std::vector<std::string> out;
  add_paths(out, reads(role), today, "");
  add_paths(out, writes(role), today, "-list");
  if (role == protocol::Role::kSupporter) add_paths(out, Board::kEnvelopes, today, "-list");
  if (role == protocol::Role::kRecipient) add_paths(out, Board::kEnvelopes, today, "");
  return out;
}

std::expected<BoardView, Failure> BoardView::check(std::vector<Bytes> files, protocol::Role role,
                                                   Day today, const protocol::Replay& log, Day late,
                                                   Day fetched) {
  BoardView out;
  out.role_ = role;
  out.files_ = std::move(files);
  std::size_t next = 0;
  const auto read = [&](Board board, auto& days) {
    return read_days(out.files_, next, board, today, late, fetched, log, days);
  };
  const bool good =
      read(reads(role), out.days_) && read(writes(role), out.lists_) &&
      (role != protocol::Role::kSupporter || read(Board::kEnvelopes, out.envelope_lists_)) &&
      (role != protocol::Role::kRecipient || read(Board::kEnvelopes, out.envelopes_));
  if (!good) return std::unexpected(Failure::kBoardInvalid);
  return out;
}

std::vector<protocol::Cell> BoardView::cells_after(const BoardMarks& marks) const {
  std::vector<protocol::Cell> out;
  for (const auto& day : days_) {
    std::uint32_t skip = vouched(day, marks.read);
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

std::vector<PublishedEnvelope> BoardView::envelopes(const BoardMarks& marks) const {
  std::vector<PublishedEnvelope> out;
  for (const auto& day : envelopes_) {
    const std::uint32_t old = vouched(day, marks.envelopes);
    std::uint32_t index = 0;
    for (const auto& batch : day.batches) {
      for (std::size_t i = 0; i < batch.cells.size(); ++i, ++index) {
        out.push_back({day.day, index, batch.hashes[i], index >= old, batch.cells[i]});
      }
    }
  }
  return out;
}

std::vector<Day> BoardView::changed(const BoardMarks& marks, const protocol::Replay& log) const {
  std::set<Day> out;
  add_changed(days_, reads(role_), marks.read, log, out);
  add_changed(lists_, writes(role_), marks.written, log, out);
  if (role_ == protocol::Role::kSupporter) {
    add_changed(envelope_lists_, Board::kEnvelopes, marks.envelopes, log, out);
  }
  if (role_ == protocol::Role::kRecipient) {
    add_changed(envelopes_, Board::kEnvelopes, marks.envelopes, log, out);
  }
  return {out.begin(), out.end()};
}

BoardMarks BoardView::marks() const {
  BoardMarks out{marks_of(days_), marks_of(lists_), {}};
  if (role_ == protocol::Role::kSupporter) out.envelopes = marks_of(envelope_lists_);
  if (role_ == protocol::Role::kRecipient) out.envelopes = marks_of(envelopes_);
  return out;
}

BoardView::Published BoardView::published(std::uint64_t batch, const Hash256& cell) const {
  return published_in(lists_, batch, cell);
}

BoardView::Published BoardView::published_envelope(std::uint64_t batch,
                                                   const Hash256& envelope) const {
  return published_in(envelope_lists_, batch, envelope);
}

}  // namespace sotto::client
