#pragma once
// The boards as a visit sees them: the day files of one's own side, the lists of the board that one
// writes, of envelopes a supporter's lists and a recipient's files, all checked against the logged
// roots. Everybody of a role fetches the same fourteen days, whole.

#include <expected>
#include <string>
#include <vector>

#include "client/core/board_marks.h"
#include "client/core/failure.h"
#include "crypto/protocol/day_file.h"
#include "crypto/protocol/envelope.h"
#include "crypto/protocol/replay.h"
#include "crypto/protocol/requests.h"

namespace sotto::client {

// One envelope of the last fourteen days.
struct PublishedEnvelope {
  protocol::Day day = 0;
  std::uint32_t index = 0;  // in that day's file, over all batches
  Hash256 id{};
  bool fresh = false;  // not vouched for by the marks
  ByteView envelope;   // kEnvelopeSize, in the view
};

// Whether the file of that day is served today.
constexpr bool is_published(protocol::Day day, protocol::Day today) {
  return day + protocol::kBoardDays > today;
}

class BoardView {
 public:
  // The board that a role reads, and the one that it writes.
  static protocol::Board reads(protocol::Role role);
  static protocol::Board writes(protocol::Role role);
  // What every visit fetches: 14 day files, then 14 lists, oldest first; of a supporter then the 14
  // lists of envelopes, of a recipient their 14 files.
  static std::vector<std::string> paths(protocol::Role role, protocol::Day today);

  // files: the bodies, in the order of paths(); late: how many of the days that are over may still
  // lack their root in the log, yesterday because the broker writes it a moment after midnight;
  // fetched: the day on which the last of them came, after which the oldest may already be gone.
  static std::expected<BoardView, Failure> check(std::vector<Bytes> files, protocol::Role role,
                                                 protocol::Day today, const protocol::Replay& log,
                                                 protocol::Day late = 1, protocol::Day fetched = 0);

  // The cells that the marks do not vouch for, in order: what was appended since, and all of a day
  // that was another one when it was marked.
  std::vector<protocol::Cell> cells_after(const BoardMarks& marks) const;
  // A recipient's: every envelope, in order.
  std::vector<PublishedEnvelope> envelopes(const BoardMarks& marks) const;
  // The days, rising, of which any board does not begin as it was marked; of days that are gone
  // by now, those that the log has another root of.
  std::vector<protocol::Day> changed(const BoardMarks& marks, const protocol::Replay& log) const;
  // What a locker keeps of this view.
  BoardMarks marks() const;

  // Of a cell of one's own: published in that batch; not yet, because a later batch is not there
  // either; or left out although its batch is.
  enum class Published { kYes, kNotYet, kMissing };
  Published published(std::uint64_t batch, const Hash256& cell) const;
  Published published_envelope(std::uint64_t batch, const Hash256& envelope) const;

 private:
  template <class AnyBatch>
  struct OneDay {
    protocol::Day day = 0;
    std::vector<AnyBatch> batches;
  };
  protocol::Role role_{};
  std::vector<Bytes> files_;  // what the batches are views of
  std::vector<OneDay<protocol::Batch>> days_;
  std::vector<OneDay<protocol::BatchList>> lists_;
  std::vector<OneDay<protocol::Batch>> envelopes_;           // a recipient's
  std::vector<OneDay<protocol::BatchList>> envelope_lists_;  // a supporter's
};

}  // namespace sotto::client
