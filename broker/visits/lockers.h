#pragma once
// The tables of the visits plane.

#include <optional>

#include "broker/store/lmdb_store.h"
#include "broker/store/table.h"
#include "crypto/protocol/requests.h"

namespace sotto::broker {

// Codes that were imported and not used: SHA-256 of a code → the last day of eligibility. Who holds
// the paper can see that it was used; nobody can see by whom or for which locker, because the row
// is then gone.
inline constexpr Table kCodes{"codes"};

// Lockers: locker id → LockerRow. Shows how many lockers there are, the role of each and the epoch
// of its last commit. The blob and the last outcome are sealed: by words, and under a key that only
// the blob holds.
inline constexpr Table kLockers{"lockers"};

// Slots of the erasable file that are taken: slot → nothing. Drawn at random, so not in order of
// enrolment.
inline constexpr Table kTakenSlots{"taken-slots"};

// What stands before a row's long parts. Whoever goes through all lockers reads one page of each
// instead of nine.
struct LockerHead {
  SigningPublicKey write_key{};
  protocol::Role role{};
  protocol::Day eligible_until = 0;
  protocol::Epoch last_epoch = 0;
  std::uint32_t slot = 0;  // in the erasable file: this version's salt and the next
  std::uint64_t version = 0;

  static LockerHead parse_head(ByteView row);  // panics when it is not a row, by its length
};

struct LockerRow : LockerHead {
  Hash256 last_request{};  // hash of the request that made this version; zero after enrol and move
  std::optional<protocol::SealedOutcome> last_outcome;  // of that request; none: there was none
  // kLockerSize bytes, not copied: they lie in the store's map, as long as its views do, or in the
  // request that brings them.
  ByteView blob;

  Bytes encode() const;
  static LockerRow parse(ByteView row);  // our own table: panics when it is not a row
};

std::optional<LockerRow> find_locker(const View& view, const protocol::LockerId& id);

}  // namespace sotto::broker
