#include "client/core/public_view.h"

#include <algorithm>

#include "client/core/quorum.h"
#include "crypto/tlog/checkpoint.h"

namespace sotto::client {
namespace {

using protocol::ContactKey;
using protocol::DirectoryEntry;

bool good_contact_key(const protocol::Replay& log, const protocol::RosterEntry& supporter,
                      const ContactKey& key) {
  return verify(supporter.identity_key, protocol::kContactKeyLabel,
                protocol::contact_key_message(log.genesis_hash(), key), key.signature);
}

}  // namespace

std::optional<Hash256> genesis_hash(ByteView log_file) {
  const auto entries = protocol::split_log(log_file);
  if (!entries || entries->empty()) return std::nullopt;
  return tlog::leaf_hash(entries->front());
}

std::expected<PublicView, Failure> PublicView::check(const PublicFiles& files, const Pin& pin,
                                                     protocol::UnixTime now) {
  return check(files, pin, now, Demand::kQuorum);
}

std::expected<PublicView, Failure> PublicView::check_uncosigned(const PublicFiles& files,
                                                                const Pin& pin,
                                                                protocol::UnixTime now) {
  return check(files, pin, now, Demand::kLogAlone);
}

std::expected<PublicView, Failure> PublicView::check(const PublicFiles& files, const Pin& pin,
                                                     protocol::UnixTime now, Demand demand) {
  PublicView out;
  auto policy = protocol::Policy::parse(files.policy);
  if (!policy) return std::unexpected(Failure::kNotSotto);
  out.policy_ = std::move(*policy);
  out.today_ = out.policy_.calendar.day(now);
  out.week_ = protocol::Calendar::week(out.today_);
  if (auto read = out.read_log(files, pin, now, demand); !read) {
    return std::unexpected(read.error());
  }
  // Only there does the broker not see who asks, and only there it answers.
  if (!out.policy_.relay.empty() && pin.address != out.policy_.relay) {
    return std::unexpected(Failure::kNotTheRelay);
  }
  if (auto read = out.read_directory(files.directory); !read) return std::unexpected(read.error());
  return out;
}

std::expected<void, Failure> PublicView::read_log(const PublicFiles& files, const Pin& pin,
                                                  protocol::UnixTime now, Demand demand) {
  const auto entries = protocol::split_log(files.log);
  if (!entries || entries->empty()) return std::unexpected(Failure::kNotSotto);
  const Hash256 genesis = tlog::leaf_hash(entries->front());
  if (pin.genesis_prefix.size() > genesis.size() ||
      !equal(pin.genesis_prefix, ByteView(genesis).first(pin.genesis_prefix.size()))) {
    return std::unexpected(Failure::kWrongLog);
  }
  if (!log_.append(entries->front())) return std::unexpected(Failure::kLogInvalid);
  if (!log_.assume_policy(policy_)) return std::unexpected(Failure::kPolicyMismatch);

  const std::string_view note(reinterpret_cast<const char*>(files.checkpoint.data()),
                              files.checkpoint.size());
  const auto claimed = tlog::claimed_checkpoint(note);
  if (!claimed) return std::unexpected(Failure::kLogInvalid);
  // The log may have grown since its checkpoint was fetched; what the checkpoint does not sign is
  // not read.
  const std::uint64_t size = claimed->head.size.value;
  if (size == 0 || size > entries->size()) return std::unexpected(Failure::kLogInvalid);
  leaves_.push_back(genesis);
  for (std::size_t i = 1; i < size; ++i) {
    if (!log_.append((*entries)[i])) return std::unexpected(Failure::kLogInvalid);
    leaves_.push_back(tlog::leaf_hash((*entries)[i]));
  }
  // The entries say whose signature it takes: the log's key may have changed.
  const tlog::NoteKey key{log_.genesis().origin, log_.log_key()};
  const auto checkpoint = tlog::open_checkpoint(note, key);
  if (!checkpoint || checkpoint->head != log_.head()) return std::unexpected(Failure::kLogInvalid);
  if (!log_.names_policy(protocol::Policy::hash(policy_.encode()), today_)) {
    return std::unexpected(Failure::kPolicyMismatch);
  }
  if (!policy_.witnesses.empty()) {
    for (std::size_t i = size; i < entries->size(); ++i) {
      announced_.push_back(to_bytes((*entries)[i]));
    }
  }
  return demand == Demand::kQuorum ? check_quorum(note, key, policy_, now)
                                   : std::expected<void, Failure>();
}

std::expected<void, Failure> PublicView::read_directory(ByteView file) {
  auto directory = protocol::Directory::parse(file);
  if (!directory) return std::unexpected(Failure::kNotSotto);
  // At the turn of a week the file may be the old one for a moment; its keys then count for nobody.
  if (directory->week != week_ && directory->week + 1 != week_) {
    return std::unexpected(Failure::kDirectoryInvalid);
  }
  for (const DirectoryEntry& entry : directory->entries) {
    const auto supporter = log_.roster().find(entry.id);
    if (supporter == log_.roster().end() || !supporter->second.in_force(directory->week) ||
        supporter->second.commitment_in(directory->week) !=
            protocol::listing_commitment(entry.salt, entry.text)) {
      return std::unexpected(Failure::kDirectoryInvalid);
    }
    if (entry.contact_key &&
        (entry.contact_key->id != entry.id || entry.contact_key->week != directory->week ||
         !good_contact_key(log_, supporter->second, *entry.contact_key))) {
      return std::unexpected(Failure::kDirectoryInvalid);
    }
  }
  directory_ = std::move(*directory);
  return {};
}

ohttp::KeyConfig PublicView::gateway() const {
  return {log_.gateway().id, log_.gateway().key};
}

std::optional<bool> PublicView::agrees(const LogView& earlier) const {
  if (earlier.size > leaves_.size()) return std::nullopt;
  return tlog::root(std::span(leaves_).first(earlier.size)) == earlier.root;
}

protocol::Day PublicView::days_late() const {
  if (policy_.witnesses.empty()) return 1;
  const std::uint32_t seconds = policy_.calendar.day_seconds;
  return 1 + static_cast<protocol::Day>((kCosignedWithin + seconds - 1) / seconds);
}

bool PublicView::announces(std::uint64_t index, const std::function<bool(ByteView)>& is) const {
  return index >= leaves_.size() && index - leaves_.size() < announced_.size() &&
         is(announced_[index - leaves_.size()]);
}

std::optional<ContactKey> PublicView::contact_key(const protocol::SupporterId& id) const {
  if (directory_.week != week_) return std::nullopt;
  const auto entry = std::ranges::find(directory_.entries, id, &DirectoryEntry::id);
  if (entry == directory_.entries.end() || !entry->contact_key || entry->contact_key->paused()) {
    return std::nullopt;
  }
  return entry->contact_key;
}

}  // namespace sotto::client
