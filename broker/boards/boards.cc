#include "broker/boards/boards.h"

#include <algorithm>
#include <map>

#include "crypto/base/wire.h"
#include "crypto/primitives/aead.h"
#include "crypto/primitives/hkdf.h"
#include "crypto/primitives/random.h"

namespace sotto::broker {
namespace {

using protocol::Board;
using Cells = std::vector<std::pair<Hash256, Bytes>>;

const Bytes kNext = to_bytes(as_bytes("next"));

struct Position {
  std::uint64_t next = 0;
  protocol::UnixTime published = 0;
};

Position position(const View& view) {
  Position out;
  const auto row = view.get(kBatches, kNext);
  if (row) {
    Reader r(*row);
    if (!r.u64(out.next) || !r.u64(out.published) || !r.done()) {
      panic("boards: the row of the next batch is damaged");
    }
  }
  return out;
}

Secret<32> sealing_key(const BatchKey& key) {
  return derive<32>("sotto/v1/waiting-cell", {key.secret.expose()});
}

void append_batch(Decision& decision, Board board, protocol::Day day, std::uint64_t number,
                  Cells& cells) {
  if (cells.empty()) return;
  std::ranges::sort(cells);
  decision.append(day_file_name(board, day),
                  protocol::encode_batch(number, cells, protocol::cell_size(board)));
  decision.append(list_file_name(board, day), protocol::encode_batch_list(number, cells));
}

}  // namespace

BatchKey BatchKey::parse(const std::optional<SlotPayload>& payload) {
  auto slot = payload ? KeySlot::parse(*payload) : std::nullopt;
  if (!slot) panic("boards: the slot of the batch key is empty");
  return {slot->tag, std::move(slot->secret)};
}

SlotPayload BatchKey::fresh(std::uint64_t number) {
  return KeySlot{static_cast<std::uint32_t>(number), 0, random_secret<32>()}.encode();
}

void file_pieces(const BatchKey& key, const std::vector<Filed>& pieces,
                 const std::vector<Hash256>& hashes, Decision& decision) {
  const Secret<32> sealing = sealing_key(key);
  const HmacKey naming(key.secret.expose());
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    const auto& [board, bytes] = pieces[i];
    const ByteArray<1> place = {static_cast<std::uint8_t>(board)};
    const Secret<32> name = naming.mac({place, hashes[i]});
    const Bytes plain = concat({place, bytes});
    decision.put(kWaiting, to_bytes(name.expose()), box_seal(sealing, name.expose(), plain));
  }
}

protocol::UnixTime last_published(const View& view) {
  return position(view).published;
}

Decision publish(const GroupView& view, protocol::Day today, protocol::UnixTime now) {
  const BatchKey key = BatchKey::parse(view.slot(kBatchSlot));
  const Secret<32> sealing = sealing_key(key);
  std::map<Board, Cells> boards;
  Decision decision;
  view.scan_prefix(kWaiting, {}, [&](ByteView name, ByteView value) {
    const auto plain = box_open(sealing, name, value);
    const auto board = plain && plain->size() > 0 ? Board{plain->expose()[0]} : Board{};
    if (std::ranges::find(protocol::kBoards, board) == std::end(protocol::kBoards) ||
        plain->size() != 1 + protocol::cell_size(board)) {
      panic("boards: a waiting cell is damaged");
    }
    const ByteView cell = plain->expose().subspan(1);
    boards[board].emplace_back(sha256({cell}), to_bytes(cell));
    return true;
  });
  for (auto& [board, cells] : boards) append_batch(decision, board, today, key.number, cells);
  decision.drop(kWaiting);
  decision.put(kBatches, kNext, sotto::Writer().u64(key.number + 1).u64(now).take());
  decision.write_slot(kBatchSlot, BatchKey::fresh(key.number + 1));
  return decision;
}

std::optional<SlotWrite> repair_batch_key(const View& view, const Erasable& erasable) {
  const std::uint64_t number = position(view).next;
  const auto payload = erasable.read(kBatchSlot);
  const auto slot = payload ? KeySlot::parse(*payload) : std::nullopt;
  if (slot && slot->tag == static_cast<std::uint32_t>(number)) return std::nullopt;
  return SlotWrite{kBatchSlot, BatchKey::fresh(number)};
}

const char* board_folder(Board board) {
  switch (board) {
    case Board::kEnquiries:
      return "boards/enquiries";
    case Board::kReplies:
      return "boards/replies";
    case Board::kEnvelopes:
      return "boards/envelopes";
  }
  panic("boards: no such board");
}

std::string day_file_name(Board board, protocol::Day day) {
  return std::string(board_folder(board)) + "/" + std::to_string(day);
}

std::string list_file_name(Board board, protocol::Day day) {
  return day_file_name(board, day) + "-list";
}

}  // namespace sotto::broker
