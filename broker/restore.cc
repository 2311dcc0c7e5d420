#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <filesystem>
#include <map>
#include <set>

#include "broker/backup.h"
#include "broker/log/log.h"
#include "broker/place_file.h"
#include "broker/sealed_archive.h"
#include "broker/tables.h"
#include "broker/witnesses/last_seen.h"
#include "crypto/base/wire.h"

namespace sotto::broker {
namespace {

using protocol::Epoch;

constexpr std::array<const char*, 6> kFilesOfBackup{"erasable",   "policy",    "log",
                                                    "checkpoint", "directory", "store/data.mdb"};
constexpr std::uint64_t kAboutSize = 8 + 32 + 8;
constexpr std::size_t kKeysMax = 4096;
// Batches were published after the backup under the next numbers, and clients hold receipts for
// them: the restored broker goes on far above.
constexpr std::uint64_t kBatchGap = 1'000'000;

std::expected<void, std::string> make_folders(const std::string& folder) {
  std::error_code error;
  if (mkdir(folder.c_str(), 0700) != 0) {
    return std::unexpected(folder + " exists, or cannot be created");
  }
  std::vector<std::string> folders = {"/store", "/import", "/requests"};
  for (const char* boards : kDayFolders) folders.push_back(std::string("/") + boards);
  for (const std::string& inside : folders) {
    if (!std::filesystem::create_directories(folder + inside, error)) {
      return std::unexpected(folder + " cannot be filled");
    }
  }
  if (!place_file(folder + "/lock", {})) return std::unexpected(folder + " cannot be filled");
  return {};
}

struct About {
  std::optional<LongTermKeys> keys;
  protocol::UnixTime time = 0;
  Hash256 genesis{};
  std::uint64_t data_length = 0;  // of store/data.mdb, which may end with a hole
};

// Unpacks into a folder.
std::expected<About, std::string> unpack(const std::string& file, const X25519KeyPair& key,
                                         const std::string& folder) {
  Bytes about;
  Bytes keys;
  keys.reserve(kKeysMax);  // so that it leaves no copies
  std::set<std::string> seen;
  std::map<std::string, Descriptor> files;
  const auto visit = [&](const std::string& name, std::uint64_t length) -> ArchiveSink {
    if (!seen.insert(name).second) return nullptr;
    if (name == "about" && length == kAboutSize) {
      return [&](ByteView bytes) {
        about.insert(about.end(), bytes.begin(), bytes.end());
        return true;
      };
    }
    if (name == "keys" && length <= kKeysMax) {
      return [&](ByteView bytes) {
        keys.insert(keys.end(), bytes.begin(), bytes.end());
        return true;
      };
    }
    if (std::ranges::find(kFilesOfBackup, name) == kFilesOfBackup.end() && name != kNextPolicy) {
      return nullptr;
    }
    const int opened =
        files.emplace(name, open_file(folder + "/" + name, O_WRONLY | O_CREAT | O_EXCL))
            .first->second.get();
    return [opened, offset = std::uint64_t{0}](ByteView bytes) mutable {
      if (!write_at(opened, bytes, offset)) return false;
      offset += bytes.size();
      return true;
    };
  };
  if (auto ok = read_archive(file, key, visit); !ok) return std::unexpected(std::move(ok.error()));
  About out;
  out.keys = LongTermKeys::parse(keys);
  wipe(keys);
  seen.erase(kNextPolicy);  // which most have not
  if (seen.size() != kFilesOfBackup.size() + 2)
    return std::unexpected("the backup is not complete");
  if (!out.keys) return std::unexpected("the keys in the backup are damaged");
  Reader r(about);
  const int data = files.find("store/data.mdb")->second.get();
  if (!r.u64(out.time) || !r.fixed(out.genesis) || !r.u64(out.data_length) || !r.done() ||
      out.data_length > kMapSize || ftruncate(data, static_cast<off_t>(out.data_length)) != 0) {
    return std::unexpected("the backup is not what it says");
  }
  for (const auto& [name, each] : files) sync_or_panic(each.get());
  return out;
}

// What the mirror's log has beyond ours.
std::expected<Bytes, std::string> beyond(const std::string& mirror, ByteView ours) {
  const auto file = read_file(mirror + "/log");
  if (!file) return std::unexpected("the mirror has no log");
  const std::size_t common = std::min(file->size(), ours.size());
  if (!equal(ByteView(*file).first(common), ours.first(common))) {
    return std::unexpected("the mirror's log is not this scheme's log: nothing was restored");
  }
  return to_bytes(ByteView(*file).subspan(common));
}

struct NextLog {
  protocol::Replay log;  // with the entry that says what happened
  Bytes appended;
  std::uint64_t from_mirror = 0;
};

std::expected<NextLog, std::string> next_log(const Founded& founded, ByteView ours, Bytes beyond,
                                             protocol::UnixTime now) {
  auto log = replay_log(concat({ours, beyond}), founded.scheme.policy);
  if (!log) return std::unexpected("with the mirror: " + log.error());
  NextLog out{std::move(*log), std::move(beyond), 0};
  out.from_mirror = out.log.size() - founded.log.size();
  const protocol::Day today = founded.scheme.policy.calendar.day(now);
  if (today < out.log.last_day()) {
    return std::unexpected("the clock is before the last day of the log");
  }
  const Bytes entry = protocol::Entry{today, protocol::Restored{founded.log.size()}}.encode();
  if (const auto ok = out.log.append(entry); !ok) {
    return std::unexpected(std::string("the log refuses to be restored: ") +
                           protocol::describe(ok.error()));
  }
  const Bytes framed = sotto::Writer().vec16(entry).take();
  out.appended.insert(out.appended.end(), framed.begin(), framed.end());
  return out;
}

// Before anything new is signed. The backup's own checkpoint is asked about.
std::expected<std::optional<std::uint64_t>, std::string> ask_witnesses(
    const Founded& founded, const Files& files, ByteView ours, const NextLog& next,
    const RestoreOptions& options) {
  const auto witnesses = founded.scheme.policy.witness_policy();
  if (!witnesses) {
    if (options.without_witnesses.empty()) return std::nullopt;
    return std::unexpected("the policy names no witnesses");
  }
  std::string unknown = unknown_witness(*witnesses, options.without_witnesses);
  if (!unknown.empty()) return std::unexpected(std::move(unknown));
  const auto note = served_file(files, "checkpoint");
  const auto entries = protocol::split_log(ours);
  if (!note || !entries) panic("restore: a founded folder without its log");
  LogHead old{{note->begin(), note->end()}, {}};
  for (const ByteView entry : *entries) old.leaves.push_back(tlog::leaf_hash(entry));
  // The last entry is the one that says what happened; nobody has seen it.
  const auto seen =
      ask_last_seen(*witnesses, options.without_witnesses, old, next.log.size() - 1, options.post);
  if (!seen) return std::unexpected(seen.error());
  return *seen == 0 ? std::nullopt : std::optional(*seen);
}

std::optional<std::uint8_t> short_id(const ByteArray<32>& key) {
  const auto element = ristretto::Element::parse(key);
  if (!element) return std::nullopt;
  return voprf::truncated(voprf::token_key_id(*element));
}

// New keys for the epochs whose keys were revoked, now or soon in use.
struct NewKey {
  protocol::PassKey entry;
  SlotPayload payload;
};
std::vector<NewKey> new_keys(const protocol::Replay& log, Epoch now) {
  std::set<std::optional<std::uint8_t>> taken;
  if (const auto before = log.pass_key(now - 1)) taken.insert(short_id(before->key));
  std::vector<NewKey> out;
  for (Epoch epoch = now; epoch < now + 4; ++epoch) {
    const std::uint8_t generation = log.next_generation(epoch);
    if (generation == 0 || log.pass_key(epoch)) continue;
    for (;;) {
      SlotPayload payload = fresh_pass_key(epoch, generation);
      const auto key = pass_public_key(SlotPayload::from(payload.expose()), epoch, generation);
      if (!key) panic("restore: a fresh pass key cannot be read");
      if (!taken.insert(short_id(*key)).second) continue;
      out.push_back({{epoch, generation, *key, {}}, std::move(payload)});
      break;
    }
  }
  return out;
}

Decision revoke(const GroupView& view, const Scheme& scheme, NextLog& next) {
  Decision decision;
  decision.append("log", next.appended);
  decision.replace("checkpoint", to_bytes(as_bytes(checkpoint_of(next.log, scheme.keys))));
  for (Epoch i = 0; i < 4; ++i) decision.overwrite_slot(pass_key_slot(i));
  view.scan_prefix(kProposals, {}, [&](ByteView key, ByteView value) {
    const auto row = ProposalRow::read(value);
    if (row && row->proposal.type == protocol::EntryType::kPassKey) {
      decision.erase(kProposals, to_bytes(key));
    }
    return true;
  });
  // Cells that waited are lost with their key; clients repeat what they have to say.
  const std::uint64_t batch = BatchKey::parse(view.slot(kBatchSlot)).number + kBatchGap;
  decision.drop(kWaiting);
  decision.put(kBatches, to_bytes(as_bytes("next")),
               sotto::Writer().u64(batch).u64(last_published(view)).take());
  decision.write_slot(kBatchSlot, BatchKey::fresh(batch));
  return decision;
}

std::expected<Restored, std::string> restore_into(const std::string& folder,
                                                  const RestoreOptions& options,
                                                  const X25519KeyPair& key,
                                                  const SealSecret& seal) {
  auto about = unpack(options.file, key, folder);
  if (!about) return std::unexpected(about.error());
  if (auto ok = place_keys(folder, *about->keys, seal); !ok) {
    return std::unexpected(std::move(ok.error()));
  }
  auto store = Store::open(folder, all_tables(), repair_slots);
  if (!store) return std::unexpected(std::move(store.error()));
  const auto founded = founded_of(std::move(*about->keys), (*store)->files());
  if (!founded) return std::unexpected(founded.error());
  const auto ours = served_file((*store)->files(), "log");
  std::expected<Bytes, std::string> more;
  if (options.mirror) more = beyond(*options.mirror, *ours);
  if (!more) return std::unexpected(std::move(more.error()));
  auto next = next_log(*founded, *ours, std::move(*more), options.now);
  if (!next) return std::unexpected(std::move(next.error()));

  if (about->genesis != founded->scheme.genesis) {
    return std::unexpected("the backup is not what it says");
  }
  const auto seen = ask_witnesses(*founded, (*store)->files(), *ours, *next, options);
  if (!seen) return std::unexpected(seen.error());
  Restored out;
  out.seen = *seen;
  out.backup_time = about->time;
  out.backup_entries = founded->log.size();
  out.mirror_entries = next->from_mirror;
  if (!apply_now(**store,
                 [&](const GroupView& view) { return revoke(view, founded->scheme, *next); })) {
    return std::unexpected("there is too little space");
  }
  const auto& calendar = founded->scheme.policy.calendar;
  const Epoch epoch = calendar.epoch(calendar.day(options.now));
  if (!apply_now(**store,
                 [&](const GroupView& view) { return turn_pass_tables(view, next->log, epoch); })) {
    return std::unexpected("there is too little space");
  }
  const std::vector<NewKey> keys = new_keys(next->log, epoch);
  for (const NewKey& each : keys) out.pass_keys.push_back(each.entry.epoch);
  if (!apply_now(**store, [&](const GroupView& view) {
        Decision decision;
        for (const NewKey& each : keys) {
          decision.write_slot(pass_key_slot(each.entry.epoch),
                              SlotPayload::from(each.payload.expose()));
          propose_pass_key(view, each.entry, decision);
        }
        return decision;
      })) {
    return std::unexpected("there is too little space");
  }
  return out;
}

}  // namespace

std::expected<Restored, std::string> restore_backup(const RestoreOptions& options,
                                                    const X25519KeyPair& key) {
  // Under another name until it is complete: a folder without the entry that says what happened
  // must never be served.
  const std::string partial = options.folder + ".partial";
  struct stat status{};
  if (stat(options.folder.c_str(), &status) == 0) {
    return std::unexpected(options.folder + " exists");
  }
  const auto seal = new_seal_secret(options.seal, options.folder);
  if (!seal) return std::unexpected(describe(seal.error(), options.seal));
  if (auto ok = make_folders(partial); !ok) return std::unexpected(std::move(ok.error()));
  auto out = restore_into(partial, options, key, *seal);
  if (!out) {
    discard_folder(partial);
    return out;
  }
  if (std::rename(partial.c_str(), options.folder.c_str()) != 0) {
    return std::unexpected(partial + " cannot be renamed");
  }
  const auto parent = std::filesystem::absolute(options.folder).parent_path();
  sync_folder(parent.string());
  return out;
}

}  // namespace sotto::broker
