#pragma once
// The concerns plane (docs/spec/concerns.md, "Opening"): gives the broker's part of an envelope to
// a recipient, and only together with an entry in the log.
//
// It has no table of its own. What anybody could learn from what it leaves: the files of the board
// are public and say how many commits supporters made; the log's openings are public and say on
// which days how many commits recipients made. Which envelope a recipient opened lies nowhere
// afterwards: every commit of theirs opens one, and the answer is sealed with the commit's outcome.

#include <memory>

#include "broker/concerns/keys.h"
#include "broker/store/files.h"
#include "crypto/protocol/requests.h"

namespace sotto::broker {

// What is worked out for an opening before the writer.
struct CheckedOpening {
  std::optional<SigningPublicKey> by;          // the recipient of the place, who signed it
  std::optional<protocol::CoSecrets> secrets;  // of the envelope, when there is such a one
};
CheckedOpening check_opening(const Files& files, const Erasable& erasable, const Scheme& scheme,
                             const protocol::Replay& log, const protocol::CommitRequest& request,
                             protocol::Day today);

// In the writer: the answer, and the entry that goes with it. nullptr, and 72 random bytes, for
// whoever is no recipient. Whatever else is wrong leaves an entry and an answer that look like any.
std::shared_ptr<const protocol::Replay> decide_opening(
    const protocol::Replay& log, const Scheme& scheme, const protocol::OpeningPlace& opening,
    const CheckedOpening& checked, protocol::Day today, protocol::OpeningAnswer& answer,
    Decision& decision);

}  // namespace sotto::broker
