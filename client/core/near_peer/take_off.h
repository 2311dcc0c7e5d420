#pragma once
// Somebody goes off the director's desk for good (docs/spec/near-peer.md, "Who leaves the desk"):
// the row, and whatever letters have of them.

#include "client/core/near_peer/desk.h"
#include "client/core/near_peer/mail.h"

namespace sotto::client {

// number: of either list. Refused while something has to be settled first, and then nothing is
// done.
Desk::Done take_off(Desk& desk, DeskMail& mail, const DirectorKeys& keys, std::uint32_t number,
                    protocol::Date today);

// What somebody wrote about a pairing of theirs, and what was written about them, is dealt with.
Desk::Done settle_notes(const Desk& desk, DeskMail& mail, std::uint32_t number);

}  // namespace sotto::client
