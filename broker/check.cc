#include "broker/check.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <set>

#include "broker/concerns/keys.h"
#include "broker/errands.h"
#include "broker/figures/keys.h"
#include "broker/founded.h"
#include "broker/tables.h"
#include "crypto/base/wire.h"
#include "crypto/figures/tally.h"
#include "crypto/protocol/directory.h"

namespace sotto::broker {
namespace {

using protocol::Board;
using protocol::Day;

class Check {
 public:
  Check(const std::string& folder, const StoreReader& reader, const SealOverride& seal)
      : files_(reader.files()), erasable_(reader.erasable()), served_(is_served(folder)) {
    auto founded = load_founded(folder, files_, seal);
    if (founded) {
      founded_ = std::move(*founded);
    } else {
      find(founded.error());
    }
  }

  std::vector<std::string> run(const View& view) {
    if (!founded_) return std::move(findings_);
    check_boards(view);
    check_lockers(view);
    check_keys(view);
    check_roster(view);
    return std::move(findings_);
  }

 private:
  void find(std::string what) { findings_.push_back(std::move(what)); }

  static std::vector<std::string> names(const View& view) {
    std::vector<std::string> out;
    view.scan_prefix(kFiles, as_bytes("boards/"), [&](ByteView key, ByteView) {
      out.emplace_back(key.begin(), key.end());
      return true;
    });
    return out;
  }

  void check_boards(const View& view) {
    for (const std::string& name : names(view)) {
      if (name.ends_with("-list")) continue;
      const std::size_t slash = name.rfind('/') + 1;
      Day day = 0;
      const char* end = name.data() + name.size();
      if (std::from_chars(name.data() + slash, end, day).ptr != end) {
        find(name + " is no day's file");
        continue;
      }
      for (const Board board : protocol::kBoards) {
        if (name.starts_with(board_folder(board))) check_day(name, board, day);
      }
    }
  }

  void check_day(const std::string& name, Board board, Day day) {
    const auto file = served_file(files_, name);
    const auto list_file = served_file(files_, name + "-list");
    if (!file || !list_file) return find(name + " or its list cannot be read");
    const auto batches = protocol::parse_day_file(*file, protocol::cell_size(board));
    if (!batches) return find(name + " is damaged");
    const auto list = protocol::parse_list_file(*list_file);
    if (!list) return find(name + "-list is damaged");
    const bool same = std::ranges::equal(*batches, *list, [](const auto& a, const auto& b) {
      return a.number == b.number && a.hashes == b.hashes;
    });
    if (!same) find(name + " and its list differ");
    const auto root = founded_->log.day_root(board, day);
    if (root && root->root != protocol::day_root(*batches)) {
      find(name + " is not what the log says of that day");
    }
  }

  void check_lockers(const View& view) {
    std::uint64_t lockers = 0;
    view.scan_prefix(kLockers, {}, [&](ByteView key, ByteView value) {
      ++lockers;
      check_locker(view, key, value);
      return true;
    });
    if (lockers != view.count(kTakenSlots))
      find("taken-slots has another number of rows than lockers");
  }

  void check_locker(const View& view, ByteView key, ByteView value) {
    const std::string name = "locker " + to_hex(key.first(std::min<std::size_t>(key.size(), 4)));
    // Everything before the last outcome, its length, and the blob.
    constexpr std::size_t kHead = 32 + 1 + 4 + 4 + 4 + 8 + 32;
    Reader r(value);
    ByteView skipped;
    Bytes outcome;
    if (!r.view(kHead, skipped) || !r.vec16(outcome) || r.left() != protocol::kLockerSize ||
        (!outcome.empty() && outcome.size() != protocol::kSealedOutcomeSize)) {
      return find(name + " is damaged");
    }
    const LockerRow row = LockerRow::parse(value);
    if (!view.get(kTakenSlots, sotto::Writer().u32(row.slot).take())) {
      return find(name + " has a slot that is not taken");
    }
    const auto payload = erasable_.read(row.slot);
    const auto slot = payload ? LockerSlot::parse(*payload) : std::nullopt;
    if (!slot) return find(name + " has no salt: it cannot be opened");
    // One behind: a crash came between, and the next start repairs it. Ahead: it moved on while we
    // looked.
    const bool behind = slot->version + 1 == row.version;
    const bool moved_on = served_ && slot->version > row.version;
    if (slot->version != row.version && !behind && !moved_on) {
      find(name + " does not fit its slot: it cannot be opened");
    }
  }

  void check_keys(const View& view) {
    const auto batch = view.get(kBatches, as_bytes("next"));
    const auto payload = erasable_.read(kBatchSlot);
    if (!payload || !KeySlot::parse(*payload))
      find("erasable has no key for the batch being collected");
    if (batch && batch->size() != 16) find("batches is damaged");
    check_concerns_key();
    check_figures(view);
    view.scan_prefix(
        kMeta, as_bytes(std::string(kSpent.name) + "/"), [&](ByteView, ByteView value) {
          std::uint64_t number = 0;
          Reader r(value);
          const bool read = r.u64(number) && r.done();
          const auto key = founded_->log.pass_key(static_cast<protocol::Epoch>(number / 256));
          if (!read || !key || key->generation != number % 256) {
            find("spent passes are kept for a key that is not in force");
          }
          return true;
        });
  }

  void check_concerns_key() {
    const auto& keys = founded_->log.concerns_keys();
    const auto number = static_cast<std::uint32_t>(keys.size() - 1);
    const auto key = concerns_key_in(erasable_.read(concerns_key_slot(number)), number);
    if (!key || key->public_key != keys.back().key) {
      find("erasable has no concerns key " + std::to_string(number) +
           ": nobody can open a concern (sotto-broker concerns-key recover)");
    }
  }

  void check_figures(const View& view) {
    view.scan_prefix(kCeremony, {}, [&](ByteView key, ByteView value) {
      if (!good_ceremony_row(key, value)) find("a row of ceremony is damaged");
      return true;
    });
    check_reports(view);
    const auto& certificates = founded_->log.certificates();
    if (certificates.empty()) return;
    const auto ordinal = static_cast<std::uint32_t>(certificates.size() - 1);
    const auto half = figures_key_in(erasable_.read(figures_key_slot(ordinal)), ordinal);
    if (!half || ristretto::Element::multiply_base(*half) != certificates.back().broker_key) {
      find(
          "erasable has no half of the tally key: no figures can be opened, and the trustees hold "
          "another ceremony (sotto trustee begin-again)");
    }
  }

  void check_reports(const View& view) {
    std::set<protocol::Epoch> quarters;
    view.scan_prefix(kReports, {}, [&](ByteView key, ByteView value) {
      Reader in(key);
      protocol::Epoch quarter = 0;
      if (!good_report_row(key, value)) {
        find("a row of reports is damaged");
      } else if (in.u32(quarter)) {
        quarters.insert(quarter);
      }
      return true;
    });
    view.scan_prefix(kParts, {}, [&](ByteView key, ByteView value) {
      if (!good_part_row(key, value)) find("a row of parts is damaged");
      return true;
    });
    for (const protocol::Epoch quarter : quarters) {
      const auto reports = read_reports(view, erasable_.read(reports_slot(quarter)), quarter);
      if (!reports) {
        find("reports of quarter " + std::to_string(quarter) + " have no key, or one is damaged");
        continue;
      }
      const protocol::Closing* const closing = founded_->log.closing_of(quarter);
      if (closing != nullptr &&
          closing->batch != figures::batch_of(founded_->log.genesis_hash(), quarter, *reports)) {
        find("the reports of quarter " + std::to_string(quarter) + " are not those of the log");
      }
    }
  }

  void check_roster(const View& view) {
    view.scan_prefix(kProposals, {}, [&](ByteView, ByteView value) {
      if (!ProposalRow::read(value)) find("a row of proposals is damaged");
      return true;
    });
    view.scan_prefix(kContactKeys, {}, [&](ByteView, ByteView value) {
      if (value.size() != sizeof(X25519PublicKey) + sizeof(Signature)) {
        find("a row of contact-keys is damaged");
      }
      return true;
    });
    const auto file = served_file(files_, "directory");
    const auto directory = file ? protocol::Directory::parse(*file) : std::nullopt;
    if (!directory) return find("directory is damaged");
    for (const auto& entry : directory->entries) {
      const auto supporter = founded_->log.roster().find(entry.id);
      if (supporter == founded_->log.roster().end() ||
          supporter->second.commitment_in(directory->week) !=
              protocol::listing_commitment(entry.salt, entry.text)) {
        find("directory has an entry that is not the log's");
      }
    }
  }

  const Files& files_;
  const Erasable& erasable_;
  const bool served_;
  std::optional<Founded> founded_;
  std::vector<std::string> findings_;
};

}  // namespace

std::vector<std::string> check_folder(const std::string& folder,
                                      const std::optional<SealSource>& seal) {
  const auto reader = StoreReader::open(folder, all_tables());
  if (!reader) return {reader.error()};
  Check check(folder, **reader, seal);
  const Snapshot snapshot = (*reader)->snapshot();
  return check.run(snapshot);
}

}  // namespace sotto::broker
