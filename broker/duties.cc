#include "broker/duties.h"

#include "broker/boards/boards.h"
#include "broker/log/contact_keys.h"
#include "broker/log/listings.h"
#include "broker/passes/passes.h"
#include "crypto/base/wire.h"
#include "crypto/tlog/tree.h"

namespace sotto::broker {
namespace {

using protocol::Board;
using protocol::Day;
using protocol::Entry;
using protocol::Epoch;

constexpr std::size_t kRootsAtOnce = 64;
constexpr Day kPassKeyAheadDays = 14;  // how long before its notice is due a key is made

// None: the list cannot be read now. A root of fewer cells would be in the log for ever.
std::optional<protocol::DayRoot> root_of(const GroupView& view, const Files& files, Board board,
                                         Day day) {
  protocol::DayRoot out{.board = board, .board_day = day, .cells = 0, .root = {}};
  std::vector<Hash256> leaves;
  const std::string name = list_file_name(board, day);
  if (file_row(view, name)) {
    const auto list = files.read(name);
    if (!list) return std::nullopt;
    const auto batches =
        protocol::parse_list_file(list->file->bytes().subspan(list->offset, list->size));
    if (!batches) panic("boards: a list file is damaged");
    for (const auto& batch : *batches) {
      for (const Hash256& hash : batch.hashes) leaves.push_back(tlog::leaf_hash(hash));
    }
  }
  out.cells = static_cast<std::uint32_t>(leaves.size());
  out.root = tlog::root(leaves);
  return out;
}

bool has_notice(const Scheme& scheme, Epoch epoch, Day today) {
  return today + protocol::kPassKeyNoticeDays <= scheme.policy.calendar.first_day_of_epoch(epoch);
}

// The public half of a slot's key, unless the log already has one that a request could not tell
// from it.
std::optional<ByteArray<32>> usable_pass_key(const std::optional<SlotPayload>& slot,
                                             const protocol::Replay& log, Epoch epoch,
                                             std::uint8_t generation) {
  auto key = pass_public_key(slot, epoch, generation);
  if (key && !log.has_usable_key_id({epoch, generation, *key, {}})) key.reset();
  return key;
}

}  // namespace

DutyDecision append_day_roots(const GroupView& view, const Files& files, const Scheme& scheme,
                              const protocol::Replay& log, Day today) {
  DutyDecision out;
  std::vector<Entry> entries;
  for (Day day = log.genesis_day(); day < today && entries.size() < kRootsAtOnce; ++day) {
    for (const Board board : protocol::kBoards) {
      if (log.day_root(board, day)) continue;
      const auto root = root_of(view, files, board, day);
      if (root) {
        entries.push_back({today, *root});
      } else {
        out.complete = false;
      }
    }
  }
  if (!entries.empty()) {
    out.appended = append_entries(log, scheme.keys, entries, out.decision).log;
  }
  return out;
}

std::optional<Epoch> pass_key_due(const Scheme& scheme, const protocol::Replay& log, Day today) {
  const protocol::Calendar& calendar = scheme.policy.calendar;
  const Epoch now = calendar.epoch(today);
  // Short epochs need their keys more than one epoch ahead; four slots hold four.
  for (Epoch epoch = now; epoch < now + 4; ++epoch) {
    const Day due = calendar.first_day_of_epoch(epoch);
    if (today + protocol::kPassKeyNoticeDays + kPassKeyAheadDays < due) return std::nullopt;
    if (!log.pass_key(epoch)) return epoch;
  }
  return std::nullopt;
}

Decision prepare_pass_key(const GroupView& view, const protocol::Replay& log, Epoch epoch) {
  const std::uint8_t generation = log.next_generation(epoch);
  const std::uint32_t slot = pass_key_slot(epoch);
  Decision decision;
  if (usable_pass_key(view.slot(slot), log, epoch, generation)) return decision;
  std::optional<SlotPayload> fresh;
  do {
    fresh = fresh_pass_key(epoch, generation);
  } while (!usable_pass_key(fresh, log, epoch, generation));
  decision.write_slot(slot, std::move(*fresh));
  return decision;
}

DutyDecision publish_pass_key(const GroupView& view, const Scheme& scheme,
                              const protocol::Replay& log, Epoch epoch, Day today) {
  DutyDecision out;
  const std::uint8_t generation = log.next_generation(epoch);
  const auto key = usable_pass_key(view.slot(pass_key_slot(epoch)), log, epoch, generation);
  if (!key) return out;
  const protocol::PassKey entry{
      .epoch = epoch, .generation = generation, .key = *key, .signatures = {}};
  if (generation == 0 && has_notice(scheme, epoch, today)) {
    out.appended = append_entries(log, scheme.keys, {{today, entry}}, out.decision).log;
  } else {
    propose_pass_key(view, entry, out.decision);
  }
  return out;
}

Decision turn_directory(const GroupView& view, const protocol::Replay& log, protocol::Week week) {
  Decision decision;
  decision.replace("directory", make_directory(view, log, week).encode());
  drop_old_contact_keys(view, week, decision);
  drop_old_listings(view, log, week, decision);
  return decision;
}

Decision expire_day_files(const View& view, Day today) {
  Decision decision;
  if (today < protocol::kBoardDays) return decision;
  const Day first_kept = today - protocol::kBoardDays + 1;
  view.scan_prefix(kFiles, as_bytes("boards/"), [&](ByteView key, ByteView) {
    const std::string name(key.begin(), key.end());
    Day day = 0;
    for (std::size_t i = name.rfind('/') + 1; i < name.size() && name[i] != '-'; ++i) {
      day = day * 10 + static_cast<Day>(name[i] - '0');
    }
    if (day < first_kept) decision.remove(name);
    return true;
  });
  return decision;
}

}  // namespace sotto::broker
