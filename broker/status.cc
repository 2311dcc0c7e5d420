#include "broker/status.h"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <optional>

#include "broker/backup.h"
#include "broker/publish_times.h"
#include "broker/store/disk.h"
#include "broker/tables.h"

namespace sotto::broker {
namespace {

using protocol::UnixTime;
namespace chrono = std::chrono;

constexpr UnixTime kDaySeconds = 86'400;
constexpr UnixTime kBackupDays = 7;
constexpr std::size_t kSmallRoster = 8;
constexpr UnixTime kContentDays = 90;
constexpr UnixTime kGrace = 300;  // seconds after a publishing time

// "2026-11-01" → its day of the civil calendar
std::optional<UnixTime> civil_day(const std::string& date) {
  int year = 0;
  unsigned month = 0;
  unsigned day = 0;
  if (date.size() != 10 || date[4] != '-' || date[7] != '-') return std::nullopt;
  const char* at = date.data();
  if (std::from_chars(at, at + 4, year).ptr != at + 4 ||
      std::from_chars(at + 5, at + 7, month).ptr != at + 7 ||
      std::from_chars(at + 8, at + 10, day).ptr != at + 10) {
    return std::nullopt;
  }
  const chrono::year_month_day civil{chrono::year{year} / static_cast<int>(month) /
                                     static_cast<int>(day)};
  if (!civil.ok() || year < 1970) return std::nullopt;
  return static_cast<UnixTime>(chrono::sys_days{civil}.time_since_epoch().count());
}

bool is_old(const std::string& date, UnixTime now) {
  const auto day = civil_day(date);
  return !day || *day + kContentDays < now / kDaySeconds;
}

StatusPoint backup_point(const std::string& folder, UnixTime now) {
  const auto last = last_backup(folder);
  if (!last) return {"backup", true, "there was never a backup"};
  const UnixTime days = now > *last ? (now - *last) / kDaySeconds : 0;
  return {"backup", days > kBackupDays,
          "the last backup is " + std::to_string(days) +
              " days old; destroy those that are older than 14 days"};
}

StatusPoint roster_point(const protocol::Replay& log, protocol::Week week) {
  const auto count = static_cast<std::size_t>(std::ranges::count_if(
      log.roster(), [&](const auto& each) { return each.second.in_force(week); }));
  return {"roster", count < kSmallRoster,
          std::to_string(count) + " supporters are listed; with fewer than " +
              std::to_string(kSmallRoster) +
              " there is little choice, and figures are not released"};
}

StatusPoint content_point(const protocol::Policy& policy, UnixTime now) {
  std::string old;
  const auto look_at = [&](const auto& entry) {
    if (is_old(entry.last_checked, now)) old += (old.empty() ? "" : ", ") + entry.who;
  };
  std::ranges::for_each(policy.signposts, look_at);
  if (policy.concern_steps) std::ranges::for_each(policy.concern_steps->telephones, look_at);
  if (old.empty()) {
    return {"content", false, "every signpost and telephone number was checked within 90 days"};
  }
  return {"content", true,
          "check the signposts and telephone numbers that were not checked for 90 days: " + old};
}

StatusPoint pass_key_point(const Founded& founded, UnixTime now) {
  const auto& calendar = founded.scheme.policy.calendar;
  const protocol::Day today = calendar.day(now);
  const protocol::Epoch epoch = calendar.epoch(today);
  if (!founded.log.pass_key(epoch)) {
    return {"pass-key", true, "no passes can be drawn: both leads have to sign this quarter's key"};
  }
  const protocol::Day next = calendar.first_day_of_epoch(epoch + 1);
  if (!founded.log.pass_key(epoch + 1) && today + protocol::kPassKeyNoticeDays > next) {
    return {"pass-key", true, "both leads have to sign the key of the next quarter"};
  }
  return {"pass-key", false, "the keys of passes are in order"};
}

StatusPoint proposals_point(const View& view) {
  const std::uint64_t count = view.count(kProposals);
  return {"proposals", count > 0,
          std::to_string(count) + " proposals wait for the leads' signatures"};
}

StatusPoint publishing_point(const View& view, const protocol::Policy& policy, UnixTime now) {
  const UnixTime last = last_published(view);
  const bool late = last != 0 && next_publishing(policy, last) + kGrace < now;
  return {"publishing", late,
          late ? "a batch is overdue: does the broker run?"
               : "batches are published when they are due"};
}

// By the checkpoint that is shown: who has cosigned it, and how long ago.
StatusPoint witnesses_point(const std::string& folder, const protocol::Policy& policy,
                            UnixTime now) {
  const auto witnesses = policy.witness_policy();
  if (!witnesses) return {"witnesses", false, "the policy names no witnesses"};
  const auto file = read_file(folder + "/cosigned");
  const auto note =
      file ? tlog::open_note({reinterpret_cast<const char*>(file->data()), file->size()},
                             witnesses->witness_keys())
           : std::unexpected(tlog::NoteRefusal::kMalformed);
  std::vector<tlog::NoteSigner> fresh;
  if (note) {
    std::ranges::copy_if(note->signers, std::back_inserter(fresh),
                         [&](const auto& signer) { return signer.time + kDaySeconds > now; });
  }
  std::string missing;
  for (const auto& member : witnesses->members) {
    const bool there = member.threshold != 0 ||
                       std::ranges::find(fresh, member.key, &tlog::NoteSigner::key) != fresh.end();
    if (!there) missing += (missing.empty() ? "" : ", ") + member.name;
  }
  if (missing.empty()) return {"witnesses", false, "every witness has cosigned within a day"};
  return {"witnesses", !witnesses->met_by(fresh),
          "these witnesses have not cosigned within a day: " + missing};
}

}  // namespace

StatusPoint disk_point(bool map_nearly_full, std::uint64_t free_bytes) {
  constexpr std::uint64_t kMiB = std::uint64_t{1} << 20;
  if (map_nearly_full) {
    return {"disk", true, "nine tenths of the store's map are full: commits are put off"};
  }
  if (free_bytes < kReservedSpace) {
    return {"disk", true,
            "only " + std::to_string(free_bytes / kMiB) +
                " MiB are free: commits are put off below " +
                std::to_string(kReservedSpace / kMiB)};
  }
  return {"disk", false,
          "there is room; commits are put off when fewer than " +
              std::to_string(kReservedSpace / kMiB) + " MiB are free"};
}

std::expected<std::vector<StatusPoint>, std::string> status_of(const std::string& folder,
                                                               UnixTime now,
                                                               const SealOverride& seal) {
  const auto reader = StoreReader::open(folder, all_tables());
  if (!reader) return std::unexpected(reader.error());
  const auto founded = load_founded(folder, (*reader)->files(), seal);
  if (!founded) return std::unexpected(founded.error());
  const protocol::Policy& policy = founded->scheme.policy;
  const Snapshot snapshot = (*reader)->snapshot();
  return std::vector<StatusPoint>{
      backup_point(folder, now),
      content_point(policy, now),
      pass_key_point(*founded, now),
      proposals_point(snapshot),
      publishing_point(snapshot, policy, now),
      roster_point(founded->log, protocol::Calendar::week(policy.calendar.day(now))),
      witnesses_point(folder, policy, now),
      disk_point((*reader)->nearly_full(), free_space(folder)),
  };
}

}  // namespace sotto::broker
