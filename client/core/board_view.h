#pragma once
// The boards as a visit sees them: the day files of one's own side and the lists of the other side,
// checked against the logged roots. Everybody fetches the same fourteen days, whole.

#include <expected>
#include <string>
#include <vector>

#include "client/core/failure.h"
#include "crypto/protocol/day_file.h"
#include "crypto/protocol/replay.h"
#include "crypto/protocol/requests.h"

namespace sotto::client {

// How far a locker has tried the cells of its board: all days before `day`, and `cells` of that
// day.
struct ScanMark {
  protocol::Day day = 0;
  std::uint32_t cells = 0;
  bool operator==(const ScanMark&) const = default;
};

class BoardView {
 public:
  // The board that a role reads, and the one that it writes.
  static protocol::Board reads(protocol::Role role);
  static protocol::Board writes(protocol::Role role);
  // What every visit fetches: 14 day files, then 14 lists, oldest first.
  static std::vector<std::string> paths(protocol::Role role, protocol::Day today);

  // files: the bodies, in the order of paths().
  static std::expected<BoardView, Failure> check(std::vector<Bytes> files, protocol::Role role,
                                                 protocol::Day today, const protocol::Replay& log);

  // The cells behind the mark, in order, and the mark behind all of them.
  std::vector<protocol::Cell> cells_after(const ScanMark& mark) const;
  ScanMark end() const;

  // Of a cell of one's own: published in that batch; not yet, because a later batch is not there
  // either; or left out although its batch is.
  enum class Published { kYes, kNotYet, kMissing };
  Published published(std::uint64_t batch, const Hash256& cell) const;

 private:
  struct DayOfCells {
    protocol::Day day = 0;
    std::vector<protocol::Batch> batches;
  };
  std::vector<Bytes> files_;  // what the batches are views of
  std::vector<DayOfCells> days_;
  std::vector<protocol::BatchList> lists_;
};

}  // namespace sotto::client
