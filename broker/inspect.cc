#include "broker/inspect.h"

#include <algorithm>
#include <filesystem>

#include "broker/backup.h"
#include "broker/tables.h"
#include "crypto/base/wire.h"

namespace sotto::broker {
namespace {

namespace fs = std::filesystem;

struct Holds {
  const char* table;
  const char* text;
};
constexpr Holds kHolds[] = {
    {"batches", "the number of the batch being collected, and when the last was published"},
    {"ceremony",
     "what trustees sent in the ceremony that is held: shares sealed to each other, and which of "
     "them have done their part"},
    {"codes", "SHA-256 of a code that nobody has used yet -> its last day; not who holds it"},
    {"contact-keys", "public keys that supporters signed for coming weeks"},
    {"drawn", "lockers (and supporters) that drew passes this epoch; everybody does"},
    {"files", "the files that are served, with their lengths"},
    {"listings", "public texts of supporters' listings"},
    {"lockers",
     "locker id -> write key, role, last epoch, a blob sealed by words that the broker never had, "
     "and what became of the last commit, under a key that only the blob holds; not whose, and not "
     "what it holds"},
    {"meta", "the version of this format, and which epochs the tables of passes belong to"},
    {"parts",
     "what trustees sent to open the figures of a closed quarter: parts sealed to each other, and "
     "the "
     "release that each has signed"},
    {"pass-tables", "which epoch and generation the tables drawn and spent belong to"},
    {"proposals", "listings, recipients and keys that wait for the leads' signatures"},
    {"reports",
     "which supporters have reported for the quarter that is over, as everybody does -> the "
     "report, "
     "sealed; nobody can read one"},
    {"spent", "passes that were redeemed, real or cover; not by whom and not for what"},
    {"taken-slots", "places in the file erasable that belong to lockers, in random order"},
    {"waiting",
     "cells and envelopes of commits since the last batch, sealed; every commit of a role has as "
     "many, real or cover"},
};

const char* holds(std::string_view table) {
  for (const Holds& each : kHolds) {
    if (table == each.table) return each.text;
  }
  return "";
}

TableContent read_table(const View& view, const TableRef& table, bool with_rows) {
  TableContent out{
      .name = table.name, .holds = holds(table.name), .rows = view.count(table), .content = {}};
  if (with_rows) {
    view.scan_prefix(table, {}, [&](ByteView key, ByteView value) {
      out.content.emplace_back(to_bytes(key), to_bytes(value));
      return true;
    });
  }
  return out;
}

// The numbers that a family has now, from the rows of meta.
std::vector<std::uint64_t> members(const View& view, const TableFamily& family) {
  std::vector<std::uint64_t> out;
  view.scan_prefix(kMeta, as_bytes(std::string(family.name) + "/"), [&](ByteView, ByteView value) {
    std::uint64_t number = 0;
    Reader r(value);
    if (r.u64(number) && r.done()) out.push_back(number);
    return true;
  });
  return out;
}

std::vector<TableContent> read_tables(const View& view, bool with_rows) {
  std::vector<TableContent> out;
  out.push_back(read_table(view, kMeta, with_rows));
  out.push_back(read_table(view, kFiles, with_rows));
  for (const Table& table : all_tables().tables) out.push_back(read_table(view, table, with_rows));
  for (const TableFamily& family : all_tables().families) {
    TableContent all{.name = family.name, .holds = holds(family.name), .rows = 0, .content = {}};
    for (const std::uint64_t number : members(view, family)) {
      TableContent one = read_table(view, family.of(number), with_rows);
      all.rows += one.rows;
      std::ranges::move(one.content, std::back_inserter(all.content));
    }
    out.push_back(std::move(all));
  }
  std::ranges::sort(out, {}, &TableContent::name);
  return out;
}

std::vector<FileContent> read_files(const std::string& folder) {
  std::vector<FileContent> out;
  std::error_code error;
  for (const auto& entry : fs::recursive_directory_iterator(folder, error)) {
    if (!entry.is_regular_file(error)) continue;
    const auto size = entry.file_size(error);
    if (!error) out.push_back({fs::relative(entry.path(), folder, error).string(), size});
  }
  std::ranges::sort(out, {}, &FileContent::name);
  return out;
}

std::vector<KeyContent> read_keys(const std::string& folder, const Erasable& erasable) {
  // What a seized disk says needs no secret: whether they are there, not what they are.
  const auto file = read_file(folder + "/keys");
  const bool keys = file && sealed_with(*file);
  std::vector<KeyContent> out{{"log", keys}, {"receipts", keys}, {"gateway", keys}};
  out.push_back({"batch being collected", erasable.read(kBatchSlot).has_value()});
  for (protocol::Epoch i = 0; i < 4; ++i) {
    const auto payload = erasable.read(pass_key_slot(i));
    const auto slot = payload ? KeySlot::parse(*payload) : std::nullopt;
    if (!slot) continue;
    out.push_back({"passes of epoch " + std::to_string(slot->tag) + ", generation " +
                       std::to_string(slot->generation),
                   true});
  }
  for (std::uint32_t i = 0; i < 4; ++i) {
    const auto payload = erasable.read(concerns_key_slot(i));
    const auto slot = payload ? KeySlot::parse(*payload) : std::nullopt;
    if (slot) out.push_back({"concerns key " + std::to_string(slot->tag), true});
  }
  for (protocol::Epoch i = 0; i < 2; ++i) {
    const auto payload = erasable.read(reports_slot(i));
    const auto slot = payload ? KeySlot::parse(*payload) : std::nullopt;
    if (slot) out.push_back({"reports of quarter " + std::to_string(slot->tag), true});
  }
  for (std::uint32_t i = 0; i < kFiguresKeySlots; ++i) {
    const auto payload = erasable.read(figures_key_slot(i));
    const auto slot = payload ? KeySlot::parse(*payload) : std::nullopt;
    if (slot) out.push_back({"half of tally key " + std::to_string(slot->tag + 1), true});
  }
  return out;
}

}  // namespace

std::expected<Inspection, std::string> inspect_folder(const std::string& folder, bool with_rows) {
  const auto reader = StoreReader::open(folder, all_tables());
  if (!reader) return std::unexpected(reader.error());
  const auto policy = load_policy((*reader)->files());
  if (!policy) return std::unexpected(policy.error());
  Inspection out;
  out.origin = policy->origin;
  {
    const Snapshot snapshot = (*reader)->snapshot();
    out.tables = read_tables(snapshot, with_rows);
  }
  out.files = read_files(folder);
  for (std::uint32_t slot = 0; slot < kSlots; ++slot) {
    if ((*reader)->erasable().read(slot)) ++out.slots_used;
  }
  out.slots = kSlots;
  out.keys = read_keys(folder, (*reader)->erasable());
  out.last_backup = last_backup(folder);
  return out;
}

}  // namespace sotto::broker
