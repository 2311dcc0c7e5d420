#pragma once
// What supporters say of themselves, as long as it is in force: the directory's texts
// (docs/spec/log.md, "Directory").

#include "broker/store/writer.h"
#include "crypto/protocol/directory.h"
#include "crypto/protocol/replay.h"

namespace sotto::broker {

// Texts of listings in force, now or from next week: supporter id and number → salt || encoded
// ListingText. Public. When its week is over a row goes, and the log's commitment says nothing.
inline constexpr Table kListings{"listings"};

// The directory of a week, with the contact keys that were filed for it.
protocol::Directory make_directory(const View& view, const protocol::Replay& log,
                                   protocol::Week week);
// Erases the texts that no directory from this week on has.
void drop_old_listings(const View& view, const protocol::Replay& log, protocol::Week week,
                       Decision& decision);

}  // namespace sotto::broker
