#include "broker/log/listings.h"

#include "broker/log/contact_keys.h"
#include "crypto/base/panic.h"
#include "crypto/base/wire.h"

namespace sotto::broker {
namespace {

struct ListingRow {
  ByteArray<32> salt{};
  ByteView text;

  Hash256 commitment() const { return protocol::listing_commitment(salt, text); }
};

ListingRow parse_listing(ByteView value) {
  ListingRow row;
  Reader r(value);
  if (!r.fixed(row.salt) || !r.view(r.left(), row.text)) {
    panic("listings: a row of the table is damaged");
  }
  return row;
}

// In force in this week, or to be.
bool is_current(const protocol::RosterEntry& supporter, const ListingRow& row,
                protocol::Week week) {
  if (supporter.removed_from && week >= *supporter.removed_from) return false;
  const Hash256 commitment = row.commitment();
  return commitment == supporter.commitment || commitment == supporter.commitment_in(week);
}

}  // namespace

protocol::Directory make_directory(const View& view, const protocol::Replay& log,
                                   protocol::Week week) {
  protocol::Directory out{.week = week, .entries = {}};
  for (const auto& [id, supporter] : log.roster()) {
    if (!supporter.in_force(week)) continue;
    protocol::DirectoryEntry entry{.id = id, .salt = {}, .text = {}, .contact_key = {}};
    bool found = false;
    // The text whose commitment is in force; a supporter has a few numbers at most.
    view.scan_prefix(kListings, id, [&](ByteView, ByteView value) {
      const ListingRow row = parse_listing(value);
      found = row.commitment() == supporter.commitment_in(week);
      if (found) {
        entry.salt = row.salt;
        entry.text = to_bytes(row.text);
      }
      return !found;
    });
    if (!found) continue;
    entry.contact_key = find_contact_key(view, id, week);
    out.entries.push_back(std::move(entry));
  }
  return out;
}

void drop_old_listings(const View& view, const protocol::Replay& log, protocol::Week week,
                       Decision& decision) {
  view.scan_prefix(kListings, {}, [&](ByteView key, ByteView value) {
    protocol::SupporterId id{};
    Reader r(key);
    if (!r.fixed(id)) panic("listings: a key of the table is damaged");
    const auto found = log.roster().find(id);
    if (found == log.roster().end() || !is_current(found->second, parse_listing(value), week)) {
      decision.erase(kListings, to_bytes(key));
    }
    return true;
  });
}

}  // namespace sotto::broker
