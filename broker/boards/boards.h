#pragma once
// The boards: cells and envelopes wait sealed, and are published in batches at fixed times
// (docs/spec/boards.md).

#include "broker/scheme.h"
#include "broker/store/writer.h"
#include "crypto/protocol/day_file.h"

namespace sotto::broker {

// Cells and envelopes that wait: HMAC(batch key, board || hash) → board and cell sealed under the
// batch key. The board, because whoever posts the same bytes on two has receipts for both. Shows
// how many commits there were since the last batch, and, by the sizes, how many of them were
// supporters'; not whose, not in which order, and nothing at all once the batch key was
// overwritten.
inline constexpr Table kWaiting{"waiting"};

// The key of the batch being collected, as it lies in its slot.
struct BatchKey {
  std::uint64_t number = 0;
  Secret<32> secret;

  static BatchKey parse(
      const std::optional<SlotPayload>& payload);  // panics when the slot is empty
  static SlotPayload fresh(std::uint64_t number);
};

// A cell or an envelope of a commit, for its board; views of the request.
struct Filed {
  protocol::Board board;
  ByteView bytes;
};
// Files what one commit brings; the hashes are those of its pieces.
void file_pieces(const BatchKey& key, const std::vector<Filed>& pieces,
                 const std::vector<Hash256>& hashes, Decision& decision);

// Publishes what waits as one batch of each board, in the day files of `today`. The steps, and what
// a stop after each of them means:
//   1 day files and lists written and synced    nobody sees the bytes; a start cuts them off
//   2 LMDB commit: rows gone, lengths count      published; the batch key is still there
//   3 batch key overwritten and synced           the old pages can no longer be read
// A start that finds step 2 without step 3 repeats step 3 (repair_batch_key).
Decision publish(const GroupView& view, protocol::Day today, protocol::UnixTime now);

// The number of the batch being collected and when the last one was published. Public: the day
// files say it.
inline constexpr Table kBatches{
    "batches"};  // "next" → u64 number || u64 time of the last publishing
protocol::UnixTime last_published(const View& view);  // 0: never
// The slot to write when the batch key was not overwritten after its batch.
std::optional<SlotWrite> repair_batch_key(const View& view, const Erasable& erasable);

// "boards/envelopes"
const char* board_folder(protocol::Board board);
// "boards/enquiries/20779" and its list.
std::string day_file_name(protocol::Board board, protocol::Day day);
std::string list_file_name(protocol::Board board, protocol::Day day);

}  // namespace sotto::broker
