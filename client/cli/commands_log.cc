// Checking all of the log, for whoever wants to (docs/cli.md, "The log").

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <filesystem>

#include "client/cli/commands.h"
#include "client/cli/credentials.h"
#include "crypto/base/wire.h"
#include "crypto/tlog/checkpoint.h"
#include "crypto/tlog/tiles.h"
#include "crypto/tlog/witness_policy.h"

namespace sotto::client::cli {
namespace {

namespace json = boost::json;
using protocol::Replay;

std::string_view name(protocol::EntryType type) {
  switch (type) {
    case protocol::EntryType::kGenesis:
      return "genesis";
    case protocol::EntryType::kPassKey:
      return "pass-key";
    case protocol::EntryType::kListing:
      return "listing";
    case protocol::EntryType::kRemoval:
      return "removal";
    case protocol::EntryType::kDayRoot:
      return "day-root";
    case protocol::EntryType::kRestored:
      return "restored";
    case protocol::EntryType::kRecipient:
      return "recipient";
    case protocol::EntryType::kRecipientRemoval:
      return "recipient-removal";
    case protocol::EntryType::kOpening:
      return "opening";
    case protocol::EntryType::kConcernsKey:
      return "concerns-key";
    case protocol::EntryType::kLeadKey:
      return "lead-key";
    case protocol::EntryType::kLogKey:
      return "log-key";
    case protocol::EntryType::kGatewayKey:
      return "gateway-key";
    case protocol::EntryType::kPolicy:
      return "policy";
    case protocol::EntryType::kBuild:
      return "build";
    case protocol::EntryType::kTrusteeKey:
      return "trustee";
    case protocol::EntryType::kCertificate:
      return "certificate";
    case protocol::EntryType::kRelease:
      return "release";
    case protocol::EntryType::kClosing:
      return "closing";
  }
  return "";
}

// What is wrong, in a sentence.
using Wrong = std::unexpected<std::string>;
std::string in_entry(std::uint64_t number, const std::string& why) {
  return "Entry " + std::to_string(number) + ": " + why + ".";
}

// The log's own file, cut into entries.
std::expected<std::vector<ByteView>, std::string> entries_of(ByteView file) {
  std::vector<ByteView> out;
  Reader in(file);
  while (in.left() > 0) {
    std::uint16_t size = 0;
    ByteView entry;
    if (!in.u16(size) || !in.view(size, entry)) {
      return Wrong(in_entry(out.size(), "the file ends inside it"));
    }
    out.push_back(entry);
  }
  if (out.empty()) return Wrong("The log has no entry.");
  return out;
}

std::expected<Replay, std::string> replay_all(std::span<const ByteView> entries,
                                              const protocol::Policy& policy) {
  Replay log;
  for (const ByteView entry : entries) {
    if (const auto ok = log.append(entry); !ok) {
      return Wrong(in_entry(log.size(), protocol::describe(ok.error())));
    }
    if (log.size() == 1 && !log.assume_policy(policy)) {
      return Wrong("The policy is of another log than entry 0.");
    }
  }
  return log;
}

std::string_view text_of(ByteView file) {
  return {reinterpret_cast<const char*>(file.data()), file.size()};
}

struct Verified {
  Replay log;
  std::vector<ByteView> entries;  // those that the checkpoint signs
  std::size_t unsigned_entries = 0;
};

// Everything but the directory and the tiles.
std::expected<Verified, std::string> verify_all(const PublicFiles& files,
                                                const std::optional<tlog::WitnessPolicy>& witnesses,
                                                protocol::UnixTime now) {
  const auto policy = protocol::Policy::parse(files.policy);
  if (!policy) return Wrong("The policy is none.");
  auto entries = entries_of(files.log);
  if (!entries) return Wrong(entries.error());
  const auto claimed = tlog::claimed_checkpoint(text_of(files.checkpoint));
  if (!claimed) return Wrong("The checkpoint is none.");
  const std::uint64_t size = claimed->head.size.value;
  if (size == 0 || size > entries->size()) {
    return Wrong("The checkpoint signs " + std::to_string(size) + " entries, and the log has " +
                 std::to_string(entries->size()) + ".");
  }
  Verified out;
  out.unsigned_entries = entries->size() - size;
  entries->resize(size);
  auto log = replay_all(*entries, *policy);
  if (!log) return Wrong(log.error());
  const tlog::NoteKey key{log->genesis().origin, log->log_key()};
  const auto checkpoint = tlog::open_checkpoint(text_of(files.checkpoint), key);
  if (!checkpoint) return Wrong("The checkpoint is not signed by the log's key.");
  if (checkpoint->head != log->head()) {
    return Wrong("The checkpoint signs another root than that of its " + std::to_string(size) +
                 " entries.");
  }
  if (!log->names_policy(protocol::Policy::hash(files.policy), policy->calendar.day(now))) {
    return Wrong("The policy is not the one that the log has in force today.");
  }
  if (witnesses) {
    const auto cosigned = tlog::open_cosigned(text_of(files.checkpoint), key, *witnesses, 0);
    if (!cosigned) return Wrong("The checkpoint has no quorum of the witnesses' cosignatures.");
  }
  out.log = std::move(*log);
  out.entries = std::move(*entries);
  return out;
}

// What the broker must serve at a tile's address.
std::optional<Bytes> expected_tile(const Verified& verified, std::span<const Hash256> leaves,
                                   const tlog::Tile& tile) {
  if (tile.level) return tlog::tile_hashes(leaves, tile);
  Writer out;
  const std::size_t first = tile.index * tlog::kTileWidth;
  for (std::size_t i = 0; i < tile.width; ++i) out.vec16(verified.entries[first + i]);
  return out.take();
}

// The tiles of this size: every one that holds something, of every level, and the bundles.
std::vector<tlog::Tile> tiles_of(std::uint64_t size) {
  std::vector<tlog::Tile> out;
  const auto add = [&](std::optional<std::uint8_t> level, std::uint64_t hashes) {
    for (std::uint64_t i = 0; i * tlog::kTileWidth < hashes; ++i) {
      const std::uint64_t left = hashes - i * tlog::kTileWidth;
      const auto width =
          static_cast<std::uint32_t>(std::min<std::uint64_t>(left, tlog::kTileWidth));
      out.push_back({level, i, width});
    }
  };
  add(std::nullopt, size);
  for (std::uint8_t level = 0; size > 0; ++level, size /= tlog::kTileWidth) add(level, size);
  return out;
}

std::expected<std::size_t, std::string> verify_tiles(Host& host, const Verified& verified) {
  std::vector<Hash256> leaves;
  for (const ByteView entry : verified.entries) leaves.push_back(tlog::leaf_hash(entry));
  const auto tiles = tiles_of(leaves.size());
  for (const tlog::Tile& tile : tiles) {
    const auto response = host.carry({.path = "/" + tile.path(), .body = {}});
    if (!response || response->status != 200) return Wrong("There is no " + tile.path() + ".");
    if (response->body != expected_tile(verified, leaves, tile)) {
      return Wrong(tile.path() + " is not of this log.");
    }
  }
  return tiles.size();
}

// From a folder what it has, and the rest from the broker.
std::expected<PublicFiles, Exit> gather(Host& host, const Arguments& arguments) {
  if (arguments.from.empty()) return fetch_public(host);
  PublicFiles out;
  Bytes* const places[] = {&out.checkpoint, &out.log, &out.policy, &out.directory};
  for (std::size_t i = 0; i < kPublicPaths.size(); ++i) {
    const std::string path = arguments.from + kPublicPaths[i];
    std::error_code none;
    const auto size = std::filesystem::file_size(path, none);
    if (!none) {
      const auto file = read_in(host, path, size);
      if (!file) return std::unexpected(file.error());
      *places[i] = to_bytes(file->expose());
    } else if (arguments.broker) {
      auto response = host.carry({.path = kPublicPaths[i], .body = {}});
      if (!response) return std::unexpected(explain(host.terminal, Failure::kNoAnswer));
      if (response->status != 200) {
        return std::unexpected(explain(host.terminal, Failure::kNotSotto));
      }
      *places[i] = std::move(response->body);
    } else {
      host.terminal.problem("The folder has no file" + std::string(kPublicPaths[i]) +
                            "; --broker says where to fetch it.");
      return std::unexpected(Exit::kUsage);
    }
  }
  return out;
}

std::expected<std::optional<tlog::WitnessPolicy>, Exit> read_witnesses(Host& host,
                                                                       const Arguments& arguments) {
  if (arguments.witnesses.empty()) return std::nullopt;
  const auto file = read_in(host, arguments.witnesses, 1 << 20);
  if (!file) return std::unexpected(file.error());
  auto policy = tlog::WitnessPolicy::parse(text_of(file->expose()));
  if (policy) return std::move(*policy);
  host.terminal.problem(arguments.witnesses + ": " + policy.error());
  return std::unexpected(Exit::kUsage);
}

}  // namespace

Exit log_verify(Host& host, const Arguments& arguments) {
  const auto witnesses = read_witnesses(host, arguments);
  if (!witnesses) return witnesses.error();
  const auto files = gather(host, arguments);
  if (!files) return files.error();
  const auto distrust = [&](const std::string& why) {
    host.terminal.problem(why + " Please tell the leads.");
    return Exit::kDistrust;
  };
  const auto verified = verify_all(*files, *witnesses, host.clock.now());
  if (!verified) return distrust(verified.error());
  // The directory, too, and once more everything that a visit checks.
  const auto view = check_public(host, *files, arguments.genesis);
  if (!view) return view.error();
  std::size_t tiles = 0;
  if (arguments.tiles) {
    const auto checked = verify_tiles(host, *verified);
    if (!checked) return distrust(checked.error());
    tiles = *checked;
  }

  const Replay& log = verified->log;
  json::array entries;
  for (std::size_t i = 0; i < verified->entries.size(); ++i) {
    const auto entry = protocol::Entry::parse(verified->entries[i]);
    if (!entry) return explain(host.terminal, Failure::kLogInvalid);
    entries.push_back(json::object{{"day", entry->day}, {"type", name(entry->type())}});
    host.terminal.line(std::to_string(i) + "  day " + std::to_string(entry->day) + "  " +
                       std::string(name(entry->type())));
  }
  host.terminal.line("log      " + for_screen(log.genesis().origin));
  host.terminal.line("key      " + tlog::NoteKey{log.genesis().origin, log.log_key()}.vkey());
  host.terminal.line("genesis  " + to_hex(view->genesis()));
  host.terminal.line("root     " + to_hex(log.root()) + " of " + std::to_string(log.size()) +
                     " entries");
  host.terminal.line("listed   " + std::to_string(view->directory().entries.size()) +
                     " supporters this week");
  if (verified->unsigned_entries > 0) {
    host.terminal.line("newer    " + std::to_string(verified->unsigned_entries) +
                       " entries that the checkpoint does not sign yet");
  }
  if (tiles > 0) host.terminal.line("tiles    " + std::to_string(tiles));
  const std::string& relay = view->policy().relay;
  host.terminal.line(about_relay(relay));
  host.terminal.line("Every rule holds, and the policy and the directory are the log's.");
  host.terminal.value(
      json::object{{"origin", log.genesis().origin},
                   {"key", tlog::NoteKey{log.genesis().origin, log.log_key()}.vkey()},
                   {"genesis", to_hex(view->genesis())},
                   {"size", log.size()},
                   {"root", to_hex(log.root())},
                   {"relay", relay.empty() ? json::value(nullptr) : json::value(relay)},
                   {"supporters", view->directory().entries.size()},
                   {"tiles", tiles},
                   {"entries", std::move(entries)}});
  return Exit::kOk;
}

}  // namespace sotto::client::cli
